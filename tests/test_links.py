"""The table of links: a vault, its links, and where each of them leads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it.utils import read_fixture_file

from generator.config.settings import Settings
from generator.graph import resolve_book
from generator.graph.records import Found, FoundAsset, FoundLead, Missing
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from generator.graph.records import Book
    from generator.model import Link

TABLE = Path(__file__).parent / "cases" / "links.md"


def unescape(text: str) -> str:
    r"""Replace `\u{HEX}` by its character, so that a table can hold any."""
    return re.sub(r"\\u\{([0-9A-Fa-f]+)\}", lambda m: chr(int(m[1], 16)), text)


def outcome(book: Book, source: str, number: int, link: Link) -> str:
    """Say where a link leads, as the table writes it."""
    match book.resolutions[source][number]:
        case Found() as found:
            return _found(book, found, link)
        case FoundAsset(path=path):
            return f"asset {path}"
        case FoundLead():
            return "lead"
        case Missing():
            return "missing"
        case _:
            return "outside"


def _found(book: Book, found: Found, link: Link) -> str:
    said = found.note
    if found.candidates:
        said += f" (ambiguous: {', '.join(found.candidates)})"
    if found.by_name:
        said += " (by name)"
    if found.anchor_missing:
        return f"{said} (no anchor)"
    if not found.anchor:
        return said
    if link.anchor.startswith("^"):
        return f"{said} ^{link.anchor[1:]}"
    headings = book.notes[found.note].body.headings
    text = next(h.text for h in headings if h.anchor == found.anchor)
    return f"{said} # {text}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(unescape(text), unescape(expected), id=f"{line}: {title}")
        for line, title, text, expected in read_fixture_file(TABLE)
    ],
)
def test_links(text: str, expected: str) -> None:
    """A link leads where Obsidian's rules say, and knows its place."""
    parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)[1:]
    files = dict(zip(parts[::2], parts[1::2], strict=True))
    sources = sources_from_texts(files)
    reading = reading_of(Settings())
    notes = [parse_note(note, reading)[0] for note in sources.notes]
    book = resolve_book(notes, sources.assets)
    lines = []
    for path, note in book.notes.items():
        places = sorted(
            (
                (link.span.line, link.span.column, number, link)
                for number, link in enumerate(note.links)
            ),
            key=lambda place: place[:3],
        )
        for line, column, number, link in places:
            said = outcome(book, path, number, link)
            lines.append(f"{path}:{line}:{column} {link.written} -> {said}")
    assert "\n".join(lines or ["none"]) == expected.strip()
