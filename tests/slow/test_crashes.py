"""Every fault at every sort of call, where the quick tests take some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crashes.injecting import ERRORS, KILL
from tests.crashes.test_build import (
    BUILD,
    PUBLISH,
    Scene,
    killed_at_random,
    points,
    raced,
    strike,
)
from tests.crashes.test_edit import EditScene

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = {"build": (BUILD, "site"), "publish": (PUBLISH, "public")}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_fault(tmp_path: Path, name: str) -> None:
    """Killed, the disk full or broken, access denied: in a build, in a publish."""
    scene = Scene(tmp_path, 6, *COMMANDS[name])
    every = points(scene, KILL, *ERRORS)
    for number, fault in enumerate(every):
        strike(scene, fault, f"fault{number}")
    print(f"\n{name}: {len(every)} faults")  # noqa: T201 - a figure


def test_every_fault_in_an_edit(tmp_path: Path) -> None:
    """No note is half old and half new, and the next command goes on."""
    scene = EditScene(tmp_path)
    every = scene.points(KILL, *ERRORS)
    for number, fault in enumerate(every):
        scene.strike(fault, f"fault{number}")
    print(f"\nedit: {len(every)} faults")  # noqa: T201 - a figure


def test_kills_in_a_book_of_three_hundred_notes(tmp_path: Path) -> None:
    """At each sort of call, and the disk full."""
    scene = Scene(tmp_path, 300)
    every = points(scene, KILL, ERRORS[0])
    for number, fault in enumerate(every):
        strike(scene, fault, f"fault{number}")
    print(f"\n300 notes: {len(every)} faults")  # noqa: T201 - a figure


def test_two_hundred_kills(tmp_path: Path) -> None:
    """Whenever a build ends, the next makes the site whole."""
    killed_at_random(Scene(tmp_path, 6), 200)


def test_a_hundred_pairs(tmp_path: Path) -> None:
    """Two builds at once make one site; who has to wait is told for whom."""
    told = raced(Scene(tmp_path, 6), 100)
    print(f"\n100 pairs: {told} were told to wait")  # noqa: T201 - a figure
