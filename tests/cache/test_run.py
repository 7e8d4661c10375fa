"""A run is the same only where every file that it read or wrote is as it was."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date
from hashlib import sha256
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

import pytest
from msgspec.structs import replace

from generator.cache import run
from generator.cache.run import Run, input_of, same_inputs, stamps_of
from generator.diagnostics import Code, Diagnostic, Span
from generator.source.walk import list_files
from generator.workspace import kept
from generator.workspace.kept import BookCache, look_at_inputs
from generator.workspace.opening import open_workspace
from tests.books import DAY, write_files
from tests.cache.test_making import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.workspace.kept import Inputs
    from generator.workspace.opening import Workspace

NOTE: Final = "content/contacts/Ana.md"
PAGE: Final = "site/contacts/ana.html"
MANIFEST: Final = "site/.airbook-site.json"
BOOK: Final = {
    "airbook.toml": 'book_id = "run-book-1"\n',
    NOTE: "Met at a fair. ![[drawing.svg]]\n",
    "content/contacts/drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "templates/static/own.css": "/* mine */",
}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small book, with a cache of its own."""
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return write_files(tmp_path / "book", BOOK)


@pytest.fixture
def built(book: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return it built, as if its files had been at rest for a while."""
    let_time_pass(monkeypatch)
    made(book)
    return book


def let_time_pass(patch: pytest.MonkeyPatch) -> None:
    """Show a build a clock that is ten seconds ahead of the files'."""
    later = SimpleNamespace(time_ns=lambda: time.time_ns() + 10**10)
    patch.setattr(kept, "time", later)


def is_same(root: Path, day: str = DAY, *, pinned: bool = True) -> bool:
    """Say whether a build would find that it has nothing to do."""
    today = date.fromisoformat(day)
    workspace = open_workspace(root, today=today, pinned=pinned)
    cache = BookCache(workspace)
    cache.open()
    last, inputs = cache.last_run(), look_at_inputs(workspace)
    cache.close()
    return last is not None and cache.is_same(last, inputs)


def in_secret(file: Path) -> None:
    """Change a file, and put back what any program can."""
    times = file.stat()
    file.write_bytes(file.read_bytes().swapcase())
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def into_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def into_link(file: Path) -> None:
    file.rename(file.parent.parent / "elsewhere")
    file.symlink_to(file.parent.parent / "elsewhere")


def add(path: str) -> Callable[[Path], object]:
    return lambda root: write_files(root, {path: "New.\n"})


CHANGES: Final[dict[str, Callable[[Path], object]]] = {
    "note in secret": lambda root: in_secret(root / NOTE),
    "attachment in secret": lambda root: in_secret(
        root / "content/contacts/drawing.svg"
    ),
    "template in secret": lambda root: in_secret(root / "templates/static/own.css"),
    "note removed": lambda root: (root / NOTE).unlink(),
    "note into folder": lambda root: into_folder(root / NOTE),
    "note renamed": lambda root: (root / NOTE).rename(root / "content/Ana.md"),
    "note added": add("content/New.md"),
    "attachment added": add("content/new.txt"),
    "template added": add("templates/static/new.css"),
    "template removed": lambda root: shutil.rmtree(root / "templates"),
    "page touched": lambda root: os.utime(root / PAGE),
    "page in secret": lambda root: in_secret(root / PAGE),
    "page removed": lambda root: (root / PAGE).unlink(),
    "page into folder": lambda root: into_folder(root / PAGE),
    "page into link": lambda root: into_link(root / PAGE),
    "folder of pages removed": lambda root: shutil.rmtree((root / PAGE).parent),
    "manifest touched": lambda root: os.utime(root / MANIFEST),
    "manifest removed": lambda root: (root / MANIFEST).unlink(),
    "settings": lambda root: write_files(root, {"airbook.toml": 'title = "Other"\n'}),
    "problem in settings": lambda root: write_files(
        root, {"airbook.toml": BOOK["airbook.toml"] + 'odd = "x"\n'}
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_makes_a_run_another(built: Path, name: str) -> None:
    """Any change of what was read or written, however well it is hidden."""
    assert is_same(built)
    CHANGES[name](built)
    assert not is_same(built)


def test_what_leaves_a_run_the_same(built: Path) -> None:
    """What it has neither read nor written; with another day it is another."""
    write_files(built, {"site/mine.txt": "mine", "templates/mine.txt": "mine"})
    write_files(built, {"airbook.toml": BOOK["airbook.toml"] + "# mine\n"})
    assert is_same(built)
    assert not is_same(built, "2026-03-03")
    assert not is_same(built, pinned=False)


def test_a_file_in_reach_no_more(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a part of the content cannot be read, nobody knows what it holds."""
    problem = Diagnostic(Code.FILE_UNREADABLE, Span.at("x"), "this cannot be read")
    monkeypatch.setattr(
        kept,
        "list_files",
        lambda *given: replace(list_files(*given), problems=(problem,)),
    )
    assert not is_same(built)


def test_a_file_that_was_saved_while_the_clock_stood(tmp_path: Path) -> None:
    """Two files with one stamp are told apart by what they hold."""
    file = tmp_path / "note.md"
    file.write_bytes(b"two")
    files = {"note.md": str(file)}
    stamps = stamps_of(files)
    assert stamps is not None

    def same(digest: str, now: int) -> bool:
        known = {"note.md": input_of(stamps["note.md"], digest, now)}
        return same_inputs(run_with(known), files, stamps)

    one, two = (sha256(data).hexdigest() for data in (b"one", b"two"))
    moment, later = stamps["note.md"][2], stamps["note.md"][2] + 10**10
    assert same(two, moment)
    assert not same(one, moment)
    assert not same("", moment)
    assert same("", later)
    file.unlink()
    assert not same(two, moment)
    assert not same("", moment)
    assert stamps_of(files) is None


def run_with(inputs: dict[str, run.Input]) -> Run:
    """Return a run that has read something."""
    return Run(
        key=b"",
        inputs=inputs,
        outputs={},
        manifest=(0, 0, 0, 0),
        notes=1,
        diagnostics=(),
    )


def test_files_at_rest_are_not_read_again(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as a stamp may deceive they are; the first later build says so."""
    read: list[str] = []
    real = run._digest_at

    def note_it(file: str) -> str:
        read.append(file)
        return real(file)

    monkeypatch.setattr(run, "_digest_at", note_it)
    shutil.rmtree(book / "templates")
    made(book)
    counts = []
    for passes in (False, True, False):
        if passes:
            let_time_pass(monkeypatch)
        read.clear()
        assert made(book)[0].written.changed == 0
        counts.append(len(read))
    assert counts == [2, 2, 0]


def test_a_file_that_changes_while_it_is_read(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp is from before, so that the next build sees it."""
    let_time_pass(monkeypatch)

    def look_and_save(workspace: Workspace) -> Inputs:
        found = look_at_inputs(workspace)
        in_secret(book / NOTE)
        return found

    with monkeypatch.context() as patch:
        patch.setattr("generator.workspace.making.look_at_inputs", look_and_save)
        made(book)
    assert not is_same(book)


def test_settings_that_change_meanwhile(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run under settings that are none any more is not kept."""
    let_time_pass(monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(kept, "read_settings", lambda _: None)
        made(book)
    assert not is_same(book)
    made(book)
    assert is_same(book)
