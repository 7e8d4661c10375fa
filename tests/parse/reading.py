"""One note read as a build reads it, and its HTML with the places of links filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.config.settings import Settings
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic
    from generator.model import Html, Note

READING: Final = reading_of(Settings())
_FILLED: Final = {
    "whole": '<a href="page">link</a>',
    "open": '<a href="page">',
    "close": "</a>",
    "embed": '<div class="embed"><p>embed</p></div>',
    "inline-embed": '<img src="picture" alt="">',
}


def read(
    text: str | bytes, path: str = "note.md"
) -> tuple[Note, tuple[Diagnostic, ...]]:
    """Read one note and return it with its problems."""
    source = sources_from_texts({path: text}).notes[0]
    return parse_note(source, READING)


def filled(html: Html) -> str:
    """Return HTML as it looks once links are resolved."""
    return "".join(
        part if isinstance(part, str) else _FILLED[part.part] for part in html
    )


def marked(html: Html) -> str:
    """Return HTML with `{number part}` where links are."""
    return "".join(
        part if isinstance(part, str) else f"{{{part.link} {part.part}}}"
        for part in html
    )
