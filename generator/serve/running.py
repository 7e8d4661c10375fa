"""The preview at work: one thread watches and builds, another one serves.

The first is the main thread, so that Ctrl-C ends whatever it is at. Pages are made in
the loop of the second alone. What passes between them is one reference to what is
shown, which is replaced as a whole.
"""

from __future__ import annotations

import asyncio
import gc
import os
import traceback
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Final, Protocol

from generator.render.template import load_templates
from generator.serve.events import Viewers
from generator.serve.overlay import crash_trouble
from generator.serve.pages import Pages
from generator.serve.shown import Shown
from generator.serve.watching import watch
from generator.workspace.errors import BookError
from generator.workspace.templates import find_templates

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.build import BuildResult
    from generator.serve.guard import Guard
    from generator.serve.overlay import Trouble
    from generator.serve.watching import Watcher
    from generator.workspace.live import LiveBook

    class Voice(Protocol):
        """Says what the owner should know."""

        def say(self, text: str) -> None:
            """Say what went wrong, or has changed for good."""

        def built(self, seconds: float) -> None:
            """Say how long it took to follow a change."""


QUIET: Final = 0.05
_IDLE: Final = 0.5  # seconds after which nobody is likely to be waiting
_TRUST: Final = 10.0  # seconds of saving without pause in which all changes are told
_PATIENCE: Final = 0.5  # seconds that a server has to end
_FOLDER: Final = "preview"


class Preview:
    """A book that is shown while it is written."""

    def __init__(
        self, live: LiveBook, guard: Guard, voice: Voice, *, follow: bool = False
    ) -> None:
        """Build the book for the first time.

        Args:
            live: The book.
            guard: Looks at every request.
            voice: Says what the owner should know.
            follow: Whether open pages go to the note that was edited.

        Raises:
            BookError: Where there is no book.
            OSError: Where it cannot be read.
        """
        self._live = live
        self._guard = guard
        self._voice = voice
        self._follow = follow
        self._result = live.refresh()
        load_templates(self._result.material.templates)  # nobody waits for it yet
        self._builds = 1
        self._shown = self._showing(Pages(self._result))
        self._viewers = Viewers(self._state)
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(
        self,
        sockets: Sequence[socket.socket],
        *,
        polling: bool,
        ready: Callable[[str], None],
    ) -> None:
        """Serve and follow the book until somebody ends it.

        Args:
            sockets: Where to listen.
            polling: Whether to look every second rather than be told by the system.
            ready: Is called once pages can be asked for, with the reason why changes
                are looked for every second; empty: the system tells of them.

        Raises:
            OSError: Where the book cannot be watched.
        """
        with self._serving(sockets):
            told = False
            while True:
                places = self._live.places
                paths = [place for place, _ in places]
                with watch(*paths, polling=polling, quiet=QUIET) as watcher:
                    if not told:
                        ready(watcher.reason)
                        told = True
                    self._refresh()  # what changed before anybody watched
                    self._follow_book(watcher, places)

    def _follow_book(self, watcher: Watcher, places: object) -> None:
        """Build after each batch of changes, until other places are to be watched.

        While nobody waits for a page, the whole book is looked at, since the system
        may have told too little; and garbage is looked for.
        """
        reason, tidy = watcher.reason, False
        whole, looked = True, monotonic()
        while self._live.places == places:
            changed = watcher.wait(None if tidy else _IDLE)
            if watcher.reason != reason:
                reason = watcher.reason
                self._voice.say(f"Looking every second from now on: {reason}")
            tidy = not changed
            if changed and monotonic() - looked < _TRUST:
                whole = False
                self._refresh(changed)
            elif changed or not whole:
                whole, looked = True, monotonic()
                self._refresh()
            if tidy:
                with watcher.ending.later():
                    gc.collect()

    def _refresh(self, changed: Iterable[Path] | None = None) -> None:
        """Show the book as it is now; where it cannot be built, say why.

        Args:
            changed: As of `LiveBook.refresh`.
        """
        started = perf_counter()
        try:
            result = self._live.refresh(changed)
            pages = self._shown.pages
            if result is not self._result:
                pages = Pages(result, self._builds)
        except (BookError, OSError) as error:
            if self._is_new(trouble := self._refusal(error)):
                self._voice.say(f"airbook: {error}")
                self._show(self._showing(self._shown.pages, trouble))
        except Exception as error:  # noqa: BLE001 - the preview goes on
            if self._is_new(trouble := _fault(error)):
                traceback.print_exc()
                self._show(self._showing(self._shown.pages, trouble))
        else:
            self._take(result, pages, perf_counter() - started)

    def _is_new(self, trouble: Trouble) -> bool:
        """Say whether a trouble is another than the one that is shown."""
        return trouble != self._shown.crash

    def _take(self, result: BuildResult, pages: Pages, took: float) -> None:
        """Show a build that came to its end."""
        if result is self._result and not self._shown.crash:
            return
        before, self._result = self._result, result
        self._builds += 1
        self._show(self._showing(pages))
        edited = _edited(before, result) if self._follow else ""
        if edited:
            self._in_loop(lambda: self._viewers.lead(pages.address_of(edited)))
        self._voice.built(took)

    def _state(self, path: str, local: bool) -> str:  # noqa: FBT001 - passed on as it is
        return self._shown.state(path, local)

    def _showing(self, pages: Pages, crash: Trouble | None = None) -> Shown:
        return Shown(self._live, pages, self._guard.token, crash)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self._in_loop(self._viewers.tell)

    def _in_loop(self, work: Callable[[], None]) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # it has just been closed
                self._loop.call_soon_threadsafe(work)

    def _refusal(self, error: BookError | OSError) -> Trouble:
        """Return what the overlay says of an error, without a path of the machine."""
        if isinstance(error, OSError) and error.filename is not None:
            name = Path(os.fsdecode(error.filename)).name
            said = f"{error.strerror}: {name}"
        else:
            said = str(error)
            book = self._live.workspace
            for folder in (book.content.parent, book.root):
                said = said.replace(f"{folder}{os.sep}", "").replace(str(folder), "")
        return crash_trouble(said, "the preview goes on as soon as it is there again")

    @contextmanager
    def _serving(self, sockets: Sequence[socket.socket]) -> Iterator[None]:
        """Serve from a thread of its own for as long as the block lasts."""
        import uvicorn

        from generator.serve.app import make_app

        app = make_app(lambda: self._shown, self._viewers, self._guard, _own_files())
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=1,
            )
        )
        begun = Event()

        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            begun.set()
            await server.serve(list(sockets))

        # A daemon: a page that is being made holds nobody up who wants to end.
        thread = Thread(target=lambda: asyncio.run(serve()), daemon=True)
        thread.start()
        begun.wait()
        try:
            yield
        finally:
            self._in_loop(self._viewers.close)
            server.should_exit = True
            thread.join(_PATIENCE)


def _fault(error: Exception) -> Trouble:
    return crash_trouble(
        f"this is a fault in Airbook: {type(error).__name__}",
        "the terminal in which the preview runs says more",
    )


def _edited(before: BuildResult, after: BuildResult) -> str:
    """Return the one note that was edited or made; empty: none, or several."""
    old = before.book.notes
    found = [
        path
        for path, note in after.book.notes.items()
        if note is not old.get(path) and note != old.get(path)
    ]
    return found[0] if len(found) == 1 else ""


def _own_files() -> Mapping[str, bytes]:
    folder = find_templates() / _FOLDER
    return {file.name: file.read_bytes() for file in folder.iterdir()}
