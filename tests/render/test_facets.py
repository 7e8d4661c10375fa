"""What rows can be filtered by, and the matrix of a field."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.render.views.contacts import contacts_view
from generator.render.views.facets import facets
from generator.render.views.ledgers import ledger_view
from generator.render.views.matrix import COLUMNS, matrix_table
from generator.render.views.questions import question_view
from generator.render.views.referrals import referrals_view
from tests.render.building import ANA, TALK, TALK_TEXT, book_of, material_of, page_of


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


TALKS = {
    ANA: "---\nfield: data\ntier: warm\n---\n",
    "questions/Week.md": "",
    TALK: f"{TALK_TEXT}- Be kind #path #path/first\n",
    "contacts/Bo.md": "---\nrole: planner\n---\n### [[Week]]\nAlways the same.\n",
    "interviews/Late.md": (
        '---\nwith: ["[[Bo]]", "[[Cy]]"]\ndate: 2026-02-27\nfield: law\n---\n'
        "## Information\n### [[Week]]\nNone is typical. #hours #path\n"
        "- Long days #hours #culture/pace\n"
    ),
}


def test_everyone_known_of_is_a_row() -> None:
    """Contacts stand first, then who was named only, with who named them."""
    view = contacts_view(material_of(book_of(TALKS)))
    assert [row.who.text for row in view.rows] == [
        *("Ana Reyes", "Bo"),
        *("Cy", "Farid Haddad", "Leah Brandt"),
    ]
    named = [[one.text for one in row.named_by] for row in view.rows]
    assert named == [[], [], [], ["Ana Reyes"], ["Ana Reyes"]]
    names = view.facets.split("\t")
    notes = [row.facets.split("\n")[names.index("Note")] for row in view.rows]
    assert notes == ["has a note"] * 2 + ["no note yet"] * 3
    assert all(len(row.facets.split("\n")) == len(names) for row in view.rows)
    assert len(view.orders.split("\n")) <= len(names)


def test_an_entry_under_several_topics_is_one() -> None:
    """It has the topic that it stands under, those above, and a number of its own."""
    view = ledger_view(material_of(book_of(TALKS)), "information")
    found = {
        topic.name: [(line.facets.split("\n")[0], line.twin) for line in topic.lines]
        for topic in view.topics
    }
    twin = found["culture/pace"][0][1]
    assert twin
    assert found["culture/pace"] == [("#culture/pace\t#culture", twin)]
    assert found["hours"] == [("#hours", twin), ("#hours", 0)]
    assert found["pay"] == [("#pay", 0)]


def test_answers_side_by_side() -> None:
    """The newest stands first, undated ones last; each says who, where, which field."""
    view = question_view(material_of(book_of(TALKS)), "questions/Week.md")
    said = [
        (
            [(who.who.text, who.role) for who in one.people],
            one.said.day.iso if one.said.day else "",
            [field.text for field in one.fields],
        )
        for one in view.answers
    ]
    assert said == [
        ([("Bo", "planner"), ("Cy", "")], "2026-02-27", ["law"]),
        ([("Ana Reyes", "")], "2026-02-24", ["data"]),
        ([("Bo", "planner")], "", []),
    ]
    assert view.facets == ""


def test_what_each_referral_asks_for() -> None:
    """Its row names the step that is still open, by which it can be filtered."""
    view = referrals_view(material_of(book_of(TALKS)))
    steps = {row.person.who.text: (row.step, row.rank) for row in view.rows}
    assert steps == {
        "Farid Haddad": ("waiting to be used", "0"),
        "Leah Brandt": ("ask about the name", "1"),
    }
    for row in view.rows:
        assert row.facets.startswith(f"{row.step}\n")
    done = {
        **TALKS,
        ANA: f"{TALKS[ANA]}## Log\n- 2026-02-28 updated [[Farid Haddad]]\n",
    }
    done["contacts/Farid Haddad.md"] = "## Log\n- 2026-02-26 asked\n"
    view = referrals_view(material_of(book_of(done)))
    assert ("nothing", "") in {(row.step, row.rank) for row in view.rows}
