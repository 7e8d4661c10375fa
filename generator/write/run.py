"""One run over an output: compare, write, remove, and leave nothing half done."""

from __future__ import annotations

import shutil
import stat
import unicodedata
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.write.lock import LOCK, locked
from generator.write.manifest import (
    TEMPORARY,
    Manifest,
    checked_path,
    folders_of,
    read_manifest,
    stamp,
    write_manifest,
)
from generator.write.refusal import OutputRefusedError, refuse_output
from generator.write.temporary import naming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.write.manifest import Stamp

Content = Callable[[], bytes] | Path
"""Bytes that are made when they are asked for, or a file to copy."""

_BLOCK = 1 << 20


class Written(Struct, frozen=True, kw_only=True):
    """How many files of the output were added, changed, left alone and removed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


def write_site(
    site: Mapping[str, Content],
    output: Path,
    *,
    root: Path | None = None,
    content: Path | None = None,
) -> Written:
    """Make a folder equal to a site; foreign files in it stay as they are.

    Every file is wholly old or wholly new at any moment. A run that is cut off
    is finished by the next one.

    Args:
        site: What each file of the site holds, by its path.
        output: The folder; made where it is absent.
        root: The book's root, which the output may neither be nor hold.
        content: The content folder; the output may not lie in it either.

    Returns:
        What was done; a second run with the same site changes nothing.

    Raises:
        OutputRefusedError: Before anything is written, where the output is no
            fit place or a foreign file lies in the way.
        LockedError: Where another run writes there.
        OSError: Where the system refuses.
        ValueError: Where a path of the site leads out of it, or one is both a
            file and a folder.
    """
    refuse_output(output, root=root, content=content)
    output = output.resolve()
    new = frozenset(checked_path(path) for path in site)
    if twice := new & folders_of(new):
        raise ValueError(f"both a file and a folder of the site: {min(twice)!r}")
    while True:
        seen = stamp(output)
        old = read_manifest(output)
        _refuse_foreign(output, new, old.files)
        # Somebody else may have written there since it was looked at: look again.
        with suppress(_OvertakenError), ExitStack() as until_done:
            return _Run(output, old, new, seen, until_done).write(site)


def _refuse_foreign(output: Path, new: frozenset[str], ours: frozenset[str]) -> None:
    """Refuse while something that is not ours lies where a file is to come."""
    our_folders = folders_of(ours)
    for path in sorted(new | folders_of(new)):
        mode = _mode(output / path)
        if mode is None:
            continue
        if not stat.S_ISDIR(mode):
            fits = path in ours
        elif path in new:
            fits = path in our_folders and _holds_only(output, path, ours)
        else:
            fits = True
        if not fits:
            raise OutputRefusedError(
                f"{output / path} is not from Airbook; move it or choose another output"
            )


def _holds_only(output: Path, folder: str, ours: frozenset[str]) -> bool:
    """Say whether all that a folder holds is ours."""
    kept = ours | folders_of(ours)
    return all(
        found.relative_to(output).as_posix() in kept or found.name == TEMPORARY
        for found in (output / folder).rglob("*")
    )


def _mode(path: Path) -> int | None:
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


class _OvertakenError(Exception):
    """Another run wrote to the folder after this one had looked at it."""


class _Run:
    """One run over an output that nothing stands against."""

    def __init__(
        self,
        output: Path,
        old: Manifest,
        new: frozenset[str],
        seen: Stamp,
        until_done: ExitStack,
    ) -> None:
        self.output = output
        self.old = old
        self.new = new
        self.gone = old.files - new
        self.seen = seen
        self.until_done = until_done
        self.alone = self.started = False

    def write(self, site: Mapping[str, Content]) -> Written:
        """Remove what stands in the way, write what differs, remove the rest."""
        self.sweep()
        removed = self.remove(self.in_the_way())
        counts = {"added": 0, "changed": 0, "unchanged": 0}
        for path, content in site.items():
            counts[self.put(path, content)] += 1
        removed += self.remove(self.gone)
        self.finish()
        return Written(removed=removed, **counts)

    def in_the_way(self) -> frozenset[str]:
        """Return files of ours where a folder comes, or in a folder that goes.

        And those that some file systems take for a new one, since only case tells
        them apart.
        """
        as_folders = self.gone & folders_of(self.new)
        as_files = folders_of(self.gone) & self.new
        new = {_folded(path) for path in self.new} if self.gone else set()
        return as_folders | frozenset(
            path
            for path in self.gone
            if _folded(path) in new
            or (as_files and as_files & folders_of(frozenset({path})))
        )

    def put(self, path: str, content: Content) -> str:
        """Write one file where it differs; return what was done."""
        target = self.output / path
        wanted = content if isinstance(content, Path) else content()
        mode = _mode(target)
        if mode is not None and stat.S_ISREG(mode) and _equal(target, wanted):
            return "unchanged"
        self.start()
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / TEMPORARY
        with naming(target):
            if isinstance(wanted, Path):
                shutil.copyfile(wanted, temporary)
            else:
                temporary.write_bytes(wanted)
        temporary.replace(target)
        return "added" if mode is None else "changed"

    def remove(self, paths: frozenset[str]) -> int:
        """Remove files of ours, then the folders that they leave empty."""
        removed = 0
        for path in sorted(paths):
            mode = _mode(self.output / path)
            if mode is not None and not stat.S_ISDIR(mode) and self.inside(path):
                self.start()
                (self.output / path).unlink()
                removed += 1
        for folder in sorted(folders_of(paths), key=len, reverse=True):
            self.remove_empty(folder)
        return removed

    def remove_empty(self, folder: str) -> None:
        """Remove a folder of ours that holds nothing."""
        path = self.output / folder
        mode = _mode(path)
        if mode is None or not stat.S_ISDIR(mode) or not self.inside(folder):
            return
        if not any(path.iterdir()):
            self.start()
            path.rmdir()

    def inside(self, path: str) -> bool:
        """Say whether no link on the way leads out of the output."""
        parents = PurePosixPath(path).parents
        return not any((self.output / folder).is_symlink() for folder in parents)

    def sweep(self) -> None:
        """Take away the temporary files of a run that was cut off."""
        if _mode(self.output / LOCK) is not None:
            self.keep_others_out()
        cut_off = frozenset() if self.old.finished else folders_of(self.old.files)
        for folder in ("", *sorted(cut_off)):
            path = PurePosixPath(folder, TEMPORARY).as_posix()
            if self.inside(path) and _mode(self.output / path) is not None:
                self.keep_others_out()
                (self.output / path).unlink()

    def keep_others_out(self) -> None:
        """Lock the folder before its first change, where nobody changed it since.

        Raises:
            LockedError: Where another run is at work.
        """
        if not self.alone:
            self.until_done.enter_context(locked(self.output))
            if stamp(self.output) != self.seen:
                raise _OvertakenError
            self.alone = True

    def start(self) -> None:
        """Say in the folder, before its first change, that a run is at work."""
        if not self.started:
            self.keep_others_out()
            self.started = True
            every = Manifest(files=self.old.files | self.new, finished=False)
            write_manifest(self.output, every)

    def finish(self) -> None:
        """Say that the run came to its end, where the folder does not say it yet."""
        now = Manifest(files=self.new)
        if self.started or self.old != now or self.seen is None:
            self.keep_others_out()
            write_manifest(self.output, now)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _equal(target: Path, wanted: Path | bytes) -> bool:
    if isinstance(wanted, bytes):
        return target.stat().st_size == len(wanted) and target.read_bytes() == wanted
    if target.stat().st_size != wanted.stat().st_size:
        return False
    with target.open("rb") as one, wanted.open("rb") as other:
        while block := one.read(_BLOCK):
            if block != other.read(_BLOCK):
                return False
    return True
