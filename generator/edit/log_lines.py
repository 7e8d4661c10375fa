"""One dated line at the end of a Log, in the style of those above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.edit.sections import Outlined
from generator.vocabulary import Section

if TYPE_CHECKING:
    from markdown_it.token import Token

    from generator.diagnostics import Fix
    from generator.parse.reading import Reading
    from generator.source.records import SourceNote

_MARKER: Final = re.compile(r"([ \t>]*)([-*+]|(\d{1,9})([.)]))([ \t]+|$)")


def add_log_line(source: SourceNote, reading: Reading, line: str, heading: str) -> Fix:
    """Return the change that puts a line behind the last one of a note's Log.

    Args:
        source: The note.
        reading: The prepared settings, which may have headings of their own.
        line: Without its bullet, such as `2026-08-21 asked (email): text`.
        heading: Of the section where the note has none; it then comes last.

    Returns:
        A fix for `splice`.
    """
    note = Outlined(source, reading)
    items = note.tokens("list_item_open", Section.LOG)
    if items:
        level = min(item.level for item in items)
        return _behind([item for item in items if item.level == level][-1], note, line)
    end = note.end_of(Section.LOG)
    if end:
        # A line of text right below would go on with the item.
        gap = "\n" if "".join(note.lines[end : end + 1]).strip() else ""
        return note.below(end, f"\n\n- {line}{gap}")
    return note.section_at_end(heading, f"- {line}")


def _behind(item: Token, note: Outlined, line: str) -> Fix:
    """Return a line behind a list item, indented and marked as it is."""
    first, last = note.lines_of(item)
    match = _MARKER.match(note.lines[first - 1])
    if match is None:  # the item begins in the line of another one
        return note.below(last, f"\n- {line}")
    mark = f"{int(match[3]) + 1}{match[4]}" if match[3] else match[2]
    return note.below(last, f"\n{match[1]}{mark}{match[5] or ' '}{line}")
