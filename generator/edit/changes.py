"""What is to become of which file, and how it is shown before it happens."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class EditRefusedError(OSError):
    """An edit that would lose something: one line says what, the next show it."""


class Change(Struct, frozen=True, kw_only=True):
    """One file of the content folder, before and after an edit.

    Attributes:
        path: Relative to the content folder, `/` between folders.
        before: Its bytes when the edit was made; none: there was no such file.
        after: Its bytes from then on; none: it is removed.
        moved_from: The file of the same edit that is removed and that this one is
            under another name: whoever could read that one can read this.
    """

    path: str
    before: bytes | None
    after: bytes | None
    moved_from: str = ""


def difference(change: Change) -> Iterator[str]:
    """Yield a change as the lines of a unified diff; none where nothing changes.

    Bytes that are no UTF-8 are shown as a question mark in a diamond.
    """
    yield from _unified(change.path, change.before, change.path, change.after)


def differences(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the changes of one edit as `difference` does; a moved file first."""
    changes = tuple(changes)
    by_path = {one.path: one for one in changes}
    moved = {one.moved_from for one in changes}
    for one in sorted(changes, key=lambda one: not one.moved_from):
        if one.moved_from:
            old = by_path[one.moved_from]
            yield f"rename from {old.path}"
            yield f"rename to {one.path}"
            yield from _unified(old.path, old.before, one.path, one.after)
        elif one.path not in moved:
            yield from difference(one)


def _unified(
    old: str, before: bytes | None, new: str, after: bytes | None
) -> Iterator[str]:
    first, second = (
        (data or b"").decode("utf-8", "replace").splitlines()
        for data in (before, after)
    )
    yield from difflib.unified_diff(first, second, old, new, n=1, lineterm="")
