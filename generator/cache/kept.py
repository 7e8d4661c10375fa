"""A file of sealed values: opened, and put aside where it cannot be used."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from generator.cache.origin import origin
from generator.cache.sealed import Seal, read_key
from generator.cache.store import Store

if TYPE_CHECKING:
    from pathlib import Path

_ORIGIN: Final = "origin"


def open_store(file: Path, key: Path) -> Store | None:
    """Open a cache, empty where another Airbook has written it.

    Args:
        file: Where it lies, or would.
        key: File of this user's secret; made where it is absent.

    Returns:
        The cache; none where the system lets nobody keep a secret.

    Raises:
        DamagedError: Where the file is not what was written.
    """
    secret = read_key(key)
    if secret is None:
        return None
    store = Store(file, Seal(secret))
    made_by = origin()
    if store.read(_ORIGIN) != made_by:
        store.close()
        remove_store(file)
        store.write([(_ORIGIN, made_by)], ())
    return store


def remove_store(file: Path) -> None:
    """Take away a cache, whatever it holds."""
    for ending in ("", "-journal"):
        with suppress(OSError):
            file.with_name(file.name + ending).unlink()
