"""Text of notes in lines as wide as a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.terminal.style import plain, width

if TYPE_CHECKING:
    from collections.abc import Iterator


def wrap(text: str, columns: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Yield a text in lines of so many columns; a longer word keeps its line.

    Args:
        text: On one line or several; what steers a terminal is taken out.
        columns: How wide a line may be.
        first: What stands before the first line.
        rest: What stands before the others.
    """
    line, started = first, False
    for word in plain(text).split():
        gap = " " if started else ""
        if started and width(line) + len(gap) + width(word) > columns:
            yield line
            line, gap = rest, ""
        line, started = f"{line}{gap}{word}", True
    if started:
        yield line
