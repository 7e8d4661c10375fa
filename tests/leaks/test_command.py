"""`airbook leaks` says what a folder gives away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.books import DAY, airbook, write_files
from tests.leaks.test_policy import BOOK, files_of

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book, and beside it a site for `share` and one for its owner."""
    book = tmp_path_factory.mktemp("leaks") / "book"
    write_files(book, files_of(BOOK))
    for audience in ("share", "owner"):
        done = run(book, "--output", book / audience, "build", "--audience", audience)
        assert done.returncode == 0, done.stderr
    return book


def run(book: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command on the pinned day."""
    return airbook("--today", DAY, *arguments, cwd=book)


def test_a_clean_site_is_silent(folder: Path) -> None:
    """Exit status 0, and not a word but of progress."""
    done = run(folder, "-q", "leaks", "share")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_site_of_the_owner_leaks(folder: Path) -> None:
    """Exit status 1 and one line for each leak; the advice goes to the other stream."""
    done = run(folder, "leaks", "owner")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) == len(set(lines)) > 50
    assert all(" of " in line and ".md:" in line for line in lines)
    assert any(line.startswith("contacts/rosalind-quist.html: name") for line in lines)
    assert "`allow`" in done.stderr


def test_any_file_that_somebody_puts_there_is_looked_at(folder: Path) -> None:
    """In folders and hidden files, too; every leak has its place, for programs."""
    site = write_files(
        folder / "by hand", {"a/.hidden": "Ursula Vane", "b.txt": "fine"}
    )
    done = run(folder, "leaks", "--format", "json", site)
    assert done.returncode == 1
    secret = {
        "kind": "name",
        "text": "Ursula Vane",
        "path": "contacts/old/Ursula Vane.md",
        "line": 1,
    }
    assert json.loads(done.stdout) == [
        {"file": "a/.hidden", "how": "as text", "secret": secret}
    ]


def test_another_audience_may_see_other_things(folder: Path) -> None:
    """An own one sees what it lists and no more; one that is not there is misuse."""
    settings = (folder / "airbook.toml").read_text(encoding="utf-8")
    own = '\n[audience.friends]\nonly = ["contacts/old"]\nnames = "full"\n'
    (folder / "airbook.toml").write_text(settings + own, encoding="utf-8")
    site = write_files(folder / "friends", {"a.txt": "Ursula Vane"})
    assert run(folder, "leaks", "--audience", "friends", site).returncode == 0
    assert run(folder, "leaks", "--audience", "share", site).returncode == 1
    for name in ("nobody", "owner"):
        done = run(folder, "leaks", "--audience", name, site)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) <= 2


def test_a_folder_that_is_not_there_is_misuse(folder: Path) -> None:
    """And so is a file."""
    for place in ("nowhere", "airbook.toml"):
        assert run(folder, "leaks", place).returncode == 2
