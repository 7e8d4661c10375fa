"""A note is renamed or joined with another; links follow, and all else stays."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from markdown_it.utils import read_fixture_file

from generator.edit import apply_edits, differences, merge_notes, rename_note, undo
from generator.workspace import open_workspace
from tests.books import airbook, files_of, write_files
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.edit import Rewriting
    from tests.conftest import MakeBook

CASES: Final = Path(__file__).parent.parent / "cases" / "renames.md"


def params() -> list[object]:
    """Return the cases by title."""
    return [
        pytest.param(text, expected, id=title)
        for _, title, text, expected in read_fixture_file(CASES)
    ]


def made_of(book: MakeBook, text: str) -> tuple[Rewriting, Mapping[str, bytes]]:
    """Carry out the first line of a text on the book that the others are."""
    command, _, rest = text.partition("\n")
    result = book(rest)
    what, _, names = command.partition(" ")
    old, _, new = names.partition(" = ")
    _, *parts = rest.split("=== ")
    texts = dict(one.split("\n", 1) for one in parts)
    files = {path: one.encode() for path, one in texts.items()}
    how = rename_note if what == "rename" else merge_notes
    return how(result, files, old, new), files


def shown(made: Rewriting) -> str:
    """Return what a renaming comes to, as the cases say it."""
    lines = [f"refused: {made.refused}"] if made.refused else []
    lines += [f"conflict: {one}" for one in made.conflicts]
    for one in made.changes:
        lines.append(f"=== {one.path}" if one.after is not None else f"gone: {one.path}")
        lines += (one.after or b"").decode().splitlines()
    return "".join(f"{line}\n" for line in lines) or "nothing\n"


@pytest.mark.parametrize(("text", "expected"), params())
def test_cases(book: MakeBook, text: str, expected: str) -> None:
    """What is in tests/cases/renames.md."""
    made, _ = made_of(book, text)
    assert shown(made) == expected
