"""When a meeting begins, on the clocks of everyone in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.derive.briefs.records import Clock
from generator.derive.people import contact_of
from generator.model import Moment

if TYPE_CHECKING:
    from datetime import date

    from generator.facts.records import Meeting
    from generator.graph.records import Book, PersonId
    from generator.model import Interview

IN_PERSON = "in-person"


def zone_of(name: str) -> ZoneInfo | None:
    """Return a time zone by its IANA name; none where there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def clocks_of(
    book: Book, note: Interview, meeting: Meeting, owner_zone: str
) -> tuple[Moment | None, tuple[Clock, ...]]:
    """Return when an interview begins for its owner, and for whom else.

    Args:
        book: The book.
        note: The interview; its time is of its own zone, else of the owner's.
        meeting: The same with its people.
        owner_zone: Of the settings; empty: not said.

    Returns:
        The moment on the owner's clock, and the clocks where they differ: the
        owner's first. None where no time is known, one zone is unknown, or all
        clocks agree; the moment is then as written. Who is met in person has the
        clock of the place.
    """
    when = note.when
    written = zone_of(note.timezone or owner_zone)
    home = zone_of(owner_zone)
    if when is None or when.at is None or written is None or home is None:
        return when, ()
    begins = datetime.combine(when.on, when.at, written)
    zones = _zones(book, note, meeting, str(written))
    try:
        mine = begins.astimezone(home)
        theirs = tuple(
            Clock(people=people, at=begins.astimezone(zone), zone=str(zone))
            for zone, people in zones.items()
        )
    except OverflowError:
        return when, ()
    moment = Moment(on=mine.date(), at=mine.time())
    other = tuple(one for one in theirs if _shown(one.at) != _shown(mine))
    own = Clock(people=(), at=mine, zone=str(home))
    return moment, (own, *other) if other else ()


def _zones(
    book: Book, note: Interview, meeting: Meeting, written: str
) -> dict[ZoneInfo, tuple[PersonId, ...]]:
    """Return whose clock shows the time of which zone."""
    found: dict[ZoneInfo, tuple[PersonId, ...]] = {}
    for person in meeting.people or ("",):
        contact = contact_of(book, person)
        own = contact.timezone if contact and not contact.private else ""
        zone = zone_of(written if note.mode == IN_PERSON else own or written)
        if zone is not None:
            found[zone] = (*found.get(zone, ()), *filter(None, [person]))
    return found


def _shown(at: datetime) -> tuple[date, int, int]:
    return at.date(), at.hour, at.minute
