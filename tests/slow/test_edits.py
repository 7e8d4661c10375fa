"""5,000 edits of notes of every sort."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given, settings

from tests.edit.generated import EDITS, check_edit, notes
from tests.edit.lifelike import lifelike_edits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.edit.generated import Edit

EXAMPLES: Final = 5_000
HEADERS: Final = 300
LEAST_DONE: Final = 0.6


def test_every_edit_keeps_to_its_place(tmp_path: Path) -> None:
    """Every other byte and every other word of the record stay; twice is once."""
    (tmp_path / "content").mkdir()
    counted: Counter[tuple[str, bool]] = Counter()

    @given(notes(), EDITS)
    @settings(
        max_examples=EXAMPLES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    def edit_one(note: tuple[str, bytes], edit: Edit) -> None:
        done = check_edit(*note, edit, tmp_path)
        counted[edit.sort, done] += 1

    edit_one()
    for (sort, was), number in sorted(counted.items()):
        said = "done" if was else "refused"
        print(f"\n{sort}: {number} {said}", end="")  # noqa: T201 - a figure
    assert counted.total() >= EXAMPLES
    done = sum(number for (_, was), number in counted.items() if was)
    assert done > LEAST_DONE * counted.total()


def test_notes_of_a_life_can_all_be_edited(tmp_path: Path) -> None:
    """Whoever wrote them: none is refused, and each is taken back."""
    (tmp_path / "content").mkdir()
    headers = 0
    for path, data, edit in lifelike_edits():
        assert check_edit(path, data, edit, tmp_path), (path, edit)
        headers += 1
    assert headers >= HEADERS
