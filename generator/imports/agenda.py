"""The description of a meeting -> text in the note of its interview."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from generator.imports.writing import as_markdown
from generator.vocabulary import Section

if TYPE_CHECKING:
    from generator.imports.records import Meeting
    from generator.scaffold import Draft

_LONGEST_AGENDA: Final = 2_000
# What programs write below what people wrote, from a line of strokes on.
_APPENDIX: Final = re.compile(
    r"^[ \t]*(?:[_\u2500=-]{8,}|-::~|(?:Join Zoom|Join Microsoft Teams) Meeting).*",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_HTML: Final = re.compile(
    r"<(?:br|p|a|b|i|u|ul|li|div|span|html)\b[^<>]*>", re.IGNORECASE
)
_BREAK: Final = re.compile(r"<(?:br|/p|/li|/div)\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def with_agenda(draft: Draft, meeting: Meeting) -> str:
    """Return a new note with the description of a meeting in its section Prep."""
    agenda = as_markdown(_APPENDIX.sub("", _plain(meeting.text))[:_LONGEST_AGENDA])
    for heading in draft.note.body.headings:
        if agenda and heading.section is Section.PREP:
            lines = draft.text.split("\n")
            lines[heading.span.line : heading.span.line] = ["", agenda]
            return "\n".join(lines)
    return draft.text


def _plain(text: str) -> str:
    """Return a description as text; some programs write HTML."""
    if not _HTML.search(text):
        return text
    return unescape(_TAG.sub("", _BREAK.sub("\n", text)))
