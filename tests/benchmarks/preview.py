"""How long it takes from saving a note to its new page being served."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from statistics import quantiles
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

QUIET: Final = 0.05
"""Seconds without a further save that the preview waits for before it builds."""

_LOOK: Final = 0.004
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
    """
    with _preview(book, environment) as address:
        took = [
            _served(book / note, f"{address}{quote(page)}", f"Save number {number}.")
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


def _served(note: Path, url: str, mark: str) -> float:
    """Write a mark into a note; return the seconds until its page has it."""
    text = re.sub(r"\n\nSave number [-0-9]+\.\n$", "", note.read_text(encoding="utf-8"))
    started = time.perf_counter()
    note.write_text(f"{text}\n\n{mark}\n", encoding="utf-8")
    while time.perf_counter() - started < _LONGEST:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - this machine
            if mark.encode() in answer.read():
                return time.perf_counter() - started
        time.sleep(_LOOK)
    raise TimeoutError(f"{url} never says {mark!r}")
