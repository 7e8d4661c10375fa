"""The question bank with its matrix, and each question's answers side by side."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.model import Contact, Question
from generator.render.urls import relative
from generator.render.views.air import answer
from generator.render.views.contacts import field_ref
from generator.render.views.facets import facets
from generator.render.views.frame import crumb, frame, index_of
from generator.render.views.matrix import STAGES, matrix_table
from generator.render.views.people import people, refs
from generator.render.views.written import written

if TYPE_CHECKING:
    from generator.derive.records import Cell, QuestionRow
    from generator.graph.records import PersonId
    from generator.render.material import Material
    from generator.render.views.matrix import MatrixTable
    from generator.render.views.parts import Frame, Line, Person, Ref
    from generator.render.views.written import Written

URL: Final = "questions/index.html"
FACETS: Final = ("Field", "At", "Year")
FEW: Final = 4
_ELSEWHERE: Final = frozenset({"category", "stage", "must_ask"})


class QuestionsView(Struct, frozen=True, kw_only=True):
    """The bank and the matrix.

    Attributes:
        gaps: Questions that nobody has answered.
        fields: Link to the fields, each with a matrix of its own.
    """

    template: ClassVar[str] = "pages/questions.html"
    frame: Frame
    matrix: MatrixTable
    gaps: tuple[Ref, ...]
    fields: str


class Given(Struct, frozen=True, kw_only=True):
    """An answer, with who gave it.

    Attributes:
        people: With their roles.
        organizations: Where they worked then.
        fields: The fields then.
        facets: Its values of `FACETS`.
    """

    said: Line
    people: tuple[Person, ...]
    organizations: tuple[Ref, ...]
    fields: tuple[Ref, ...]
    facets: str


class QuestionView(Struct, frozen=True, kw_only=True):
    """One question.

    Attributes:
        link: What to write in a link to it: its file's name.
        answers: Side by side, newest first, those without a day last.
        facets: What they can be filtered by; empty: they are few.
        asked: People who were asked and whose answer is not written down.
        others: How many people were met and not asked.
    """

    template: ClassVar[str] = "pages/question.html"
    frame: Frame
    name: str
    link: str
    category: str
    stage: str
    must_ask: bool
    answers: tuple[Given, ...]
    facets: str
    asked: tuple[Ref, ...]
    others: int
    written: Written


def questions_view(material: Material) -> QuestionsView:
    """Return the bank and the matrix."""
    return QuestionsView(
        frame=frame(material, URL, "Questions"),
        matrix=matrix_table(material, URL),
        gaps=refs(material, material.derived.matrix.gaps, URL),
        fields=relative(URL, index_of("fields")),
    )


def question_view(material: Material, path: str) -> QuestionView:
    """Return the page of a question."""
    url = material.urls.notes[path]
    note = material.book.notes[path]
    assert isinstance(note, Question)  # noqa: S101 - pages are planned by kind
    row = material.question_rows[path]
    met = len(material.derived.matrix.people)
    answers = _answers(material, row, url)
    return QuestionView(
        frame=frame(material, url, note.name, crumb(url, "questions")),
        name=note.name,
        link=note.path.rpartition("/")[2].rpartition(".")[0],
        category=note.category,
        stage=STAGES[note.stage].lower() if note.stage else "",
        must_ask=note.must_ask,
        answers=answers,
        facets="\t".join(FACETS) if len(answers) > FEW else "",
        asked=refs(material, row.asked, url),
        others=max(0, met - len(row.cells) - len(row.asked)),
        written=written(material, path, url, _ELSEWHERE),
    )


def _answers(material: Material, row: QuestionRow, page: str) -> tuple[Given, ...]:
    """Return each answer once, whoever gave it together."""
    given: dict[tuple[str, str], tuple[Cell, list[PersonId]]] = {}
    for person, cells in row.cells:
        for cell in cells:
            key = (cell.note, cell.answer.anchor)
            given.setdefault(key, (cell, []))[1].append(person)
    newest = sorted(given.values(), key=lambda one: one[0].on or date.min, reverse=True)
    return tuple(_given(material, cell, tuple(who), page) for cell, who in newest)


def _given(
    material: Material, cell: Cell, who: tuple[PersonId, ...], page: str
) -> Given:
    employers, names = _at_the_time(material, cell)
    fields = tuple(
        dict.fromkeys(field_ref(material, one, page) for one in names if one.strip())
    )
    organizations = refs(material, employers, page)
    return Given(
        said=answer(material, cell, page),
        people=people(material, who, page),
        organizations=organizations,
        fields=fields,
        facets=facets(
            [one.text for one in fields],
            [one.text for one in organizations],
            f"{cell.on.year}" if cell.on else "",
        ),
    )


def _at_the_time(
    material: Material, cell: Cell
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return employers and fields: the interview's, else the person's own."""
    if meeting := material.facts.meetings.get(cell.note):
        known = (one for one in meeting.organizations if one in material.book.notes)
        return tuple(known), meeting.fields
    note = material.book.notes[cell.note]
    if not isinstance(note, Contact):
        return (), ()
    links = () if note.organization is None else (note.organization,)
    found = (material.book.target(note.path, one) for one in links)
    return tuple(one for one in found if one), note.field
