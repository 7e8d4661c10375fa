"""Builds, edits and new books, killed and refused something at every sort of call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crashes.injecting import ERRORS, KILL
from tests.crashes.scenes import (
    BuildScene,
    EditScene,
    MakeScene,
    MergeScene,
    PublishScene,
    RenameScene,
    killed_at_random,
    points,
    raced,
    strike,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.crashes.scenes import Scene

RANDOM_KILLS = 200
PAIRS = 100


def say(figures: str) -> None:
    print(f"\n{figures}")  # noqa: T201 - the figures are what it is run for


@pytest.fixture(params=["build", "publish", "edit", "rename", "merge", "init"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    """A book for a command."""
    if request.param == "build":
        return BuildScene(tmp_path, notes=300)
    if request.param == "publish":
        return PublishScene(tmp_path, notes=30)
    if request.param == "init":
        return MakeScene(tmp_path)
    scenes = {"edit": EditScene, "rename": RenameScene, "merge": MergeScene}
    return scenes[request.param](tmp_path, notes=12)


@pytest.fixture(params=["build", "edit"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    """A book for a command that is run many times."""
    if request.param == "build":
        return BuildScene(tmp_path, notes=60)
    return EditScene(tmp_path, notes=12)


def test_a_fault_at_every_sort_of_call(scene: Scene) -> None:
    """First, middle and last of each: killed, disk full, disk broken, no access."""
    every = points(scene, KILL, *ERRORS)
    for fault in every:
        strike(scene, fault, str(fault))
    calls = ", ".join(sorted({fault.call for fault in every}))
    say(f"{' '.join(scene.command)}: {len(every)} faults at {calls}: no harm")


def test_random_kills(small: Scene) -> None:
    """At whatever moment the process ends."""
    killed = killed_at_random(small, RANDOM_KILLS)
    command = " ".join(small.command)
    say(f"{command}: {killed} of {RANDOM_KILLS} killed before their end: no harm")
    assert killed > RANDOM_KILLS // 2


def test_pairs_at_once(small: Scene) -> None:
    """Nothing is corrupt, and whoever has to wait is told for whom."""
    told = raced(small, PAIRS)
    command = " ".join(small.command)
    say(f"{command}: {PAIRS} pairs, {told} told who is at work, 0 corrupt")
    assert told
