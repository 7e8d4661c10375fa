"""A name as it is typed picks the note that is spelled so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.edit.picking import find_targets

if TYPE_CHECKING:
    from tests.conftest import MakeBook

NOTES = {
    "contacts/Bo.md": "",
    "contacts/Bö.md": "",
    "contacts/Bo Li.md": "---\naliases: [BÖ]\n---\n",
    "contacts/Zoë.md": "",
    "interviews/2026-03-01 Bo.md": "",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Bo", ["Bo.md"]),
        ("bo", ["Bo.md"]),
        ("Bö", ["Bö.md"]),
        ("BÖ", ["Bo Li.md"]),
        ("BO", ["Bo.md"]),
        ("Bo\u0308", ["Bö.md"]),
        ("contacts/Bö.md", ["Bö.md"]),
        ("contacts/bo", ["Bo.md"]),
        ("contacts/bø", []),
        ("zoe", ["Zoë.md"]),
        ("li", ["Bo Li.md"]),
        ("b", ["Bo Li.md", "Bo.md", "Bö.md"]),
    ],
)
def test_spelling_decides(book: MakeBook, typed: str, found: list[str]) -> None:
    """First as typed, then any case, then any accents; a path is one note alone."""
    targets = find_targets(book(NOTES).book, typed)
    assert sorted(one.rpartition("/")[2] for one in targets) == found


def test_two_forms_of_one_letter_are_two_names(book: MakeBook) -> None:
    """Each of two notes can be named, by its path and by its name."""
    composed, apart = "contacts/\u00c1na.md", "contacts/A\u0301na.md"
    found = book({composed: "", apart: ""}).book
    for path in (composed, apart):
        assert find_targets(found, path) == (path,)
        assert find_targets(found, path[len("contacts/") : -len(".md")]) == (path,)
    assert len(find_targets(found, "ána")) == 2
