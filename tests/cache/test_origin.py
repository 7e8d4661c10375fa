"""Nothing that another program has kept is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.cache import origin as made_by
from generator.cache.kept import open_store
from generator.cache.origin import origin
from tests.books import write_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a program and the libraries that it is run with."""
    files = {
        "generator/__init__.py": "",
        "generator/parse/note.py": "one",
        "generator/parse/words.toml": "",
        "generator/parse/__pycache__/note.pyc": "",
        "libraries/jinja2-3.1.6.dist-info/METADATA": "",
        "libraries/jinja2/__init__.py": "",
    }
    write_files(tmp_path, files)
    monkeypatch.setattr(made_by, "_PACKAGE", tmp_path / "generator")
    folders = [str(tmp_path / "libraries"), str(tmp_path / "none")]
    monkeypatch.setattr("sys.path", folders)
    return tmp_path


def rename(old: str, new: str) -> Callable[[Path], object]:
    return lambda folder: (folder / old).rename(folder / new)


def write(path: str) -> Callable[[Path], object]:
    return lambda folder: write_files(folder, {path: "other"})


@pytest.mark.parametrize(
    "change",
    [
        write("generator/parse/note.py"),
        write("generator/parse/words.toml"),
        write("generator/new.py"),
        rename("generator/parse/note.py", "generator/parse/other.py"),
        lambda folder: (folder / "generator/parse/note.py").unlink(),
        rename("libraries/jinja2-3.1.6.dist-info", "libraries/jinja2-3.1.7.dist-info"),
        write("libraries/other-1.egg-info"),
    ],
    ids=["code", "data", "new", "renamed", "removed", "newer library", "one more"],
)
def test_what_makes_a_program_another(
    program: Path, change: Callable[[Path], object]
) -> None:
    """A file of it or a version of a library; what it kept before is gone then."""
    before = origin()
    file, key = program / "cache" / "kept.sqlite", program / "cache.key"
    for found in (None, b"1"):
        store = open_store(file, key)
        assert store is not None
        assert store.read("run") == found
        store.write([("run", b"1")], ())
        store.close()
    change(program)
    assert origin() != before
    store = open_store(file, key)
    assert store is not None
    assert store.read("run") is None
    store.close()


def test_another_python(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one Python has compiled or made is nothing for another."""
    before = origin()
    monkeypatch.setattr("sys.version", "3.99")
    assert origin() != before
    assert program.is_dir()


def test_what_a_program_leaves_behind_is_not_the_program(program: Path) -> None:
    """Its compiled code, and what stands in no place for versions."""
    before = origin()
    write_files(program, {"generator/__pycache__/x.pyc": "", "libraries/mine.txt": ""})
    assert origin() == before
