"""A link in a note's text -> the places in it that change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote

from markdown_it.common.utils import normalizeReference, unescapeAll

from generator.edit.splice import UnfitTextError
from generator.parse.wikilinks import WIKILINK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.edit.relinking import Said
    from generator.model import Link

_OPENS: Final = re.compile(r"\]\([ \t\n>]*")
_LABEL: Final = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\Z", re.DOTALL)
_DEFINED: Final = re.compile(
    r"^[ \t>]*\[((?:[^\[\]\\\n]|\\.)+)\]:[ \t]*\n?[ \t>]*(<[^<>\n]*>|[^\s<]\S*)",
    re.MULTILINE,
)
_HASH: Final = re.compile("#|%23")
_SAFE: Final = "/!$'*+,=@~-._"
_ASCII: Final = re.compile(r"[\x00-\x7f]+")
_FAR: Final = re.compile("%[89A-Fa-f][0-9A-Fa-f]")


class Piece(NamedTuple):
    """A part of a text, counted in characters, and what is to stand there."""

    start: int
    end: int
    new: str


def wikilink_pieces(
    written: str, said: Said, start: int = 0, *, cell: bool = False
) -> Iterator[Piece]:
    r"""Yield what changes in a wikilink.

    Args:
        written: As it stands in the text, `![[Name#Heading\|shown]]`.
        said: What it is to say.
        start: Where in the text it begins.
        cell: Whether it stands in a table.
    """
    match = WIKILINK.fullmatch(written)
    if match is None:
        raise UnfitTextError(f"has a link {written} that cannot be told apart")
    begin, inner = start + match.start(2), match[2]
    pipe = re.search(r"\\?\|", inner)
    end = pipe.start() if pipe else len(inner)
    hash_at = inner.find("#", 0, end)
    middle = end if hash_at < 0 else hash_at
    yield _part(inner, begin, 0, middle, said.target)
    if hash_at >= 0:
        yield _part(inner, begin, hash_at + 1, end, said.anchor)
    if pipe is None:
        if said.shown:
            sign = "\\|" if cell else "|"
            yield Piece(begin + end, begin + end, f"{sign}{said.shown}")
        return
    shown = inner[pipe.end() :].strip()
    if shown in said.labels:
        yield _part(inner, begin, pipe.end(), len(inner), said.labels[shown])


def _part(inner: str, begin: int, start: int, end: int, new: str) -> Piece:
    """Return the change of a part of a link; spaces around it stay."""
    text = inner[start:end]
    start += len(text) - len(text.lstrip())
    return Piece(begin + start, begin + max(start, end - _spaces(text)), new)


def _spaces(text: str) -> int:
    return len(text) - len(text.rstrip())


def markdown_pieces(
    text: str, start: int, end: int, link: Link, said: Said
) -> Iterator[Piece]:
    """Yield what changes in a Markdown link, or where its label is defined.

    Args:
        text: Of the note.
        start: Where the link begins.
        end: Where it ends.
        link: The link.
        said: What it is to say.
    """
    written = text[start:end]
    for match in reversed(list(_OPENS.finditer(written))):
        raw = _destination(written, match.end())
        if _means(raw, link):
            at = start + match.end()
            yield Piece(at, at + len(raw), _destined(raw, said, link))
            label = written[written.find("[") + 1 : match.start()]
            if label in said.labels:
                at = start + written.find("[") + 1
                yield Piece(at, at + len(label), said.labels[label])
            return
    yield _defined(text, written, link, said)


def _defined(text: str, written: str, link: Link, said: Said) -> Piece:
    match = _LABEL.search(written)
    label = match[1] if match else ""
    if match and not label:
        label = written[written.find("[") + 1 : match.start() - 1]
    for one in _DEFINED.finditer(text):
        same = normalizeReference(one[1]) == normalizeReference(label)
        if same and _means(one[2], link):
            return Piece(one.start(2), one.end(2), _destined(one[2], said, link))
    raise UnfitTextError(f"has a link {written} whose destination cannot be told apart")


def _destination(written: str, at: int) -> str:
    """Return the destination that begins at a place, as it is written."""
    if written.startswith("<", at):
        return written[at : written.find(">", at) + 1]
    depth, end = 0, at
    while end < len(written) and not written[end].isspace():
        if written[end] == "\\":
            end += 1
        elif written[end] == "(":
            depth += 1
        elif written[end] == ")":
            depth -= 1
            if depth < 0:
                break
        end += 1
    return written[at:end]


def _means(raw: str, link: Link) -> bool:
    """Whether a destination as it is written is that of a link."""
    target, _, anchor = unquote(unescapeAll(_bare(raw))).partition("#")
    return (target.strip(), anchor) == (link.target.strip(), link.anchor)


def _bare(raw: str) -> str:
    return raw[1:-1] if raw.startswith("<") else raw


def _destined(raw: str, said: Said, link: Link) -> str:
    """Return a destination in the form that it has: in `<>`, or encoded."""
    path, sign, anchor = _bare(raw), "", ""
    if match := _HASH.search(path):
        path, sign, anchor = path[: match.start()], match[0], path[match.end() :]
    angled = raw.startswith("<")
    if said.target != link.target:
        path = _encoded(said.target, angled=angled, whole=bool(_FAR.search(path)))
    if said.anchor != link.anchor:
        anchor = _encoded(said.anchor, angled=angled, whole=bool(_FAR.search(anchor)))
    return f"<{path}{sign}{anchor}>" if angled else f"{path}{sign}{anchor}"


def _encoded(text: str, *, angled: bool, whole: bool) -> str:
    """Encode a path; other alphabets only where they were, spaces not within `<>`."""
    safe = _SAFE + (" " if angled else "")
    if whole:
        return quote(text, safe=safe)
    return _ASCII.sub(lambda match: quote(match[0], safe=safe), text)
