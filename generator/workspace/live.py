"""A book that is built again and again while somebody writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cache.memory import MemoryMemo
from generator.source import Known, reread
from generator.workspace.building import build_book
from generator.workspace.connections import read_connections
from generator.workspace.opening import SETTINGS_FILE
from generator.workspace.reading import kept_notes, read_book
from generator.workspace.templates import TEMPLATES, read_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.build import BuildResult
    from generator.source.records import Sources
    from generator.workspace.opening import Workspace


class LiveBook:
    """Keeps what was read and built, so that a change costs what it changes.

    Whatever goes wrong while it is built anew, the last result stays.
    """

    def __init__(self, open_book: Callable[[], Workspace]) -> None:
        """Take what opens the book, with the settings and the day as they are then."""
        self._open_book = open_book
        self._memo = MemoryMemo()
        self._known = Known()
        self._made_from: object = None
        self._sources: Sources | None = None
        self._texts: dict[str, str] = {}
        self.workspace = open_book()
        self._result: BuildResult | None = None

    def refresh(self, changed: Iterable[Path] | None = None) -> BuildResult:
        """Return what a build of the book as it is now finds out.

        Args:
            changed: All paths that changed since the last time, where somebody knows
                them; then no other note is looked at if that can be. None: all are.

        Returns:
            The very same result as the last time where nothing has changed.

        Raises:
            BookError: Where the book is gone.
            OSError: Where it cannot be read.
        """
        workspace = self._open_book()
        sources = self._reread(workspace, changed)
        sources = sources or read_book(workspace, self._known)
        templates = read_templates(workspace.root)
        made_from = workspace, sources, templates, read_connections(workspace)
        if self._result is None:
            self._memo = MemoryMemo(kept_notes(workspace, sources))
        if self._result is None or made_from != self._made_from:
            result = build_book(
                workspace, sources=sources, memo=self._memo, before=self._result
            )
            self._result, self._made_from = result, made_from
            self._texts = {note.path: note.text for note in sources.notes}
            self.workspace, self._sources = workspace, sources
        return self._result

    def _reread(
        self, workspace: Workspace, changed: Iterable[Path] | None
    ) -> Sources | None:
        """Return the sources as they are now; none where all must be looked at."""
        if changed is None or self._sources is None or workspace != self.workspace:
            return None
        return reread(self._sources, workspace.content, changed)

    @property
    def places(self) -> tuple[tuple[Path, bool], ...]:
        """What the site is made from, and whether each is a folder by now."""
        book = self.workspace
        own = (book.root / SETTINGS_FILE, book.root / TEMPLATES)
        return tuple((place, place.is_dir()) for place in (book.content, *own))

    def file_of(self, path: str) -> Path:
        """Return the file that a problem's path names."""
        ours = path == SETTINGS_FILE or path.startswith(f"{TEMPLATES}/")
        is_note = path in self._texts or not ours
        return (self.workspace.content if is_note else self.workspace.root) / path

    def text_of(self, path: str) -> str:
        """Return the text of a note, the settings or a template; empty: it is gone."""
        if path in self._texts:
            return self._texts[path]
        try:
            return self.file_of(path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
