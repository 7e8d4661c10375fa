"""A note whose new name differs in case alone, where the disk does not tell cases."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.edit.changes import Change
from generator.edit.journal import apply_edits, recover, undo
from generator.workspace.opening import open_workspace
from tests.books import files_of, write_files
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.workspace.opening import Workspace

OLD = {"ana lima.md": b"old", "b.md": b"[[ana lima]]"}
NEW = {"Ana Lima.md": b"new", "b.md": b"[[Ana Lima]]"}
EDIT = (
    Change(path="ana lima.md", before=b"old", after=None),
    Change(path="Ana Lima.md", before=None, after=b"new", moved_from="ana lima.md"),
    Change(path="b.md", before=b"[[ana lima]]", after=b"[[Ana Lima]]"),
)
_listdir = os.listdir


def found(path: Any) -> Any:
    """Return the file that a path means on a disk that does not tell cases."""
    if isinstance(path, int):
        return path
    file = Path(path)
    try:
        names = _listdir(file.parent)
    except OSError:
        return path
    alike = [one for one in names if one.casefold() == file.name.casefold()]
    return path if file.name in names or not alike else file.with_name(alike[0])


class Disk:
    """Counts the calls that change notes.

    Attributes:
        seen: How many there were.
        last: The last one that is carried out; none: all are.
    """

    seen = 0
    last: int | None = None

    def count(self) -> None:
        """End the command where its last call is over."""
        self.seen += 1
        if self.last is not None and self.seen > self.last:
            raise KeyboardInterrupt


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Let no call tell cases."""
    made = Disk()

    def folded(module: Any, name: str, at: int = 0) -> None:
        usual: Callable[..., Any] = getattr(module, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if name in {"replace", "unlink"} and str(args[at]).endswith(".md"):
                made.count()
            meant = [*args]
            meant[at] = found(meant[at])
            return usual(*meant, **kwargs)

        monkeypatch.setattr(module, name, call)

    for name in ("stat", "lstat", "unlink", "open", "chmod"):
        folded(os, name)
    folded(os, "replace", 1)
    folded(io, "open")
    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a book with two notes."""
    texts = {f"content/{path}": data for path, data in OLD.items()}
    return open_workspace(
        write_files(tmp_path, {"airbook.toml": "", **texts}), today=TODAY
    )


def test_it_is_renamed_and_taken_back(workspace: Workspace, disk: Disk) -> None:
    """The one file has its new name, and its old one again."""
    assert (workspace.content / "ANA LIMA.md").read_bytes() == b"old"
    assert apply_edits(workspace, EDIT) == 3
    assert files_of(workspace.content) == NEW
    undo(workspace)
    assert files_of(workspace.content) == OLD
    assert disk.seen


def test_a_disk_that_refuses_takes_it_back(
    workspace: Workspace, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file keeps its old name."""
    usual = os.replace

    def refuse(source: Any, target: Any) -> None:
        if str(target).endswith("b.md"):
            raise OSError(28, "No space left on device", str(target))
        usual(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        apply_edits(workspace, EDIT)
    assert files_of(workspace.content) == OLD
    assert disk.seen


def test_it_ends_anywhere(workspace: Workspace, disk: Disk) -> None:
    """Whatever call is the last, the next command has the one name or the other."""
    ends = set()
    for last in range(6):
        disk.seen, disk.last = 0, last
        try:
            apply_edits(workspace, EDIT)
            ends.add("done")
        except KeyboardInterrupt:
            ends.add("stopped")
        disk.last = None
        recover(workspace)
        now = files_of(workspace.content)
        assert now in (OLD, NEW)
        if now == NEW:
            undo(workspace)
        assert files_of(workspace.content) == OLD
    assert ends == {"stopped", "done"}
