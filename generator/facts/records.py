"""What follows from the notes on one day: events, statuses, referrals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from generator.diagnostics import Diagnostic, Span
    from generator.graph.records import PersonId
    from generator.model import Html
    from generator.vocabulary import EventKind


class Source(Struct, frozen=True, kw_only=True):
    """Where an event comes from.

    Attributes:
        span: Path and line.
        anchor: HTML id on the note's page; empty: the page as a whole.
    """

    span: Span
    anchor: str = ""


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened with one person.

    Attributes:
        person: With whom.
        kind: What.
        on: The day.
        at: The time, where one is known.
        source: The line that says it.
        how: The word in brackets, such as `email`.
        text: What is said of it, plain.
        html: The same, links open.
        subjects: Other people it is about: told about, or brought in.
        interview: Path of the interview that it belongs to; empty: none.
        log: Whether a Log line says it.
        derived: Whether an interview's date and status say it.
        ends_day: Whether it counts as the last thing on its day.
    """

    person: PersonId
    kind: EventKind
    on: date
    at: time | None = None
    source: Source
    how: str = ""
    text: str = ""
    html: Html = ()
    subjects: tuple[PersonId, ...] = ()
    interview: str = ""
    log: bool = False
    derived: bool = False
    ends_day: bool = False


class Status(Struct, frozen=True, kw_only=True):
    """Where one stands with a person.

    Attributes:
        word: One of the statuses.
        written: Whether the note says it rather than the events.
        event: The event that decides; none: nothing has happened.
        derived: What the events alone say.
        contradicts: Whether the written word and the events disagree.
        silenced: Whether declined, no-reply or closed holds.
    """

    word: str
    written: bool = False
    event: Event | None = None
    derived: str = "to-research"
    contradicts: bool = False
    silenced: bool = False


class Meeting(Struct, frozen=True, kw_only=True):
    """An interview with its status and the people who are in it.

    Attributes:
        path: Of the interview's note.
        status: One of the interview statuses.
        on: Its day; none: not scheduled.
        at: Its time, where one is known.
        people: Contacts and leads in `with`, in order, each once.
        organizations: Their employers then: the note's own, else each person's.
        fields: The note's own, else each person's.
    """

    path: str
    status: str
    on: date | None = None
    at: time | None = None
    people: tuple[PersonId, ...] = ()
    organizations: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class Referral(Struct, frozen=True, kw_only=True):
    """Somebody named somebody.

    Attributes:
        referrers: Who named them; several only in a panel; empty: unknown.
        person: Who was named.
        on: The day of the naming; none: unknown.
        may_use_name: `yes`, `no`, `ask` or empty (not said).
        source: The line that says it.
        text: Why, plain; empty: not said.
        interview: Path of the interview; empty: named elsewhere.
        introduced: Whether it is an introduction.
    """

    referrers: tuple[PersonId, ...]
    person: PersonId
    on: date | None = None
    may_use_name: str = ""
    source: Source
    text: str = ""
    interview: str = ""
    introduced: bool = False


class Facts(Struct, frozen=True, kw_only=True):
    """All of it, as of one day.

    Attributes:
        today: The day of evaluation.
        events: For each person, oldest first, up to today; a scheduled interview
            to come among them.
        statuses: For each contact and lead.
        meetings: By path, in the order of paths.
        referrals: By day (unknown last), path and line.
        problems: Found on the way.
        told: Whether events are known; if not, nothing is said of where one stands
            with anybody, rather than something false.
    """

    today: date
    events: Mapping[PersonId, tuple[Event, ...]]
    statuses: Mapping[PersonId, Status]
    meetings: Mapping[str, Meeting]
    referrals: tuple[Referral, ...]
    problems: tuple[Diagnostic, ...] = ()
    told: bool = True
