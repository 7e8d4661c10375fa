"""Days and names as they stand in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def say_day(day: date, date_format: str) -> str:
    """Return a day in one of the three formats of the settings."""
    month = MONTHS[day.month - 1][:3]
    if date_format == "2026-01-02":
        return day.isoformat()
    if date_format == "Jan 2, 2026":
        return f"{month} {day.day}, {day.year}"
    return f"{day.day} {month} {day.year}"


def say_names(names: Iterable[str]) -> str:
    """Return names joined with commas and a last `and`; empty: nobody."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last
