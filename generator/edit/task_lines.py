"""A task line, ticked in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Fix, Span
from generator.edit.splice import UnfitTextError

if TYPE_CHECKING:
    from datetime import date

_TASK: Final = re.compile(
    r"([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+\[)(.)(\][ \t\u00a0].*?)"
    r"((?:[ \t]+\^[A-Za-z0-9-]+)?[ \t]*)"
)


def tick_task(text: str, line: int, day: date, *, dataview: bool) -> Fix:
    """Return the change that ticks a task and says on which day.

    Args:
        text: The whole note as notes are read.
        line: Of the task, from 1.
        day: On which it was done.
        dataview: Whether the day is written as Dataview does, else as Obsidian
            Tasks does.

    Returns:
        A fix for `splice`; the day stands before a `^block` id.

    Raises:
        UnfitTextError: Where no task stands there.
    """
    match = _TASK.fullmatch(text.split("\n")[line - 1])
    if match is None:
        raise UnfitTextError(f"has no task in line {line} that can be ticked")
    done = f"[completion:: {day}]" if dataview else f"✅ {day}"
    span = Span("", line, match.start(2) + 1, line, match.end(3) + 1)
    return Fix(span, f"x{match[3]} {done}")
