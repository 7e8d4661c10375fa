"""Links that are to say something else -> the places of a note that change."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from generator.diagnostics import Fix, Span
from generator.edit.link_text import Piece, markdown_pieces, wikilink_pieces
from generator.edit.quoting import quote_item, quote_like
from generator.edit.splice import UnfitTextError
from generator.model import Origin
from generator.parse.front_matter import parse_front_matter
from generator.parse.wikilinks import WIKILINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.edit.relinking import Said
    from generator.model import Link, Note
    from generator.parse.front_matter import RawItem


def link_fixes(text: str, note: Note, said: Mapping[int, Said]) -> list[Fix]:
    """Return what changes in a note so that its links say something else.

    Args:
        text: Of the note, as notes are read.
        note: The record of that text.
        said: What they are to say, by number of the link.

    Returns:
        Fixes for `splice`; nothing but targets, headings and shown texts changes.

    Raises:
        UnfitTextError: Where a link cannot be found in its line for sure.
    """
    writer = _Writer(text, note, said)
    pieces = {*writer.front_matter(), *writer.body()}
    return [writer.fix(one) for one in sorted(pieces)]


class _Writer:
    """Finds the links of one note in its text."""

    def __init__(self, text: str, note: Note, said: Mapping[int, Said]) -> None:
        self.text = text
        self.note = note
        self.said = said
        lengths = (len(line) + 1 for line in text.split("\n"))
        self.starts = [0, *accumulate(lengths)]

    def fix(self, piece: Piece) -> Fix:
        place = (*self._point(piece.start), *self._point(piece.end))
        return Fix(Span(self.note.path, *place), piece.new)

    def _point(self, offset: int) -> tuple[int, int]:
        line = self.text.count("\n", 0, offset)
        return line + 1, offset - self.starts[line] + 1

    def _offsets(self, span: Span) -> tuple[int, int]:
        return (
            self.starts[span.line - 1] + span.column - 1,
            self.starts[span.end_line - 1] + span.end_column - 1,
        )

    def body(self) -> Iterator[Piece]:
        """Yield what changes below the front matter."""
        for number, said in self.said.items():
            link = self.note.links[number]
            if link.origin is Origin.FRONT_MATTER:
                continue
            start, end = self._place(number)
            if link.wiki:
                written = self.text[start:end]
                yield from wikilink_pieces(written, said, start, cell=link.cell)
            else:
                yield from markdown_pieces(self.text, start, end, link, said)

    def _place(self, number: int) -> tuple[int, int]:
        """Return where a link stands; where that is not known for sure, refuse."""
        link = self.note.links[number]
        start, end = self._offsets(link.span)
        text, lines = self.text[start:end], link.written.split("\n")
        if not text or not (text.startswith(lines[0]) and text.endswith(lines[-1])):
            raise UnfitTextError(
                f"has a link {link.written} in line {link.span.line} that cannot be "
                "told from the text around it; write it on a line of its own"
            )
        return start, end

    def front_matter(self) -> Iterator[Piece]:
        """Yield what changes in values of the front matter."""
        numbers = [
            number
            for number, link in enumerate(self.note.links)
            if link.origin is Origin.FRONT_MATTER
        ]
        if self.said.keys().isdisjoint(numbers):
            return
        front = parse_front_matter(self.note.path, self.text)
        items = [item for raw in front.fields for item in raw.items]
        for item in items:
            held = [n for n in numbers if _holds(item, self.note.links[n])]
            if not self.said.keys().isdisjoint(held):
                yield self._value(item, held)

    def _value(self, item: RawItem, held: Sequence[int]) -> Piece:
        start, end = self._offsets(item.span)
        raw = self.text[start:end].rstrip()
        pieces = sorted(self._parts(item, held))
        new = applied(item.text, pieces)
        if "\n" in raw or raw.startswith(("|", ">")):
            old = self.note.links[held[0]].written
            if len(held) > 1 or raw.count(old) != 1:
                said = f"has a link {old} in several lines; write it in one"
                raise UnfitTextError(said)
            inner = item.text.find(old)
            shifted = [Piece(s - inner, e - inner, text) for s, e, text in pieces]
            return Piece(
                start, start + len(raw), raw.replace(old, applied(old, shifted))
            )
        if raw.startswith(('"', "'")):
            made = quote_like(new, raw)
        elif item.unquoted_link:
            plain = quote_item(new.strip("[] "))
            made = new if plain[0] != '"' else quote_like(new, '"')
        else:
            made = quote_item(new)
        return Piece(start, start + len(raw), made)

    def _parts(self, item: RawItem, held: Sequence[int]) -> Iterator[Piece]:
        """Yield what changes in the text of a value."""
        matches = list(WIKILINK.finditer(item.text))
        for at, number in enumerate(held):
            link, said = self.note.links[number], self.said.get(number)
            if said is None:
                continue
            if not link.wiki:
                inner = len(item.text) - len(item.text.lstrip())
                end = len(item.text.rstrip())
                yield from markdown_pieces(item.text, inner, end, link, said)
            elif link.written == link.target and not matches:
                begin = item.text.find(link.target)
                yield Piece(begin, begin + len(link.target), said.target)
            else:
                match = matches[at]
                yield from wikilink_pieces(match[0], said, match.start())


def _holds(item: RawItem, link: Link) -> bool:
    """Whether a link stands in a value."""
    span, at = item.span, (link.span.line, link.span.column)
    return (span.line, span.column) <= at < (span.end_line, span.end_column)


def applied(text: str, pieces: Sequence[Piece]) -> str:
    """Return a text with parts of it changed; they are in order."""
    made, at = "", 0
    for start, end, new in pieces:
        made += text[at:start] + new
        at = end
    return made + text[at:]
