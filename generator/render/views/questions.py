"""The question bank with its matrix, and each question's answers side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from generator.model import Question
from generator.render.urls import relative
from generator.render.views.air import answer
from generator.render.views.frame import crumb, frame, index_of
from generator.render.views.matrix import STAGES, matrix_table
from generator.render.views.people import refs
from generator.render.views.written import written

if TYPE_CHECKING:
    from generator.derive.records import Cell, QuestionRow
    from generator.graph.records import PersonId
    from generator.render.material import Material
    from generator.render.views.matrix import MatrixTable
    from generator.render.views.parts import Frame, Line, Ref
    from generator.render.views.written import Written

URL: Final = "questions/index.html"
_ELSEWHERE: Final = frozenset({"category", "stage", "must_ask"})


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsView:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question.

    Attributes:
        link: What to write in a link to it: its file's name.
        answers: Side by side, oldest first for each person.
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
    answers: tuple[Line, ...]
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
    return QuestionView(
        frame=frame(material, url, note.name, crumb(url, "questions")),
        name=note.name,
        link=note.path.rpartition("/")[2].rpartition(".")[0],
        category=note.category,
        stage=STAGES[note.stage].lower() if note.stage else "",
        must_ask=note.must_ask,
        answers=_answers(material, row, url),
        asked=refs(material, row.asked, url),
        others=max(0, met - len(row.cells) - len(row.asked)),
        written=written(material, path, url, _ELSEWHERE),
    )


def _answers(material: Material, row: QuestionRow, page: str) -> tuple[Line, ...]:
    """Return each answer once, whoever gave it together."""
    given: dict[tuple[str, str], tuple[Cell, list[PersonId]]] = {}
    for person, cells in row.cells:
        for cell in cells:
            key = (cell.note, cell.answer.anchor)
            given.setdefault(key, (cell, []))[1].append(person)
    return tuple(
        answer(material, cell, page, tuple(people)) for cell, people in given.values()
    )
