r"""Lines of a CSV file -> rows; a quote that is never closed costs one line.

Any reader of CSV takes all that follows such a quote for one cell. Here a row goes on
in the next line only where its quotes close, it then has no more cells than the
header, and none of the lines that it takes is plainly a row of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from generator.imports.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_UNCLOSED: Final = "a quote in this line is never closed; the line is left out"
_MOST_LINES: Final = 500
# Signs looked at in vain, in the whole file; a hostile one is all open quotes.
_PATIENCE: Final = 4_000_000
_COST_OF_LINE: Final = 100
# A line of a text has three commas now and then, hardly ever more.
_TELLING: Final = 4


class Row(Struct, frozen=True, kw_only=True):
    """One row: where it begins, from 1, and its cells without the spaces around."""

    line: int
    cells: tuple[str, ...]


class _Scan(NamedTuple):
    """The cells of one line; `open`: the last goes on; `clean`: no stray quote."""

    cells: list[str]
    open: bool
    clean: bool


def split_lines(text: str) -> list[str]:
    r"""Return the lines of a text; only `\r\n`, `\r` and `\n` end one."""
    return _LINE_END.split(text)


def split_line(line: str, delimiter: str) -> tuple[str, ...]:
    """Return the cells of one line, as far as its quotes are closed."""
    return tuple(cell.strip() for cell in _scan(line, delimiter).cells)


def read_rows(
    lines: Sequence[str], delimiter: str, *, first: int, width: int
) -> Iterator[Row | Rejection]:
    """Yield the rows of a table, and what cannot be read; rows of nothing are left.

    Args:
        lines: Of the whole file.
        delimiter: What stands between cells.
        first: Index of the first line to read.
        width: How many cells the header has.
    """
    reader = _Reader(lines, delimiter, width)
    at = first
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        found, following = reader.read(at)
        if isinstance(found, Rejection) or any(found.cells):
            yield found
        at = following


class _Reader:
    def __init__(self, lines: Sequence[str], delimiter: str, width: int) -> None:
        self.lines = lines
        self.delimiter = delimiter
        self.width = width
        self.patience = _PATIENCE

    def read(self, at: int) -> tuple[Row | Rejection, int]:
        """Return the row that begins at an index, and where the next one begins."""
        scan = _scan(self.lines[at], self.delimiter)
        following = at + 1
        if scan.open:
            longer = self._go_on(at, scan)
            if longer is None:
                return Rejection(line=at + 1, reason=_UNCLOSED), following
            cells, following = longer
        else:
            cells = scan.cells
        return Row(line=at + 1, cells=tuple(map(str.strip, cells))), following

    def _go_on(self, at: int, scan: _Scan) -> tuple[list[str], int] | None:
        """Return a row of several lines; none where its quote was never closed."""
        *cells, last = scan.cells
        parts, rows, before = [last], 0, self.patience
        for following in range(at + 1, min(at + _MOST_LINES, len(self.lines))):
            line = self.lines[following]
            self.patience -= len(line) + _COST_OF_LINE
            row = self._is_row(line)
            rows += row
            if self.patience < 0 or (row and self.width >= _TELLING):
                return None
            scan = _scan(line, self.delimiter, inside=True)
            parts.append(scan.cells[0])
            if scan.open and len(scan.cells) == 1:
                continue
            cells += ["\n".join(parts), *scan.cells[1:]]
            parts = [cells.pop()] if scan.open else []
            if not scan.open:
                inner = following - at - 1
                if row or len(cells) > self.width or rows >= max(inner, 3):
                    return None
                self.patience = before
                return cells, following + 1
        return None

    def _is_row(self, line: str) -> bool:
        """Whether a line is a row of its own, as wide as the header."""
        if self.width < 2 or line.count(self.delimiter) < self.width - 1:
            return False
        scan = _scan(line, self.delimiter)
        return scan.clean and not scan.open and len(scan.cells) == self.width


def _scan(line: str, delimiter: str, *, inside: bool = False) -> _Scan:
    """Split one line; inside: it begins within a cell in quotes."""
    if not inside and '"' not in line:
        return _Scan(line.split(delimiter), open=False, clean=True)
    cells: list[str] = []
    at, clean = 0, True
    while True:
        start = at if inside else _opening(line, at)
        if start >= 0:
            text, at, tidy = _quoted(line, start, delimiter)
            cells.append(text)
            clean = clean and tidy
            if at < 0:
                return _Scan(cells, open=True, clean=clean)
        else:
            end = line.find(delimiter, at)
            end = len(line) if end < 0 else end
            cells.append(line[at:end])
            clean = clean and '"' not in cells[-1]
            at = end
        inside = False
        if at >= len(line):
            return _Scan(cells, open=False, clean=clean)
        at += len(delimiter)


def _opening(line: str, at: int) -> int:
    """Return where the text of a cell in quotes begins; -1: it has none."""
    while line[at : at + 1] == " ":
        at += 1
    return at + 1 if line[at : at + 1] == '"' else -1


def _quoted(line: str, at: int, delimiter: str) -> tuple[str, int, bool]:
    """Return a text up to its closing quote, where that ends (-1: nowhere), if tidy."""
    parts, tidy = [], True
    while (quote := line.find('"', at)) >= 0:
        if line.startswith('"', quote + 1):
            parts.append(line[at : quote + 1])
            at = quote + 2
            continue
        behind = quote + 1
        while line[behind : behind + 1] == " ":
            behind += 1
        if behind == len(line) or line.startswith(delimiter, behind):
            return "".join([*parts, line[at:quote]]), behind, tidy
        parts.append(line[at:behind])
        at, tidy = behind, False
    return "".join([*parts, line[at:]]), -1, tidy
