"""The table of contents of a long note."""

from __future__ import annotations

from typing import Final

import pytest

from generator.render.views.written import written
from tests.render.building import book_of, material_of, page_of

LONG: Final = (
    "# Long\n\n## One\n\nA.\n\n### Two *b*\n\n##### Deep\n\n## One\n\n## Ünï\n"
)


def contents(path: str, text: str) -> list[tuple[str, str, int]]:
    """Return the contents of a note: text, link, depth."""
    material = material_of(book_of({path: text}))
    found = written(material, path, material.urls.notes[path]).contents
    return [(one.text, one.href, one.depth) for one in found]


def test_headings_of_a_long_note() -> None:
    """Each heading has its link and its depth; the page's own name is left out."""
    assert contents("pages/Long.md", LONG) == [
        ("One", "#h-one", 0),
        ("Two b", "#h-two-b", 1),
        ("Deep", "#h-deep", 2),
        ("One", "#h-one-2", 0),
        ("Ünï", "#h-%C3%BCn%C3%AF", 0),
    ]


@pytest.mark.parametrize("text", ["", "## One\n", "# Short\n## A\n## B\n## C\n"])
def test_short_notes_have_none(text: str) -> None:
    """Three headings are seen without a list of them."""
    assert contents("pages/Short.md", text) == []
    page = page_of(book_of({"pages/Short.md": text}), "pages/short.html")
    assert "On this page" not in page


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("pages/Long.md", "pages/long.html"),
        ("contacts/Long.md", "contacts/long.html"),
        ("interviews/Long.md", "interviews/long.html"),
    ],
)
def test_links_arrive(path: str, url: str) -> None:
    """The list stands on pages of notes, people and interviews; its links arrive."""
    page = page_of(book_of({path: LONG}), url)
    assert 'aria-label="On this page"' in page
    assert '<a href="#h-two-b"><bdi>Two b</bdi></a>' in page
    assert 'id="h-two-b"' in page
