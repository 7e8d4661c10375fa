"""The report that a student hands in: the interviews, told to somebody else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.discretion import Discretion
from generator.derive.fields import field_names, fold_field
from generator.derive.passages import passages
from generator.derive.thanks import thanks_for
from generator.derive.used import namings_of
from generator.model import Interview
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from generator.config.settings import Settings
    from generator.derive import Derived
    from generator.derive.records import LedgerLine
    from generator.derive.used import Naming
    from generator.facts.records import Event, Facts, Meeting
    from generator.graph.records import Book, PersonId
    from generator.model import Html

MOST: Final = 50
_TOLD: Final = frozenset({Section.ADVICE, Section.INFORMATION})


class ReportTalk(Struct, frozen=True, kw_only=True):
    """An interview that was done.

    Attributes:
        meeting: The interview.
        people: Who was there and is not hidden, at least one.
        thanks: The thanks to each of them; none: not yet.
        reflection: What stands under its Reflection headings.
    """

    meeting: Meeting
    people: tuple[PersonId, ...]
    thanks: tuple[tuple[PersonId, Event | None], ...]
    reflection: tuple[Html, ...]


class Asked(Struct, frozen=True, kw_only=True):
    """A question, in how many talks it was asked and in how many answered."""

    question: str
    asked: int
    answered: int


class Report(Struct, frozen=True, kw_only=True):
    """The interviews of a book, for somebody else to read.

    Attributes:
        talks: Oldest first, those without a day last.
        all_talks: How many there are in all; of many the newest are told.
        people: Who was met, in the order of their first talk, with their talks.
        fields: Careers and the number of talks in each, most first.
        topics: Topic without what is below a `/` and the entries of advice and
            information, each once, under its first topic; `""` last.
        questions: Those that were asked, in the order of the bank.
        namings: Referrals by the people met.
    """

    talks: tuple[ReportTalk, ...]
    all_talks: int
    people: tuple[tuple[PersonId, tuple[ReportTalk, ...]], ...]
    fields: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, tuple[LedgerLine, ...]], ...]
    questions: tuple[Asked, ...]
    namings: tuple[Naming, ...]

    @property
    def period(self) -> tuple[date, date] | None:
        """The days of the first and the last talk; none where no day is known."""
        days = [one.meeting.on for one in self.talks if one.meeting.on]
        return (min(days), max(days)) if days else None


def derive_report(
    book: Book, facts: Facts, derived: Derived, settings: Settings
) -> Report:
    """Return the report on a book's interviews.

    It shows real people's words to somebody who was not there, so `Discretion`
    decides what is left out. Who named somebody is told only where that name may be
    used: an answer of no, and an open question as well, leaves out the name, the day
    and the reason, which would give them away.

    Args:
        book: The book.
        facts: As of today.
        derived: For the ledgers and the order of the questions.
        settings: For the topics that are not shared.

    Returns:
        The newest `MOST` talks that are done and in which somebody was met who is
        not hidden, and what belongs to them. All is empty in an empty book.
    """
    discretion = Discretion(book=book, settings=settings)
    done = _done(facts, discretion)
    talks = tuple(_talk(book, facts, *one) for one in done[-MOST:])
    people: dict[PersonId, list[ReportTalk]] = {}
    for talk in talks:
        for person in talk.people:
            people.setdefault(person, []).append(talk)
    told = {one.meeting.path for one in talks} | set(people)
    return Report(
        talks=talks,
        all_talks=len(done),
        people=tuple((person, tuple(theirs)) for person, theirs in people.items()),
        fields=_fields(book, talks),
        topics=_topics(derived, discretion, told),
        questions=_questions(book, derived, discretion, talks),
        namings=namings_of(book, facts, derived, discretion, set(people)),
    )


def _done(
    facts: Facts, discretion: Discretion
) -> list[tuple[Meeting, tuple[PersonId, ...]]]:
    """Return the interviews that are done, oldest first, and whom they were with."""
    meetings = [
        one
        for one in facts.meetings.values()
        if one.status == "done"
        and not discretion.hides(one.path)
        and (one.on is None or one.on <= facts.today)
    ]
    meetings.sort(key=lambda one: (one.on is None, one.on or facts.today, _clock(one)))
    shown = (
        (one, tuple(person for person in one.people if not discretion.hides(person)))
        for one in meetings
    )
    return [(meeting, people) for meeting, people in shown if people]


def _talk(
    book: Book, facts: Facts, meeting: Meeting, people: tuple[PersonId, ...]
) -> ReportTalk:
    return ReportTalk(
        meeting=meeting,
        people=people,
        thanks=tuple((one, thanks_for(facts, meeting, one)) for one in people),
        reflection=passages(book.notes[meeting.path].body, Section.REFLECTION),
    )


def _clock(meeting: Meeting) -> tuple[str, str]:
    return f"{meeting.at:%H:%M}" if meeting.at else "12:00", meeting.path


def _fields(book: Book, talks: Iterable[ReportTalk]) -> tuple[tuple[str, int], ...]:
    names = field_names(book)
    counts = Counter(
        key
        for talk in talks
        for key in dict.fromkeys(map(fold_field, talk.meeting.fields))
        if key in names
    )
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple((names[key], count) for key, count in ordered)


def _topics(
    derived: Derived, discretion: Discretion, told: set[str]
) -> tuple[tuple[str, tuple[LedgerLine, ...]], ...]:
    lines = [
        line
        for path in told & derived.book.notes.keys()
        for line in derived.ledgers.by_note[path]
        if line.entry.section in _TOLD
        and not discretion.hides_entry(line.entry)
        and any(not discretion.hides(one) for one in line.people)
    ]
    lines.sort(key=lambda line: (line.on is None, str(line.on), line.note, *_at(line)))
    groups: dict[str, tuple[str, list[LedgerLine]]] = {}
    for line in lines:
        topic = line.entry.topics[0].partition("/")[0] if line.entry.topics else ""
        groups.setdefault(topic.casefold(), (topic, []))[1].append(line)
    return tuple(
        (groups[key][0], tuple(groups[key][1]))
        for key in sorted(groups, key=lambda key: (not key, key))
    )


def _at(line: LedgerLine) -> tuple[int, int]:
    return line.entry.span.line, line.entry.span.column


def _questions(
    book: Book, derived: Derived, discretion: Discretion, talks: Sequence[ReportTalk]
) -> tuple[Asked, ...]:
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for talk in talks:
        note = book.notes[talk.meeting.path]
        assert isinstance(note, Interview)  # noqa: S101 - a meeting is an interview's
        open_ = [
            one for one in note.body.answers if not discretion.hides_answer(note, one)
        ]
        links = (*note.questions, *(one.question for one in open_))
        said = (one.question for one in open_ if one.text.strip())
        asked.update({book.target(note.path, link) or "" for link in links})
        answered.update({book.target(note.path, link) or "" for link in said})
    return tuple(
        Asked(question=path, asked=asked[path], answered=answered[path])
        for row in derived.matrix.rows
        if asked[path := row.question] and not discretion.hides(path)
    )
