"""Counts as bars, one below the other, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.render.draw.scale import Tick, part, round_ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

PITCH: Final = 16
THICK: Final = 11
TITLE: Final = 22
TOP: Final = 20
BOTTOM: Final = 22

Rows = tuple[str, "Sequence[tuple[str, int]]"]
"""Title of a group, and name and count of each of its bars."""


class Bar(Struct, frozen=True, kw_only=True):
    """One count: its name, itself, its upper edge, its length of a hundred."""

    text: str
    value: int
    y: int
    width: float


class Group(Struct, frozen=True, kw_only=True):
    """Bars that belong together, under a title; empty: no title."""

    text: str
    y: int
    bars: tuple[Bar, ...]


class Bars(Struct, frozen=True, kw_only=True):
    """A chart of bars.

    Attributes:
        height: Of it all, the axis below among it.
        top: Where the lines of the axis begin.
        bottom: Where they end.
        ticks: Of the axis.
        groups: From the top down.
        mark: A count to compare with; none: there is none.
    """

    height: int
    top: int
    bottom: int
    ticks: tuple[Tick, ...]
    groups: tuple[Group, ...]
    mark: Tick | None = None


def draw_bars(groups: Sequence[Rows], mark: int = 0) -> Bars:
    """Return counts as bars that begin at 0.

    Args:
        groups: From the top down.
        mark: A count to draw a line at; 0: none.
    """
    counts = [count for _, rows in groups for _, count in rows]
    ticks = round_ticks(max([mark, *counts]))
    y = top = TOP if mark else 0
    drawn = []
    for text, rows in groups:
        group = _group(text, rows, y, ticks[-1])
        drawn.append(group)
        y += (TITLE if text else 0) + PITCH * len(rows)
    return Bars(
        height=y + BOTTOM,
        top=top,
        bottom=y,
        ticks=tuple(_tick(one, ticks[-1]) for one in ticks),
        groups=tuple(drawn),
        mark=_tick(mark, ticks[-1]) if mark else None,
    )


def _group(text: str, rows: Sequence[tuple[str, int]], y: int, most: int) -> Group:
    start = y + (TITLE if text else 0) + (PITCH - THICK) // 2
    return Group(
        text=text,
        y=y,
        bars=tuple(
            Bar(
                text=name,
                value=count,
                y=start + PITCH * row,
                width=part(count, 0, most),
            )
            for row, (name, count) in enumerate(rows)
        ),
    )


def _tick(value: int, most: int) -> Tick:
    return Tick(at=part(value, 0, most), text=f"{value:,}")
