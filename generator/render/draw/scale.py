"""Axes: round ticks that cover what is drawn, and where a value lies between them.

Across, places are parts of a hundred: a chart is as wide as its page, while its text
keeps its size. Down, they are pixels.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 5
MOST_MONTHS: Final = 4
_LAST_MONTH: Final = 12 * date.max.year + 11


class Tick(Struct, frozen=True, kw_only=True):
    """A mark on an axis: its part of a hundred from the start, what it says."""

    at: float
    text: str


class Span(Struct, frozen=True, kw_only=True):
    """An axis of time.

    Attributes:
        first: The first day of its first month.
        last: The day after its last month; of the last year there is, its last day.
        months: Those between them that are ticks, in equal steps.
    """

    first: date
    last: date
    months: tuple[date, ...]

    def at(self, day: date) -> float:
        """Return where a day lies, in parts of a hundred."""
        return part(day.toordinal(), self.first.toordinal(), self.last.toordinal())


def round_ticks(most: float, count: int = MOST) -> tuple[int, ...]:
    """Return whole numbers from 0 on, in equal steps of 1, 2 or 5 times ten.

    Args:
        most: What the last one must reach; finite, not below 0.
        count: How many there may be, at least 2.

    Returns:
        At least 0 and one more.
    """
    step = next(one for one in _steps() if one * (count - 1) >= most)
    ticks = [0, step]
    while ticks[-1] < most:
        ticks.append(ticks[-1] + step)
    return tuple(ticks)


def span_of(first: date, last: date, count: int = MOST_MONTHS) -> Span:
    """Return an axis of whole months around some days.

    Args:
        first: The first day.
        last: The last day, not before it.
        count: How many ticks there may be, at least 2.

    Returns:
        Ticks every 1, 2, 3 or 6 months, or 1, 2 or 4 years times a power of ten.
    """
    low, high = _month(first), _month(last) + 1
    ticks = (range(low + -low % step, high + 1, step) for step in _month_steps())
    return Span(
        first=_first_of(low),
        last=_first_of(high),
        months=tuple(map(_first_of, next(one for one in ticks if len(one) <= count))),
    )


def part(value: float, low: float, high: float) -> float:
    """Return where a value lies from low to high, in parts of a hundred."""
    return round(100 * (value - low) / (high - low), 1)


def _steps() -> Iterator[int]:
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


def _month_steps() -> Iterator[int]:
    yield from (1, 2, 3, 6)
    years = 12
    while True:
        yield from (years, 2 * years, 4 * years)
        years *= 10


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1


def _first_of(month: int) -> date:
    # After the last month there is no first day of another.
    if month > _LAST_MONTH:
        return date.max
    return date(month // 12, month % 12 + 1, 1)
