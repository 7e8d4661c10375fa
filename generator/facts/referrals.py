"""Who named whom, when, and whether the name may be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.facts.events import about_line
from generator.facts.meetings import key_span, people_of
from generator.facts.records import Referral, Source
from generator.model import Contact, Interview
from generator.parse.wikilinks import shown_text
from generator.vocabulary import EventKind, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.facts.records import Meeting
    from generator.facts.scope import Scope
    from generator.graph.records import Book, PersonId
    from generator.model import Entry, Note


def find_referrals(
    book: Book, meetings: Mapping[str, Meeting], today: date, scope: Scope
) -> list[Referral]:
    """Return every naming, each once.

    Args:
        book: The book.
        meetings: Its interviews.
        today: Introductions behind it do not count yet.
        scope: The notes to read; what they say of others' keys is whole only for
            its people.

    Returns:
        Those in `in_order`. A `referred_by` that a dated naming
        by the same person says as well is left out.

    Source: README, "Referrals".
    """
    found: list[Referral] = []
    notes = [book.notes[path] for path in scope.paths]
    for note in notes:
        meeting = meetings.get(note.path)
        found.extend(_entries(book, note, meeting))
        found.extend(_introductions(book, note, meeting, today))
    found.extend(_keys(book, notes, meetings, found))
    return found


def in_order(referrals: Iterable[Referral]) -> tuple[Referral, ...]:
    """Return referrals by day (unknown last), path and line."""
    return tuple(sorted(referrals, key=_order))


def _order(referral: Referral) -> tuple[bool, str, str, int, str]:
    span = referral.source.span
    on = referral.on.isoformat() if referral.on else ""
    return (referral.on is None, on, span.path, span.line, referral.person)


def _entries(book: Book, note: Note, meeting: Meeting | None) -> Iterator[Referral]:
    for entry in note.body.entries:
        if entry.section is not Section.REFERRALS:
            continue
        people = people_of(book, note.path, entry.links)
        first = book.person(note.path, entry.links[0]) if entry.links else None
        if first:
            yield _entry(note, meeting, entry, first, people)


def _entry(
    note: Note,
    meeting: Meeting | None,
    entry: Entry,
    person: PersonId,
    people: tuple[PersonId, ...],
) -> Referral:
    others = tuple(one for one in people if one != person)
    referrers: tuple[PersonId, ...] = ()
    on = None
    if meeting:
        named = tuple(one for one in others if one in meeting.people)
        referrers, on = named or meeting.people, meeting.on
    elif isinstance(note, Contact):
        referrers = (note.path,)
    elif note.day:
        referrers, on = others[:1], note.day
    return Referral(
        referrers=tuple(one for one in referrers if one != person),
        person=person,
        on=on,
        may_use_name=entry.may_use_name,
        source=Source(span=entry.span, anchor=entry.anchor),
        text=_reason(note, entry),
        interview=meeting.path if meeting else "",
    )


def _reason(note: Note, entry: Entry) -> str:
    """Return what an entry says behind the name of the person."""
    link = note.links[entry.links[0]]
    name = shown_text(link.target, link.anchor, link.shown)
    rest = entry.text.removeprefix(name) if entry.text.startswith(name) else entry.text
    return rest.lstrip(" -–—:,")


def _introductions(
    book: Book, note: Note, meeting: Meeting | None, today: date
) -> Iterator[Referral]:
    for line in note.body.log:
        if line.kind is not EventKind.INTRODUCED or line.day.on > today:
            continue
        people, brought = about_line(book, note, meeting, line)
        for person in brought:
            yield Referral(
                referrers=people,
                person=person,
                on=line.day.on,
                may_use_name="yes",
                source=Source(span=line.span, anchor=line.anchor),
                text=line.text,
                interview=meeting.path if meeting else "",
                introduced=True,
            )


def _keys(
    book: Book,
    notes: Iterable[Note],
    meetings: Mapping[str, Meeting],
    known: list[Referral],
) -> Iterator[Referral]:
    """Yield what `referrals` and `referred_by` say and nothing else does."""
    pairs = {(one, naming.person) for naming in known for one in naming.referrers}
    in_note = {(naming.interview, naming.person) for naming in known}
    for note in notes:
        if not isinstance(note, Interview):
            continue
        meeting = meetings[note.path]
        for person in people_of(book, note.path, note.referrals):
            referrers = tuple(one for one in meeting.people if one != person)
            pairs |= {(one, person) for one in referrers}
            if (note.path, person) not in in_note:
                yield Referral(
                    referrers=referrers,
                    person=person,
                    on=meeting.on,
                    source=Source(span=key_span(note, "referrals")),
                    interview=note.path,
                )
    for note in notes:
        if not isinstance(note, Contact):
            continue
        for referrer in people_of(book, note.path, note.referred_by):
            if referrer != note.path and (referrer, note.path) not in pairs:
                yield Referral(
                    referrers=(referrer,),
                    person=note.path,
                    source=Source(span=key_span(note, "referred_by")),
                )
