"""Measure the site of a big book: `python -m tests.figures [NOTES…]`."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from playwright.sync_api import TimeoutError as TooLate

from tests.books import build, write_files
from tests.browsing import NOT_FOUND, chromium, opened
from tests.corpora import make_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SIZES: Final = (1000, 10_000)
ABSENT: Final = "not there"
# What the frame of a page may weigh, and how long a table and a search may take.
MOST_BYTES: Final = 60_000
MOST_SECONDS: Final = 1.0
# Where things are; what is not there is said to be so.
TABLE: Final = "contacts/index.html"
ROWS: Final = "main table tbody tr"
SEARCH_DATA: Final = "search"
SEARCH_INDEX: Final = "search/index.js"
SEARCH_KEY: Final = "/"
SEARCH_FIELD: Final = "input[type=search]:focus"
SEARCH_HIT: Final = "dialog[open] a:visible, [role=search] li a:visible"
SEARCH_FOR: Final = "lantern"

EMPTY: Final = "contacts/Nobody yet.md"
EMPTY_PAGE: Final = "contacts/nobody-yet.html"
# A busy machine writes the entry down some time after the paint.
FIRST_PAINT: Final = "() => performance.getEntriesByType('paint').at(-1)?.startTime"
PAINTED: Final = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""


def weight(site: Path, page: str) -> int:
    """Return the bytes of a page with the styles and scripts that it loads."""
    text = (site / page).read_text(encoding="utf-8")
    loaded = re.findall(
        r'<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="([^"]+)"', text
    )
    files = {(site / page).parent.joinpath(one).resolve() for one in loaded}
    return (site / page).stat().st_size + sum(one.stat().st_size for one in files)


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def weights(site: Path, notes: int) -> Iterator[tuple[str, str]]:
    """Yield what pages and search data weigh."""
    files = (one.relative_to(site).as_posix() for one in site.rglob("*.html"))
    pages = [one for one in files if one != NOT_FOUND]
    frame = weight(site, EMPTY_PAGE)
    yield "page of an empty note", f"{kilo(frame)}{over(frame, MOST_BYTES)}"
    yield "median page", kilo(median(weight(site, one) for one in pages))
    yield TABLE, kilo(weight(site, TABLE))
    yield "all files", kilo(size_of(site))
    index = site / SEARCH_INDEX
    if not index.exists():
        yield "search data", ABSENT
        return
    size = index.stat().st_size
    yield "search index, a note", f"{size / notes:.0f} bytes"
    rest = size_of(site / SEARCH_DATA) - size
    shards = sum(one.is_file() for one in (site / SEARCH_DATA).rglob("*.js")) - 1
    yield f"texts, {shards} files, a note", f"{rest / notes:.0f} bytes"


def times(browser: Browser, site: Path) -> Iterator[tuple[str, str]]:
    """Yield how long a browser takes with the longest table and with a search."""
    page = opened(browser)
    page.goto((site / EMPTY_PAGE).as_uri())
    started = perf_counter()
    page.goto((site / TABLE).as_uri())
    page.evaluate(PAINTED)
    took = perf_counter() - started
    first = page.wait_for_function(FIRST_PAINT).json_value() / 1000
    yield "rows of its table", f"{page.locator(ROWS).count():,}"
    yield "its first words are seen", f"{first:.2f} s{over(first, MOST_SECONDS)}"
    yield "all of it is laid out", f"{took:.2f} s{over(took, MOST_SECONDS)}"
    page.goto((site / "index.html").as_uri())
    started = perf_counter()
    page.keyboard.press(SEARCH_KEY)
    try:
        page.locator(SEARCH_FIELD).wait_for(timeout=1000)
        page.keyboard.type(SEARCH_FOR)
        page.locator(SEARCH_HIT).first.wait_for(timeout=60_000)
        took = perf_counter() - started
        yield "first search hit", f"{took:.2f} s{over(took, MOST_SECONDS)}"
    except TooLate:
        yield "first search hit", ABSENT
    page.context.close()


def kilo(size: float) -> str:
    """Return a number of bytes for people."""
    return f"{size / 1000:,.1f} kB"


def over(value: float, most: float) -> str:
    """Return a mark where a figure is higher than it may be."""
    return " (too much)" if value > most else ""


def figures(folder: Path, notes: int) -> Iterator[tuple[str, str]]:
    """Yield what is measured of a book of so many notes, written into a folder."""
    corpus = {**make_corpus(notes), EMPTY: ""}
    write_files(folder / "content", corpus)
    started = perf_counter()
    build(cwd=folder)
    yield "build", f"{perf_counter() - started:.1f} s"
    yield from weights(folder / "site", len(corpus))
    with chromium() as browser:
        yield from times(browser, folder / "site")


def main(sizes: tuple[int, ...]) -> None:
    """Print a table for each size."""
    for notes in sizes:
        print(f"{notes:,} notes")
        with tempfile.TemporaryDirectory() as folder:
            for what, figure in figures(Path(folder), notes):
                print(f"  {what:32} {figure:>22}", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
