"""What is being written at a place of a note, from the text alone."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.parse.sections import section_named

if TYPE_CHECKING:
    from generator.lsp.text import Place, Text
    from generator.parse.sections import SectionNames
    from generator.vocabulary import Section


class Writing(Enum):
    """What is being written."""

    LINK = auto()
    ANCHOR = auto()
    KEY = auto()
    VALUE = auto()
    LOG = auto()
    EVENT = auto()
    TAG = auto()


class Context(Struct, frozen=True, kw_only=True):
    """What is being written at a place.

    Attributes:
        writing: Which sort of thing.
        typed: What of it stands before the place.
        start: Column at which it begins.
        end: Column up to which it is replaced; of a value with its closing quote.
        line: The line.
        key: The front-matter key, as written; empty in a body.
        target: Of an anchor: the note before the `#`; empty: this note.
        section: The section of a body.
        quote: The quote that a front-matter value has opened, if any.
        open: Of a link: whether its `]]` is still to be written.
        cell: Whether it stands in a table.
        embed: Whether a link begins with `!`.
        colon: Whether a key has its colon already.
    """

    writing: Writing
    typed: str
    start: int
    end: int
    line: int
    key: str = ""
    target: str = ""
    section: Section | None = None
    quote: str = ""
    open: bool = False
    cell: bool = False
    embed: bool = False
    colon: bool = False


_LINK: Final = re.compile(r"(!?)\[\[(?!\[)([^\[\]|]*)$")
_REST: Final = re.compile(r"[^\[\]|#\"']*")
_KEY: Final = re.compile(r"[^\s#:\-\"'\[{][^:]*$|$")
_VALUE: Final = re.compile(r"([^\s#:\-][^:]*):[ \t]+(.*)$")
_ITEM: Final = re.compile(r"[ \t]*-[ \t]+(.*)$")
_OWNER: Final = re.compile(r"([^\s#:\-][^:]*):[ \t]*$")
_BELONGS: Final = re.compile(r"[ \t]*(?:-[ \t]|#|$)|[ \t]+\S")
_LOG_DAY: Final = re.compile(r"[ \t]*[-*+][ \t]+([\w-]*)$")
_LOG_KIND: Final = re.compile(
    r"[ \t]*[-*+][ \t]+\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2})?[ \t]+([\w-]*)$"
)
_TAG: Final = re.compile(r"(?:^|[\s(])#([^\s#\[\](){},.;:!?\"'`]*)$")
_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")


def front_end(lines: list[str]) -> int:
    """Return the line that ends the front matter, from 1; 0: there is none.

    Where it has no end yet, it goes up to the first line that cannot be in it.
    """
    if not lines or lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            return number
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or _HEADING.match(line):
            return number
    return len(lines) + 1


def context_at(text: Text, at: Place, names: SectionNames) -> Context | None:
    """Tell what is being written at a place.

    Args:
        text: The note as it is now.
        at: The place of the cursor.
        names: Headings that mean a section.

    Returns:
        None where nothing is being written that a book can complete.
    """
    line = text.line(at.line)
    before = line[: at.column - 1]
    end = front_end(text.lines)
    if at.line <= end:
        return None if at.line in {1, end} else _in_front(text, at, before)
    section, code = _surroundings(text.lines[: at.line - 1], names)
    if code:
        return None
    return _link(line, at, before) or _in_body(line, at, before, section)


def _context(writing: Writing, typed: str, at: Place, **more: object) -> Context:
    given: dict[str, object] = {
        "start": at.column - len(typed),
        "end": at.column,
        **more,
    }
    return Context(writing=writing, typed=typed, line=at.line, **given)  # type: ignore[arg-type]


def _link(line: str, at: Place, before: str, key: str = "") -> Context | None:
    """Tell which link is being written, if one is."""
    match = _LINK.search(before)
    if match is None:
        return None
    rest = line[at.column - 1 :]
    more = _REST.match(rest)
    length = more.end() if more else 0
    closed = "]]" in rest.partition("[[")[0]
    opened = before[: match.start()]
    quote = opened[-1:] if opened[-1:] in {'"', "'"} else ""
    inner = match[2]
    end = at.column + length if closed else at.column
    common: dict[str, object] = {
        "end": end,
        "key": key,
        "quote": quote,
        "open": not closed,
        "cell": not key and line.lstrip().startswith("|"),
        "embed": bool(match[1]),
    }
    if "#" in inner:
        target, _, typed = inner.partition("#")
        return _context(Writing.ANCHOR, typed, at, target=target.strip(), **common)
    if key and not quote:
        # Without quotes it is a list to YAML: the brackets are written anew.
        end += 2 * rest[length:].startswith("]]")
        common |= {"open": True, "end": end}
        return _context(Writing.LINK, match[0], at, **common)
    return _context(Writing.LINK, inner, at, **common)


def _in_front(text: Text, at: Place, before: str) -> Context | None:
    line = text.line(at.line)
    key, value = "", ""
    if match := _VALUE.match(before):
        key, value = match[1].strip(), match[2]
    elif match := _ITEM.match(before):
        key, value = _owner(text.lines, at.line), match[1]
    elif _KEY.match(before):
        rest = line[at.column - 1 :]
        end = at.column + len(re.split(r"[\s:]", rest, maxsplit=1)[0])
        return _context(Writing.KEY, before, at, end=end, colon=":" in rest)
    if not key:
        return None
    if link := _link(line, at, before, key):
        return link
    if value.startswith("["):
        value = re.split(r"[\[,][ \t]*", value)[-1]
    quote = value[:1] if value[:1] in {'"', "'"} else ""
    typed = value[len(quote) :]
    closed = bool(quote) and line.startswith(quote, at.column - 1)
    end = at.column + closed
    return _context(Writing.VALUE, typed, at, key=key, quote=quote, end=end)


def _owner(lines: list[str], number: int) -> str:
    """Return the key that a list item belongs to; empty: none."""
    for line in reversed(lines[1 : number - 1]):
        if match := _OWNER.match(line):
            return match[1].strip()
        if not _BELONGS.match(line):
            return ""
    return ""


def _surroundings(lines: list[str], names: SectionNames) -> tuple[Section | None, bool]:
    """Return the section that holds below some lines, and whether code goes on."""
    opened: list[tuple[int, Section | None]] = []
    fence = ""
    for line in lines[front_end(lines) :]:
        if fenced := _FENCE.match(line):
            if not fence:
                fence = fenced[1]
            elif fenced[1].startswith(fence):
                fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            level = len(heading[1])
            opened = [one for one in opened if one[0] < level]
            opened.append((level, section_named(names, heading[2])))
    held = [section for _, section in opened if section]
    return (held[-1] if held else None), bool(fence)


def _in_body(
    line: str, at: Place, before: str, section: Section | None
) -> Context | None:
    if section == "log":
        if match := _LOG_KIND.match(before):
            return _event(Writing.EVENT, match[1], line, at)
        if match := _LOG_DAY.match(before):
            return _event(Writing.LOG, match[1], line, at)
    match = _TAG.search(before)
    if match is None or before.lstrip() == "#":  # a heading begins like this
        return None
    return _context(Writing.TAG, match[1], at, section=section)


def _event(writing: Writing, typed: str, line: str, at: Place) -> Context:
    rest = re.match(r"[\w-]*", line[at.column - 1 :])
    return _context(
        writing,
        typed,
        at,
        end=at.column + (rest.end() if rest else 0),
        colon=":" in line[at.column - 1 :],
    )
