"""Weeks, which begin on the day that the settings say."""

from __future__ import annotations

from datetime import date
from typing import Final

_WEEKDAYS: Final = {"monday": 0, "saturday": 5, "sunday": 6}


def week_start(day: date, week_starts: str) -> date:
    """Return the first day of a day's week.

    Args:
        day: Any day.
        week_starts: One of the settings' weekdays.

    Returns:
        The day itself or one of the six before it, as far as the calendar goes.
    """
    back = (day.weekday() - _WEEKDAYS[week_starts]) % 7
    return date.fromordinal(max(day.toordinal() - back, 1))


def add_days(day: date, days: int) -> date:
    """Return a day some days later, or earlier, as far as the calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
