"""What a page asks about does not depend on which pages were made before it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from generator.cache.pages import KeptPages
from generator.cache.state import unpacked
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import DAY, copy_sample, write_files
from tests.edits import START

if TYPE_CHECKING:
    from pathlib import Path


def asked(root: Path, *, backwards: bool) -> dict[str, set[int]]:
    """Make every page of a book in an order; return what each asked about."""
    workspace = open_workspace(root, today=date.fromisoformat(DAY), pinned=True)
    pages = KeptPages(build_book(workspace), b"", None)
    makers = [(url, make) for url, make in pages.site.items() if callable(make)]
    for _, make in reversed(makers) if backwards else makers:
        make()
    return {url: {*unpacked(asked)} for url, asked in pages.take_seen().items()}


def test_in_any_order_a_page_asks_the_same(tmp_path: Path) -> None:
    """Nothing is remembered from one page to the next without being asked again."""
    for root in (
        copy_sample(tmp_path / "sample"),
        write_files(tmp_path / "book", START),
    ):
        found = asked(root, backwards=False)
        assert any(found.values())
        assert found == asked(root, backwards=True)
