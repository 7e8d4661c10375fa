"""One line of text -> Markdown in which names and links are those of an audience."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.audience.escaping import (
    can_open,
    code_span,
    escaped,
    lines_escaped,
)
from generator.audience.links import NEUTRAL
from generator.audience.words import capital
from generator.parse.plain import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

    from generator.audience.links import Linker, Written

_MARKUP: Final = {"strong": "**", "em": "*", "s": "~~", "mark": "=="}
_PERMISSION: Final = re.compile(
    r"[ \t]*\(?\buse (?:my|her|his|their|the) name\b\s*[:=?]?\s*(?:yes|no|ask)\b\s*\)?",
    re.IGNORECASE,
)
_OPAQUE: Final = "\ufffc"
_EDGE: Final = re.compile(r"[ \t]*$")


@dataclass(slots=True)
class Piece:
    """A part of a line.

    Attributes:
        kind: `text`, `code`, `break`, `open`, `close`, or `raw`: as it is.
        text: What it says, or its markup.
        solid: Of a raw one, whether something is seen of it, so that no name goes
            across it; of a text, whether it stands for a link that is left out.
    """

    kind: str
    text: str
    solid: bool = False


class LineWriter:
    """Writes the lines of one note."""

    def __init__(
        self,
        path: str,
        linker: Linker,
        footnote: Callable[[int], int],
        *,
        permissions: bool,
    ) -> None:
        """Begin a note.

        Args:
            path: Of the note.
            linker: Where its links lead.
            footnote: Number of a footnote -> its new one; 0: it is left out.
            permissions: Whether `use my name: yes` may be seen.
        """
        self._path = path
        self._linker = linker
        self._footnote = footnote
        self._permissions = permissions

    def line(self, token: Token, *, in_table: bool = False) -> str:
        """Return the text of an inline token as Markdown; empty: nothing is left."""
        pieces = list(self._pieces(iter(token.children or []), in_table=in_table))
        self._replace(pieces)
        text = _joined(_without_fields(pieces), in_table=in_table)
        return lines_escaped(text).strip()

    def code(self, text: str) -> str:
        """Return the text of a code block."""
        return self._linker.names.replace(unicodedata.normalize("NFC", text))

    def _pieces(self, tokens: Iterator[Token], *, in_table: bool) -> Iterator[Piece]:
        bar = "\\|" if in_table else "|"
        for token in tokens:
            match token.type:
                case "text" | "code_inline":
                    kind = "code" if token.type == "code_inline" else "text"
                    yield Piece(kind, unicodedata.normalize("NFC", token.content))
                case "softbreak":
                    yield Piece("break", "\n")
                case "hardbreak":
                    yield Piece("break", "\\\n")
                case "wikilink" | "link_open" | "image":
                    yield from self._linked(token, tokens, bar)
                case _:
                    yield from self._mark(token)

    def _linked(
        self, token: Token, tokens: Iterator[Token], bar: str
    ) -> Iterator[Piece]:
        if token.type == "link_open":
            yield from self._link(token, tokens, bar)
        elif token.type == "image":
            yield from self._image(token, bar)
        elif "n" in token.meta:
            yield self._wikilink(token, bar)

    def _mark(self, token: Token) -> Iterator[Piece]:
        """Write what is neither text nor link; what is not known here is left out."""
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "tag" and not self._linker.names.in_address(token.content):
            yield Piece("raw", f"#{token.content}", solid=True)
        elif token.type == "field":
            yield from self._field(token)
        elif token.type == "field_key":
            yield Piece("field", "")
        elif token.type == "footnote_ref":
            if number := self._footnote(token.meta["id"]):
                yield Piece("raw", f"[^{number}]", solid=True)
        elif token.type == "safe_tag":
            yield from _safe(token)
        elif name in _MARKUP and token.nesting:
            kind = "open" if token.nesting > 0 else "close"
            yield Piece(kind, _MARKUP[name])

    def _field(self, token: Token) -> Iterator[Piece]:
        """Keep pay heard; any other key within a line is unknown."""
        if token.meta["key"].lower() == "pay":
            said = self._linker.names.replace(token.content)
            said = said.replace("[", "").replace("]", "")
            yield Piece("raw", f"[pay:: {said}]", solid=True)

    def _wikilink(self, token: Token, bar: str) -> Piece:
        made = self._linker.write(self._path, token.meta["n"])
        if token.meta.get("block") and made.shown in NEUTRAL.values():
            return Piece("text", "")
        return _written(made, bar)

    def _link(self, token: Token, tokens: Iterator[Token], bar: str) -> Iterator[Piece]:
        inner = list(_until_close(tokens))
        if "n" in (token.meta or {}):
            said = unicodedata.normalize("NFC", plain_text(inner))
            made = self._linker.write(self._path, token.meta["n"], said)
            yield _written(made, bar)
            return
        href = self._linker.outside(str(token.attrs.get("href", "")))
        said = "".join(one.content for one in inner if one.type == "text").strip()
        if not href:
            if re.match(r"(?:https?:|www\.)", said):
                yield Piece("text", "a link")
            else:
                yield from self._pieces(iter(inner), in_table=bar != "|")
            return
        yield Piece("open", "[")
        yield from self._pieces(iter(inner), in_table=bar != "|")
        yield Piece("close", f"](<{_target(href)}>)")

    def _image(self, token: Token, bar: str) -> Iterator[Piece]:
        if "n" in (token.meta or {}):
            made = self._linker.write(self._path, token.meta["n"])
            if not (token.meta.get("block") and made.shown in NEUTRAL.values()):
                yield _written(made, bar)
            return
        alt = self._linker.names.replace(token.content)
        src = self._linker.outside(str(token.attrs.get("src", "")))
        if src:
            yield Piece("raw", f"![{escaped(alt)}](<{_target(src)}>)", solid=True)
        else:
            yield Piece("text", alt or "a picture")

    def _replace(self, pieces: list[Piece]) -> None:
        """Put what an audience reads in the place of names, wherever they stand."""
        flat: list[tuple[Piece, int]] = []
        text = ""
        for piece in pieces:
            if piece.kind == "text" and piece.solid:
                piece.text = capital(text, piece.text)
            flat.append((piece, len(text)))
            text += _seen(piece)
        spans = [(s.start, s.end, s.text) for s in self._linker.names.spans(text)]
        if not self._permissions:
            spans += [(m.start(), m.end(), "") for m in _PERMISSION.finditer(text)]
        for start, end, instead in sorted(spans, reverse=True):
            _put(flat, start, end, instead)


def _seen(piece: Piece) -> str:
    """Return what names are looked for in: markup leaves no gap within a name."""
    if piece.kind in {"text", "code"}:
        return piece.text
    if piece.kind == "break":
        return "\n"
    return _OPAQUE if piece.solid else ""


def _put(flat: list[tuple[Piece, int]], start: int, end: int, instead: str) -> None:
    """Replace a part of the text that may go over several pieces."""
    for piece, begin in flat:
        seen = _seen(piece)
        if begin >= end or begin + len(seen) <= start or not seen:
            continue
        first, last = max(start - begin, 0), min(end - begin, len(seen))
        if piece.kind in {"text", "code"}:
            piece.text = piece.text[:first] + instead + piece.text[last:]
        elif piece.kind == "break":
            piece.kind, piece.text = "text", instead
        instead = ""


def _until_close(tokens: Iterator[Token]) -> Iterator[Token]:
    depth = 1
    for token in tokens:
        depth += (token.type == "link_open") - (token.type == "link_close")
        if not depth:
            return
        yield token


def _target(href: str) -> str:
    """Return an address as it stands between `<` and `>`."""
    return href.replace("\\", "%5C").replace("&", "\\&").replace("|", "%7C")


def _written(made: Written, bar: str) -> Piece:
    if not made.target:
        return Piece("text", made.shown, solid=made.shown in NEUTRAL.values())
    shown = re.sub(r"[\[\]|\n]+", " ", made.shown).strip()
    inner = f"{made.target}{bar}{shown}" if shown else made.target
    return Piece("raw", f"{'!' if made.embed else ''}[[{inner}]]", solid=True)


def _safe(token: Token) -> Iterator[Piece]:
    if not token.meta.get("paired"):
        yield Piece("text", token.content)
    elif token.tag == "br":
        yield Piece("raw", "<br>", solid=True)
    else:
        closes = token.meta["closes"]
        yield Piece("close" if closes else "open", f"<{'/' * closes}{token.tag}>")


def _without_fields(pieces: list[Piece]) -> Iterator[Piece]:
    """Leave out `key:: value` up to the end of its line."""
    dropped = False
    for piece in pieces:
        if piece.kind == "field":
            dropped = True
        elif piece.kind == "break":
            dropped = False
        if not dropped or piece.kind in {"open", "close"}:
            yield piece


def _joined(pieces: Iterator[Piece], *, in_table: bool) -> str:
    """Return the line as Markdown; emphasis that would not be read as such is left."""
    parts: list[str] = []
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for piece in pieces:
        match piece.kind:
            case "text":
                parts.append(escaped(piece.text))
            case "code":
                span = code_span(piece.text) if piece.text.strip() else ""
                parts.append(span.replace("|", "\\|") if in_table else span)
            case "open":
                opened.append(len(parts))
                parts.append(piece.text)
            case "close":
                at = opened.pop() if opened else len(parts)
                if "".join(parts[at + 1 :]).strip():
                    closed.append((at, len(parts)))
                    parts.append(piece.text)
                else:
                    del parts[at:]
            case _:
                parts.append(piece.text)
    for at, end in sorted(closed, reverse=True):
        _fit(parts, at, end)
    return "".join(parts)


def _fit(parts: list[str], at: int, end: int) -> None:
    """Take emphasis away that Markdown would not read between these characters."""
    if parts[at] not in _MARKUP.values():
        return
    before, inner = "".join(parts[:at]), "".join(parts[at + 1 : end])
    behind = "".join(parts[end + 1 :])
    sign = parts[at]
    opens = can_open(before[-1:], inner[:1])
    closes = can_open(behind[:1], inner[-1:])
    clash = before.endswith(sign[0]) or behind.startswith(sign[0])
    clash = clash or inner.startswith(sign[0]) or inner.endswith(sign[0])
    broken = sign == "==" and ("\n" in inner or "==" in inner)
    if not opens or not closes or clash or broken:
        parts[at] = parts[end] = ""
