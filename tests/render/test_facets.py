"""What rows can be filtered by, and the matrix of a field."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.render.views.facets import facets
from generator.render.views.matrix import COLUMNS, matrix_table
from tests.render.building import book_of, material_of, page_of


@given(st.lists(st.one_of(st.text(), st.lists(st.text()))))
def test_every_facet_has_its_line(values: list[str | list[str]]) -> None:
    """Whatever stands in a value, lines stay facets and tabs stay between values."""
    said = facets(*values)
    lines = said.split("\n") if values else []
    assert len(lines) == len(values)
    for line, value in zip(lines, values, strict=True):
        wanted = [value] if isinstance(value, str) else value
        clean = [one for one in (" ".join(text.split()) for text in wanted) if one]
        assert [one for one in line.split("\t") if one] == clean


def books(people: int) -> dict[str, str]:
    """Return a book in which everybody answered one question, half in each field."""
    texts = {"questions/Why.md": "", "questions/Who.md": "---\nstage: open\n---\n"}
    for number in range(people):
        field = "law" if number % 2 else "data"
        texts[f"contacts/P{number:02}.md"] = f"---\nfield: {field}\n---\n"
        texts[f"interviews/{number}.md"] = (
            f'---\nwith: "[[P{number:02}]]"\ndate: 2026-01-{number % 28 + 1:02}\n'
            f"---\n## Information\n### [[Why]]\nBecause of {number}.\n"
        )
    return texts


def test_each_field_has_its_own_matrix() -> None:
    """People beyond the columns of the whole matrix stand in that of their field."""
    result = book_of(books(COLUMNS + 10))
    material = material_of(result)
    whole = matrix_table(material, "questions/index.html")
    assert (len(whole.columns), whole.people) == (COLUMNS, COLUMNS + 10)
    row = next(row for stage in whole.stages for row in stage.rows if row.answered)
    assert row.answered == COLUMNS + 10
    for field in ("law", "data"):
        page = page_of(result, f"fields/{field}.html")
        assert page.count(" data-column=") == (COLUMNS + 10) // 2
        assert page.count("Because of") == (COLUMNS + 10) // 2
    said = page_of(result, "questions/index.html")
    assert "40 of 50 people" in said
    assert "../fields/index.html" in said


def test_facets_of_the_bank() -> None:
    """A question is filtered by stage, category and whether anybody answered."""
    material = material_of(book_of(books(2)))
    stages = matrix_table(material, "questions/index.html").stages
    said = {row.question.text: row.facets for one in stages for row in one.rows}
    assert said["Why"] == "At no stage in particular\n\nsomebody answered"
    assert said["Who"] == "To open with\n\nnobody answered"
