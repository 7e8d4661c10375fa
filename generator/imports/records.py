"""What a foreign file says, whatever its format: people, meetings, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date

    from generator.model import Moment


class Person(Struct, frozen=True, kw_only=True):
    """Somebody as a foreign file describes them; what it does not say is empty.

    Attributes:
        line: Where the description begins in the file, from 1.
        name: As shown; empty: the file has none.
        emails: As written, the preferred first.
        phones: As written, the preferred first.
        profile: Address of a page on a network, such as a LinkedIn profile.
        websites: Addresses of other pages.
        organization: Where they work.
        role: What they do there.
        location: A place in words.
        note: Free text, several lines.
        labels: Groups they were put in, without those of the system.
        connected_on: The day they were connected.
        connected: That day as written, where it can be read in more than one way.
        extra: Further values by the key of a note, for columns mapped by hand.
    """

    line: int
    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profile: str = ""
    websites: tuple[str, ...] = ()
    organization: str = ""
    role: str = ""
    location: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()
    connected_on: date | None = None
    connected: str = ""
    extra: tuple[tuple[str, str], ...] = ()


class Attendee(Struct, frozen=True, kw_only=True):
    """Somebody in a meeting; the name or the address may be empty, not both."""

    name: str = ""
    email: str = ""


class Meeting(Struct, frozen=True, kw_only=True):
    """One meeting on one day; each day of a series is a meeting of its own.

    Attributes:
        line: Where it begins in the file, from 1.
        uid: Of the calendar; a day of a series has the day behind it.
        title: What it is called.
        start: In the zone of `timezone`, else as written.
        minutes: How long; none: all day, or not said.
        timezone: IANA name; empty: none is said.
        place: In words.
        link: Address of a call.
        text: Its description.
        people: Organizer first, then who is invited, in the order of the file.
        cancelled: Whether it was called off.
    """

    line: int
    uid: str
    title: str
    start: Moment
    minutes: int | None = None
    timezone: str = ""
    place: str = ""
    link: str = ""
    text: str = ""
    people: tuple[Attendee, ...] = ()
    cancelled: bool = False


class Rejection(Struct, frozen=True, kw_only=True):
    """A part of a foreign file that was left out.

    Attributes:
        line: Where it begins, from 1.
        reason: In words, on one line.
    """

    line: int
    reason: str
