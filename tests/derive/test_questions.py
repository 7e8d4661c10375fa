"""The question x person matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.questions import derive_matrix
from tests.derive.building import Builder, day, name_of

if TYPE_CHECKING:
    from generator.derive.records import Matrix


def matrix(made: Builder) -> Matrix:
    return derive_matrix(made.book(), made.facts())


def texts(made: Builder, row: int = 0) -> list[str]:
    """Return the cells of a row as `Ana: one | two`."""
    return [
        f"{name_of(person)}: {' | '.join(cell.answer.text for cell in cells)}"
        for person, cells in matrix(made).rows[row].cells
    ]


def test_people_are_those_who_were_met() -> None:
    """Columns are the people of interviews that are done, by name."""
    made = Builder()
    ana, zoe, bo = made.contact("Ana"), made.lead("Zoe"), made.contact("Bo")
    made.interview("2026-02-01", zoe, ana)
    made.interview("2026-03-09", bo, status="scheduled")
    assert [name_of(one) for one in matrix(made).people] == ["Ana", "Zoe"]


def test_rows_by_stage_category_name() -> None:
    """Rows stand by stage, category and name; what is not said comes last."""
    made = Builder()
    for name, stage, category in (
        ("loose", "", ""),
        ("end", "close", "referrals"),
        ("pay", "middle", "pay"),
        ("day b", "middle", "day"),
        ("day a", "middle", "day"),
        ("odd", "middle", ""),
        ("start", "open", "path"),
    ):
        made.question(name, stage=stage, category=category)
    names = [row.question[10:-3] for row in matrix(made).rows]
    assert names == ["start", "day a", "day b", "pay", "odd", "end", "loose"]


def test_answers() -> None:
    """An answer is of everyone in `with`; a person's answers stand oldest first."""
    made = Builder()
    week = made.question("week")
    ana, bo = made.contact("Ana"), made.contact("Bo")
    new = made.interview("2026-02-09", ana)
    old = made.interview("2026-02-01", bo, ana)
    made.answer(new, week, "still long")
    made.answer(old, week, "long")
    made.answer(ana, week, "by email")
    assert texts(made) == ["Ana: long | still long | by email", "Bo: long"]
    cells = matrix(made).rows[0].cells[0][1]
    assert [cell.on for cell in cells] == [day("2026-02-01"), day("2026-02-09"), None]


def test_who_answered_without_a_meeting_has_a_column() -> None:
    """An answer in a contact's own note gives the contact a column."""
    made = Builder()
    made.answer(made.contact("Ana"), made.question("week"), "by email")
    assert [name_of(one) for one in matrix(made).people] == ["Ana"]


def test_gaps() -> None:
    """A question without any answer is a gap, an empty heading is no answer."""
    made = Builder()
    week, pay = made.question("week"), made.question("pay")
    talk = made.interview("2026-02-01", made.contact("Ana"))
    made.answer(talk, week, "long")
    made.answer(talk, pay, "  ")
    assert matrix(made).gaps == (pay,)


def test_asked_without_an_answer() -> None:
    """Asked are the people of a done interview that lists it, without an answer."""
    made = Builder()
    week, pay = made.question("week"), made.question("pay")
    ana, bo, cem = made.contact("Ana"), made.contact("Bo"), made.contact("Cem")
    both = made.interview("2026-02-01", ana, bo)
    made.asks(both, week, week, "nothing")
    made.answer(both, pay, "")
    made.answer(made.interview("2026-02-02", ana), week, "long")
    made.asks(made.interview("2026-03-09", cem, status="planned"), week)
    rows = {row.question: row for row in matrix(made).rows}
    assert rows[week].asked == (bo,)
    assert rows[pay].asked == (ana, bo)


def test_other_targets_and_other_notes_are_no_answers() -> None:
    """A heading that links no question, or stands in nobody's note, is no cell."""
    made = Builder()
    week, ana = made.question("week"), made.contact("Ana")
    made.answer(made.interview("2026-02-01", ana), ana, "text")
    made.answer(made.page("page.md"), week, "text")
    assert texts(made) == []
    assert matrix(made).gaps == (week,)


def test_empty() -> None:
    """A book without questions has no rows."""
    assert matrix(Builder()).rows == ()
