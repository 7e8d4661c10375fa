"""The cache of one book: opened, asked, and put aside where it cannot be used."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from generator.cache.origin import origin
from generator.cache.sealed import Seal, read_key
from generator.cache.store import Store

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "notes-and-pages.sqlite"
_ORIGIN: Final = "origin"


def open_store(folder: Path, key: Path) -> Store | None:
    """Open the cache of a book, empty where another Airbook has written it.

    Args:
        folder: Where it lies, or would.
        key: File of this user's secret; made where it is absent.

    Returns:
        The cache; none where the system lets nobody keep a secret.

    Raises:
        DamagedError: Where the file is not what was written.
    """
    secret = read_key(key)
    if secret is None:
        return None
    store = Store(folder / FILE, Seal(secret))
    made_by = origin()
    if store.read(_ORIGIN) != made_by:
        store.close()
        remove_store(folder)
        store.write([(_ORIGIN, made_by)], ())
    return store


def remove_store(folder: Path) -> None:
    """Take away the cache in a folder, whatever it holds."""
    for ending in ("", "-journal"):
        with suppress(OSError):
            (folder / (FILE + ending)).unlink()
