"""The notes of a book from the disk, and what its cache knows of them."""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING

from generator.cache.store import DamagedError
from generator.source import read_sources
from generator.workspace.owned import cache_file, cache_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.cache.notes import KeptNotes
    from generator.cache.store import Store
    from generator.source import Known
    from generator.source.records import Sources
    from generator.workspace.opening import Workspace


def read_book(workspace: Workspace, known: Known | None = None) -> Sources:
    """Read the notes of a book, without the site that may lie among them.

    Args:
        workspace: The book.
        known: As of `read_sources`.

    Returns:
        Its notes and assets.

    Diagnostics: those of `read_sources`.

    Raises:
        OSError: Where the folder cannot be read.
    """
    skip = (workspace.output,)
    return read_sources(workspace.content, workspace.settings, skip, known)


def read_with_cache(
    workspace: Workspace, *, texts: bool
) -> tuple[Sources, KeptNotes | None]:
    """Read the notes of a book with the help of its cache.

    Args:
        workspace: The book.
        texts: Whether the text of every note is asked for; else no file is read that
            the cache knows, and its text is empty.

    Returns:
        Its notes and assets, and what knows the notes; no such thing, and every text,
        where no build has left a cache, or it cannot be used.

    Raises:
        OSError: Where the folder cannot be read.
    """
    from generator.cache.run import read_run

    def read(memo: KeptNotes, store: Store) -> Sources:
        run = None if texts else read_run(store)
        return read_book(workspace, memo.known(run.inputs if run else {}))

    return _kept(workspace, read) or (read_book(workspace), None)


def kept_notes(workspace: Workspace, sources: Sources) -> KeptNotes | None:
    """Return what the cache of a book knows of its notes; none as above."""
    found = _kept(workspace, lambda _, __: sources)
    return found[1] if found else None


def _kept(
    workspace: Workspace, read: Callable[[KeptNotes, Store], Sources]
) -> tuple[Sources, KeptNotes] | None:
    """Read notes with the help of a cache, and keep what is new."""
    from generator.cache.kept import open_store

    file = cache_file(workspace)
    if not file.is_file():  # only a build begins one
        return None
    with suppress(DamagedError, OSError):  # the next build says so
        if store := open_store(file, cache_key()):
            with closing(store):
                return _read_from(store, workspace, read)
    return None


def _read_from(
    store: Store, workspace: Workspace, read: Callable[[KeptNotes, Store], Sources]
) -> tuple[Sources, KeptNotes]:
    from generator.cache.notes import KeptNotes
    from generator.parse.reading import reading_of

    memo = KeptNotes(store, reading_of(workspace.settings))
    sources = read(memo, store)
    memo.prepare(sources.notes)
    new, gone = memo.news()
    if new or gone:
        store.write(new, gone)
    return sources, memo
