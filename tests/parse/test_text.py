"""Text: the table of what becomes of each piece of syntax on a page."""

from __future__ import annotations

import pytest

from tests.parse.reading import marked
from tests.parse.tables import cases, problem_lines, read_case


@pytest.mark.parametrize(("text", "expected"), cases("inline.md"))
def test_text(text: str, expected: str) -> None:
    """Obsidian's and Dataview's syntax is shown as in notes.md, and nothing runs."""
    note, problems = read_case(text)
    lines = [marked(note.body.prose.html).strip("\n")] if note.body.prose.html else []
    if note.body.tags:
        lines.append(f"tags: {' '.join(note.body.tags)}")
    if note.body.fields:
        fields = " | ".join(f"{key}={value}" for key, value in note.body.fields)
        lines.append(f"fields: {fields}")
    if note.body.blocks:
        blocks = " | ".join(
            f"{name} -> {at or 'nothing'}" for name, at in note.body.blocks
        )
        lines.append(f"blocks: {blocks}")
    assert "\n".join([*lines, *problem_lines(problems)]) == expected
