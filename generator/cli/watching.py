"""`airbook check --watch`: a fresh list of problems whenever the notes change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from generator.cache import MemoryMemo
from generator.cli.running import emit, say
from generator.serve.watching import watch
from generator.terminal.style import plain
from generator.workspace import SETTINGS_FILE, BookError, build_book, read_book

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.build import BuildResult
    from generator.source import Digests, Sources
    from generator.workspace import Workspace

_CLEAR: Final = "\x1b[2J\x1b[3J\x1b[H"


class Checking:
    """Checks a book again and again, reading only the notes that have changed."""

    def __init__(self, open_book: Callable[[], Workspace]) -> None:
        """Take what opens the book, with the settings and the day as they are then."""
        self._open_book = open_book
        self._memo = MemoryMemo()
        self._digests: Digests = {}
        self._last: tuple[Workspace, Sources] | None = None

    def again(self) -> tuple[Workspace, BuildResult] | None:
        """Check the book; none where nothing in it has changed.

        Raises:
            BookError: Where it is gone.
            OSError: Where it cannot be read.
        """
        workspace = self._open_book()
        now = workspace, read_book(workspace, self._digests)
        if now == self._last:
            return None
        self._last = now
        return workspace, build_book(workspace, sources=now[1], memo=self._memo)


def watch_and_check(
    open_book: Callable[[], Workspace],
    tell: Callable[[Workspace, BuildResult], None],
    *,
    polling: bool,
    quiet: bool,
) -> None:
    """Check a book now and whenever it changes, until Ctrl-C.

    Args:
        open_book: Opens it as it is then.
        tell: Says what is wrong.
        polling: Whether to look every second rather than be told by the system.
        quiet: Whether to say only what goes wrong.

    Raises:
        BookError: Where there is no book at first.
        OSError: Where it cannot be read at first.
    """
    checking = Checking(open_book)
    workspace = open_book()
    places = workspace.content, workspace.root / SETTINGS_FILE
    try:
        with watch(*places, polling=polling) as watcher:
            _tell(checking, tell)
            if not quiet:
                way = (
                    f"Looking every second: {watcher.reason}" if watcher.polling else ""
                )
                say(plain(f"{way or 'Watching the notes'}; Ctrl-C ends this"))
            polled = watcher.polling
            while True:
                watcher.wait()
                if watcher.polling and not polled:
                    polled = True
                    say(plain(f"Looking every second from now on: {watcher.reason}"))
                try:
                    _tell(checking, tell)
                except (BookError, OSError) as error:
                    say(f"airbook: {plain(str(error))}")
    except KeyboardInterrupt:
        return


def _tell(checking: Checking, tell: Callable[[Workspace, BuildResult], None]) -> None:
    """Say what is wrong now, on a terminal in place of what was said before."""
    if found := checking.again():
        if sys.stdout.isatty():
            emit(_CLEAR)
        tell(*found)
        sys.stdout.flush()
