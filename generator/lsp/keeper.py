"""When a book that is being edited is checked: soon its open note, then all of it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from generator.lsp.session import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.diagnostics import Diagnostic
    from generator.lsp.session import Session
    from generator.lsp.text import Text

    Tell = Callable[[str, Text, tuple[Diagnostic, ...]], None]

NOTE_QUIET: Final = 0.05
BOOK_QUIET: Final = 0.2
_log = logging.getLogger("airbook.lsp")


class Keeper:
    """Keeps what the editor shows of one book up to date, in one event loop."""

    def __init__(self, session: Session, tell: Tell) -> None:
        """Take a book.

        Args:
            session: The book.
            tell: Is called with the path, text and problems of a note whenever they
                are others than before.
        """
        self.session = session
        self.ready = asyncio.Event()
        self._tell = tell
        self._edits = 0
        self._touched: set[str] = set()
        self._changed = asyncio.Event()
        self._told: dict[str, tuple[Diagnostic, ...]] = {}
        self._changed.set()
        self._building = asyncio.Lock()
        self._task = asyncio.create_task(self._run())

    def touch(self, *paths: str) -> None:
        """Say that notes are others than before."""
        self._edits += 1
        self._touched.update(paths)
        self._changed.set()

    def read_again(self) -> None:
        """Say that the disk is another than before."""
        self.session.forget_disk()
        self.touch()

    async def fresh(self) -> None:
        """Wait until the book is built from everything that is known now."""
        await self._build()

    async def stop(self) -> None:
        """Check no more."""
        self._task.cancel()
        self.session.stop()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        """Go on for ever; what goes wrong is written to the log."""
        while True:
            await self._changed.wait()
            try:
                await self._follow()
            except StoppedError:
                return
            except Exception:  # noqa: BLE001 - an editor goes on
                _log.exception("the book could not be checked")
                self.ready.set()

    async def _follow(self) -> None:
        """Check the notes after a short quiet, the book after some more."""
        seen = self._edits
        if self.session.state is not None:
            await asyncio.sleep(NOTE_QUIET)
            if seen == self._edits:
                await self._check()
                await asyncio.sleep(BOOK_QUIET)
            if seen != self._edits:
                return
        self._changed.clear()
        await self._build()

    async def _check(self) -> None:
        """Tell what is wrong in the notes that were edited."""
        while self._touched:
            path = self._touched.pop()
            checked = await asyncio.to_thread(self.session.at, path)
            if checked and self.session.open.get(path) is checked.text:
                # Told even where nothing is new: the editor has moved what it shows.
                self._told[path] = checked.problems
                self._tell(path, checked.text, checked.problems)

    async def _build(self) -> None:
        """Build the book and tell what is wrong in it; one build at a time."""
        async with self._building:
            state = await asyncio.to_thread(self.session.build)
            self.session.accept(state)
        self.ready.set()
        for path in {*state.problems, *self._told}:
            if self.session.open.get(path) is state.open.get(path):
                self._say(path, state.problems.get(path, ()))

    def _say(self, path: str, problems: tuple[Diagnostic, ...]) -> None:
        """Tell the problems of a note, where they are others than before."""
        if self._told.get(path, ()) != problems:
            self._told[path] = problems
            self._tell(path, self.session.text_of(path), problems)
