"""The benchmark measures what it says, on a book of a few notes."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks.generators import (
    environment,
    generators,
    hugo_files,
    mkdocs_files,
)
from tests.benchmarks.measuring import in_turns, peak_memory, seconds
from tests.corpora import make_corpus

if TYPE_CHECKING:
    from pathlib import Path

NOTES = 20
HOG = "import time; held = bytearray(50 << 20); time.sleep(0.5)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOG!r}])"


def test_the_same_notes_for_each_program() -> None:
    """Each gets every note, with its own sort of links."""
    corpus = make_corpus(NOTES)
    for one in generators():
        files = one.files(corpus)
        assert sum(path.endswith(".md") for path in files) >= NOTES
    for peer in (hugo_files, mkdocs_files):
        files = peer(corpus)
        text = "".join(text for path, text in files.items() if path.endswith(".md"))
        assert "[[" not in text
        assert text.count("](") > NOTES


def test_every_figure_is_there(tmp_path: Path) -> None:
    """Builds are timed cold, unchanged and edited, and commands beside an import."""
    found = dict(benchmarks.rows(tmp_path, NOTES, 1))
    assert list(found) == [*benchmarks.KINDS, "peak memory, cold"]
    assert all("airbook" in by for by in found.values())
    assert "One more sentence" in "".join(
        file.read_text("utf-8") for file in tmp_path.glob("airbook/content/*/*.md")
    )
    assert [name for name, _ in benchmarks.starts(tmp_path, 1)][-1] == "airbook due"


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    """What it said is told instead."""
    command = (sys.executable, "-c", "raise SystemExit('out of ink')")
    with pytest.raises(RuntimeError, match="out of ink"):
        seconds(command, tmp_path, environment())


def test_medians_are_taken_in_turns() -> None:
    """Every thing is measured once before any is measured again."""
    asked: list[str] = []
    times = {"a": iter([1.0, 9.0, 2.0]), "b": iter([3.0, 3.0, 4.0])}

    def measure(name: str) -> float:
        asked.append(name)
        return next(times[name])

    found = in_turns({name: partial(measure, name) for name in times}, 3)
    assert found == {"a": 2.0, "b": 3.0}
    assert asked == list("ababab")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says it")
def test_memory_of_children_counts(tmp_path: Path) -> None:
    """What a child holds belongs to the command."""
    most = peak_memory((sys.executable, "-c", CHILD), tmp_path, environment())
    assert most > 50 << 20
