"""Templates are compiled once for all books of a user, and anew where that is lost."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from generator.render.compiled import bytecode_cache
from generator.render.template import (
    as_templates,
    environment_of,
    load_templates,
    text_environment_of,
)
from generator.workspace import compiled
from generator.workspace.owned import user_folder
from tests.cache.test_templates import Counting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEMPLATES = as_templates({"pages/x.html": b"{{ 1 }}", "messages/x.txt": b"{{ 2 }}"})


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where they are kept, for a user who has none yet."""
    for name in ("XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr(compiled, "KeptTemplates", Counting)
    return user_folder() / "templates.sqlite"


def compiled_by_a_run() -> int:
    """Use the templates as another process would; return how many were not known."""
    environment_of.cache_clear()
    text_environment_of.cache_clear()
    with compiled.compiled_templates() as kept:
        load_templates(TEMPLATES)
    assert bytecode_cache() is None
    assert environment_of(TEMPLATES).get_template("pages/x.html").render() == "1"
    assert isinstance(kept, Counting)
    return kept.compiled


def test_the_second_run_compiles_nothing(file: Path) -> None:
    """Neither pages nor messages."""
    assert [compiled_by_a_run() for _ in range(3)] == [2, 0, 0]
    assert file.is_file()


def into_folder(file: Path) -> None:
    """Put a folder of somebody's where the file was."""
    file.unlink()
    (file / "mine").mkdir(parents=True)


def unsign(file: Path) -> None:
    """Change what is kept as somebody would who does not know the secret."""
    with sqlite3.connect(file) as opened:
        opened.execute("UPDATE kept SET data = zeroblob(100)")
    opened.close()


@pytest.mark.parametrize(
    ("damage", "runs"),
    [
        (lambda file: file.unlink(), [2, 0]),
        (lambda file: file.write_text("mine " * 500), [2, 2, 0]),
        (unsign, [2, 2, 0]),
        (into_folder, [2, 2]),
        (lambda file: (file.parent / "cache.key").unlink(), [2, 2, 0]),
    ],
    ids=["absent", "text", "unsigned", "folder", "another key"],
)
def test_damaged(file: Path, damage: Callable[[Path], object], runs: list[int]) -> None:
    """What cannot be believed is compiled and kept anew; nothing foreign goes."""
    compiled_by_a_run()
    damage(file)
    assert [compiled_by_a_run() for _ in runs] == runs
    assert not file.is_dir() or (file / "mine").is_dir()


def test_while_another_run_writes(file: Path) -> None:
    """Nobody waits long, and nothing of theirs is taken away."""
    compiled_by_a_run()
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    assert compiled_by_a_run() == 2
    other.rollback()
    other.close()
    assert compiled_by_a_run() == 0


def test_without_a_place_to_keep_them(file: Path) -> None:
    """Every run compiles its own, and nothing is said."""
    file.parent.parent.mkdir(parents=True)
    file.parent.touch()
    assert [compiled_by_a_run() for _ in range(2)] == [2, 2]
