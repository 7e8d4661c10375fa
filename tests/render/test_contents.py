"""The headings of a long note beside it."""

from __future__ import annotations

import pytest

from generator.render.views.contents import MANY, contents
from tests.render.building import book_of

NAME = "pages/Week.md"
URL = "pages/week.html"

CASES = {
    "three are few": ("## A\n## B\n## C\n", ""),
    "four are many": ("## A\n## B\n## C\n## D\n", "A, B, C, D"),
    "the title is none of them": ("# Week\n## A\n## B\n## C\n", ""),
    "two levels": ("## A\n### B\n### C\n## D\n#### E\n", "A (B, C), D (E)"),
    "the third level stays away": ("# Week\n# A\n## B\n### C\n# E\n", "A (B), E"),
    "a deep one first": ("#### A\n## B\n## C\n## D\n", "A, B, C, D"),
    "too many parts": (
        "## A\n" + "### B\n" * MANY + "## C\n## D\n",
        "A, C, D",
    ),
    "none": ("Words.\n", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_contents(case: str) -> None:
    """Outermost headings with those right below; none where there are few."""
    text, said = CASES[case]
    note = book_of({NAME: text}).book.notes[NAME]
    shown = []
    for one in contents(note, URL):
        parts = ", ".join(part.text for part in one.parts)
        shown.append(f"{one.heading.text} ({parts})" if parts else one.heading.text)
    assert ", ".join(shown) == said


def test_links_of_contents_lead_to_the_headings() -> None:
    """Each leads to an id of its own on the same page."""
    result = book_of({NAME: "## A\n## A\n## B c\n## %\n"})
    made = result.site[URL]
    assert callable(made)
    page = made().decode()
    note = result.book.notes[NAME]
    links = [one.heading.href for one in contents(note, URL)]
    assert len(set(links)) == 4
    for link, heading in zip(links, note.body.headings, strict=True):
        assert f'href="{link}"' in page
        assert f' id="{heading.anchor}"' in page
