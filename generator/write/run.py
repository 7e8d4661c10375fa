"""One run over an output: compare, write, remove, and leave nothing half done."""

from __future__ import annotations

import os
import shutil
import stat
import unicodedata
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from generator.stamps import stamp_at, stamp_of
from generator.workers import work
from generator.write.foreign import mode_at, refuse_foreign
from generator.write.lock import LOCK, locked
from generator.write.manifest import (
    TEMPORARY,
    Manifest,
    checked_path,
    folders_of,
    read_manifest,
    stamp,
    temporaries_in,
    temporary_of,
    write_manifest,
)
from generator.write.records import Writing, Written
from generator.write.refusal import refuse_output
from generator.write.temporary import naming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.stamps import Stamp
    from generator.write.manifest import Stamp as ManifestStamp
    from generator.write.records import Content

    Made = Path | bytes

Done = TypeVar("Done")

_BLOCK = 1 << 20
_BATCH = 8
# Fewer files are made sooner than a second process has begun,
_WORTH_SHARING = 200
# unless they are large: so many bytes and more, beside the largest of them.
_LARGE = 1 << 20


def write_site(
    site: Mapping[str, Content],
    output: Path,
    *,
    root: Path | None = None,
    content: Path | None = None,
    how: Writing | None = None,
) -> Written:
    """Make a folder equal to a site; foreign files in it stay as they are.

    Every file is wholly old or wholly new at any moment. A run that is cut off
    is finished by the next one.

    Args:
        site: What each file of the site holds, by its path.
        output: The folder; made where it is absent.
        root: The book's root, which the output may neither be nor hold.
        content: The content folder; the output may not lie in it either.
        how: In how many processes, and what is known already.

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
        there = refuse_foreign(output, new, old.files)
        # Somebody else may have written there since it was looked at: look again.
        with suppress(_OvertakenError), ExitStack() as until_done:
            run = _Run(output, old, new, there, seen, until_done)
            return run.write(site, how or Writing())


class _OvertakenError(Exception):
    """Another run wrote to the folder after this one had looked at it."""


class _Run:
    """One run over an output that nothing stands against."""

    def __init__(
        self,
        output: Path,
        old: Manifest,
        new: frozenset[str],
        there: dict[str, Stamp | None],
        seen: ManifestStamp,
        until_done: ExitStack,
    ) -> None:
        self.output = output
        self.old = old
        self.new = new
        self.there = there
        self.gone = old.files - new
        self.seen = seen
        self.until_done = until_done
        self.alone = self.started = False
        self.folders: set[Path] = set()  # that are there by now
        self.process = os.getpid()

    def write(self, site: Mapping[str, Content], how: Writing) -> Written:
        """Remove what stands in the way, write what differs, remove the rest."""
        self.sweep()
        removed = self.remove(self.in_the_way())
        if removed:  # where only case tells files apart, more than one may be gone
            self.there = {path: self.stamp(path) for path in self.there}
        waiting = [path for path in site if not self.is_known(path, how.known)]
        counts = {"added": 0, "changed": 0, "unchanged": len(site) - len(waiting)}
        for path, (done, found) in self.put_all(site, waiting, how):
            counts[done] += 1
            how.seen(path, done, found)
        removed += self.remove(self.gone)
        self.finish()
        return Written(removed=removed, **counts)

    def is_known(self, path: str, known: Mapping[str, Stamp]) -> bool:
        """Say whether a file holds what it should, without a look at its bytes."""
        return path in known and self.there.get(path) == known[path]

    def put_all(
        self, site: Mapping[str, Content], paths: list[str], how: Writing
    ) -> Iterator[tuple[str, tuple[str, Stamp]]]:
        """Write files where they differ, in several processes where that pays.

        Before there are several there must be one manifest and one lock, and these
        only where something changes. So where it is not certain yet that anything
        does, the processes only compare, and this one writes what differs.
        """
        if how.jobs == 1 or len(paths) < _WORTH_SHARING:
            ready = self.made(site, paths, how)
            yield from self.share(self.put, {**site, **ready}, paths, how, jobs=1)
            return
        how.shared()
        first, paths = paths[:_BATCH], paths[_BATCH:]
        yield from self.share(self.put, site, first, how, jobs=1)
        if not self.started and all(map(self.is_there, paths)):
            differ = []
            for path, (done, found) in self.share(self.compare, site, paths, how):
                if done:
                    yield path, (done, found)
                else:
                    differ.append(path)
            yield from self.put_all(site, differ, how)
        else:
            self.start()
            yield from self.share(self.put, site, paths, how)

    def made(
        self, site: Mapping[str, Content], paths: list[str], how: Writing
    ) -> dict[str, Made]:
        """Make a few files ahead where they are large, in several processes.

        Nothing is written: this process does that, where one of them differs.
        """
        sizes = {path: (self.there.get(path) or (0,))[0] for path in paths}
        largest = sorted(sizes, key=lambda path: -sizes[path])
        if how.jobs == 1 or sum(sizes[path] for path in largest[1:]) < _LARGE:
            return {}
        how.shared()
        return dict(self.share(_made, site, largest, how, size=1))

    def share(
        self,
        one: Callable[[str, Any], Done],
        site: Mapping[str, Content | Made],
        paths: list[str],
        how: Writing,
        *,
        jobs: int | None = None,
        size: int = _BATCH,
    ) -> Iterator[tuple[str, Done]]:
        """Do something for every file, in several processes."""

        def task(batch: list[str]) -> tuple[list[tuple[str, Done]], Any]:
            return [(path, one(path, site[path])) for path in batch], how.brought()

        batches = [paths[at : at + size] for at in range(0, len(paths), size)]
        for done, brought in work(task, batches, jobs or how.jobs, how.watch):
            how.bring(brought)
            yield from done

    def is_there(self, path: str) -> bool:
        """Say whether there is a file, whatever it holds."""
        return self.stamp(path) is not None

    def stamp(self, path: str) -> Stamp | None:
        """Return the stamp of a file; none where there is none."""
        return stamp_at(f"{self.output}/{path}")

    def compare(self, path: str, content: Content | Made) -> tuple[str, Stamp]:
        """Return `unchanged` and its stamp where a file holds what it should."""
        target = self.output / path
        found = stamp_of(target.lstat())
        wanted = _made(path, content)
        return ("unchanged" if _equal(target, wanted) else ""), found

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

    def put(self, path: str, content: Content | Made) -> tuple[str, Stamp]:
        """Write one file where it differs; return what was done, and its stamp."""
        target = self.output / path
        wanted = _made(path, content)
        mode = mode_at(target)
        if mode is not None and stat.S_ISREG(mode):
            found = stamp_of(target.lstat())
            if _equal(target, wanted):
                return "unchanged", found
        self.start()
        folder = target.parent
        if folder not in self.folders:
            folder.mkdir(parents=True, exist_ok=True)
            self.folders.add(folder)
        temporary = folder / self.temporary()
        with naming(target):
            if isinstance(wanted, Path):
                shutil.copyfile(wanted, temporary)
            else:
                temporary.write_bytes(wanted)
        temporary.replace(target)
        done = "added" if mode is None else "changed"
        return done, stamp_of(target.lstat())

    def temporary(self) -> str:
        """Return the name of the one file of this process that takes shape."""
        process = os.getpid()
        return TEMPORARY if process == self.process else temporary_of(process)

    def remove(self, paths: frozenset[str]) -> int:
        """Remove files of ours, then the folders that they leave empty."""
        removed = 0
        for path in sorted(paths):
            mode = mode_at(self.output / path)
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
        mode = mode_at(path)
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
        if mode_at(self.output / LOCK) is not None:
            self.keep_others_out()
        cut_off = frozenset() if self.old.finished else folders_of(self.old.files)
        for folder in ("", *sorted(cut_off)):
            if self.inside(f"{folder}/{TEMPORARY}"):
                for file in temporaries_in(self.output / folder):
                    self.keep_others_out()
                    file.unlink()

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


def _made(_: str, content: Content | Made) -> Made:
    return content() if callable(content) else content


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
