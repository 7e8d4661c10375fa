"""Compiled templates that an earlier run left."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from generator.cache.store import DamagedError

if TYPE_CHECKING:
    from generator.cache.store import Store

_PREFIX: Final = "template:"


class KeptTemplates:
    """Gives compiled templates out of a cache, and remembers the new ones for it.

    The cache is signed and of this very program, as `Compiled` asks for.
    """

    def __init__(self, store: Store | None) -> None:
        """Take the cache; none: nothing was left."""
        self._store = store
        self._new: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return what a template was compiled to; none: it is not known.

        What is damaged is compiled anew: it is asked for while a page is made, where
        any error counts as one of the template.
        """
        if self._store:
            with suppress(DamagedError):
                return self._store.read(_PREFIX + key)
        return None

    def put(self, key: str, code: bytes) -> None:
        """Remember what a template was compiled to."""
        self._new[key] = code

    def news(self) -> list[tuple[str, bytes]]:
        """Return what the cache does not hold yet."""
        return [(_PREFIX + key, code) for key, code in self._new.items()]
