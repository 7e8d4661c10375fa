"""The question x person matrix: everyone's, or that of the people of one field."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.fields import fold_field
from generator.model import Contact, Question
from generator.render.urls import relative
from generator.render.views.facets import facets
from generator.render.views.people import ref
from generator.vocabulary import CATEGORIES

if TYPE_CHECKING:
    from generator.derive.records import QuestionRow
    from generator.graph.records import PersonId
    from generator.render.material import Material
    from generator.render.views.parts import Ref

COLUMNS: Final = 40
FACETS: Final = ("Stage", "Category", "Answers")
_ANSWERS: Final = ("somebody answered", "nobody answered")
STAGES: Final = {
    "open": "To open with",
    "middle": "In the middle",
    "close": "To close with",
    "after": "Afterwards",
    "": "At no stage in particular",
}


class Column(Struct, frozen=True, kw_only=True):
    """A person of the matrix, with the fields to filter by."""

    person: Ref
    fields: str


class MatrixCell(Struct, frozen=True, kw_only=True):
    """What one person said to one question, in short.

    Attributes:
        state: `answered`, `asked` (without an answer) or `gap`.
        text: The beginning of the newest answer.
        href: Link to it.
        more: How many further answers there are.
    """

    state: str
    text: str = ""
    href: str = ""
    more: int = 0


class BankRow(Struct, frozen=True, kw_only=True):
    """A question against everyone.

    Attributes:
        facets: Its values of `FACETS`.
    """

    question: Ref
    category: str
    must_ask: bool
    answered: int
    asked: int
    cells: tuple[MatrixCell, ...]
    facets: str


class Stage(Struct, frozen=True, kw_only=True):
    """The questions of one stage of a talk."""

    title: str
    rows: tuple[BankRow, ...]


class MatrixTable(Struct, frozen=True, kw_only=True):
    """Questions by people.

    Attributes:
        columns: Those who answered last, where they are too many for one table.
        people: How many there are.
        stages: In the order of a talk.
        facets: What its rows can be filtered by.
        orders: In which order the values of these stand.
    """

    columns: tuple[Column, ...]
    people: int
    stages: tuple[Stage, ...]
    facets: str
    orders: str


def matrix_table(
    material: Material, page: str, only: tuple[PersonId, ...] | None = None
) -> MatrixTable:
    """Return the matrix for a page.

    Args:
        material: The build.
        page: URL of the page.
        only: The people it is about; none: everyone met.
    """
    found = material.derived.matrix
    met = found.people
    if only is not None:
        met = tuple(one for one in met if one in set(only))
    shown = _newest(material, met)
    rows = [(question_of(material, row), row) for row in found.rows]
    return MatrixTable(
        columns=tuple(_column(material, one, page) for one in shown),
        people=len(met),
        stages=tuple(
            Stage(
                title=STAGES.get(stage, stage),
                rows=tuple(_row(material, row, met, shown, page) for _, row in group),
            )
            for stage, group in groupby(rows, key=lambda one: one[0].stage)
        ),
        facets="\t".join(FACETS),
        orders=facets(STAGES.values(), CATEGORIES, _ANSWERS),
    )


def question_of(material: Material, row: QuestionRow) -> Question:
    """Return the note of a row."""
    note = material.book.notes[row.question]
    assert isinstance(note, Question)  # noqa: S101 - rows are of questions
    return note


def _column(material: Material, person: PersonId, page: str) -> Column:
    note = material.book.notes.get(person)
    fields = note.field if isinstance(note, Contact) else ()
    names = [material.field_names.get(fold_field(one), one) for one in fields]
    return Column(person=ref(material, person, page), fields=facets(names))


def _newest(material: Material, people: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    """Return who has a column: everyone, or those who answered last."""
    if len(people) <= COLUMNS:
        return people
    days = material.last_answers
    chosen = sorted(
        (one for one in people if one in days), key=lambda one: (-days[one], one)
    )
    kept = set(chosen[:COLUMNS])
    return tuple(one for one in people if one in kept)


def _row(
    material: Material,
    row: QuestionRow,
    met: tuple[PersonId, ...],
    shown: tuple[PersonId, ...],
    page: str,
) -> BankRow:
    note = question_of(material, row)
    answered = len({person for person, _ in row.cells} & set(met))
    return BankRow(
        question=ref(material, row.question, page),
        category=note.category,
        must_ask=note.must_ask,
        answered=answered,
        asked=len(set(row.asked) & set(met)),
        cells=_cells(material, row, shown, page),
        facets=facets(
            STAGES.get(note.stage, note.stage),
            note.category,
            _ANSWERS[0 if answered else 1],
        ),
    )


def _cells(
    material: Material, row: QuestionRow, people: tuple[PersonId, ...], page: str
) -> tuple[MatrixCell, ...]:
    given = dict(row.cells)
    asked = set(row.asked)
    cells = []
    for person in people:
        if said := given.get(person):
            newest = said[-1]
            home = material.urls.notes[newest.note]
            cells.append(
                MatrixCell(
                    state="answered",
                    text=material.answer_texts[newest.note, newest.answer.anchor],
                    href=relative(page, home, newest.answer.anchor),
                    more=len(said) - 1,
                )
            )
        else:
            cells.append(MatrixCell(state="asked" if person in asked else "gap"))
    return tuple(cells)
