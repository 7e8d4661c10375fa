"""A command that is killed or refused something harms nothing; the next mends it.

The whole of it runs in `tests/slow/test_crashes.py`; here is a sample.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.crashes.injecting import ERRORS, KILL
from tests.crashes.scenes import (
    BuildScene,
    EditScene,
    MakeScene,
    PublishScene,
    RenameScene,
    killed_at_random,
    points,
    raced,
    strike,
)

if TYPE_CHECKING:
    from tests.crashes.scenes import Scene


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> BuildScene:
    """A small book, with every sort of change to its site."""
    return BuildScene(tmp_path_factory.mktemp("build"), notes=6)


@pytest.fixture(scope="module")
def edit(tmp_path_factory: pytest.TempPathFactory) -> EditScene:
    """A small book with notes to mend."""
    return EditScene(tmp_path_factory.mktemp("edit"), notes=4)


def some(scene: Scene, number: int) -> None:
    """Let so many faults happen, drawn from all that the full run goes through."""
    every = points(scene, KILL, *ERRORS)
    chosen = random.Random(8).sample(every, number)  # noqa: S311 - the same each time
    for fault in chosen:
        strike(scene, fault, str(fault))


def test_a_fault_in_a_build_harms_nothing(build: BuildScene) -> None:
    """Killed, the disk full or broken, access denied: at calls of every sort."""
    some(build, 2)


def test_a_fault_in_a_publish_harms_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Nothing half leaves, and what is foreign at the target stays."""
    some(PublishScene(tmp_path_factory.mktemp("publish"), notes=6), 1)


def test_a_fault_in_an_edit_harms_nothing(edit: EditScene) -> None:
    """All notes are edited or none, and the edit can be taken back."""
    some(edit, 2)


def test_a_fault_in_a_rename_harms_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The note has its old name or its new one, and all links the same."""
    some(RenameScene(tmp_path_factory.mktemp("rename"), notes=2), 2)


def test_a_fault_in_a_new_book_harms_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The same command again makes the rest, and what was there stays."""
    some(MakeScene(tmp_path_factory.mktemp("make")), 3)


def test_a_build_that_is_killed_at_any_time(build: BuildScene) -> None:
    """Whenever the process ends, the next build makes the site whole."""
    killed_at_random(build, 2)


def test_an_edit_that_is_killed_at_any_time(edit: EditScene) -> None:
    """Whenever the process ends, the next command finds notes that belong together."""
    killed_at_random(edit, 2)


def test_two_at_once(build: BuildScene, edit: EditScene) -> None:
    """One writes; the other writes as well, or says who is at work."""
    assert raced(build, 1) <= 1
    assert raced(edit, 1) <= 1
