"""Every vector of every list, where the quick test takes some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.hostile.data import xss_vectors
from tests.hostile.imported import imported_book
from tests.hostile.test_xss_browser import (
    faults_of,
    forced,
    page,
    previewed,
    searched,
    unprotected,
    without_policy,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import MakeBook

__all__ = ["page"]  # a fixture
TOGETHER: Final = 200


def test_every_vector_without_the_policy(
    page: Page, book: MakeBook, tmp_path: Path
) -> None:
    """None runs in a note, a list, the search or a preview."""
    vectors = xss_vectors()
    for first in range(0, len(vectors), TOGETHER):
        some = vectors[first : first + TOGETHER]
        folder = tmp_path / str(first)
        site = unprotected(book, some, folder, every_kind=False)
        pages = sum(1 for _ in site.rglob("*.html"))
        assert faults_of(page, site) == {}
        assert searched(page, site, some[::5]) == []
        assert previewed(page, site) == []
        print(f"{first + len(some)} vectors, {pages} pages")  # noqa: T201 - figures


def test_every_vector_in_an_imported_cell(
    page: Page, book: MakeBook, tmp_path: Path
) -> None:
    """None runs, whichever column of whichever file it stands in."""
    vectors = xss_vectors()
    for first in range(0, len(vectors), TOGETHER):
        some = vectors[first : first + TOGETHER]
        result = imported_book(book, some)
        site = without_policy(result, tmp_path / str(first))
        assert faults_of(page, site) == {}
        print(f"{first + len(some)} vectors, {len(result.book.notes)} notes")  # noqa: T201 - figures


def test_every_vector_as_raw_html(page: Page, sample: Path) -> None:
    """None runs where a page has its policy."""
    assert forced(page, xss_vectors(), sample / "site/contacts/index.html") == []
