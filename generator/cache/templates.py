"""Compiled templates that an earlier run left."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from generator.cache.store import DamagedError

if TYPE_CHECKING:
    from generator.cache.store import Store


class KeptTemplates:
    """Gives compiled templates out of a cache, and puts the new ones into it.

    The cache is signed and of this very program, as `Compiled` asks for.
    """

    def __init__(self, store: Store | None) -> None:
        """Take the cache; none: nothing was left, and nothing will be."""
        self._store = store
        self._new: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return what a template was compiled to; none: it is not known.

        What is damaged is compiled anew: it is asked for while a page is made, where
        any error counts as one of the template.
        """
        if self._store:
            with suppress(DamagedError):
                return self._store.read(key)
        return None

    def put(self, key: str, code: bytes) -> None:
        """Remember what a template was compiled to."""
        self._new[key] = code

    def end(self) -> None:
        """Put what is new into the cache, unless the system refuses, and close it.

        From then on nothing is asked of it, nor kept.
        """
        store, self._store = self._store, None
        if store is None:
            return
        with suppress(DamagedError, OSError):  # a full disk, or another run
            if self._new:
                store.write(self._new.items(), ())
        store.close()
