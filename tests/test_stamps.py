"""When a stamp tells that a file is the same file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from generator.stamps import is_settled, stamp_of

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = 10_000_000_000


@pytest.mark.parametrize(
    ("content", "anything", "settled"),
    [
        (MOMENT - 2_500_000_001, 0, True),
        (MOMENT - 2_500_000_000, 0, False),
        (0, MOMENT - 2_500_000_000, False),
        (0, MOMENT - 2_500_000_001, True),
        (MOMENT + 1, 0, False),
    ],
)
def test_only_what_lies_back_a_step_of_any_clock_is_settled(
    content: int, anything: int, *, settled: bool
) -> None:
    """Neither time of change may be so near that another change left the same."""
    assert is_settled((1, content, anything, 7), MOMENT) is settled


@pytest.mark.skipif(os.name == "nt", reason="Windows counts another time")
def test_a_time_that_is_set_back_does_not_hide_a_change(tmp_path: Path) -> None:
    """Same size, same time of change, other bytes: another stamp."""
    file = tmp_path / "note.md"
    file.write_bytes(b"one")
    os.utime(file, ns=(5, 5))
    before = stamp_of(file.stat())
    file.write_bytes(b"two")
    os.utime(file, ns=(5, 5))
    after = stamp_of(file.stat())
    assert before[:2] == after[:2]
    assert before != after
