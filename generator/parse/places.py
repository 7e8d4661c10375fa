"""Where a piece of inline text stands in its file; never a guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELL: Final = re.compile(r"(?:\\.|[^|\\])+(?=\||$)|(?<=\|)(?=\|)")
_PREFIX: Final = re.compile(r"(?:[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t]))*[ \t]*")


class Places:
    """Finds places in one note's body.

    Inline text knows only the lines of its block. Its own line is a part of the
    source line, so the column follows; where the source at the place found is not
    the text that is looked for, the span is the line's first column.
    """

    def __init__(self, path: str, lines: Sequence[str], above: int) -> None:
        """Take the body's lines and how many lines of the file stand above them."""
        self._path = path
        self._lines = lines
        self._above = above
        self._part = (-1, -1, "", 0, -1)
        self._row: tuple[int, list[tuple[int, int]]] = (-1, [])

    def line(self, number: int) -> Span:
        """Return a whole line of the body, counted from 0."""
        length = len(self._lines[number]) if number < len(self._lines) else 0
        here = self._above + number + 1
        return Span(self._path, here, 1, here, length + 1)

    def find(self, first: int, content: str, at: int, written: str) -> Span:
        """Return the place of a text in the inline content of a block.

        Args:
            first: The block's first line in the body, from 0.
            content: The inline content.
            at: Where the text begins in it.
            written: The text.

        Returns:
            Its span; an empty one at column 1 where it cannot be found for sure.
        """
        number, shift = self._shift(first, content, at)
        if number >= len(self._lines):
            return self.line(first)
        source = self._lines[number]
        column = max(shift, 0) + at - content.rfind("\n", 0, at) - 1
        if "\n" in written:
            return self._several(number, column, written)
        if shift < 0 or not source.startswith(written, column):
            column = source.find(written)
            if column < 0 or source.find(written, column + 1) >= 0:
                return self._span(number, 0, 0)
        return self._span(number, column, len(written))

    def _shift(self, first: int, content: str, at: int) -> tuple[int, int]:
        """Return the line of a place in some text, and where the text begins in it.

        Most links of a line are asked for one after another, so the last is kept.
        """
        begin = content.rfind("\n", 0, at) + 1
        known = self._part
        if known[0] == first and known[1] == begin and known[2] is content:
            return known[3], known[4]
        number, shift = first + content.count("\n", 0, begin), -1
        part = content[begin : (content.find("\n", at) + 1 or len(content) + 1) - 1]
        if number < len(self._lines) and part.strip():
            shift = self._lines[number].rstrip().rfind(part.rstrip())
        self._part = (first, begin, content, number, shift)
        return number, shift

    def find_cell(
        self, row: int, number: int, content: str, at: int, written: str
    ) -> tuple[Span, str]:
        r"""Return the place of a link in a table cell, and its text with `\\|`.

        Args:
            row: The line of the row, from 0.
            number: The cell's number in it, from 0.
            content: The cell's content, in which `\\|` has become a pipe.
            at: Where the link begins in it.
            written: The link as it stands there.
        """
        source = self._lines[row] if row < len(self._lines) else ""
        cells = self._cells(row, source)
        spelled = written.replace("|", "\\|")
        if number >= len(cells):
            return self._span(row, 0, 0), spelled
        begin, end = cells[number]
        text = source[begin:end]
        column = begin + len(text) - len(text.lstrip())
        column += at + content.count("|", 0, at)
        if not source.startswith(spelled, column):
            return self._span(row, 0, 0), spelled
        return self._span(row, column, len(spelled)), spelled

    def _cells(self, row: int, source: str) -> list[tuple[int, int]]:
        """Return where the cells of a row stand; the last row asked for is kept."""
        if self._row[0] != row:
            prefix = _PREFIX.match(source)
            start = prefix.end() if prefix else 0
            start += source.startswith("|", start)
            spans = [match.span() for match in _CELL.finditer(source.rstrip(), start)]
            self._row = (row, spans)
        return self._row[1]

    def _several(self, number: int, column: int, written: str) -> Span:
        """Return the span of a Markdown link that goes over several lines."""
        parts = written.split("\n")
        if not self._lines[number].startswith(parts[0], max(column, 0)):
            return self._span(number, 0, 0)
        here = self._above + number + 1
        last = number + len(parts) - 1
        end = self._lines[last].rfind(parts[-1]) + len(parts[-1])
        return Span(self._path, here, column + 1, here + len(parts) - 1, end + 1)

    def _span(self, number: int, column: int, length: int) -> Span:
        here = self._above + number + 1
        return Span(self._path, here, column + 1, here, column + length + 1)
