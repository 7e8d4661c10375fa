"""A build does without a cache that cannot be used, and says a line at most."""

from __future__ import annotations

import os
import shutil
import sqlite3
from typing import TYPE_CHECKING, Final

import pytest

from generator.render.template import environment_of
from tests.books import build, files_of, write_files
from tests.cache.test_making import made, store_of
from tests.edits import START

if TYPE_CHECKING:
    from pathlib import Path

LINE: Final = "The cache was damaged; everything is made anew.\n"
NEW: Final = {"content/contacts/Noor Haddad.md": "Met once.\n"}


@pytest.fixture(autouse=True)
def kept_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what belongs to the user away from the real one; return where caches go."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path / "XDG_CACHE_HOME"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book that was never built."""
    return write_files(tmp_path / "book", START)


def clean(root: Path) -> dict[str, bytes]:
    """Return the site that a first build of the same book makes."""
    copy = root.with_name("clean")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site", ".*"))
    made(copy)
    return files_of(copy / "site")


@pytest.mark.parametrize("place", [".airbook", ".airbook/cache"])
def test_a_file_where_the_cache_would_be(book: Path, place: str) -> None:
    """It stays, and each build makes what is new without a cache."""
    write_files(book, {place: "mine"})
    for more in ({}, NEW, {}):
        _, remarks = made(write_files(book, more))
        assert remarks == []
        assert files_of(book / "site") == clean(book)
    assert (book / place).read_text() == "mine"


def test_no_place_for_a_secret(book: Path, kept_in: Path) -> None:
    """A cache that nobody can sign is not begun."""
    kept_in.write_text("mine")
    for more in ({}, NEW):
        assert made(write_files(book, more))[1] == []
        assert files_of(book / "site") == clean(book)
    assert not store_of(book).exists()


@pytest.mark.parametrize("there", [False, True])
def test_a_cache_that_can_only_be_read(
    book: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    """An old one grows older with each build, and none of them believes too much."""
    if there:
        made(book)
    connect = sqlite3.connect

    def connect_to_read(file: Path, timeout: float) -> sqlite3.Connection:
        return connect(f"{file.as_uri()}?mode=ro", timeout, uri=True)

    monkeypatch.setattr("generator.cache.store.sqlite3.connect", connect_to_read)
    for text in ("Met once.\n", None):
        note = book / "content/contacts/Noor Haddad.md"
        note.write_text(text) if text else note.unlink()
        assert made(book)[1] == []
        assert files_of(book / "site") == clean(book)
    assert store_of(book).exists() is there


def test_damaged_templates_are_no_page(book: Path, kept_in: Path) -> None:
    """The pages are made all the same, and nothing is said on them."""
    environment_of.cache_clear()  # as in another process
    made(book)
    with sqlite3.connect(kept_in / "airbook/templates.sqlite") as opened:
        opened.execute("UPDATE kept SET data = zeroblob(100) WHERE name <> 'origin'")
        assert opened.execute("SELECT changes()").fetchone()[0] > 20
    opened.close()
    environment_of.cache_clear()
    assert made(write_files(book, NEW))[1] == []
    assert (
        b"A template cannot be used"
        not in (book / "site/contacts/noor-haddad.html").read_bytes()
    )
    assert files_of(book / "site") == clean(book)


def test_what_the_command_says_without_a_cache(book: Path) -> None:
    """Nothing more than with one."""
    write_files(book, {".airbook/cache": "mine"})
    assert "cache" not in build(cwd=book).stderr
    assert "(nothing changed)" in build(cwd=book).stderr


def test_what_the_command_says_of_a_damaged_cache(book: Path) -> None:
    """One line and once; with `--quiet` nothing, and the site is right each time."""
    build(cwd=book)
    os.truncate(store_of(book), 5000)
    write_files(book, NEW)
    assert build(cwd=book).stderr.startswith(LINE)
    assert files_of(book / "site") == clean(book)
    assert LINE not in build(cwd=book).stderr
    os.truncate(store_of(book), 5000)
    assert LINE not in build("--quiet", cwd=book).stderr
    assert files_of(book / "site") == clean(book)
