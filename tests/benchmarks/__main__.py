"""Time whole commands: `python -m tests.benchmarks [--all] [NOTES…]`.

Without a number 1,000 notes; with `--all` 100, 1,000 and 10,000.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from itertools import count
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Final

from generator.render.slugs import slug_of
from tests.benchmarks.changes import CHANGES, change_note
from tests.benchmarks.generators import WIKILINK, environment, generators
from tests.benchmarks.measuring import in_turns, peak_memory, seconds
from tests.benchmarks.preview import latency
from tests.benchmarks.tables import MEGABYTES, MILLISECONDS, OURS, TARGETS, Row, growth
from tests.books import DAY
from tests.corpora import make_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tests.benchmarks.generators import Generator

RUNS: Final = 3
SHORT_RUNS: Final = 9
"""Of what takes no second, and so is soon measured wrong."""
ALL: Final = (100, 1_000, 10_000)
COLD: Final = "cold build"
IMPORT: Final = "import click"
STARTS: Final[Mapping[str, tuple[str, ...]]] = {
    IMPORT: ("-c", "import click"),
    "airbook --version": ("-m", "generator", "--version"),
    "airbook due": ("-m", "generator", "--today", DAY, "due"),
}
SAVES: Final = 30
PREVIEW: Final = "save to served, p95"


class Bench:
    """A book of made-up notes in the form of each program.

    Attributes:
        notes: How many there are.
    """

    def __init__(self, base: Path, notes: int) -> None:
        self.notes = notes
        self.corpus = make_corpus(notes)
        self.folders = {one: base / one.name for one in generators()}
        for one, folder in self.folders.items():
            one.begin(folder, self.corpus)

    def rows(self, runs: int, short_runs: int) -> Iterator[Row]:
        """Yield each row as soon as it is measured.

        Args:
            runs: How often each build is.
            short_runs: How often each start is.
        """
        yield self.beside(COLD, self.cold, runs)
        yield self.beside("nothing changed", self.again, runs)
        for change in CHANGES:
            edited = partial(self.edited, change=change, numbers=count(1))
            yield self.beside(change, edited, runs)
        yield Row(
            name="peak memory, cold",
            found={one.name: self.memory(one) for one in self.folders},
            unit=MEGABYTES,
            target=self.target("peak memory, cold"),
        )
        yield self.preview()
        yield from self.starts(short_runs)

    def beside(
        self, name: str, measure: Callable[[Generator], float], runs: int
    ) -> Row:
        """Measure all programs in turns."""
        tries = {one.name: partial(measure, one) for one in self.folders}
        return Row(name=name, found=in_turns(tries, runs), target=self.target(name))

    def target(self, name: str) -> float | None:
        return TARGETS.get(self.notes, {}).get(name)

    def cold(self, one: Generator) -> float:
        """Build where nothing is there yet."""
        one.clear(self.folders[one])
        return self.again(one)

    def again(self, one: Generator) -> float:
        """Build over what the last build left."""
        return seconds(one.command, self.folders[one], environment())

    def edited(self, one: Generator, *, change: str, numbers: Iterator[int]) -> float:
        """Build over what the last build left, after one note has changed."""
        change_note(one, self.folders[one], self.corpus, change, next(numbers))
        return self.again(one)

    def memory(self, one: Generator) -> float:
        one.clear(self.folders[one])
        held = peak_memory(one.command, self.folders[one], environment())
        return held / 10**6

    def preview(self) -> Row:
        """Save an interview again and again while the preview runs."""
        book = next(iter(self.folders.values()))
        note = min((book / "content/interviews").glob("*.md"))
        page = f"interviews/{slug_of(note.stem)}.html"
        took = latency(
            book, note.relative_to(book).as_posix(), page, SAVES, environment()
        )
        return Row(
            name=PREVIEW,
            found={OURS: took * 1000},
            unit=MILLISECONDS,
            target=self.target(PREVIEW),
        )

    def starts(self, runs: int) -> Iterator[Row]:
        """Yield how long small commands take, beside the import of their library."""
        book = next(iter(self.folders.values()))
        tries = {
            name: partial(seconds, (sys.executable, *command), book, environment())
            for name, command in STARTS.items()
        }
        times = in_turns(tries, runs)
        for name in list(STARTS)[1:]:
            found = {OURS: times[name], IMPORT: times[IMPORT]}
            yield Row(name=name, found=found, by=IMPORT, target=self.target(name))

    def described(self) -> str:
        """Say what the book is like."""
        texts = self.corpus.values()
        words = [len(text.split("\n---\n", 1)[1].split()) for text in texts]
        links = [WIKILINK.findall(text) for text in texts]
        named = [
            sum(name in found for found in links)
            for name in {one for found in links for one in found}
        ]
        return (
            f"{self.notes:,} notes of {min(words)} to {max(words)} words (half of "
            f"them up to {median(words):.0f}), {mean(map(len, links)):.1f} links each; "
            f"the most named is in {max(named):,} notes, half of those named in up to "
            f"{median(named):.0f}"
        )


def main(arguments: Sequence[str]) -> None:
    """Print a table for each size of book, and how the cost grows between them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("notes", nargs="*", type=int, default=[1_000])
    parser.add_argument("--all", action="store_true", help=f"the same as {ALL}")
    given = parser.parse_args(arguments)
    times = {}
    for notes in ALL if given.all else given.notes:
        with tempfile.TemporaryDirectory() as base:
            bench = Bench(Path(base), notes)
            print(bench.described())
            for row in bench.rows(RUNS, SHORT_RUNS):
                print(row.text, flush=True)
                if row.name == COLD:
                    times[notes] = row.found
    print("\n".join(growth(times)))


if __name__ == "__main__":
    main(sys.argv[1:])
