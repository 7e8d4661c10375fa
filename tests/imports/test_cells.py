"""A cell of a foreign file shows as it was, and nothing of it is more than text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import build
from generator.config.settings import Settings
from generator.edit.names import clean_text
from generator.imports.plan import plan_people
from generator.imports.records import Person
from generator.imports.writing import as_markdown
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts
from tests.conftest import TODAY
from tests.imports.planning import Importing

if TYPE_CHECKING:
    from generator.model import Note
    from tests.conftest import MakeBook

READING: Final = reading_of(Settings())
SIGNS: Final = [
    *"ab1 .\n\n-+*_`~=#>|[](){}<>!^%:&;\\/'\"$@",
    *("---", "[[", "]]", "![[", "%%", "```", "<!--", "<script>", "://", "- [ ] "),
    *("key:: ", "#tag", "> [!note] ", "1. ", "\n## Log\n", "{{x}}", "<% x %>", "^id"),
    *("2026-03-02 asked", "https://x.example", "a@x.example", "&amp;", "📅 "),
]
TEXTS: Final = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)


def parsed(text: str) -> Note:
    """Return the note of a body."""
    source = sources_from_texts({"contacts/x.md": f"---\nname: X\n---\n{text}\n"})
    return parse_note(source.notes[0], READING)[0]


def shown(note: Note) -> str:
    """Return what a reader sees of a body, with single spaces."""
    whole = "".join(part for part in note.body.prose.html if isinstance(part, str))
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", whole)).split())


@settings(max_examples=300)
@given(TEXTS)
def test_free_text_shows_as_it_was(text: str) -> None:
    """No link, heading, tag, task, field, entry or HTML comes of it."""
    note = parsed(as_markdown(text))
    body = note.body
    assert note.links == ()
    assert (body.headings, body.tags, body.tasks, body.fields) == ((), (), (), ())
    assert (body.log, body.entries, body.blocks, body.answers) == ((), (), (), ())
    assert all(isinstance(part, str) for part in body.prose.html)
    tags = set(re.findall(r"<(/?\w+)", "".join(map(str, body.prose.html))))
    assert tags <= {"p", "/p", "br"}
    assert shown(note) == " ".join(clean_text(text).split())


@given(TEXTS)
def test_a_value_is_a_text_and_no_link(text: str) -> None:
    """In every key that takes a text; the note has no problem."""
    person = Person(
        line=2, name=f"N {text}", role=text, location=text, phones=(text,), note=text
    )
    result = build(sources_from_texts({}), Settings(), {}, today=TODAY)
    (change,) = plan_people(result, [person], lambda _: b"").changes
    assert change.after is not None
    source = sources_from_texts({change.path: change.after}).notes[0]
    note, problems = parse_note(source, READING)
    assert note.links == ()
    assert problems == ()
    assert note.name == clean_text(f"N {text}")


@pytest.mark.parametrize("text", ["[[Bo]]", "![[Bo|B]]", "[x](y.md)", "[[a/Bo.md]]"])
def test_a_cell_that_is_wholly_a_link_is_its_text(book: MakeBook, text: str) -> None:
    """In a key that takes no link the brackets are gone; a name keeps its sense."""
    importing = Importing(book, {"contacts/Bo.md": ""})
    people = [Person(line=2, name="Cy", role=text, organization=text)]
    importing.apply(importing.people(people))
    note = importing.result.book.notes["contacts/Cy.md"]
    assert [one.key for one in note.links] == ["organization"]


@pytest.mark.parametrize("name", ["[[Acme", "=Acme", "Acme\n---\n# x", "A|B#c^d"])
def test_a_hostile_organization_is_one_link(book: MakeBook, name: str) -> None:
    """Its signs are taken out of the link and of nothing else."""
    importing = Importing(book, {})
    people = [Person(line=2, name="Cy", organization=name)]
    plan = importing.people(people)
    importing.apply(plan)
    note = importing.result.book.notes["contacts/Cy.md"]
    assert len(note.links) == 1
    assert not re.search(r"[\[\]|#^\n]", note.links[0].target)
    assert importing.people(people).changes == ()
