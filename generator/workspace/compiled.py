"""What templates were compiled to, kept once for all books of a user."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from generator.cache.kept import open_store, remove_store
from generator.cache.store import BusyError, DamagedError
from generator.cache.templates import KeptTemplates
from generator.render.compiled import keep_compiled
from generator.workspace.owned import cache_key, user_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.cache.store import Store

_FILE: Final = "templates.sqlite"


@contextmanager
def compiled_templates() -> Iterator[KeptTemplates]:
    """Take compiled templates from where they are kept; in the end, keep the new ones.

    They are named by their own bytes, so that those of one book serve every other, and
    may be deleted at any time. Where the system refuses, each run compiles its own.
    """
    kept = KeptTemplates(_store())
    keep_compiled(kept)
    try:
        yield kept
    finally:
        kept.end()
        keep_compiled(None)


def _store() -> Store | None:
    file = user_folder() / _FILE
    try:
        return open_store(file, cache_key())
    except (BusyError, OSError):
        return None
    except DamagedError:
        remove_store(file)  # for the next run
        return None
