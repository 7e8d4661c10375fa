"""Rows in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.terminal.style import cut, pad, plain, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.terminal.style import Style


class Table(Struct, frozen=True, kw_only=True):
    """Rows with a head.

    Attributes:
        head: Name of each column.
        rows: As many texts in each.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def show_table(table: Table, style: Style, *, widest: int = 0) -> str:
    """Return rows in columns, with a head.

    Args:
        table: What to show.
        style: How it may look.
        widest: What a cell may take, but for the last of its row; 0: any.

    Returns:
        Lines without spaces at their ends; empty without rows.
    """
    if not table.rows:
        return ""
    rows = [_fitted(row, widest) for row in table.rows]
    widths = [max(map(width, column)) for column in zip(table.head, *rows, strict=True)]
    head = style.paint(_line(table.head, widths), "dim")
    return "\n".join([head, *(_line(row, widths) for row in rows)])


def _fitted(row: Sequence[str], widest: int) -> tuple[str, ...]:
    cells = [plain(cell) for cell in row]
    if widest:
        cells[:-1] = [cut(cell, widest) for cell in cells[:-1]]
    return tuple(cells)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (pad(cell, room) for cell, room in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()
