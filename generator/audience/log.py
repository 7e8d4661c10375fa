"""Dates and kinds of events without a word of what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import Contact, Interview

if TYPE_CHECKING:
    from generator.audience.links import Linker
    from generator.model import LogLine, Note


def log_lines(note: Note, linker: Linker) -> list[str]:
    """Return a Log of a note's events; of people who are shown, and nobody else."""
    lines = [text for line in note.body.log if (text := _line(note, line, linker))]
    return ["", "## Log", *lines] if lines else []


def _line(note: Note, line: LogLine, linker: Linker) -> str:
    said = f"- {line.day.on} {line.kind}"
    if isinstance(note, Contact):
        return said
    if not line.people:
        return said if isinstance(note, Interview) else ""
    links = [linker.write(note.path, number).target for number in line.people]
    shown = " ".join(f"[[{one.partition('#')[0]}]]" for one in links if one)
    return f"{said} {shown}" if shown else ""
