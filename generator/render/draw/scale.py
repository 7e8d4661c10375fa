"""Axes: round ticks that cover what is drawn, and where a value lies between them.

Across, places are parts of a hundred: a chart is as wide as its page, while its text
keeps its size. Down, they are pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 5
MOST_DAYS: Final = 4
_LAST_MONTH: Final = 12 * date.max.year + 11
_STEPS_OF_MONTHS: Final = (1, 2, 3, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis.

    Attributes:
        at: Part of a hundred from the axis' start.
        text: What is written there.
        anchor: Which end of the text stands there, so that it stays in the picture.
    """

    at: float
    text: str
    anchor: str


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


def month_ticks(first: date, last: date, count: int = MOST_DAYS) -> tuple[date, ...]:
    """Return first days of months in equal steps, all days between them.

    Args:
        first: Not before the first of them.
        last: Before the last of them, as far as the calendar goes.
        count: How many there may be, at least 3.

    Returns:
        At least two; steps of 1, 2, 3 or 6 months, or of 1, 2 or 5 times ten years.
    """
    low, high = _month(first), _month(last)
    step = next(one for one in _month_steps() if high // one - low // one + 2 <= count)
    numbers = range(low // step, high // step + 2)
    return tuple(_first_of(number * step) for number in numbers)


def part(value: float, low: float, high: float) -> float:
    """Return where a value lies from low to high, in parts of a hundred."""
    return round(100 * (value - low) / (high - low), 1)


def part_of_days(day: date, ticks: tuple[date, ...]) -> float:
    """Return where a day lies from the first tick to the last."""
    return part(day.toordinal(), ticks[0].toordinal(), ticks[-1].toordinal())


def anchor(at: float) -> str:
    """Return which end of a text stands at a place, so that it does not stick out."""
    if at < 15:
        return "start"
    return "end" if at > 85 else "middle"


def _steps() -> Iterator[int]:
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


def _month_steps() -> Iterator[int]:
    yield from _STEPS_OF_MONTHS
    for years in _steps():
        yield 12 * years


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1


def _first_of(month: int) -> date:
    if month < 12:
        return date.min
    if month > _LAST_MONTH:
        return date.max
    return date(month // 12, month % 12 + 1, 1)
