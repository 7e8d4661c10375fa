"""Marks from 1 to 5 as points in time: nothing between them is made up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.derive.wording import MONTHS
from generator.render.draw.scale import Tick, anchor, month_ticks, part_of_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LOWEST: Final = 1
HIGHEST: Final = 5
PITCH: Final = 22
TOP: Final = 12
BOTTOM: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A mark on a day.

    Attributes:
        x: Part of a hundred from the axis' start.
        y: Pixels from the top.
        count: How many lie on this very place.
    """

    x: float
    y: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A line of the upright axis."""

    value: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
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
    months = month_ticks(first, last)
    return Points(
        height=_y(LOWEST) + BOTTOM,
        levels=tuple(
            Level(value=value, y=_y(value)) for value in range(HIGHEST, LOWEST - 1, -1)
        ),
        ticks=tuple(_tick(month, months) for month in months),
        points=tuple(
            Point(x=part_of_days(day, months), y=_y(value), count=count)
            for (day, value), count in Counter(marks).items()
        ),
    )


def _y(value: int) -> int:
    return TOP + PITCH * (HIGHEST - value)


def _tick(month: date, months: tuple[date, ...]) -> Tick:
    at = part_of_days(month, months)
    text = f"{MONTHS[month.month - 1][:3]} {month.year}"
    return Tick(at=at, text=text, anchor=anchor(at))
