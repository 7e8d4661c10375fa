"""How long it takes from saving a note to its new page being served.

The page is asked for as a browser does: when the preview says that it is another now.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from contextlib import contextmanager
from html import unescape
from statistics import quantiles
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import quote, urlencode
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

QUIET: Final = 0.05
"""Seconds without a further save that the preview waits for before it builds."""

_LONGEST: Final = 60.0
_BEFORE: Final = 3


def latency(
    book: Path, note: str, page: str, saves: int, environment: Mapping[str, str]
) -> float:
    """Save a note again and again, and wait each time for its page.

    Args:
        book: The folder of the book.
        note: The note's file below it.
        page: The path of its page.
        saves: How often.
        environment: Variables of the preview.

    Returns:
        Seconds within which 95 of 100 saves are served, without the quiet that the
        preview waits for.

    Raises:
        TimeoutError: Where a save is never served.
        RuntimeError: Where the preview ends before.
    """
    with _preview(book, environment) as address:
        url = f"{address}{quote(page)}"
        with urlopen(_events(address, url), timeout=_LONGEST) as news:  # noqa: S310 - this machine
            took = [
                _served(book / note, url, news, f"Save number {number}.")
                for number in range(-_BEFORE, saves)
            ]
    return quantiles(took[_BEFORE:], n=20)[-1] - QUIET


@contextmanager
def _preview(book: Path, environment: Mapping[str, str]) -> Iterator[str]:
    command = [sys.executable, "-m", "generator", "--today", "2026-03-02", "serve"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=book,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found[0]
    raise RuntimeError("the preview ended")


def _events(address: str, url: str) -> str:
    """Return where an open page hears that it is another now."""
    page = _read(url).decode()
    said = {
        name: unescape(re.findall(rf' data-{name}="([^"]*)"', page)[-1])
        for name in ("path", "token")
    }
    return f"{address}~preview/events?{urlencode(said)}"


def _read(url: str) -> bytes:
    with urlopen(url, timeout=_LONGEST) as answer:  # noqa: S310 - this machine
        data: bytes = answer.read()
    return data


def _served(note: Path, url: str, news: IO[bytes], mark: str) -> float:
    """Write a mark into a note; return the seconds until its page has it."""
    text = re.sub(r"\n\nSave number [-0-9]+\.\n$", "", note.read_text(encoding="utf-8"))
    started = time.perf_counter()
    note.write_text(f"{text}\n\n{mark}\n", encoding="utf-8")
    for line in news:
        if line.startswith(b"data:") and mark.encode() in _read(url):
            return time.perf_counter() - started
    raise RuntimeError("the preview ended")
