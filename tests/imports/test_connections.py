"""Do I know anyone there? The private list answers, on the owner's pages alone."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from generator.config.settings import Settings
from generator.derive.acquaintances import who_is_at
from generator.derive.connections import Connection, unknown_at
from generator.imports.index import index_people
from generator.imports.records import Person
from generator.terminal.style import Style
from generator.terminal.who import show_who, who_records
from generator.workspace.building import build_book
from generator.workspace.connections import keep_connections, read_connections
from generator.workspace.errors import BookError
from generator.workspace.opening import open_workspace
from tests.books import write_files
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from generator.workspace.opening import Workspace
    from tests.conftest import MakeBook

BOOK: Final = """=== contacts/Ana Silva.md
---
organization: "[[Blue Door]]"
role: editor
linkedin: https://www.linkedin.com/in/ana
---
## Log
- 2026-02-02 asked
=== contacts/Bo Li.md
---
organization: "[[Acme]]"
past_organizations: ["[[Blue Door]]", "[[Blue Door]]"]
email: bo@x.example
---
=== contacts/Cy.md
---
organization: "[[Blue Dor Ltd]]"
---
=== organizations/Blue Door.md
---
aliases: [BD Publishing]
---
=== organizations/Acme.md
"""
LIST: Final = (
    Connection(name="Zoë Ünal", organization="Blue Door GmbH", role="<b>typist</b>"),
    Connection(name="Anna S.", organization="Blue Door", profile="linkedin.com/in/ANA"),
    Connection(name="B. Li", organization="Blue Door", email="BO@x.example"),
    Connection(name="cy", organization="Blue Door"),
    Connection(
        name="Di",
        organization="bd publishing",
        connected="2024-03-12",
        profile="https://www.linkedin.com/in/di",
    ),
    Connection(name="Ed", organization="Blue Door Berlin", profile="javascript:x"),
    Connection(name="Flo", organization="Acmé, Inc."),
    Connection(name="Gil"),
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A book on the disk, with the private list."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    texts = dict(
        part.split("\n", 1) for part in BOOK.removeprefix("=== ").split("\n=== ")
    )
    root = tmp_path / "book"
    write_files(root / "content", texts)
    write_files(root, {"airbook.toml": 'book_id = "abc"\n'})
    found = open_workspace(root, today=TODAY, pinned=True)
    keep_connections(found, LIST)
    return found


def test_who_names_the_people_of_the_book_first(book: MakeBook) -> None:
    """Now, then formerly; then those of the list who have no note."""
    result = book(BOOK)
    found = who_is_at(result.book, LIST, "blue door")
    assert [(one.path, one.when, one.organization) for one in found.people] == [
        ("contacts/Ana Silva.md", "now", "Blue Door"),
        ("contacts/Cy.md", "now", "Blue Dor Ltd"),
        ("contacts/Bo Li.md", "formerly", "Blue Door"),
    ]
    assert [one.name for one in found.connections] == ["Di", "Ed", "Zoë Ünal"]
    nobody = who_is_at(result.book, LIST, "!")
    assert (nobody.people, nobody.connections) == ((), ())


def test_who_as_text_and_as_data(book: MakeBook) -> None:
    """With status, role and place; a table of nobody is empty."""
    result = book(BOOK)
    records = who_records(result, who_is_at(result.book, LIST, "BD Publishing"))
    assert records["people"][0] == {
        "name": "Ana Silva",
        "when": "now",
        "organization": "Blue Door",
        "role": "editor",
        "status": "asked",
        "path": "contacts/Ana Silva.md",
    }
    assert records["connections"][0]["connected"] == "2024-03-12"
    text = show_who(records, Style())
    assert text.startswith("In this book\nname")
    assert "\n\nConnections without a note\nname" in text
    assert show_who({"people": [], "connections": []}, Style()) == ""


def test_near_names_are_one_place_and_parts_are_not(book: MakeBook) -> None:
    """On a page a list is what it says: nobody of another place."""
    result = book(BOOK)
    names = {"a": ("Blue Door",), "b": ("Acme",), "c": ("Nowhere",)}
    found = unknown_at(result.book, LIST, names)
    assert {key: [one.name for one in people] for key, people in found.items()} == {
        "a": ["Zoë Ünal"],
        "b": ["Flo"],
    }
    slip = [Connection(name="X", organization="Bleu Door")]
    assert unknown_at(result.book, slip, names)["a"] == tuple(slip)


def test_the_page_of_an_organization_lists_them(workspace: Workspace) -> None:
    """On the owner's own site; every cell is a text, no address is unsafe."""
    site = build_book(workspace).site
    made = site["organizations/blue-door.html"]
    assert callable(made)
    page = made().decode()
    part = page.partition("Connections not in this book")[2].partition("</section>")[0]
    assert "&lt;b&gt;typist&lt;/b&gt;" in part
    assert '<a href="https://www.linkedin.com/in/di"><bdi>Di</bdi></a>' in part
    assert "connected 12 Mar 2024" in part
    assert "Anna" not in part
    assert "Ed" not in part


def test_nothing_of_the_list_is_published(workspace: Workspace) -> None:
    """Not in the owner's published site, not for an audience, not in the data."""
    texts = {"airbook.toml": 'book_id = "abc"\nsite.data = true\n[audience.share]\n'}
    write_files(workspace.root, texts)
    found = open_workspace(workspace.root, today=TODAY, pinned=True)
    sites = [
        build_book(found, purpose="published").site,
        build_book(found, audience="share").site,
        build_book(found, purpose="published", audience="share").site,
    ]
    for site in sites:
        for made in site.values():
            data = made() if callable(made) else made.read_bytes()
            assert b"nal" not in data or "Ünal".encode() not in data
            assert b"Connections not in" not in data or b"{%" in data
            assert b"typist" not in data
    local = build_book(found).site["book.json"]
    assert callable(local)
    assert b"typist" not in local()


def test_the_list_is_private_and_read_as_it_was_written(workspace: Workspace) -> None:
    """Only its owner may read it; a damaged one says what to do."""
    assert read_connections(workspace) == LIST
    file = keep_connections(workspace, LIST[:1])
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert read_connections(workspace) == LIST[:1]
    assert keep_connections(workspace, ()) == file
    assert read_connections(workspace) == ()
    for damaged in (
        "x",
        "{}",
        '[{"name": 1}]',
        '[{"role": "x"}]',
        '[{"x": "", "name": ""}]',
    ):
        file.write_text(damaged, encoding="utf-8")
        with pytest.raises(BookError, match="import your connections again"):
            read_connections(workspace)


def test_a_failed_write_leaves_the_old_list(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing beside it."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_connections(workspace, LIST[:1])
    monkeypatch.undo()
    monkeypatch.setenv("XDG_DATA_HOME", str(workspace.root.parent / "data"))
    assert read_connections(workspace) == LIST


def test_a_book_without_a_name_has_no_list(tmp_path: Path) -> None:
    """Reading asks for nothing; keeping says what to write."""
    write_files(tmp_path, {"content/x.md": ""})
    found = open_workspace(tmp_path, today=TODAY, pinned=True)
    assert found.settings == Settings()
    assert read_connections(found) == ()
    with pytest.raises(BookError, match="book_id"):
        keep_connections(found, LIST)


def test_an_export_again_and_again() -> None:
    """New ones come, others say what is new of them, nobody is lost."""
    people = [
        Person(
            line=2,
            name="Ana\nSilva",
            profile="https://www.linkedin.com/in/ana",
            organization="Acme",
            connected_on=date(2024, 3, 12),
        ),
        Person(line=3, name="Bo", emails=("b@x.example",), connected="03/04/2024"),
        Person(line=4, name="Cy", organization="Acme"),
        Person(line=5, name="Cy", organization="ACME Inc", role="x"),
        Person(line=6, emails=("nobody@x.example",)),
    ]
    first = index_people((), people)
    assert (first.new, first.updated, first.same, first.kept) == (3, 0, 0, 0)
    assert [(one.name, one.connected) for one in first.connections] == [
        ("Ana Silva", "2024-03-12"),
        ("Bo", "03/04/2024"),
        ("Cy", ""),
    ]
    again = index_people(first.connections, people)
    assert (again.new, again.same, again.connections) == (0, 3, first.connections)
    moved = [Person(line=2, name="Ana", profile="linkedin.com/in/ana")]
    later = index_people(first.connections, moved)
    assert (later.new, later.updated, later.same, later.kept) == (0, 1, 0, 2)
    assert json.dumps([one.name for one in later.connections]) == '["Ana", "Bo", "Cy"]'
