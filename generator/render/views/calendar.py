"""Interviews month by month, as a calendar on the wall shows them."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.render.dates import WEEKDAYS, month_name
from generator.render.views.people import ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.facts.records import Meeting
    from generator.render.material import Material
    from generator.render.views.parts import Ref

MOST: Final = 12
STATES: Final = {
    "done": "held",
    "planned": "coming",
    "requested": "coming",
    "scheduled": "coming",
}
_FIRST: Final = {"monday": 0, "saturday": 5, "sunday": 6}


class DayMeeting(Struct, frozen=True, kw_only=True):
    """An interview on its day: the link, in words, and `held`, `coming` or `off`."""

    note: Ref
    said: str
    state: str


class DayCell(Struct, frozen=True, kw_only=True):
    """A day of a month; number 0: a day of another month, left blank."""

    number: int
    iso: str
    meetings: tuple[DayMeeting, ...]


class Month(Struct, frozen=True, kw_only=True):
    """A month with interviews, in weeks."""

    title: str
    weeks: tuple[tuple[DayCell, ...], ...]


def months(material: Material, page: str) -> tuple[tuple[Month, ...], tuple[str, ...]]:
    """Return the newest months that have interviews, and the weekdays' order.

    Args:
        material: The build.
        page: URL of the page.

    Returns:
        At most a year of months, newest first; short names of the weekdays.
    """
    first = _FIRST[material.settings.week_starts]
    by_day: dict[date, list[Meeting]] = defaultdict(list)
    for meeting in material.facts.meetings.values():
        if meeting.on:
            by_day[meeting.on].append(meeting)
    keys = sorted({(day.year, day.month) for day in by_day}, reverse=True)[:MOST]
    shown = tuple(
        Month(
            title=month_name(f"{year:04}-{month:02}"),
            weeks=tuple(
                tuple(_cell(material, (year, month, day), by_day, page) for day in week)
                for week in calendar.Calendar(first).monthdayscalendar(year, month)
            ),
        )
        for year, month in keys
    )
    names = [WEEKDAYS[(first + at) % 7][:3] for at in range(7)]
    return shown, tuple(names)


def _cell(
    material: Material,
    day: tuple[int, int, int],
    by_day: Mapping[date, list[Meeting]],
    page: str,
) -> DayCell:
    if not day[2]:
        return DayCell(number=0, iso="", meetings=())
    on = date(*day)
    found = tuple(_meeting(material, one, page) for one in by_day.get(on, ()))
    return DayCell(number=on.day, iso=on.isoformat(), meetings=found)


def _meeting(material: Material, meeting: Meeting, page: str) -> DayMeeting:
    names = ", ".join(material.book.name_of(one) for one in meeting.people)
    link = ref(material, meeting.path, page)
    status = f", {meeting.status}" if material.facts.told else ""
    return DayMeeting(
        note=link,
        said=f"{names or link.text}{status}",
        state=STATES.get(meeting.status, "off"),
    )
