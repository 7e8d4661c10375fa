"""Moments and lengths as iCalendar writes them -> days and times in their zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.derive.briefs.when import zone_of
from generator.imports.time_zones import Zone
from generator.model import Moment

if TYPE_CHECKING:
    from generator.imports.content_lines import Property
    from generator.imports.time_zones import Zones

_MOMENT: Final = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z)?)?(?:/.*)?"
)
_LENGTH: Final = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
    r"(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?"
)
_UTC_NAMES: Final = frozenset({"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu", "Etc/UCT"})
UTC_ZONE: Final = Zone("UTC", UTC)

Key = tuple[date, time | None]
"""A day of a series; no time: the whole day."""


class When(NamedTuple):
    """A day, perhaps with a time, in a zone; without one the clock on the wall."""

    on: date
    at: time | None = None
    zone: Zone | None = None

    def instant(self) -> datetime | None:
        """Return the moment in UTC; none for a day, or without a zone."""
        if self.at is None or self.zone is None:
            return None
        try:
            local = datetime.combine(self.on, self.at, self.zone.rules)
            return local.astimezone(UTC)
        except (ValueError, OverflowError):
            return None  # the first or last day that there is

    def within(self, zone: Zone | None) -> When:
        """Return the same moment on the clocks of a zone, where that can be said."""
        instant = self.instant()
        if zone is None or instant is None or zone == self.zone:
            return self
        try:
            local = instant.astimezone(zone.rules)
        except (ValueError, OverflowError):
            return self
        return When(local.date(), local.time(), zone)

    def shown(self, home: Zone | None) -> tuple[Moment, str]:
        """Return the moment as a note writes it, and the name of its zone.

        Args:
            home: Where a moment is said that is in UTC or in a zone without a name.
        """
        here = self
        if self.zone and (not self.zone.name or self.zone.name in _UTC_NAMES):
            here = self.within(home or UTC_ZONE)
        name = here.zone.name if here.zone and here.at else ""
        at = here.at.replace(second=0) if here.at else None
        return Moment(on=here.on, at=at), name

    def key(self, zone: Zone | None) -> Key:
        """Return how a series in a zone knows this day."""
        there = self.within(zone)
        return there.on, there.at


def read_when(line: Property, zones: Zones) -> When | None:
    """Read the value of a property such as `DTSTART`; none where it is no moment."""
    return parse_when(
        line.text, zones.named(tzid) if (tzid := line.first("TZID")) else None
    )


def parse_when(text: str, zone: Zone | None) -> When | None:
    """Read a day or a moment; a zone that is named beats the `Z` of UTC."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None or not text.isascii():
        return None
    year, month, day, hour, minute, second = (
        int(one or 0) for one in match.groups()[:6]
    )
    try:
        on = date(year, month, day)
        at = time(hour, minute, min(second, 59)) if match[4] else None
    except ValueError:
        return None
    return When(on, at, zone or (UTC_ZONE if match[7] else None) if at else None)


def read_minutes(text: str) -> int | None:
    """Read a length such as `PT1H30M`; none where it is none, or no time at all."""
    match = _LENGTH.fullmatch(text.strip().upper())
    if match is None:
        return None
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in match.groups())
    length = timedelta(
        weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds
    )
    return length // timedelta(minutes=1) or None


def minutes_between(start: When, end: When) -> int | None:
    """Return how long it is between two moments; none where it is not."""
    if start.at is None or end.at is None:
        return None
    first, last = start.instant(), end.instant()
    if first is None or last is None:
        first = datetime.combine(start.on, start.at)
        last = datetime.combine(end.on, end.at)
    return max((last - first) // timedelta(minutes=1), 0) or None


def home_zone(name: str) -> Zone | None:
    """Return the zone of a book or a calendar by its name; none without one."""
    rules = zone_of(name)
    return Zone(name, rules) if rules else None
