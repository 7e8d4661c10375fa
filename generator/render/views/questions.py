"""The question bank with its matrix, and each question's answers side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from generator.model import Question
from generator.render.markup import plain
from generator.render.urls import relative
from generator.render.views.air import answer
from generator.render.views.frame import crumb, frame
from generator.render.views.people import ref, refs
from generator.render.views.written import written

if TYPE_CHECKING:
    from generator.derive.records import Cell, QuestionRow
    from generator.graph.records import PersonId
    from generator.render.material import Material
    from generator.render.views.parts import Frame, Line, Ref
    from generator.render.views.written import Written

URL: Final = "questions/index.html"
_ELSEWHERE: Final = frozenset({"category", "stage", "must_ask"})
COLUMNS: Final = 40
WORDS: Final = 140
STAGES: Final = {
    "open": "To open with",
    "middle": "In the middle",
    "close": "To close with",
    "after": "Afterwards",
    "": "At no stage in particular",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class BankRow:
    """A question against everyone."""

    question: Ref
    category: str
    must_ask: bool
    answered: int
    asked: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The questions of one stage of a talk."""

    title: str
    rows: tuple[BankRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsView:
    """The bank and the matrix.

    Attributes:
        people: The columns: the newest to answer where they are too many for one.
        all_people: How many there are.
        gaps: Questions that nobody has answered.
    """

    template: ClassVar[str] = "pages/questions.html"
    frame: Frame
    people: tuple[Ref, ...]
    all_people: int
    stages: tuple[Stage, ...]
    gaps: tuple[Ref, ...]


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
    matrix = material.derived.matrix
    people = _columns(material)
    rows = [(_question(material, row), row) for row in matrix.rows]
    return QuestionsView(
        frame=frame(material, URL, "Questions"),
        people=refs(material, people, URL),
        all_people=len(matrix.people),
        stages=tuple(
            Stage(
                title=STAGES.get(stage, stage),
                rows=tuple(_bank_row(material, row, people) for _, row in group),
            )
            for stage, group in groupby(rows, key=lambda one: one[0].stage)
        ),
        gaps=refs(material, matrix.gaps, URL),
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


def _question(material: Material, row: QuestionRow) -> Question:
    note = material.book.notes[row.question]
    assert isinstance(note, Question)  # noqa: S101 - rows are of questions
    return note


def _columns(material: Material) -> tuple[PersonId, ...]:
    """Return who has a column: everyone, or those who answered last."""
    matrix = material.derived.matrix
    if len(matrix.people) <= COLUMNS:
        return matrix.people
    newest: dict[PersonId, int] = {}
    for row in matrix.rows:
        for person, cells in row.cells:
            day = max(cell.on.toordinal() if cell.on else 0 for cell in cells)
            newest[person] = max(day, newest.get(person, 0))
    chosen = sorted(newest, key=lambda one: (-newest[one], one))[:COLUMNS]
    return tuple(one for one in matrix.people if one in set(chosen))


def _bank_row(
    material: Material, row: QuestionRow, people: tuple[PersonId, ...]
) -> BankRow:
    note = _question(material, row)
    return BankRow(
        question=ref(material, row.question, URL),
        category=note.category,
        must_ask=note.must_ask,
        answered=len(row.cells),
        asked=len(row.asked),
        cells=_cells(material, row, people),
    )


def _cells(
    material: Material, row: QuestionRow, people: tuple[PersonId, ...]
) -> tuple[MatrixCell, ...]:
    given = dict(row.cells)
    asked = set(row.asked)
    cells = []
    for person in people:
        if said := given.get(person):
            newest = said[-1]
            home = material.urls.notes[newest.note]
            text = plain(material.html(newest.answer.html, newest.note, URL))
            cells.append(
                MatrixCell(
                    state="answered",
                    text=shortened(text) or "answered",
                    href=relative(URL, home, newest.answer.anchor),
                    more=len(said) - 1,
                )
            )
        else:
            cells.append(MatrixCell(state="asked" if person in asked else "gap"))
    return tuple(cells)


def shortened(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    if len(text) <= WORDS:
        return text
    return text[:WORDS].rsplit(None, 1)[0].rstrip(",;:.") + " …"
