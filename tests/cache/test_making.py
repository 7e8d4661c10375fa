"""A build does what is new, whatever became of what the last one left."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.workspace.making import make_site
from generator.workspace.opening import open_workspace
from tests.books import DAY, files_of, write_files
from tests.edits import START

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.workspace.making import Made


class Heard:
    """Hears what a build says."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.remarks: list[str] = []

    def phase(self, _: str) -> None:
        """Hear what is being done."""

    def step(self, _: int, __: int) -> None:
        """Hear how much of it."""

    def remark(self, text: str) -> None:
        """Remember what the user is told."""
        self.remarks.append(text)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a book that was built once, with a cache of its own."""
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    root = write_files(tmp_path / "book", START)
    made(root)
    return root


def made(root: Path, jobs: int = 1) -> tuple[Made, list[str]]:
    """Build; return what was done, and what was remarked."""
    heard = Heard()
    workspace = open_workspace(root, today=date.fromisoformat(DAY), pinned=True)
    return make_site(workspace, jobs=jobs, teller=heard), heard.remarks


def store_of(root: Path) -> Path:
    return root / ".airbook/cache/notes-and-pages.sqlite"


def into_folder(file: Path) -> None:
    file.unlink()
    (file / "mine").mkdir(parents=True)


def into_link(file: Path) -> None:
    mine = file.parent / "mine"
    mine.write_text("mine")
    file.unlink()
    file.symlink_to(mine)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "absent": Path.unlink,
    "cut off": lambda file: os.truncate(file, 5000),
    "text": lambda file: file.write_text("mine " * 500),
    "folder": into_folder,
    "link": into_link,
    "another key": lambda file: shutil.rmtree(file.parents[3] / "home"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_whatever_became_of_the_cache(book: Path, name: str) -> None:
    """The site is right, at most one line is said, and nothing foreign goes."""
    before = files_of(book / "site")
    DAMAGES[name](store_of(book))
    write_files(book, {"content/contacts/Noor Haddad.md": "Met once.\n"})
    _, remarks = made(book)
    assert len(remarks) <= 1
    after = files_of(book / "site")
    shutil.rmtree(book / ".airbook")
    shutil.rmtree(book / "site")
    made(book)
    assert files_of(book / "site") == after != before


def test_nothing_changed(book: Path) -> None:
    """The second build has nothing to do, in one process or in two."""
    files = len(files_of(book / "site")) - 1
    for jobs in (1, 2):
        done, remarks = made(book, jobs)
        assert (done.written.unchanged, remarks) == (files, [])
        assert done.written.added + done.written.changed + done.written.removed == 0


def test_while_another_run_writes_the_cache(book: Path) -> None:
    """The build goes on without it, and its file stays."""
    other = sqlite3.connect(store_of(book))
    other.execute("BEGIN IMMEDIATE")
    write_files(book, {"content/contacts/Noor Haddad.md": "Met once.\n"})
    _, remarks = made(book)
    assert remarks == []
    assert store_of(book).is_file()
    assert (book / "site/contacts/noor-haddad.html").is_file()
    other.rollback()
    other.close()


def test_a_site_that_is_gone_is_made_again(book: Path) -> None:
    """Also where no run as a whole is known, since a part of it was out of reach."""
    root = write_files(book.parent / "other", START)
    os.mkfifo(root / "content/pipe.md")
    made(root)
    before = files_of(root / "site")
    shutil.rmtree(root / "site")
    made(root)
    assert files_of(root / "site") == before
