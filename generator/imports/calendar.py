"""iCalendar -> meetings; RFC 5545, and what calendar programs write."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from generator.imports.calendar_times import (
    When,
    home_zone,
    minutes_between,
    parse_when,
    read_minutes,
    read_when,
)
from generator.imports.components import Components
from generator.imports.records import Attendee, Meeting, Rejection
from generator.imports.recurrence import Patience, RuleError, parse_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.imports.calendar_times import Key
    from generator.imports.components import Calendar, Component
    from generator.imports.content_lines import Property
    from generator.imports.time_zones import Zone

_LONGEST: Final = 300  # of a text that stands in a key of a note
_OWN: Final = "@airbook"  # what `airbook export ics` wrote came from the book
_NOBODY: Final = frozenset({"ROOM", "RESOURCE"})
_CALLS: Final = (
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK",
    "CONFERENCE",
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)
_CALL: Final = re.compile(
    r"https?://(?:[\w-]+\.)*(?:zoom\.us|zoomgov\.com|meet\.google\.com|webex\.com"
    r"|teams\.microsoft\.com|teams\.live\.com|whereby\.com|meet\.jit\.si|skype\.com"
    r"|gotomeeting\.com|gotomeet\.me|bluejeans\.com|chime\.aws|facetime\.apple\.com"
    r"|hangouts\.google\.com|discord\.gg|around\.co|daily\.co|8x8\.vc|livestorm\.co"
    r"|meet\.[\w.-]+|bbb\.[\w.-]+|jitsi\.[\w.-]+)(?::\d+)?/",
    re.IGNORECASE,
)


class CalendarReading(Struct, frozen=True, kw_only=True):
    """What a calendar file says of a time.

    Attributes:
        meetings: By day and time.
        rejections: By line.
        events: How many there are in the file.
        outside: How many of them have no day in that time.
        endless: How many repeat without an end.
        own: How many were written by Airbook itself, and are left out.
        others: How many tasks and the like there are, by their kind.
    """

    meetings: tuple[Meeting, ...]
    rejections: tuple[Rejection, ...] = ()
    events: int = 0
    outside: int = 0
    endless: int = 0
    own: int = 0
    others: tuple[tuple[str, int], ...] = ()


def read_calendar(
    data: bytes, *, since: date, until: date, timezone: str = ""
) -> CalendarReading:
    """Read the meetings of some time; never raises.

    Args:
        data: The file, whatever is in it.
        since: The first day that is wanted.
        until: The last one.
        timezone: Where moments in UTC are said, unless the calendar has its own.

    Returns:
        The meetings, each day of a series one, and what was left out.
    """
    found = Components(data)
    reader = _Reader(since, until)
    for calendar in found.calendars:
        home = home_zone(calendar.zone) or home_zone(timezone)
        for component in calendar.events:
            reader.add(component, calendar, home)
    reader.rejections += found.rejections
    if not found.calendars:
        reason = "there is no calendar in this file"
        reader.rejections.append(Rejection(line=1, reason=reason))
    return reader.reading(tuple(sorted(found.others.items())))


class _Event(Struct, frozen=True, kw_only=True):
    """An event as it stands in the file, before its days are known.

    Attributes:
        meeting: As on its first day.
        when: Its start.
        home: Where it is said, if it is in UTC.
        original: The day of a series that it takes the place of.
        rules: Its `RRULE` lines.
        more: Further days, and days that are taken out.
        version: The greater one holds.
    """

    meeting: Meeting
    when: When
    home: Zone | None
    original: When | None = None
    rules: tuple[Property, ...] = ()
    more: tuple[When, ...] = ()
    without: frozenset[Key] = frozenset()
    version: int = 0

    def on(self, when: When, uid: str) -> Meeting:
        """Return it as on another day."""
        start, timezone = when.shown(self.home)
        return replace(self.meeting, start=start, timezone=timezone, uid=uid)


class _Reader:
    def __init__(self, since: date, until: date) -> None:
        self.since = since
        self.until = until
        self.patience = Patience()
        self.rejections: list[Rejection] = []
        self.endless = 0
        self.own = 0
        # By uid: the series, and the days of it that are otherwise.
        self.series: dict[str, dict[When | None, _Event]] = {}

    def add(self, component: Component, calendar: Calendar, home: Zone | None) -> None:
        """Take an event; of several with the same id and day the newest holds."""
        event = _event(component, calendar, home)
        if isinstance(event, Rejection):
            self.rejections.append(event)
            return
        if event.meeting.uid.endswith(_OWN):
            self.own += 1
            return
        self.rejections += _ranges(component)
        days = self.series.setdefault(event.meeting.uid, {})
        twin = days.get(event.original)
        if twin is None or twin.version <= event.version:
            days[event.original] = event

    def reading(self, others: tuple[tuple[str, int], ...]) -> CalendarReading:
        """Return the meetings of all events."""
        meetings: list[Meeting] = []
        events = outside = 0
        for days in self.series.values():
            for event in days.values():
                found = [
                    one
                    for one in self._meetings(event, days)
                    if self.since <= one.start.on <= self.until
                ]
                events += 1
                outside += not found
                meetings += found
        meetings.sort(key=lambda one: (one.start.on, str(one.start.at), one.line))
        self.rejections.sort(key=lambda one: one.line)
        return CalendarReading(
            meetings=tuple(meetings),
            rejections=tuple(self.rejections),
            events=events,
            outside=outside,
            endless=self.endless,
            own=self.own,
            others=others,
        )

    def _meetings(
        self, event: _Event, days: Mapping[When | None, _Event]
    ) -> Iterator[Meeting]:
        uid = event.meeting.uid
        if event.original:
            yield event.on(event.when, f"{uid}/{event.original.on}")
        elif not event.rules and not event.more:
            yield event.meeting
        else:
            zone = event.when.zone
            taken = {one.key(zone) for one in days if one} | event.without
            for when in self._days(event):
                if (when.on, when.at) not in taken and (when.on, None) not in taken:
                    yield event.on(when, f"{uid}/{when.on}")

    def _days(self, event: _Event) -> Iterable[When]:
        """Return the days of a series near the time that is wanted, each once."""
        start = event.when
        found = dict.fromkeys([start, *event.more])
        for line in event.rules:
            try:
                found |= dict.fromkeys(self._by_rule(line, start))
            except RuleError as error:
                reason = f"{error}; of this event only its first day is taken"
                self.rejections.append(Rejection(line=line.line, reason=reason))
        return found

    def _by_rule(self, line: Property, start: When) -> list[When]:
        if line.name == "EXRULE":
            raise RuleError("the days that a rule takes out are not known")
        rule = parse_rule(line.text)
        end = parse_when(rule.until, None) if rule.until else None
        if rule.until and end is None:
            raise RuleError("the end of the repetitions is no date")
        self.endless += not rule.until and not rule.count
        day = timedelta(days=2)  # zones are at most so far apart
        last = min(self.until, end.on if end else self.until, date.max - day) + day
        first = max(self.since, date.min + day) - day
        days = rule.days(start.on, first, last, self.patience)
        moments = (When(one, start.at, start.zone) for one in days)
        return [one for one in moments if end is None or not _is_behind(one, end)]


def _is_behind(when: When, end: When) -> bool:
    if when.at is None or end.at is None:
        return when.on > end.on
    there = end.within(when.zone)
    return (when.on, when.at) > (there.on, there.at or when.at)


def _event(
    component: Component, calendar: Calendar, home: Zone | None
) -> _Event | Rejection:
    lines: dict[str, list[Property]] = {}
    for one in component.lines:
        lines.setdefault(one.name, []).append(one)
    begins = lines.get("DTSTART")
    if begins is None:
        return Rejection(line=component.line, reason="the event has no start")
    when = read_when(begins[0], calendar.zones)
    if when is None:
        said = _short(begins[0].text, 40)
        reason = f"the start of the event, {said!r}, is no date"
        return Rejection(line=begins[0].line, reason=reason)
    zones = calendar.zones
    original = next(
        (read_when(one, zones) for one in lines.get("RECURRENCE-ID", ())), None
    )
    start, timezone = when.shown(home)
    title = _text(lines, "SUMMARY")
    meeting = Meeting(
        line=component.line,
        uid=_uid(_text(lines, "UID"), f"{title}\n{when.on}\n{when.at}"),
        title=_short(title),
        start=start,
        minutes=_minutes(lines, when, calendar),
        timezone=timezone,
        place=_short(_text(lines, "LOCATION")),
        link=_link(lines),
        text="\n\n".join(one.text for one in lines.get("DESCRIPTION", ())),
        people=_people(lines),
        cancelled=calendar.method == "CANCEL"
        or _text(lines, "STATUS").upper() == "CANCELLED",
    )
    return _Event(
        meeting=meeting,
        when=when,
        home=home,
        original=original,
        rules=(*lines.get("RRULE", ()), *lines.get("EXRULE", ()))
        if not original
        else (),
        more=tuple(_whens(lines.get("RDATE", ()), calendar)) if not original else (),
        without=frozenset(
            one.key(when.zone) for one in _whens(lines.get("EXDATE", ()), calendar)
        ),
        version=_number(_text(lines, "SEQUENCE")),
    )


def _ranges(component: Component) -> Iterator[Rejection]:
    """Yield what is said of a change that is of all later days as well."""
    for line in component.lines:
        if line.name == "RECURRENCE-ID" and line.first("RANGE"):
            reason = (
                "the change is of all later days too; it is taken for this day alone"
            )
            yield Rejection(line=line.line, reason=reason)


def _text(lines: Mapping[str, list[Property]], name: str) -> str:
    return next((" ".join(one.text.split()) for one in lines.get(name, ())), "")


def _short(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _uid(text: str, instead: str) -> str:
    """Return an id that can stand in a note; made from the event where it has none."""
    if text and len(text) <= _LONGEST:
        return text
    made = (text or instead).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(made, digest_size=16).hexdigest()


def _number(text: str) -> int:
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def _whens(lines: Iterable[Property], calendar: Calendar) -> Iterator[When]:
    for line in lines:
        zone = calendar.zones.named(line.first("TZID")) if line.first("TZID") else None
        for item in line.items:
            if when := parse_when(item, zone):
                yield when


def _minutes(
    lines: Mapping[str, list[Property]], start: When, calendar: Calendar
) -> int | None:
    if start.at is None:
        return None
    for line in lines.get("DTEND", ()):
        end = read_when(line, calendar.zones)
        return minutes_between(start, end) if end else None
    return read_minutes(_text(lines, "DURATION"))


def _people(lines: Mapping[str, list[Property]]) -> tuple[Attendee, ...]:
    """Return the organizer and who is invited, without rooms and those who declined."""
    found: dict[str, Attendee] = {}
    for line in (*lines.get("ORGANIZER", ()), *lines.get("ATTENDEE", ())):
        declined = line.first("PARTSTAT").upper() == "DECLINED"
        if declined or line.first("CUTYPE").upper() in _NOBODY:
            continue
        head, colon, rest = line.text.partition(":")
        address = unquote(rest) if colon and head.lower() == "mailto" else line.text
        said = (address.strip(), line.first("EMAIL"))
        email = next((one for one in said if "@" in one and ":" not in one), "")
        name = " ".join(line.first("CN").strip("'\" ").split())
        name = "" if "@" in name else name
        if email or name:
            found.setdefault(
                (email or name).casefold(), Attendee(name=name, email=email)
            )
    return tuple(found.values())


def _link(lines: Mapping[str, list[Property]]) -> str:
    """Return the address of a call: what says that it is one, else a known host."""
    for name in _CALLS:
        for line in lines.get(name, ()):
            if _ADDRESS.fullmatch(line.text):
                return line.text
    for name in ("LOCATION", "URL", "DESCRIPTION"):
        for line in lines.get(name, ()):
            for address in _ADDRESS.findall(line.text):
                if _CALL.match(address):
                    return str(address).rstrip(".,;)>")
    return ""
