"""Tables of cases: title, input, expected, between lines with a lone dot."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from markdown_it.utils import read_fixture_file

from generator.config.reading import parse_settings
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic
    from generator.model import Note

CASES: Final = Path(__file__).parent.parent / "cases"


def unescape(text: str) -> str:
    r"""Replace `\u{HEX}` by its character and `\r` at a line's end by the real one."""
    text = re.sub(r"\\u\{([0-9A-Fa-f]+)\}", lambda m: chr(int(m[1], 16)), text)
    return re.sub(r"\\r$", "\r", text, flags=re.MULTILINE)


def cases(name: str) -> list[object]:
    """Return the cases of a table, each with its line and title as id."""
    return [
        pytest.param(
            unescape(text), unescape(expected).strip("\n"), id=f"{at}: {title}"
        )
        for at, title, text, expected in read_fixture_file(CASES / name)
    ]


def files_of(text: str, path: str = "note.md") -> dict[str, str]:
    """Take a case apart: its files by path; a text alone is one note."""
    head, *parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)
    if not parts:
        return {path: head}
    return dict(zip(parts[::2], parts[1::2], strict=True))


def read_case(text: str, path: str = "note.md") -> tuple[Note, list[Diagnostic]]:
    """Read the one note of a case with the settings of its book."""
    files = files_of(text, path)
    settings, problems = parse_settings(files.pop("airbook.toml", ""))
    assert problems == ()
    source = sources_from_texts(files).notes[0]
    note, found = parse_note(source, reading_of(settings))
    return note, sorted(found, key=lambda one: (one.span.line, one.span.column))


def problem_lines(problems: list[Diagnostic]) -> list[str]:
    """Return problems as the tables write them."""
    return [f"! {p.span.line}:{p.span.column} {p.code.slug}" for p in problems]
