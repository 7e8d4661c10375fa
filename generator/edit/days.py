"""Days as people say them -> days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from generator.parse.days import read_day

if TYPE_CHECKING:
    from collections.abc import Callable

_WEEKDAYS: Final = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_NEAR: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_PERIOD: Final = re.compile(r"(\d{1,4}) ?(d|w|m)")
_WEEK: Final = 7


def day_past(text: str, today: date) -> date | None:
    """Return the day that something happened on.

    Args:
        text: `2026-03-02`, `today`, `yesterday`, `3d`, `2w` or `1m` (ago), `monday`
            (the newest one, today among them), `last monday` (before today);
            `tomorrow` as well.
        today: The day that they count from.

    Returns:
        None where it is none of these.
    """
    said = _said(text).removesuffix(" ago")
    last = said.startswith("last ")
    number = _weekday(said.removeprefix("last "))
    if number is not None:
        back = (today.weekday() - number) % _WEEK
        return _moved(today, -(back or _WEEK if last else back))
    return _plain(said, today, lambda count, unit: _period(today, -count, unit))


def day_to_come(text: str, today: date) -> date | None:
    """Return the day until which something waits.

    Args:
        text: `2026-06-01`, `tomorrow`, `3d`, `2w` or `1m` (from now), `monday` (the
            first after today), `next monday` (of the week after this), `next week`
            (its Monday), `next month` (its first day).
        today: The day that they count from.

    Returns:
        None where it is none of these.
    """
    said = _said(text).removeprefix("in ")
    if said == "next month":
        return _period(today.replace(day=1), 1, "m")
    if said.startswith("next "):
        word = said.removeprefix("next ")
        number = 0 if word == "week" else _weekday(word)
        if number is not None:
            return _moved(today, _WEEK - today.weekday() + number)
    number = _weekday(said)
    if number is not None:
        return _moved(today, (number - today.weekday()) % _WEEK or _WEEK)
    return _plain(said, today, lambda count, unit: _period(today, count, unit))


def _said(text: str) -> str:
    return " ".join(text.casefold().split())


def _weekday(word: str) -> int | None:
    """Return the number of a weekday, of which three letters are enough."""
    found = [n for n, day in enumerate(_WEEKDAYS) if day.startswith(word)]
    return found[0] if len(word) > 2 and found else None


def _plain(
    said: str, today: date, period: Callable[[int, str], date | None]
) -> date | None:
    if said in _NEAR:
        return _moved(today, _NEAR[said])
    if match := _PERIOD.fullmatch(said):
        return period(int(match[1]), match[2])
    return read_day(said) if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", said) else None


def _period(day: date, count: int, unit: str) -> date | None:
    """Return a day so many days, weeks or months on; a month may be too short."""
    if unit != "m":
        return _moved(day, count * (_WEEK if unit == "w" else 1))
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= years <= date.max.year:
        return None
    last = monthrange(years, month + 1)[1]
    return _known(date(years, month + 1, min(day.day, last)))


def _moved(day: date, days: int) -> date | None:
    try:
        return _known(day + timedelta(days=days))
    except OverflowError:
        return None


def _known(day: date) -> date | None:
    """Return a day that notes may have; none of another age."""
    return read_day(day.isoformat())
