"""Time whole commands: `python -m tests.benchmarks [NOTES…]`, 1,000 by default."""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.benchmarks.generators import environment, generators
from tests.benchmarks.measuring import in_turns, peak_memory, seconds
from tests.corpora import make_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tests.benchmarks.generators import Generator

RUNS: Final = 3
MEASURE: Final = "hugo"
MIB: Final = 1 << 20


def cold(one: Generator, folder: Path) -> float:
    """Return the seconds of a build of which nothing is there yet."""
    one.clear(folder)
    return seconds(one.command, folder, environment())


def again(one: Generator, folder: Path) -> float:
    """Return the seconds of a build in which nothing has changed."""
    return seconds(one.command, folder, environment())


def edited(one: Generator, folder: Path) -> float:
    """Return the seconds of a build after one note has changed."""
    one.edit(folder, RUNS)
    return seconds(one.command, folder, environment())


KINDS: Final[Mapping[str, Callable[[Generator, Path], float]]] = {
    "cold build": cold,
    "nothing changed": again,
    "one note edited": edited,
}


def rows(base: Path, notes: int, runs: int) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield what is measured of a book of so many notes: its name, and by program.

    Args:
        base: An empty folder.
        notes: How many.
        runs: How often each is measured.
    """
    corpus, found = make_corpus(notes), generators()
    for one in found:
        one.begin(base / one.name, corpus)
    for kind, measure in KINDS.items():
        tries = {one.name: partial(measure, one, base / one.name) for one in found}
        yield kind, _beside(in_turns(tries, runs))
    peaks = {}
    for one in found:
        one.clear(base / one.name)
        held = peak_memory(one.command, base / one.name, environment())
        peaks[one.name] = f"{held / MIB:,.0f} MiB"
    yield "peak memory, cold", peaks


def _beside(times: Mapping[str, float]) -> Mapping[str, str]:
    """Return seconds as text, with the ratio to the one that all are measured by."""
    by = times.get(MEASURE)
    return {
        name: f"{took:.2f} s" + (f" ({took / by:.2f})" if by else "")
        for name, took in times.items()
    }


def starts(base: Path, runs: int) -> Iterator[tuple[str, str]]:
    """Yield how long small commands take, beside the import of their library."""
    python, book = sys.executable, base / "airbook"
    commands = {
        "python -c 'import click'": (python, "-c", "import click"),
        "airbook --version": (python, "-m", "generator", "--version"),
        "airbook due": (python, "-m", "generator", "due"),
    }
    tries = {
        name: partial(seconds, command, book, environment())
        for name, command in commands.items()
    }
    times = in_turns(tries, runs)
    first = next(iter(times.values()))
    for name, took in times.items():
        yield name, f"{took * 1000:.0f} ms ({took / first:.1f})"


def main(arguments: Sequence[str]) -> None:
    """Print tables, one for each size of book."""
    for notes in map(int, arguments or ["1000"]):
        with tempfile.TemporaryDirectory() as name:
            base = Path(name)
            print(f"{notes:,} notes; in brackets the ratio to {MEASURE}")
            for kind, found in rows(base, notes, RUNS):
                told = "   ".join(f"{one} {text}" for one, text in found.items())
                print(f"  {kind:20} {told}", flush=True)
            for kind, text in starts(base, RUNS):
                print(f"  {kind:30} {text}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
