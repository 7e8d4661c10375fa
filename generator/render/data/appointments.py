"""Interviews as events of a calendar, with their time and reminders (RFC 5545)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.briefs.when import zone_of
from generator.derive.people import lasting_id
from generator.derive.wording import say_names
from generator.model import Interview
from generator.render.data.content_lines import address, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.config.settings import Settings
    from generator.facts.records import Facts, Meeting
    from generator.graph.records import Book

# Calendars take about a megabyte: what is long past is left to the site.
_KEPT: Final = timedelta(days=365)
_MINUTES: Final = 30  # of an interview that does not say how long it is to be
_STATUS: Final = {
    "planned": "TENTATIVE",
    "requested": "TENTATIVE",
    "scheduled": "CONFIRMED",
    "done": "CONFIRMED",
}
_BEFORE: Final = ("-P1D", "-PT1H")
_MORNING_BEFORE: Final = ("-PT15H",)  # nine o'clock on the day before


class _Interview(Struct, frozen=True, kw_only=True):
    """An interview that takes place.

    Attributes:
        note: As written.
        meeting: Its people and where they work.
        on: Its day.
        uid: For calendars.
    """

    note: Interview
    meeting: Meeting
    on: date
    uid: str


def appointments(book: Book, facts: Facts, settings: Settings) -> Iterator[str]:
    """Yield the lines of every interview with a day, unless it was called off.

    Args:
        book: All notes.
        facts: Which interviews there are, as of one day.
        settings: The zone of interviews that name none.

    Yields:
        Times in UTC, which every calendar reads without being told a zone's rules; as
        written where no zone is known. Nothing older than a year.
    """
    for one in _interviews(book, facts):
        yield "BEGIN:VEVENT"
        yield from identity(one.uid, facts.today)
        yield from _when(one, settings.timezone)
        yield f"STATUS:{_STATUS[one.meeting.status]}"
        yield from _what(one, book)
        if one.meeting.status != "done":
            yield from _alarms(one)
        yield "END:VEVENT"


def identity(uid: str, today: date) -> Iterator[str]:
    """Yield what makes an entry the same one whenever the calendar is read again."""
    yield f"UID:{uid}@airbook"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"


def all_day(day: date) -> Iterator[str]:
    """Yield a day on which nobody is busy for that."""
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"


def _interviews(book: Book, facts: Facts) -> Iterator[_Interview]:
    equals: Counter[str] = Counter()
    for path, meeting in facts.meetings.items():
        note, known_by = book.notes[path], lasting_id(book, path)
        equals[known_by] += 1
        if not isinstance(note, Interview) or meeting.on is None:
            continue
        if meeting.status in _STATUS and facts.today - meeting.on <= _KEPT:
            uid = _uid(known_by, equals[known_by])
            yield _Interview(note=note, meeting=meeting, on=meeting.on, uid=uid)


def _uid(known_by: str, ordinal: int) -> str:
    raw = f"interview\0{known_by}\0{ordinal}".encode("utf-8", "replace")
    return blake2b(raw, digest_size=16).hexdigest()


def _when(one: _Interview, home: str) -> Iterator[str]:
    """Yield begin and end of an interview, or its day."""
    if one.meeting.at is None:
        yield from all_day(one.on)
        return
    begins = datetime.combine(one.on, one.meeting.at)
    form = "%Y%m%dT%H%M%S"
    if zone := zone_of(one.note.timezone or home):
        begins = begins.replace(tzinfo=zone).astimezone(UTC)
        form += "Z"
    ends = begins + timedelta(minutes=one.note.duration or _MINUTES)
    yield f"DTSTART:{begins:{form}}"
    yield f"DTEND:{ends:{form}}"


def _what(one: _Interview, book: Book) -> Iterator[str]:
    """Yield whom one meets, where and how."""
    note = one.note
    names = say_names(map(book.name_of, one.meeting.people))
    employers = ", ".join(map(book.name_of, one.meeting.organizations))
    about = filter(None, (employers, note.mode.replace("-", " "), note.link))
    yield f"SUMMARY:{text(f'Interview with {names}' if names else note.name)}"
    yield from _unless_empty("LOCATION", text(note.place or note.link))
    yield from _unless_empty("DESCRIPTION", text("\n".join(about)))
    if note.link.casefold().startswith(("https://", "http://")):
        yield f"URL:{address(note.link)}"


def _unless_empty(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"{name}:{value}"


def _alarms(one: _Interview) -> Iterator[str]:
    for trigger in _BEFORE if one.meeting.at else _MORNING_BEFORE:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield "DESCRIPTION:Interview"
        yield f"TRIGGER:{trigger}"
        yield "END:VALARM"
