"""The three ledgers: every entry with who said it and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.derive.asked import Asked
from generator.derive.people import contact_of
from generator.derive.records import Ledger, LedgerLine
from generator.facts.scope import about
from generator.model import Contact, Interview
from generator.vocabulary import LEDGERS, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.facts.records import Facts
    from generator.graph.records import Book, PersonId
    from generator.model import Entry, Note

Anchored = tuple[str, str]
"""Path of a note and an anchor in it."""


# Without slots: what was made stays beside the fields.
@dataclass(frozen=True)
class Ledgers:
    """The entries of a book with who said them, made for each note when asked for."""

    book: Book
    facts: Facts

    @cached_property
    def by_note(self) -> Asked[str, LedgerLine]:
        """The entries of each note, in its order."""

        def one(path: str) -> Iterator[LedgerLine]:
            note = self.book.notes[path]
            return (self._line(note, entry) for entry in note.body.entries)

        return Asked(
            one=one,
            every=lambda: (
                (path, line) for path in self.book.notes for line in one(path)
            ),
            few=len(self.book.notes) // 2,  # one by one is all the work there is
        )

    @cached_property
    def by_person(self) -> Asked[PersonId, LedgerLine]:
        """Entries by who said them, one ledger after the other, each newest first."""
        return Asked(
            one=lambda person: sorted(
                (
                    line
                    for path in about(self.book, (person,)).paths
                    for line in self.by_note[path]
                    if person in line.people
                ),
                key=_ledgers_first,
            ),
            every=lambda: (
                (one, line)
                for section in LEDGERS
                for line in self.of_section(section).lines
                for one in line.people
            ),
        )

    @cached_property
    def days(self) -> Mapping[Section, tuple[tuple[date | None, int], ...]]:
        """How many entries of each section are of each day."""
        found: dict[Section, Counter[date | None]] = defaultdict(Counter)
        for note in self.book.notes.values():
            day = self._day(note) if note.body.entries else None
            for entry in note.body.entries:
                found[entry.section][entry.day or day] += 1
        return {section: tuple(days.items()) for section, days in found.items()}

    @cached_property
    def _sections(self) -> Mapping[Section, list[LedgerLine]]:
        found: dict[Section, list[LedgerLine]] = defaultdict(list)
        for path in self.book.notes:
            for line in self.by_note[path]:
                found[line.entry.section].append(line)
        return found

    def of_section(self, section: Section) -> Ledger:
        """Return the ledger of one section; see `derive_ledger`."""
        lines = self._sections.get(section, ())
        return Ledger(lines=tuple(sorted(lines, key=newest_first)))

    @cached_property
    def _referrers(self) -> Mapping[Anchored, tuple[PersonId, ...]]:
        return {
            (referral.source.span.path, referral.source.anchor): referral.referrers
            for referral in self.facts.referrals
            if referral.source.anchor
        }

    def _day(self, note: Note) -> date | None:
        meeting = self.facts.meetings.get(note.path)
        return meeting.on if meeting else note.day

    def _line(self, note: Note, entry: Entry) -> LedgerLine:
        book, held = self.book, self.facts.meetings.get(note.path)
        people = None
        if entry.section is Section.REFERRALS:
            people = self._referrers.get((note.path, entry.anchor))
        if people is None:
            people = _speakers(book, self.facts, note, entry)
        return LedgerLine(
            note=note.path,
            entry=entry,
            people=people,
            on=entry.day or self._day(note),
            organizations=held.organizations if held else _employers(book, people),
            fields=held.fields if held else _fields(book, people),
        )


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
    return Ledgers(book, facts).of_section(section)


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


def _ledgers_first(line: LedgerLine) -> tuple[int, tuple[int, str, int, int]]:
    return LEDGERS.index(line.entry.section), newest_first(line)


def newest_first(line: LedgerLine) -> tuple[int, str, int, int]:
    """Return what entries are ordered by: day, undated last, then path and place."""
    return (
        _backwards(line.on),
        line.note,
        line.entry.span.line,
        line.entry.span.column,
    )


def _backwards(on: date | None) -> int:
    return -on.toordinal() if on else 0
