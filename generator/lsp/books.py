"""The books that the files of an editor belong to."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from generator.lsp.keeper import Keeper
from generator.lsp.session import Session
from generator.serve.watching import watch
from generator.workspace.errors import BookError
from generator.workspace.opening import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.diagnostics import Diagnostic
    from generator.lsp.text import Text
    from generator.workspace.opening import Workspace

    OpenBook = Callable[[Path], Workspace]
    Publish = Callable[[str, Text, tuple[Diagnostic, ...]], None]

_log = logging.getLogger("airbook.lsp")


class Books:
    """Every book that is open, by its folder of notes."""

    def __init__(self, open_book: OpenBook, publish: Publish) -> None:
        """Begin without any.

        Args:
            open_book: Finds the book that a folder belongs to, as of today.
            publish: Is called with the URI, text and problems of a note.
        """
        self._units = "utf-16"
        self._told_of: tuple[Path, ...] = ()
        self._open_book = open_book
        self._publish = publish
        self._keepers: dict[Path, Keeper] = {}
        self._refused: dict[Path, str] = {}
        self._uris: dict[tuple[Path, str], str] = {}
        self._closing = False

    def __iter__(self) -> Iterator[Keeper]:
        """Go through the books."""
        return iter(tuple(self._keepers.values()))

    def agree(self, units: str, told_of: tuple[Path, ...]) -> None:
        """Take what was agreed with the editor.

        Args:
            units: How it counts columns.
            told_of: Folders in which it tells us what others change.
        """
        self._units = units
        self._told_of = told_of

    def of_uri(self, uri: str) -> tuple[Keeper, str] | None:
        """Return the book that a file is a note of, and its path; none: no note."""
        file = file_of(uri)
        if file is None:
            return None
        for keeper in self:
            if path := keeper.session.path_of(file):
                return keeper, path
        opened = self.open(file.parent)
        path = opened.session.path_of(file) if opened is not None else None
        return (opened, path) if opened is not None and path else None

    def look_again(self) -> None:
        """Look anew for books where there were none: they may have been made."""
        self._refused.clear()

    def open(self, folder: Path) -> Keeper | None:
        """Open the book that a folder belongs to; none where it belongs to none."""
        if folder in self._refused:
            return None
        try:
            session = Session(lambda: self._open_book(folder))
        except (BookError, OSError) as error:
            self._refused[folder] = str(error)
            _log.info("%s", error)
            return None
        content = session.workspace.content
        if content not in self._keepers:
            session.units = self._units
            keeper = Keeper(
                session, lambda path, *told: self._tell(session, path, *told)
            )
            self._keepers[content] = keeper
            if not any(content.is_relative_to(one) for one in self._told_of):
                # Not one of the loop's own threads: those are waited for at the end.
                about = keeper, asyncio.get_running_loop()
                Thread(target=self._follow, args=about, daemon=True).start()
        return self._keepers[content]

    def why_not(self, folder: Path) -> str:
        """Return why a folder belongs to no book; empty: it does."""
        return self._refused.get(folder, "")

    def changed(self, files: Iterable[Path]) -> None:
        """Read again the books whose files somebody else has changed."""
        files = [file.parent.resolve() / file.name for file in files]
        self.look_again()
        for keeper in self:
            workspace = keeper.session.workspace
            ours = (workspace.content, workspace.root / SETTINGS_FILE)
            if any(file.is_relative_to(one) for file in files for one in ours):
                keeper.read_again()

    async def close(self) -> None:
        """Stop all work."""
        self.stop_watching()
        for keeper in self:
            await keeper.stop()

    def stop_watching(self) -> None:
        """Let the threads end that watch notes."""
        self._closing = True

    def _follow(self, keeper: Keeper, loop: asyncio.AbstractEventLoop) -> None:
        """Watch the notes of a book, in a thread, since the editor does not."""
        workspace = keeper.session.workspace
        try:
            with watch(workspace.content, workspace.root / SETTINGS_FILE) as watcher:
                # What was changed before counts as well: it may have been read already.
                loop.call_soon_threadsafe(keeper.read_again)
                while not self._closing:
                    if watcher.wait(timeout=0.5):
                        loop.call_soon_threadsafe(keeper.read_again)
        except Exception:  # noqa: BLE001 - an editor goes on
            _log.exception("the notes cannot be watched")

    def _tell(
        self,
        session: Session,
        path: str,
        text: Text,
        problems: tuple[Diagnostic, ...],
    ) -> None:
        self._publish(self.uri_of(session, path), text, problems)

    def spell(self, session: Session, path: str, uri: str) -> None:
        """Remember how the editor spells the URI of a note."""
        self._uris[session.workspace.content, path] = uri

    def uri_of(self, session: Session, path: str) -> str:
        """Return the URI of a note, spelled as the editor does."""
        known = self._uris.get((session.workspace.content, path))
        return known or session.file_of(path).as_uri()


def file_of(uri: str) -> Path | None:
    """Return the file of a URI; none where it is of another scheme."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = url2pathname(parts.path)
    return Path(f"//{parts.netloc}{path}" if parts.netloc else path)
