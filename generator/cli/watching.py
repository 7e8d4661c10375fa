"""`airbook check --watch`: a fresh list of problems whenever the notes change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from generator.cli.running import emit, say, stay
from generator.serve.watching import watch
from generator.terminal.style import plain
from generator.workspace.errors import BookError
from generator.workspace.live import LiveBook
from generator.workspace.opening import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.build import BuildResult
    from generator.workspace.opening import Workspace

    Tell = Callable[[Workspace, BuildResult], None]

_CLEAR: Final = "\x1b[2J\x1b[3J\x1b[H"


def watch_and_check(
    open_book: Callable[[], Workspace],
    tell: Tell,
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
    live = LiveBook(open_book)
    places = live.workspace.content, live.workspace.root / SETTINGS_FILE
    told: BuildResult | None = None
    stay()
    try:
        with watch(*places, polling=polling) as watcher:
            told = _tell(live, told, tell)
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
                    told = _tell(live, told, tell)
                except (BookError, OSError) as error:
                    say(f"airbook: {plain(str(error))}")
    except KeyboardInterrupt:
        return


def _tell(live: LiveBook, told: BuildResult | None, tell: Tell) -> BuildResult:
    """Say what is wrong now, on a terminal in place of what was said before.

    Returns:
        What was said; nothing is where nothing has changed.
    """
    result = live.refresh()
    if result is not told:
        if sys.stdout.isatty():
            emit(_CLEAR)
        tell(live.workspace, result)
        sys.stdout.flush()
    return result
