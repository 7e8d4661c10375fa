"""Changes on the disk -> batches of paths, each after a short quiet."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from threading import enumerate as threads
from time import monotonic
from typing import TYPE_CHECKING, Final
from warnings import filterwarnings

from generator.serve.ending import Ending

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Thread

    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

QUIET: Final = 0.1
# Somebody who never stops writing, such as a download, is not waited for longer.
LONGEST: Final = 2.0
POLL_SECONDS: Final = 1.0
_BEAT: Final = 0.5  # no wait is longer, so that Ctrl-C is heard on every system
# Of the others the system does not even tell. Reading a file opens and closes it, so
# that a look at a book would be two events for each note, and start the next look.
_CHANGES: Final = (
    *("FileCreatedEvent", "FileModifiedEvent", "FileMovedEvent", "FileDeletedEvent"),
    *("FileClosedEvent", "DirCreatedEvent", "DirMovedEvent", "DirDeletedEvent"),
)
_REMOTE: Final = re.compile(
    r"nfs\d?|cifs|smb\w*|9p|drvfs|afs|ceph|glusterfs|vboxsf|prl_fs|vmhgfs|virtiofs"
    r"|fuse\..*"
)
_LIMITS: Final = frozenset({errno.ENOSPC, errno.EMFILE, errno.ENFILE})


class Watcher:
    """Collects the paths that change; one thread asks for them in batches.

    While that thread is busy, what changes is kept for its next question: there is
    never more than one batch at work and one that waits.
    """

    def __init__(
        self, *places: Path, polling: bool = False, quiet: float = QUIET
    ) -> None:
        """Take folders, watched with all below them, and files.

        Args:
            places: What is watched.
            polling: Whether to look every second rather than be told by the system.
            quiet: Seconds without a change after which a batch is complete.

        Attributes:
            ending: Whether somebody asked for an end; looked at while it waits.
        """
        self.places = tuple(place.resolve() for place in places)
        self.quiet = quiet
        self.reason = "as was asked for" if polling else _why_poll(self.places)
        self._paths: set[Path] = set()
        self._first = self._last = 0.0
        self._news = Condition()
        self._observer: BaseObserver | None = None
        self._threads: list[Thread] = []
        self.ending = Ending()

    @property
    def polling(self) -> bool:
        """Whether it looks every second, since the system cannot tell."""
        return bool(self.reason)

    def start(self) -> None:
        """Begin to watch; where the system has no more watches to give, by looking."""
        try:
            self._observer = self._observe()
        except OSError as error:
            if self.polling or error.errno not in _LIMITS:
                raise
            self._fall_back("the system has no more watches to give")

    def stop(self) -> None:
        """Watch no more."""
        if self._observer is not None:
            self._observer.stop()
            if self._observer.is_alive():
                self._observer.join()
            self._observer = None

    def wait(self, timeout: float | None = None) -> frozenset[Path]:
        """Wait for changes, and then until nothing changes for a moment.

        Args:
            timeout: Seconds to wait for the first change; none: for ever.

        Returns:
            The paths; empty where the time is over.
        """
        end = None if timeout is None else monotonic() + timeout
        with self._news:
            while not (self._paths and self._is_quiet()):
                left = _BEAT if end is None else min(_BEAT, end - monotonic())
                if not self._paths and left <= 0:
                    return frozenset()
                self._news.wait(self._left() if self._paths else left)
                self._look_after()
                self.ending.look()
            found, self._paths = frozenset(self._paths), set()
            return found

    def _is_quiet(self) -> bool:
        return self._left() <= 0

    def _left(self) -> float:
        """Return for how many seconds it must stay quiet still."""
        return min(self._last + self.quiet, self._first + LONGEST) - monotonic()

    def _look_after(self) -> None:
        """Go on by looking where the system has stopped telling."""
        if self._observer is None or self.polling:
            return
        if all(thread.is_alive() for thread in self._threads):
            return
        self._fall_back("the system stopped telling what changes")
        self._paths.update(self.places)

    def _fall_back(self, reason: str) -> None:
        self.stop()
        self.reason = reason
        self._observer = self._observe()

    def _observe(self) -> BaseObserver:
        """Start an observer of every place."""
        from watchdog import events

        watcher = self
        telling = [getattr(events, name) for name in _CHANGES]

        class Handler(events.FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                watcher.notice(event)

        observer = _polling() if self.polling else _telling()
        try:
            for folder, recursive in _folders(self.places):
                observer.schedule(
                    Handler(), str(folder), recursive=recursive, event_filter=telling
                )
            observer.start()
        except OSError:
            observer.unschedule_all()
            raise
        self._threads = [observer, *observer.emitters, *_hearing()]
        return observer

    def notice(self, event: FileSystemEvent) -> None:
        """Keep the paths of an event, unless it is no change of what is watched."""
        if event.is_directory and event.event_type == "modified":
            return  # what changed in it says so itself
        written = (event.src_path, getattr(event, "dest_path", ""))
        paths = {Path(os.fsdecode(one)) for one in written if one}
        changed = {path for path in paths if self._is_ours(path)}
        if changed:
            with self._news:
                self._last = monotonic()
                if not self._paths:
                    self._first = self._last
                self._paths |= changed
                self._news.notify_all()

    def _is_ours(self, path: Path) -> bool:
        """Whether a path is watched and not hidden, as what editors leave often is."""
        for place in self.places:
            if path == place:
                return True
            if path.is_relative_to(place):
                parts = path.relative_to(place).parts
                return not any(part.startswith(".") for part in parts)
        return False


@contextmanager
def watch(
    *places: Path, polling: bool = False, quiet: float = QUIET
) -> Iterator[Watcher]:
    """Watch folders and files for as long as the block lasts.

    Args:
        places: As of `Watcher`.
        polling: As of `Watcher`.
        quiet: As of `Watcher`.

    Raises:
        OSError: Where a place cannot be watched.
    """
    watcher = Watcher(*places, polling=polling, quiet=quiet)
    with watcher.ending.heard():
        watcher.start()
        try:
            yield watcher
        finally:
            watcher.stop()


def _telling() -> BaseObserver:
    from watchdog.observers import Observer

    # A folder that comes while its parent is listed is watched twice, and said so.
    filterwarnings("ignore", "Callback with id", RuntimeWarning)
    return Observer()


def _hearing() -> list[Thread]:
    """Return the thread that all observers have in common where inotify is used."""
    return [
        thread
        for thread in threads()
        if type(thread).__module__ == "watchdog.observers.inotify_c"
    ]


def _polling() -> BaseObserver:
    from watchdog.observers.polling import PollingObserver

    return PollingObserver(timeout=POLL_SECONDS)


def _folders(places: tuple[Path, ...]) -> list[tuple[Path, bool]]:
    """Return the folders to watch, and whether with all below; each once.

    A file is watched through its folder, since editors replace files.
    """
    wanted: dict[Path, bool] = {}
    for place in places:
        folder = place if place.is_dir() else place.parent
        wanted[folder] = wanted.get(folder, False) or place.is_dir()
    return [
        (folder, recursive)
        for folder, recursive in wanted.items()
        if not any(
            deep and other != folder and folder.is_relative_to(other)
            for other, deep in wanted.items()
        )
    ]


def _why_poll(places: tuple[Path, ...]) -> str:
    """Return why the system cannot tell what changes; empty: it can."""
    for place in places:
        kind = file_system_of(place)
        if _REMOTE.fullmatch(kind):
            return f"{place} is on a drive of another system ({kind})"
    return ""


def file_system_of(place: Path, table: str | None = None) -> str:
    """Return the type of file system that a place is on; empty: not known.

    Args:
        place: An absolute path.
        table: What `/proc/mounts` says; none: it is read, where there is one.
    """
    if table is None:
        if sys.platform == "win32" and str(place).startswith("\\\\"):
            return "smb"
        try:
            table = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    best, kind = Path(), ""
    for line in table.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), parts[1]))
        if place.is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, kind = point, parts[2]
    return kind
