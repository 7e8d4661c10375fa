"""A year of days, week by week, as a wall calendar laid on its side."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.weeks import week_start
from generator.derive.wording import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

PITCH: Final = 14
LEFT: Final = 36
TOP: Final = 20
WEEK: Final = 7
WEEKS: Final = 54
LEVELS: Final = (1, 2, 3, 5)
"""The least count of each size of dot."""
RADII: Final = (2.5, 3.7, 5, 6.5)


class Dot(Struct, frozen=True, kw_only=True):
    """A day on which something was; `level` 1 to 4 says how much."""

    x: int
    y: int
    r: float
    level: int


class Row(Struct, frozen=True, kw_only=True):
    """The days of one weekday: from where to where, every `PITCH` one."""

    y: int
    start: int
    end: int


class Name(Struct, frozen=True, kw_only=True):
    """Where the name of a month stands."""

    x: int
    text: str


class YearGrid(Struct, frozen=True, kw_only=True):
    """A drawn year.

    Attributes:
        rows: The seven weekdays, from the first day of the week on.
        months: Names of the twelve months.
        borders: Path between each month and the next.
        dots: One for each day with a count.
    """

    width: int
    height: int
    rows: tuple[Row, ...]
    months: tuple[Name, ...]
    borders: str
    dots: tuple[Dot, ...]


def draw_year(year: int, counts: Mapping[date, int], week_starts: str) -> YearGrid:
    """Return the days of a year.

    Args:
        year: The year.
        counts: How much was on each of its days; days without are left out.
        week_starts: One of the settings' weekdays.
    """
    firsts = [_place(date(year, month, 1), week_starts) for month in range(1, 13)]
    last = _place(date(year, 12, 31), week_starts)
    return YearGrid(
        width=LEFT + PITCH * WEEKS,
        height=TOP + PITCH * WEEK + 2,
        rows=tuple(_row(row, firsts[0], last) for row in range(WEEK)),
        months=tuple(
            Name(x=_x(week + (row > 0)) - PITCH // 2, text=name[:3])
            for name, (week, row) in zip(MONTHS, firsts, strict=True)
        ),
        borders="".join(_border(*place) for place in firsts[1:]),
        dots=tuple(
            _dot(_place(day, week_starts), count)
            for day, count in sorted(counts.items())
        ),
    )


def level_of(count: int) -> int:
    """Return which size of dot, 1 to 4, a count of at least 1 has."""
    return sum(count >= least for least in LEVELS)


def _place(day: date, week_starts: str) -> tuple[int, int]:
    """Return the week and the row of a day."""
    first = date(day.year, 1, 1)
    skipped = _row_of(first, week_starts)
    return divmod((day - first).days + skipped, WEEK)


def _row_of(day: date, week_starts: str) -> int:
    # Years repeat: one that surely has a week before it stands for the first ever.
    like = day.replace(year=2000 + day.year % 400)
    return (like - week_start(like, week_starts)).days


def _row(row: int, first: tuple[int, int], last: tuple[int, int]) -> Row:
    start = 0 if row >= first[1] else 1
    end = last[0] if row <= last[1] else last[0] - 1
    # A dot is a dash without length: one at the very end of a line is not drawn.
    return Row(y=_y(row), start=_x(start), end=_x(end) + 1)


def _border(week: int, row: int) -> str:
    left, half = _x(week) - PITCH // 2, PITCH // 2
    top, bottom = TOP, TOP + PITCH * WEEK
    if not row:
        return f"M{left} {top}V{bottom}"
    return f"M{left + PITCH} {top}V{_y(row) - half}H{left}V{bottom}"


def _dot(place: tuple[int, int], count: int) -> Dot:
    level = level_of(count)
    return Dot(x=_x(place[0]), y=_y(place[1]), r=RADII[level - 1], level=level)


def _x(week: int) -> int:
    return LEFT + PITCH * week + PITCH // 2


def _y(row: int) -> int:
    return TOP + PITCH * row + PITCH // 2
