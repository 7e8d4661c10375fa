"""An edit that is killed or refused something: each note is as before or as after."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, Final

import pytest

from tests.books import airbook, write_files
from tests.crashes.injecting import ERRORS, KILL, calls_in, faults, run_with
from tests.crashes.test_build import files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.crashes.injecting import Fault

FIX: Final = ("check", "--fix")


class EditScene:
    """A book with notes to mend, before and after."""

    def __init__(self, base: Path) -> None:
        self.base = base
        texts = {"airbook.toml": "", "content/organizations/Blue Door.md": "A shop.\n"}
        for number in range(5):
            texts[f"content/contacts/person-{number}.md"] = (
                f"---\r\nname: Person {number}\r\norganization: Blue Door\r\n---\r\n"
            )
        write_files(base / "before", texts)
        shutil.copytree(base / "before", base / "after")
        assert airbook(*FIX, cwd=base / "after").returncode == 0
        self.old = files(base / "before/content")
        self.new = files(base / "after/content")
        assert sum(self.old[path] != self.new[path] for path in self.old) == 5

    def points(self, *what: str) -> list[Fault]:
        """Return every fault at the calls of an edit in the book."""
        folder = shutil.copytree(self.base / "before", self.base / "counted")
        found = calls_in(FIX, folder, folder, self.base / "calls.log")
        shutil.rmtree(folder)
        assert found.keys() >= {"write", "rename", "fsync"}
        return list(faults(found, what))

    def strike(self, fault: Fault, name: str) -> None:
        """Let a fault happen in an edit and look at what it left."""
        folder = shutil.copytree(self.base / "before", self.base / name)
        done = run_with(fault, FIX, folder)
        assert "Traceback" not in done.stderr, fault
        for path, data in self.notes(folder).items():
            assert data in {self.old[path], self.new[path]}, (fault, path)
        again = airbook(*FIX, cwd=folder)
        assert again.returncode == 0, (fault, again.stderr)
        assert files(folder / "content") == self.new, fault
        shutil.rmtree(folder)

    def notes(self, folder: Path) -> Mapping[str, bytes]:
        """Return the notes, without what the edit keeps for itself beside them."""
        found = files(folder / "content")
        return {path: data for path, data in found.items() if path in self.old}


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> EditScene:
    """A book with five notes to mend."""
    return EditScene(tmp_path_factory.mktemp("edits"))


def test_a_fault_in_an_edit_harms_no_note(edited: EditScene) -> None:
    """The next command brings it to its end, and nothing strange is left."""
    every = edited.points(KILL, *ERRORS)
    chosen = random.Random(3).sample(every, 8)  # noqa: S311 - the same each time
    for number, fault in enumerate(chosen):
        edited.strike(fault, f"fault{number}")
