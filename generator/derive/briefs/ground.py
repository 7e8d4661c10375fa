"""What every brief is made from: indexes, and what may lie on a café table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from generator.derive.asked import Asked
from generator.derive.fields import is_coming
from generator.derive.people import name_key
from generator.facts.events import about_task
from generator.model import Contact, Question, TaskState
from generator.vocabulary import CONTACTING, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.config.settings import Settings
    from generator.derive import Derived
    from generator.derive.records import Cell, Debt, Item, LedgerLine, QuestionRow
    from generator.facts.records import Event, Facts, Meeting, Referral
    from generator.graph.records import Book, PersonId
    from generator.model import Answer, Entry, Note, Task

People = tuple["PersonId", ...]
Key = TypeVar("Key")
One = TypeVar("One")
_TELLING: Final = ("pay", "culture")
_UNPROMISED: Final = frozenset({Section.PREP, Section.PRIVATE})


# Without slots: cached properties keep what they made beside the fields.
@dataclass(frozen=True, kw_only=True)
class BriefGround:
    """One book, with every index made once and only when asked for.

    What a note with `private: true` says, and what stands under a heading Private,
    is in no index: a brief is printed and lies on the table between two people. Of
    a private note it has the name alone, and that only where the page is about it.

    Attributes:
        book: All notes.
        facts: What follows from them on one day.
        derived: What the owner wants to know.
        settings: For the owner's time zone.
    """

    book: Book
    facts: Facts
    derived: Derived
    settings: Settings

    def is_open(self, target: str) -> bool:
        """Tell whether what a note says may be printed; a lead has no note."""
        note = self.book.notes.get(target)
        return note is None or not note.private

    def are_open(self, targets: Iterable[str]) -> bool:
        """Tell whether all of some notes and leads may be named."""
        return all(map(self.is_open, targets))

    @cached_property
    def meetings_with(self) -> Mapping[PersonId, tuple[Meeting, ...]]:
        """Interviews by person, in the order of paths."""
        return _grouped(
            (person, one)
            for one in self.facts.meetings.values()
            if self.is_open(one.path)
            for person in one.people
        )

    @cached_property
    def next_with(self) -> Mapping[PersonId, Meeting]:
        """The interview that comes first, by person."""
        today = self.facts.today
        coming = [
            one for one in self.facts.meetings.values() if is_coming(one, self.facts)
        ]
        coming.sort(key=lambda one: (one.on is None, one.on or today), reverse=True)
        return {person: one for one in coming for person in one.people}

    @cached_property
    def named(self) -> Mapping[PersonId, tuple[Referral, ...]]:
        """Referrals by who was named."""
        return _grouped(
            (one.person, one)
            for one in self.facts.referrals
            if self.is_open(one.source.span.path) and self.are_open(one.referrers)
        )

    @cached_property
    def debts_to(self) -> Asked[PersonId, Debt]:
        """What is open about referrals, by who named somebody."""
        network = self.derived.network
        return Asked(
            one=lambda person: self._open_debts(network.debts_to(person)),
            every=lambda: (
                (referrer, one)
                for one in self._open_debts(network.debts)
                for referrer in one.referral.referrers
            ),
        )

    def _open_debts(self, debts: Iterable[Debt]) -> Iterator[Debt]:
        for one in debts:
            referral = one.referral
            if self.is_open(referral.source.span.path) and self.is_open(
                referral.person
            ):
                yield one

    @cached_property
    def staff_at(self) -> Mapping[str, Mapping[PersonId, bool]]:
        """Contacts by organization, and whether they are there no more.

        Who is there now first, of them those with whom something happened first.
        """
        found: dict[str, dict[PersonId, bool]] = defaultdict(dict)
        for person, former, link in sorted(self._jobs(), key=self._nearest_first):
            target = self.book.target(person, link)
            if target is not None:
                found[target].setdefault(person, former)
        return found

    def _jobs(self) -> Iterator[tuple[PersonId, bool, int]]:
        for one in self._contacts():
            if one.organization is not None:
                yield one.path, False, one.organization
            yield from ((one.path, True, link) for link in one.past_organizations)

    def _nearest_first(
        self, job: tuple[PersonId, bool, int]
    ) -> tuple[bool, bool, tuple[str, str]]:
        person, former, _ = job
        idle = self.facts.statuses[person].event is None
        return former, idle, name_key(self.book, person)

    def _contacts(self) -> Iterator[Contact]:
        return (one for one in self.book.of(Contact) if not one.private)

    def advice_of(self, person: PersonId) -> Iterator[LedgerLine]:
        """Yield the advice that somebody gave, newest first."""
        for line in self.derived.ledgers.by_person[person]:
            if line.entry.section is Section.ADVICE and self.is_open(line.note):
                yield line

    @cached_property
    def heard_at(self) -> Mapping[str, tuple[LedgerLine, ...]]:
        """What was heard of pay and culture, by employer, newest first."""
        return _grouped(
            (organization, one)
            for one in self.derived.information.lines
            if _is_telling(one.entry) and self.are_open((one.note, *one.people))
            for organization in one.organizations
        )

    @cached_property
    def items_of(self) -> Asked[PersonId, Item]:
        """Follow-ups by person, in the order of their days, which no day changes."""
        return Asked(
            one=lambda person: (
                item
                for item in self._shown(self.derived.items_about({person}))
                if person in item.people
            ),
            every=lambda: (
                (person, item)
                for item in self._shown(self.derived.items)
                for person in item.people
            ),
        )

    def _shown(self, items: Iterable[Item]) -> Iterator[Item]:
        for one in sorted(items, key=lambda one: (str(one.due_on), one.id)):
            if self.is_open(one.source.span.path) and self.are_open(one.about):
                yield one

    @cached_property
    def tasks_at(self) -> Mapping[tuple[str, str], Task]:
        """Tasks by note and anchor."""
        return {
            (path, task.anchor): task
            for path, note in self.book.notes.items()
            for task in note.body.tasks
        }

    @cached_property
    def theirs(self) -> Mapping[PersonId, tuple[Task, ...]]:
        """Open tasks by the person who promised them."""
        return _grouped(
            (owner, task) for owner, _, task in self._open_tasks() if owner is not None
        )

    @cached_property
    def mine(self) -> Mapping[PersonId, tuple[Task, ...]]:
        """The owner's open tasks by the person whom they are about."""
        return _grouped(
            (person, task)
            for owner, people, task in self._open_tasks()
            if owner is None
            for person in people
        )

    def _open_tasks(
        self,
    ) -> Iterator[tuple[PersonId | None, tuple[PersonId, ...], Task]]:
        for path, note in self.book.notes.items():
            meeting = self.facts.meetings.get(path)
            for task in note.body.tasks if not note.private else ():
                if task.state is TaskState.OPEN and task.section not in _UNPROMISED:
                    owner = None
                    if task.owner is not None:
                        owner = self.book.person(path, task.owner)
                    yield owner, about_task(self.book, note, meeting, task), task

    @cached_property
    def last_contact(self) -> Mapping[PersonId, date]:
        """The day of the newest event that is contact, by person."""
        newest = {}
        for person, events in self.facts.events.items():
            for event in reversed(events):
                if (
                    event.kind in CONTACTING
                    and event.on <= self.facts.today
                    and not _is_appointment(event)
                    and self.is_open(event.source.span.path)
                ):
                    newest[person] = event.on
                    break
        return newest

    @cached_property
    def rows(self) -> tuple[QuestionRow, ...]:
        """The questions of the bank in the order of asking.

        What nobody is to be left without first, then what nobody has answered, then
        the rest; within each as in the matrix.
        """
        rows = [one for one in self.derived.matrix.rows if self.is_open(one.question)]
        return tuple(
            sorted(rows, key=lambda row: (not self.must(row), bool(row.cells)))
        )

    @cached_property
    def musts(self) -> int:
        """How many of the questions everybody is to be asked."""
        return sum(map(self.must, self.rows))

    def must(self, row: QuestionRow) -> bool:
        """Tell whether a question is one that everybody is to be asked."""
        note = self.book.notes[row.question]
        return isinstance(note, Question) and note.must_ask

    @cached_property
    def row_of(self) -> Mapping[str, QuestionRow]:
        """Rows by question."""
        return {row.question: row for row in self.rows}

    @cached_property
    def answered(self) -> Mapping[PersonId, frozenset[str]]:
        """The questions that somebody has answered."""
        found = _grouped(
            (person, row.question) for row in self.rows for person, _ in row.cells
        )
        return {person: frozenset(questions) for person, questions in found.items()}

    @cached_property
    def newest_answers(self) -> Mapping[str, tuple[tuple[Cell, People], ...]]:
        """The last answers to each question, the newest first, with who gave them."""
        return {row.question: self._newest(row) for row in self.rows}

    def _newest(self, row: QuestionRow) -> tuple[tuple[Cell, People], ...]:
        found: dict[tuple[str, str], tuple[Cell, People]] = {}
        for person, cells in row.cells:
            cell = self._last_open(cells) if self.is_open(person) else None
            if cell:
                where = (cell.note, cell.answer.anchor)
                _, others = found.get(where, (cell, ()))
                found[where] = (cell, (*others, person))
        newest = sorted(found.values(), key=lambda one: one[0].on or date.min)
        return tuple(reversed(newest))

    def _last_open(self, cells: tuple[Cell, ...]) -> Cell | None:
        for cell in reversed(cells):
            note = self.book.notes[cell.note]
            if not note.private and is_public(note, cell.answer):
                return cell
        return None


def is_public(note: Note, answer: Answer) -> bool:
    """Tell whether nothing of an answer stands under a heading Private."""
    inside, level = False, 0
    for heading in note.body.headings:
        if inside and heading.level <= level:
            break
        if heading.anchor == answer.anchor:
            inside, level = True, heading.level
        if inside and heading.section is Section.PRIVATE:
            return False
    return True


def _is_telling(entry: Entry) -> bool:
    topics = {topic.partition("/")[0].casefold() for topic in entry.topics}
    return bool(entry.pay) or not topics.isdisjoint(_TELLING)


def _is_appointment(event: Event) -> bool:
    return event.derived and event.kind.value == "scheduled"


def _grouped(pairs: Iterable[tuple[Key, One]]) -> dict[Key, tuple[One, ...]]:
    groups: dict[Key, list[One]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return {key: tuple(ones) for key, ones in groups.items()}
