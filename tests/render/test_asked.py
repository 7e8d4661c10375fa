"""What a page asks for one person or note is the same as among everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.derive.asked import FEW, Asked
from tests.conftest import GOLDEN

if TYPE_CHECKING:
    from generator.build import BuildResult
    from tests.conftest import MakeBook

BOOKS = [one.name for one in sorted(GOLDEN.iterdir()) if (one / "content").is_dir()]


def _assert_all_alike(result: BuildResult) -> None:
    material = result.material
    book = material.book
    people = [*book.notes, *book.leads]
    for asked, keys in (
        (material.items_of, people),
        (material.derived.ledgers.by_person, people),
        (material.briefs.items_of, people),
        (material.items_from, [*book.notes]),
    ):
        for key in keys:
            assert (*asked.one(key),) == asked.index.get(key, ()), key


@pytest.mark.parametrize("name", BOOKS)
def test_one_is_as_among_all(name: str, book: MakeBook) -> None:
    """Follow-ups and entries of one person or note, found alone, in whole books."""
    content = GOLDEN / name / "content"
    files = sorted(content.rglob("*.md"))
    texts = {
        one.relative_to(content).as_posix(): one.read_text("utf-8") for one in files
    }
    _assert_all_alike(book(texts))


def test_who_was_brought_in_on_the_same_day_elsewhere(book: MakeBook) -> None:
    """Two lines of one day are one event, whose place is the first line's."""
    person = "---\ntype: contact\n---\n"
    texts = {
        "Ana.md": person,
        "Bo.md": person,
        "Ada.md": person,
        "a.md": "## Log\n\n- 2026-02-27 introduced [[Ana]]: to [[Bo]]\n",
        "b.md": "## Log\n\n- 2026-02-27 introduced [[Ana]]: to [[Ada]]\n",
    }
    _assert_all_alike(book(texts))


def test_all_are_found_once_when_many_are_asked_for() -> None:
    """The first few are found one by one, and nothing is found twice."""
    single: list[int] = []
    every: list[str] = []

    def one(key: int) -> list[str]:
        single.append(key)
        return [f"{key}a", f"{key}b"]

    def all_() -> list[tuple[int, str]]:
        every.append("all")
        return [(key, f"{key}{letter}") for key in range(50) for letter in "ab"]

    asked = Asked(one=one, every=all_)
    for key in (*range(50), 0, 49):
        assert asked[key] == (f"{key}a", f"{key}b")
    assert asked[77] == ()
    assert single == [*range(FEW)]
    assert every == ["all"]
