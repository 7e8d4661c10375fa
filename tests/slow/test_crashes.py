"""Builds, edits and new books, killed and refused something at every sort of call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crashes.injecting import ERRORS, KILL
from tests.crashes.scenes import (
    BuildScene,
    EditScene,
    MakeScene,
    PublishScene,
    killed_at_random,
    points,
    raced,
    strike,
)

if TYPE_CHECKING:
    from tests.crashes.scenes import Scene

SCENES = ("build", "publish", "edit", "init")
RANDOM_KILLS = 200
PAIRS = 100


def say(figures: str) -> None:
    print(f"\n{figures}")  # noqa: T201 - the figures are what it is run for


def scene_called(name: str, factory: pytest.TempPathFactory) -> Scene:
    """Return a book for a command."""
    base = factory.mktemp(name)
    if name == "build":
        return BuildScene(base, notes=300)
    if name == "publish":
        return PublishScene(base, notes=30)
    return EditScene(base, notes=12) if name == "edit" else MakeScene(base)


@pytest.mark.parametrize("name", SCENES)
def test_a_fault_at_every_sort_of_call(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    """First, middle and last of each: killed, disk full, disk broken, no access."""
    scene = scene_called(name, tmp_path_factory)
    every = points(scene, KILL, *ERRORS)
    for fault in every:
        strike(scene, fault, str(fault))
    calls = {fault.call for fault in every}
    say(f"{name}: {len(every)} faults at {', '.join(sorted(calls))}: no harm")


@pytest.mark.parametrize("name", ["build", "edit"])
def test_random_kills(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """At whatever moment the process ends."""
    scene: Scene = EditScene(tmp_path_factory.mktemp(name), notes=12)
    if name == "build":
        scene = BuildScene(tmp_path_factory.mktemp(name), notes=60)
    killed = killed_at_random(scene, RANDOM_KILLS)
    say(f"{name}: {killed} of {RANDOM_KILLS} killed before their end: no harm")
    assert killed > RANDOM_KILLS // 2


@pytest.mark.parametrize("name", ["build", "edit"])
def test_pairs_at_once(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Nothing is corrupt, and whoever has to wait is told for whom."""
    scene: Scene = EditScene(tmp_path_factory.mktemp(name), notes=12)
    if name == "build":
        scene = BuildScene(tmp_path_factory.mktemp(name), notes=60)
    told = raced(scene, PAIRS)
    say(f"{name}: {PAIRS} pairs, {told} told who is at work, 0 corrupt")
    assert told
