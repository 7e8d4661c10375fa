"""Contact over the years: for each day, how many people one was in contact with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.wording import MONTHS
from generator.render.dates import WEEKDAYS
from generator.render.draw.year import LEVELS, RADII, draw_year
from generator.vocabulary import CONTACTING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.facts.records import Facts
    from generator.render.draw.year import YearGrid
    from generator.render.material import Material

YEARS: Final = 10
OPEN: Final = 2
_FIRST: Final = {"monday": 0, "saturday": 5, "sunday": 6}


class YearMonth(Struct, frozen=True, kw_only=True):
    """A month with contact: its days, and each with its number of people."""

    name: str
    days: int
    said: str


class YearChart(Struct, frozen=True, kw_only=True):
    """A year with contact.

    Attributes:
        year: Its number.
        label: What it shows, for who cannot see it.
        grid: The drawing.
        months: The same as a table, months without contact left out.
        folded: Whether it is closed until somebody opens it.
    """

    year: int
    label: str
    grid: YearGrid
    months: tuple[YearMonth, ...]
    folded: bool


class Size(Struct, frozen=True, kw_only=True):
    """A dot of the legend and what it stands for."""

    level: int
    r: float
    text: str


class Years(Struct, frozen=True, kw_only=True):
    """The calendar of contact.

    Attributes:
        charts: Years with contact, newest first.
        weekdays: Short names, in the order of the rows.
        sizes: The legend.
        partial: Whether earlier years are left off.
    """

    charts: tuple[YearChart, ...]
    weekdays: tuple[str, ...]
    sizes: tuple[Size, ...]
    partial: bool


def years(material: Material) -> Years:
    """Return the newest years that have contact in them."""
    by_year: dict[int, dict[date, int]] = {}
    for day, count in sorted(_people_on(material.facts).items()):
        by_year.setdefault(day.year, {})[day] = count
    newest = sorted(by_year, reverse=True)
    starts = material.settings.week_starts
    return Years(
        charts=tuple(
            _chart(year, by_year[year], starts, folded=place >= OPEN)
            for place, year in enumerate(newest[:YEARS])
        ),
        weekdays=tuple(WEEKDAYS[(_FIRST[starts] + row) % 7][:3] for row in range(7)),
        sizes=_sizes(),
        partial=len(newest) > YEARS,
    )


def _people_on(facts: Facts) -> Counter[date]:
    """Count the people of each day up to today, each once."""
    return Counter(
        day
        for events in facts.events.values()
        for day in {
            one.on for one in events if one.kind in CONTACTING and one.on <= facts.today
        }
    )


def _chart(
    year: int, counts: Mapping[date, int], starts: str, *, folded: bool
) -> YearChart:
    days = "1 day" if len(counts) == 1 else f"{len(counts)} days"
    most = max(counts.values())
    people = "1 person" if most == 1 else f"{most} people"
    return YearChart(
        year=year,
        label=f"Contact on {days} of {year}, with at most {people} on one day.",
        grid=draw_year(year, counts, starts),
        months=_months(counts),
        folded=folded,
    )


def _months(counts: Mapping[date, int]) -> tuple[YearMonth, ...]:
    by_month: dict[int, list[date]] = {}
    for day in sorted(counts):
        by_month.setdefault(day.month, []).append(day)
    return tuple(
        YearMonth(
            name=MONTHS[month - 1],
            days=len(days),
            said=", ".join(f"{_day(day)} ({counts[day]})" for day in days),
        )
        for month, days in by_month.items()
    )


def _sizes() -> tuple[Size, ...]:
    found = []
    for level, (least, r) in enumerate(zip(LEVELS, RADII, strict=True), 1):
        most = LEVELS[level] - 1 if level < len(LEVELS) else 0
        text = f"{least} or more"
        if most:
            text = str(least) if least == most else f"{least} or {most}"
        found.append(Size(level=level, r=r, text=text))
    return tuple(found)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"
