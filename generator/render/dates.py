"""Days and times as people read them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.wording import MONTHS

if TYPE_CHECKING:
    from datetime import date, time

ISO: Final = "2026-01-02"
MONTH_FIRST: Final = "Jan 2, 2026"
WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)


class Day(Struct, frozen=True, kw_only=True, gc=False):
    """A day on a page: for machines and for people."""

    iso: str
    text: str


class Dates(Struct, frozen=True, kw_only=True, gc=False):
    """How days are written in one build.

    Attributes:
        today: The day of the build.
        form: One of the settings' date formats.
    """

    today: date
    form: str

    def day(self, on: date, at: time | None = None) -> Day:
        """Return a day in running text: the year only where it is another."""
        other = on.year != self.today.year or self.form == ISO
        return _day(on, at, self.form, year=other)

    def full(self, on: date, at: time | None = None) -> Day:
        """Return a day with its year."""
        return _day(on, at, self.form, year=True)

    def maybe(self, on: date | None, at: time | None = None) -> Day | None:
        """Return a day in running text, none where none is known."""
        return self.day(on, at) if on else None

    def weekday(self, on: date) -> Day:
        """Return a day with its weekday: `Wednesday, 4 March`."""
        month = MONTHS[on.month - 1]
        near = f"{month} {on.day}" if self.form == MONTH_FIRST else f"{on.day} {month}"
        return Day(iso=on.isoformat(), text=f"{WEEKDAYS[on.weekday()]}, {near}")

    def short(self, on: date) -> Day:
        """Return a day of these weeks with its weekday: `Wed 4 Mar`."""
        weekday = WEEKDAYS[on.weekday()][:3]
        return Day(
            iso=on.isoformat(), text=f"{weekday} {_text(on, self.form, year=False)}"
        )


def month_name(month: str) -> str:
    """Return `February 2026` for `2026-02`."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def _text(on: date, form: str, *, year: bool) -> str:
    if form == ISO:
        return on.isoformat()
    month = MONTHS[on.month - 1][:3]
    if form == MONTH_FIRST:
        return f"{month} {on.day}" + (f", {on.year}" if year else "")
    return f"{on.day} {month}" + (f" {on.year}" if year else "")


@lru_cache(maxsize=1 << 12)
def _day(on: date, at: time | None, form: str, *, year: bool) -> Day:
    """Write a day; a book has few days and says them often."""
    text = _text(on, form, year=year)
    if at is None:
        return Day(iso=on.isoformat(), text=text)
    clock = f"{at:%H:%M}"
    return Day(iso=f"{on.isoformat()}T{clock}", text=f"{text}, {clock}")
