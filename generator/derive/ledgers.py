"""The three ledgers: every entry with who said it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.people import contact_of
from generator.derive.records import Ledger, LedgerLine
from generator.model import Contact, Interview
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.facts.records import Facts
    from generator.graph.records import Book, PersonId
    from generator.model import Entry, Note

Anchored = tuple[str, str]
"""Path of a note and an anchor in it."""


def derive_ledger(book: Book, facts: Facts, section: Section) -> Ledger:
    """Return the ledger of one section.

    Args:
        book: The book.
        facts: As of today.
        section: Advice, Information or Referrals.

    Returns:
        Every entry of every note once, newest first. Who said it: in an interview
        everyone in `with`, in a contact's note the contact, elsewhere the people
        linked in the entry; of a referral, whoever named the person. When: the
        entry's own day, else the interview's, else the daily note's. Empty where
        no note has the section.

    Source: README, "Body".
    """
    referrers = _referrers(facts) if section is Section.REFERRALS else {}
    lines = [
        _line(book, facts, note, entry, referrers)
        for note in book.notes.values()
        for entry in note.body.entries
        if entry.section is section
    ]
    lines.sort(key=_newest_first)
    return Ledger(lines=tuple(lines), topics=_by_topic(lines))


def _referrers(facts: Facts) -> dict[Anchored, tuple[PersonId, ...]]:
    return {
        (referral.source.span.path, referral.source.anchor): referral.referrers
        for referral in facts.referrals
        if referral.source.anchor
    }


def _line(
    book: Book,
    facts: Facts,
    note: Note,
    entry: Entry,
    referrers: Mapping[Anchored, tuple[PersonId, ...]],
) -> LedgerLine:
    speakers = referrers.get((note.path, entry.anchor))
    people = _speakers(book, facts, note, entry) if speakers is None else speakers
    meeting = facts.meetings[note.path] if isinstance(note, Interview) else None
    return LedgerLine(
        note=note.path,
        entry=entry,
        people=people,
        on=entry.day or (meeting.on if meeting else note.day),
        organizations=meeting.organizations if meeting else _employers(book, people),
        fields=meeting.fields if meeting else _fields(book, people),
    )


def _speakers(
    book: Book, facts: Facts, note: Note, entry: Entry
) -> tuple[PersonId, ...]:
    if isinstance(note, Interview):
        return facts.meetings[note.path].people
    if isinstance(note, Contact):
        return (note.path,)
    linked = (book.person(note.path, link) for link in entry.links)
    return tuple(dict.fromkeys(one for one in linked if one is not None))


def _employers(book: Book, people: Iterable[PersonId]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for person in people:
        note = contact_of(book, person)
        if note and note.organization is not None:
            employer = book.target(person, note.organization)
            if employer is not None and employer in book.notes:
                found[employer] = None
    return tuple(found)


def _fields(book: Book, people: Iterable[PersonId]) -> tuple[str, ...]:
    notes = (contact_of(book, person) for person in people)
    return tuple(dict.fromkeys(name for note in notes if note for name in note.field))


def _newest_first(line: LedgerLine) -> tuple[int, str, int, int]:
    return (
        _backwards(line.on),
        line.note,
        line.entry.span.line,
        line.entry.span.column,
    )


def _backwards(on: date | None) -> int:
    return -on.toordinal() if on else 0


def _by_topic(
    lines: Iterable[LedgerLine],
) -> tuple[tuple[str, tuple[LedgerLine, ...]], ...]:
    # Obsidian's tags ignore case: #Pay and #pay are one topic, shown as it stands
    # first by path, so that a newer note cannot rename it.
    groups: dict[str, list[LedgerLine]] = {}
    spelled: dict[str, tuple[str, int, int, str]] = {}
    for line in lines:
        span = line.entry.span
        for topic in line.entry.topics:
            here = (line.note, span.line, span.column, topic)
            key = topic.casefold()
            spelled[key] = min(here, spelled.get(key, here))
        for key in dict.fromkeys(map(str.casefold, line.entry.topics or ("",))):
            groups.setdefault(key, []).append(line)
    keys = sorted(groups, key=lambda key: (not key, key))
    return tuple((spelled[key][3] if key else "", tuple(groups[key])) for key in keys)
