"""Delays: calendar days and business days."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from generator.vocabulary import Delay

_NOON: Final = time(12)
_DAY: Final = timedelta(days=1)


def add_delay(
    day: date, delay: Delay, holidays: frozenset[date], at: time | None = None
) -> date:
    """Return the day that lies a delay after another.

    Args:
        day: The day of the event.
        delay: How long.
        holidays: Days that are no business days.
        at: The time of the event, where one is known.

    Returns:
        In business days: what happened on no business day, or at or after noon,
        counts from the next business day.

    Source: README, "Follow-ups".
    """
    if not delay.business:
        return day + timedelta(days=delay.days)
    if at and at >= _NOON:
        day += _DAY
    while not is_business_day(day, holidays):
        day += _DAY
    for _ in range(delay.days):
        day += _DAY
        while not is_business_day(day, holidays):
            day += _DAY
    return day


def is_business_day(day: date, holidays: frozenset[date]) -> bool:
    """Whether a day is Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in holidays
