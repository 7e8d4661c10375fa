"""Marks from 1 to 5 as points in time: nothing between them is made up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.wording import MONTHS
from generator.render.draw.scale import Tick, span_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.render.draw.scale import Span

LOWEST: Final = 1
HIGHEST: Final = 5
PITCH: Final = 22
TOP: Final = 12
BOTTOM: Final = 30


class Point(Struct, frozen=True, kw_only=True):
    """A mark on a day.

    Attributes:
        x: Part of a hundred from the axis' start.
        y: Pixels from the top.
        count: How many lie on this very place.
    """

    x: float
    y: int
    count: int


class Level(Struct, frozen=True, kw_only=True):
    """A line of the upright axis."""

    value: int
    y: int


class Points(Struct, frozen=True, kw_only=True):
    """A chart of points.

    Attributes:
        height: Of it all.
        levels: 5 down to 1, whatever was said.
        ticks: Of the axis of time.
        points: In the order of days.
    """

    height: int
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    points: tuple[Point, ...]


def draw_points(marks: Sequence[tuple[date, int]], first: date, last: date) -> Points:
    """Return marks as points.

    Args:
        marks: Day and mark, 1 to 5; in the order of days.
        first: The first day of the axis, not after any.
        last: Its last day, not before any.
    """
    span = span_of(first, last)
    return Points(
        height=_y(LOWEST) + BOTTOM,
        levels=tuple(
            Level(value=value, y=_y(value)) for value in range(HIGHEST, LOWEST - 1, -1)
        ),
        ticks=tuple(_tick(month, span) for month in span.months),
        points=tuple(
            Point(x=span.at(day), y=_y(value), count=count)
            for (day, value), count in Counter(marks).items()
        ),
    )


def _y(value: int) -> int:
    return TOP + PITCH * (HIGHEST - value)


def _tick(month: date, span: Span) -> Tick:
    text = f"{MONTHS[month.month - 1][:3]} {month.year}"
    return Tick(at=span.at(month), text=text)
