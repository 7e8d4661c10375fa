"""Edits of several files, all or nothing, and the last of them taken back.

What an edit is about to do is written down first (`.airbook/edit/next`). From then on
it is done: where the process ends in the middle, the next command goes on with it.
Afterwards the same record says how it is undone (`.airbook/edit/last`).
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Final

from generator.edit.changes import Change, EditRefusedError
from generator.write import locked, replace_file, sync_folder, write_file
from generator.write.file import NEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_NEXT: Final = "next"
_LAST: Final = "last"
_BESIDE: Final = "new"
_RECORD: Final = "record.json"


def apply_changes(changes: Iterable[Change], content: Path, state: Path) -> int:
    """Change files of a book, all of them or none.

    Args:
        changes: One for each file; those that change nothing are passed over.
        content: The content folder.
        state: The folder where the book keeps what a command needs later.

    Returns:
        How many files were changed.

    Raises:
        EditRefusedError: Where a file is not as it was when the edit was made, or
            lies outside the content folder; nothing is changed then.
        LockedError: Where another run edits the book.
        OSError: Where the system refuses; nothing is changed then, or the next
            command goes on with it.
    """
    wanted = [one for one in changes if one.before != one.after]
    if not wanted:
        return 0
    with locked(state):
        _go_on(content, state)
        _check(wanted, content)
        _write_down(wanted, state / "edit")
        _go_on(content, state)
    return len(wanted)


def recover(content: Path, state: Path) -> None:
    """Go on with an edit that was cut off; does nothing where there is none.

    Raises:
        EditRefusedError: Where a file was changed by somebody else in the meantime.
        LockedError: Where another run edits the book.
        OSError: Where the system refuses.
    """
    if (state / "edit" / _NEXT).is_dir():
        with locked(state):
            _go_on(content, state)


def undo(content: Path, state: Path) -> Sequence[str]:
    """Take the last edit back, where none of its files has changed since.

    Args:
        content: The content folder.
        state: Where the book keeps what a command needs later.

    Returns:
        The paths of the files that are as before; empty: there is nothing to undo.

    Raises:
        EditRefusedError: Where a file has changed since; nothing is changed then.
        LockedError: Where another run edits the book.
        OSError: Where the system refuses.
    """
    with locked(state):
        _go_on(content, state)
        last = state / "edit" / _LAST
        if not last.is_dir():
            return ()
        back = [
            Change(path=one.path, before=one.after, after=one.before)
            for one in _read(last)[0]
        ]
        _check(back, content)
        _write_down(back, state / "edit", undoing=True)
        _go_on(content, state)
    return tuple(one.path for one in back)


def _check(changes: Iterable[Change], content: Path) -> None:
    for change in changes:
        file = _file(content, change.path)
        if _bytes(file) != change.before:
            raise EditRefusedError(
                f"{change.path} has changed since it was read; nothing was edited"
            )


def _write_down(
    changes: Sequence[Change], folder: Path, *, undoing: bool = False
) -> None:
    """Write down what is about to happen; it stands when this returns."""
    beside = folder / _BESIDE
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    # It holds what notes said: no repository of the notes' owner should take it up.
    write_file(folder.parent / ".gitignore", b"*\n")
    entries = []
    for number, change in enumerate(changes):
        names = {}
        for side, data in (("before", change.before), ("after", change.after)):
            if data is not None:
                names[side] = f"{number}.{side}"
                replace_file(beside / names[side], data)
        entries.append({"path": change.path, **names})
    record = {"undoing": undoing, "changes": entries}
    replace_file(beside / _RECORD, json.dumps(record, indent=1).encode())
    beside.rename(folder / _NEXT)
    sync_folder(folder)


def _go_on(content: Path, state: Path) -> None:
    """Do what is written down, as far as it is not done."""
    following = state / "edit" / _NEXT
    if not following.is_dir():
        return
    changes, undoing = _read(following)
    last = following.with_name(_LAST)
    for change in changes:
        _sweep(_file(content, change.path).parent)
    try:
        for change in changes:
            _do(change, _file(content, change.path))
    except EditRefusedError:
        for change in changes:
            _take_back(change, _file(content, change.path))
        _discard(following)
        raise
    shutil.rmtree(last, ignore_errors=True)
    if undoing:
        _discard(following)
    else:
        following.rename(last)
    sync_folder(following.parent)


def _discard(folder: Path) -> None:
    """Remove a record; cut off in the middle, there is none rather than half of one."""
    beside = folder.with_name(_BESIDE)
    shutil.rmtree(beside, ignore_errors=True)
    folder.rename(beside)
    shutil.rmtree(beside)


def _do(change: Change, file: Path) -> None:
    now = _bytes(file)
    if now == change.after:
        return
    if now != change.before:
        raise EditRefusedError(
            f"{change.path} was changed by somebody else; the edit was taken back"
        )
    if change.after is None:
        file.unlink()
        sync_folder(file.parent)
    else:
        replace_file(file, change.after)


def _take_back(change: Change, file: Path) -> None:
    if _bytes(file) == change.after:
        if change.before is None:
            file.unlink()
        else:
            replace_file(file, change.before)


def _sweep(folder: Path) -> None:
    """Take away what an edit that was cut off left beside a file."""
    (folder / NEW).unlink(missing_ok=True)


def _read(folder: Path) -> tuple[list[Change], bool]:
    """Return the changes of a record, and whether they take an edit back."""

    def data(entry: dict[str, str], side: str) -> bytes | None:
        return (folder / entry[side]).read_bytes() if side in entry else None

    record = json.loads((folder / _RECORD).read_bytes())
    return [
        Change(path=one["path"], before=data(one, "before"), after=data(one, "after"))
        for one in record["changes"]
    ], record["undoing"]


def _file(content: Path, path: str) -> Path:
    """Return the file of a note; a link is followed as far as the content folder."""
    file = (content / path).resolve()
    if not file.is_relative_to(content.resolve()):
        raise EditRefusedError(f"{path} lies outside the notes; edit it yourself")
    return file


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
