"""Edits of several files, all or nothing, and the last of them taken back.

What an edit is about to do is written down first (`edit-next.json` in the folder
where the book keeps its state). From then on it is done: where the process ends in
the middle, the next command goes on with it. Afterwards the same file says how it is
undone (`edit-last.json`).
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from generator.edit.changes import Change, EditRefusedError, difference
from generator.edit.record import Record, read_record, write_record
from generator.edit.traces import LAST
from generator.workspace.owned import state_folder
from generator.write.file import create_file, replace_file
from generator.write.lock import LOCK, locked
from generator.write.manifest import sync_folder
from generator.write.temporary import sweep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.workspace.opening import Workspace

NEXT: Final = "edit-next.json"


def apply_edits(workspace: Workspace, changes: Iterable[Change]) -> int:
    """Change files of a book, all of them or none.

    Args:
        workspace: The book.
        changes: One for each file; those that change nothing are passed over.

    Returns:
        How many files were changed.

    Raises:
        EditRefusedError: Where a file is not as it was when the edit was made, or
            lies outside the content folder; nothing is changed then.
        LockedError: Where another run edits the book.
        OSError: Where the system refuses; nothing is changed then.
    """
    wanted = tuple(one for one in changes if one.before != one.after)
    if wanted:
        with _alone(workspace) as state:
            _start(workspace, state, wanted)
    return len(wanted)


def recover(workspace: Workspace) -> None:
    """Go on with an edit that was cut off, and clear up after one that never began.

    Raises:
        EditRefusedError: Where a file was changed by somebody else in the meantime;
            the edit is taken back then.
        LockedError: Where another run edits the book.
        OSError: Where the system refuses.
    """
    state = state_folder(workspace)
    if state.is_dir():
        sweep(state)
        if any((state / name).exists() for name in (NEXT, LOCK)):
            with _alone(workspace):
                pass


def undo(workspace: Workspace) -> Sequence[str]:
    """Take the last edit back, where none of its files has changed since.

    Args:
        workspace: The book.

    Returns:
        The paths of the files that are as before; empty: there is nothing to undo.

    Raises:
        EditRefusedError: Where a file has changed since; nothing is changed then.
        LockedError: Where another run edits the book.
        OSError: Where the system refuses; nothing is changed then.
    """
    if not state_folder(workspace).is_dir():
        return ()
    with _alone(workspace) as state:
        last = read_record(state / LAST)
        if last is None:
            return ()
        back = tuple(
            Change(path=one.path, before=one.after, after=one.before)
            for one in last.changes
        )
        _start(workspace, state, back, last)
    return tuple(sorted(one.path for one in back))


@contextmanager
def _alone(workspace: Workspace) -> Iterator[Path]:
    """Keep other edits out, and bring one that was cut off to its end."""
    state = state_folder(workspace)
    with locked(state):
        _go_on(workspace.content, state)
        yield state


def _start(
    workspace: Workspace,
    state: Path,
    changes: tuple[Change, ...],
    undone: Record | None = None,
) -> None:
    """Write down what is about to happen, then do it."""
    # What is removed goes first: where case does not count, what is made may lie there.
    changes = tuple(sorted(changes, key=lambda one: one.after is not None))
    modes = dict(undone.modes) if undone else {}
    for change in changes:
        file = _file(workspace.content, change)
        now = _bytes(change, file)
        if now != change.before:
            raise _changed(change, now, "it was read; nothing was edited")
        if now is not None:
            modes[change.path] = file.stat().st_mode & 0o777
    for change in changes:
        if change.moved_from in modes:
            modes[change.path] = modes[change.moved_from]
    _keep_private(state)
    record = Record(changes=changes, modes=modes, undoing=undone is not None)
    write_record(state / NEXT, record)
    _go_on(workspace.content, state)


def _keep_private(state: Path) -> None:
    """Keep the folder out of the repository of whoever keeps the notes in one."""
    try:
        create_file(state / ".gitignore", b"*\n")
    except FileExistsError:
        return
    sync_folder(state.parent)


def _go_on(content: Path, state: Path) -> None:
    """Do what is written down, as far as it is not done; else take it back."""
    record = read_record(state / NEXT)
    if record is None:
        return
    try:
        for change in record.changes:
            _do(change, _file(content, change), record)
    except OSError:
        for change in reversed(record.changes):
            with suppress(EditRefusedError):  # what lies outside was never edited
                _take_back(change, _file(content, change), record)
        (state / NEXT).unlink()
        sync_folder(state)
        raise
    if record.undoing:
        (state / LAST).unlink(missing_ok=True)
        (state / NEXT).unlink()
    else:
        (state / NEXT).replace(state / LAST)
    sync_folder(state)


def _do(change: Change, file: Path, record: Record) -> None:
    if file.parent.is_dir():
        sweep(file.parent)
    now = _bytes(change, file)
    if now == change.after:
        return
    if now != change.before:
        raise _changed(change, now, "the edit began; it was taken back")
    _put(file, change.after, record.modes.get(change.path))


def _take_back(change: Change, file: Path, record: Record) -> None:
    if change.before != change.after == _bytes(change, file):
        _put(file, change.before, record.modes.get(change.path))


def _put(file: Path, data: bytes | None, mode: int | None) -> None:
    if data is None:
        file.unlink()
        sync_folder(file.parent)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, data, mode=mode)


def _changed(change: Change, now: bytes | None, since: str) -> EditRefusedError:
    """Return the error that shows what somebody else has done to a file."""
    theirs = Change(path=change.path, before=change.before, after=now)
    said = f"{change.path} has changed since {since}"
    return EditRefusedError("\n".join([said, *difference(theirs)]))


def _file(content: Path, change: Change) -> Path:
    """Return the file of a note; a link is followed as far as the content folder."""
    named = content / change.path
    file = named.resolve()
    if not file.is_relative_to(content.resolve()):
        raise EditRefusedError(
            f"{change.path} lies outside the notes; edit it yourself"
        )
    if change.before is None or change.after is None:
        if named.is_symlink():
            said = f"{change.path} is a link to another file; move it yourself"
            raise EditRefusedError(said)
        return file.with_name(named.name)  # as it is spelled, whatever lies there
    return file


def _bytes(change: Change, file: Path) -> bytes | None:
    """Return what the file of a change holds; none: there is no such file."""
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    lasting = change.before is not None and change.after is not None
    return data if lasting or _is_spelled(file) else None


def _is_spelled(file: Path) -> bool:
    """Whether a file that is there has its name in just this case and form.

    Where case does not count, `ana.md` is found under `Ana.md`, too.
    """
    return file.name in {one.name for one in file.parent.iterdir()}
