"""A file that cannot have changed is not read again; any other one is."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator import source
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from generator.workspace.reading import read_with_cache
from tests.books import DAY, write_files
from tests.cache.test_making import book, made

if TYPE_CHECKING:
    from pathlib import Path

    from generator.workspace.opening import Workspace

__all__ = ["book"]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no stamp is trusted there")
ANA, BO = "contacts/Ana Lima.md", "contacts/Bo Li.md"


@pytest.fixture
def read(book: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the notes and attachments of a built book that are read from now on."""
    monkeypatch.setattr("generator.stamps._COARSEST", 0)
    write_files(book, {"content/pictures/map.png": "no picture\n"})
    made(book)
    found: list[str] = []
    for name in ("read_note", "_asset"):
        real = getattr(source, name)

        def noting(path: str, file: object, real: object = real) -> object:
            found.append(path)
            return real(path, file)  # type: ignore[operator]

        monkeypatch.setattr(source, name, noting)
    return found


def opened(root: Path, day: str = DAY) -> Workspace:
    return open_workspace(root, today=date.fromisoformat(day), pinned=True)


def test_only_what_has_changed_is_read(book: Path, read: list[str]) -> None:
    """By a build, on another day too, and by every command that lists something."""
    write_files(book, {f"content/{ANA}": "Met at a fair.\n"})
    made(book)
    assert read == [ANA]
    read.clear()
    workspace = opened(book, "2026-03-09")
    found = build_book(workspace).book
    assert read == []
    plain = build_book(workspace, sources=read_with_cache(workspace, texts=True)[0])
    assert found.notes == plain.book.notes
    assert found.assets == plain.book.assets
    assert {*read} == {*found.notes, *found.assets}


def test_a_time_that_was_set_back_hides_nothing(book: Path, read: list[str]) -> None:
    """Same size, same time of change, other bytes."""
    file = book / "content" / BO
    before = file.stat()
    text = file.read_text("utf-8")
    file.write_text(text.swapcase(), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    made(book)
    assert read == [BO]


def test_a_note_that_the_cache_does_not_hold_is_read(
    book: Path, read: list[str]
) -> None:
    """Whatever the last run knew of its file; no page is made of an empty text."""
    write_files(book, {"airbook.toml": '[sections]\nadvice = ["Tips"]\n'})
    notes = build_book(opened(book)).book.notes
    assert {*read} == {*notes}
