"""Edits of notes of every sort keep to their one place, and can be taken back."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.edit.generated import EDITS, check_edit, notes
from tests.edit.lifelike import lifelike_edits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.edit.generated import Edit


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book in which each note is written, edited and taken back."""
    base = tmp_path_factory.mktemp("edits")
    (base / "content").mkdir()
    return base


@given(notes(), EDITS)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_edit_keeps_to_its_place(
    folder: Path, note: tuple[str, bytes], edit: Edit
) -> None:
    """Every other byte and every other word of the record stay; twice is once."""
    check_edit(*note, edit, folder)


def test_notes_of_a_life_can_all_be_edited() -> None:
    """Whoever wrote them: none is refused."""
    for path, data, edit in islice(lifelike_edits(), 0, None, 6):
        assert check_edit(path, data, edit, None), (path, edit)
