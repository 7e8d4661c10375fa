"""However many processes share the work, the bytes are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.books import DAY, airbook, files_of, write_files
from tests.corpora import make_corpus
from tests.edits import Edit, apply_edit
from tests.sampling import sampled

if TYPE_CHECKING:
    from pathlib import Path

NOTES: Final = len(sampled(range(400), 8))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a lifelike book with notes of every alphabet."""
    if "--jobs" not in airbook("build", "--help", cwd=tmp_path).stdout:
        pytest.skip("a build has one process")
    notes = {f"content/{path}": text for path, text in make_corpus(NOTES).items()}
    return write_files(tmp_path / "book", {"airbook.toml": "", **notes})


def test_one_process_makes_what_several_make(book: Path) -> None:
    """Cold, and after edits with what the others left behind."""
    assert built(book, "one", 1) == built(book, "three", 3)
    for number, sort in enumerate(("word", "head", "rename")):
        apply_edit(book, Edit(sort, number * 17, number))
    assert built(book, "three", 1) == built(book, "one", 3)


def built(book: Path, output: str, jobs: int) -> dict[str, bytes]:
    """Return the site that so many processes leave in a folder of the book."""
    options = ("--today", DAY, "--output", output, "--jobs", str(jobs))
    done = airbook("build", *options, cwd=book)
    assert done.returncode == 0, done.stderr
    return files_of(book / output)
