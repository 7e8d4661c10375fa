"""A career's worth of notes: 6,500 with 39,000 links, in time and in memory."""

from __future__ import annotations

import os
import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.books import DAY, environment, times_of, write_files
from tests.slow.bigbook import make_book
from tests.test_big import assert_whole

if TYPE_CHECKING:
    from pathlib import Path

    from tests.slow.bigbook import BigBook

MOST_SECONDS = 120
MOST_BYTES = 1 << 30


class Measured(NamedTuple):
    """What a command took."""

    seconds: float
    peak: int
    said: str


class Big(NamedTuple):
    """The book on the disk."""

    book: BigBook
    folder: Path


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Big:
    """Write the book once; the tests below stand in their order."""
    book = make_book()
    assert len(book.notes) == 6500
    assert sum(text.count("[[") for text in book.notes.values()) == 39_000
    assert len({path.rpartition("/")[0] for path in book.notes}) == 100
    return Big(book, write_files(tmp_path_factory.mktemp("big"), in_content(book)))


def in_content(book: BigBook) -> dict[str, str]:
    """Return the notes by path below the book's root."""
    return {f"content/{path}": text for path, text in book.notes.items()}


def measured_build(folder: Path) -> Measured:
    """Build a book in a process of its own and measure its time and memory."""
    command = [sys.executable, "-m", "generator", "--today", DAY, "build"]
    with (folder / "stderr").open("wb") as stderr:
        started = perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=folder, env=environment(folder), stderr=stderr
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    said = (folder / "stderr").read_text(encoding="utf-8")
    assert process.returncode == 0, said
    unit = 1 if sys.platform == "darwin" else 1024
    print(  # noqa: T201 - the figures are what it is run for
        f"\n{seconds:.1f} s, {usage.ru_maxrss * unit / 2**20:.0f} MiB\n{said}"
    )
    return Measured(seconds, usage.ru_maxrss * unit, said)


def test_first_build(big: Big) -> None:
    """Two minutes and 1 GiB are enough; every note has its page or its problem."""
    first = measured_build(big.folder)
    assert first.seconds < MOST_SECONDS
    assert first.peak < MOST_BYTES
    assert_whole(big.book, big.folder)


def test_second_build(big: Big) -> None:
    """Building again stays within the same bounds and changes no file."""
    before = times_of(big.folder / "site")
    again = measured_build(big.folder)
    assert again.seconds < MOST_SECONDS
    assert again.peak < MOST_BYTES
    assert times_of(big.folder / "site") == before
