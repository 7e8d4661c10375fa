"""The question x person matrix: who was asked what, and what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.people import name_key
from generator.derive.records import Cell, Matrix, QuestionRow
from generator.model import Contact, Interview, Question
from generator.vocabulary import CATEGORIES, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.facts.records import Facts
    from generator.graph.records import Book, PersonId
    from generator.model import Note

Pair = tuple[str, "PersonId"]
"""Path of a question, and a person."""

_STAGE_ORDER: Final = {word: i for i, word in enumerate((*STAGES, ""))}
_CATEGORY_ORDER: Final = {word: i for i, word in enumerate((*CATEGORIES, ""))}


def derive_matrix(book: Book, facts: Facts) -> Matrix:
    """Return the questions of the bank against the people.

    Args:
        book: The book.
        facts: As of today.

    Returns:
        Columns: everyone in an interview that is done, and whoever answered
        elsewhere (by email, in their own note). A heading without text below is
        no answer: the question was asked, once the interview is done. Answers in
        notes of nobody are in no cell. Empty rows where there is no bank.

    Source: README, "Body", answer.
    """
    answers = _answers(book, facts)
    asked = [pair for pair in _asked(book, facts) if pair not in answers]
    columns = {*_met(facts), *(person for _, person in answers)}
    people = tuple(sorted(columns, key=lambda one: name_key(book, one)))
    rows = _rows(book, people, answers, asked)
    gaps = tuple(row.question for row in rows if not row.cells)
    return Matrix(people=people, rows=rows, gaps=gaps)


def _met(facts: Facts) -> Iterator[PersonId]:
    for meeting in facts.meetings.values():
        if meeting.status == "done":
            yield from meeting.people


def _answers(book: Book, facts: Facts) -> dict[Pair, list[Cell]]:
    found: dict[Pair, list[Cell]] = {}
    for note in book.notes.values():
        for answer in note.body.answers:
            question = _question(book, note.path, answer.question)
            if question is None or not answer.text.strip():
                continue
            cell = Cell(note=note.path, answer=answer, on=_day(facts, note))
            for person in _speakers(facts, note):
                found.setdefault((question, person), []).append(cell)
    for cells in found.values():
        cells.sort(key=_oldest_first)
    return found


def _asked(book: Book, facts: Facts) -> Iterator[Pair]:
    for note in book.of(Interview):
        meeting = facts.meetings[note.path]
        if meeting.status != "done":
            continue
        headings = (answer.question for answer in note.body.answers)
        for link in (*note.questions, *headings):
            question = _question(book, note.path, link)
            if question is not None:
                yield from ((question, person) for person in meeting.people)


def _question(book: Book, path: str, link: int) -> str | None:
    target = book.target(path, link)
    if target is None or not isinstance(book.notes.get(target), Question):
        return None
    return target


def _speakers(facts: Facts, note: Note) -> tuple[PersonId, ...]:
    if isinstance(note, Interview):
        return facts.meetings[note.path].people
    return (note.path,) if isinstance(note, Contact) else ()


def _day(facts: Facts, note: Note) -> date | None:
    return facts.meetings[note.path].on if isinstance(note, Interview) else None


def _oldest_first(cell: Cell) -> tuple[bool, int, str, int]:
    day = cell.on.toordinal() if cell.on else 0
    return cell.on is None, day, cell.note, cell.answer.span.line


def _rows(
    book: Book,
    people: Iterable[PersonId],
    answers: dict[Pair, list[Cell]],
    asked: Iterable[Pair],
) -> tuple[QuestionRow, ...]:
    place = {person: i for i, person in enumerate(people)}
    said: dict[str, list[PersonId]] = {}
    silent: dict[str, list[PersonId]] = {}
    for question, person in answers:
        said.setdefault(question, []).append(person)
    for question, person in dict.fromkeys(asked):
        silent.setdefault(question, []).append(person)
    return tuple(
        QuestionRow(
            question=path,
            cells=tuple(
                (person, tuple(answers[path, person]))
                for person in sorted(said.get(path, ()), key=place.__getitem__)
            ),
            asked=tuple(sorted(silent.get(path, ()), key=place.__getitem__)),
        )
        for path in _bank(book)
    )


def _bank(book: Book) -> list[str]:
    def order(note: Question) -> tuple[int, int, tuple[str, str]]:
        stage, category = _STAGE_ORDER[note.stage], _CATEGORY_ORDER[note.category]
        return stage, category, name_key(book, note.path)

    return [note.path for note in sorted(book.of(Question), key=order)]
