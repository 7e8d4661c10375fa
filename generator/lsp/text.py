"""A text as an editor counts it: lines from 0, columns in units of an encoding."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.diagnostics import Span

BOM: Final = "\ufeff"
# A form feed or U+2028 ends a line for Python, and for no editor.
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_UNITS: Final[dict[str, Callable[[str], int]]] = {
    "utf-8": lambda char: 1 + sum(ord(char) > top for top in (0x7F, 0x7FF, 0xFFFF)),
    "utf-16": lambda char: 1 + (ord(char) > 0xFFFF),
    "utf-32": lambda _: 1,
}
ENCODINGS: Final = tuple(_UNITS)


class Position(Struct, frozen=True, order=True):
    """A place as the protocol writes it: line from 0, units from 0."""

    line: int
    character: int


class Range(Struct, frozen=True):
    """From a position up to another."""

    start: Position
    end: Position


class Place(Struct, frozen=True, order=True):
    """A place as Airbook writes it: line and column from 1, in characters."""

    line: int
    column: int


class Text:
    """The text of a note as an editor has it; it never changes.

    Attributes:
        raw: As it is, with byte order mark and any line ends.
        units: How the editor counts columns, one of `ENCODINGS`.
    """

    def __init__(self, raw: str, units: str = "utf-16") -> None:
        """Take a text."""
        self.raw = raw
        self.units = units

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends and without byte order mark."""
        return _LINE_END.split(self.raw.removeprefix(BOM))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.raw))]

    @property
    def data(self) -> bytes:
        """The bytes that the editor would save."""
        return self.raw.encode("utf-8", "surrogatepass")

    def line(self, number: int) -> str:
        """Return a line, counted from 1; empty behind the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def place(self, at: Position) -> Place:
        """Return the place of a position; one behind a line's end is at its end."""
        if at.line >= len(self.lines):
            return Place(len(self.lines), len(self.lines[-1]) + 1)
        if at.line < 0:
            return Place(1, 1)
        shift = at.line == 0 and self.raw.startswith(BOM)
        wanted = at.character - self._width(BOM) if shift else at.character
        return Place(at.line + 1, self._index(self.lines[at.line], wanted) + 1)

    def position(self, at: Place) -> Position:
        """Return the position of a place; one behind a line's end is at its end."""
        line = self.line(at.line)
        units = self._width(line[: max(at.column - 1, 0)])
        if at.line == 1 and self.raw.startswith(BOM):
            units += self._width(BOM)
        return Position(at.line - 1, units)

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return Range(
            self.position(Place(span.line, span.column)),
            self.position(Place(span.end_line, span.end_column)),
        )

    def changed(self, where: Range | None, new: str) -> Text:
        """Return the text with a part replaced; without a range, all of it."""
        if where is None:
            return Text(new, self.units)
        start, end = sorted((self._offset(where.start), self._offset(where.end)))
        return Text(self.raw[:start] + new + self.raw[end:], self.units)

    def _offset(self, at: Position) -> int:
        if at.line >= len(self._starts):
            return len(self.raw)
        if at.line < 0:
            return 0
        start = self._starts[at.line]
        last = at.line + 1 == len(self._starts)
        line = self.raw[start : None if last else self._starts[at.line + 1]]
        return start + self._index(line.rstrip("\r\n"), at.character)

    def _width(self, text: str) -> int:
        if text.isascii():
            return len(text)
        return sum(map(_UNITS[self.units], text))

    def _index(self, line: str, units: int) -> int:
        """Return how many characters of a line so many units are, at most all."""
        if line.isascii():
            return min(max(units, 0), len(line))
        size = _UNITS[self.units]
        for number, char in enumerate(line):
            units -= size(char)
            if units < 0:
                return number
        return len(line)


def contains(span: Span, at: Place) -> bool:
    """Whether a place is in a span, or at one of its ends."""
    start, end = Place(span.line, span.column), Place(span.end_line, span.end_column)
    return start <= at <= end
