"""What is to become of which file, and how it is shown before it happens."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class EditRefusedError(OSError):
    """An edit that would lose something: one line says what, the next show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file of the content folder, before and after an edit.

    Attributes:
        path: Relative to the content folder, `/` between folders.
        before: Its bytes when the edit was made; none: there was no such file.
        after: Its bytes from then on; none: it is removed.
    """

    path: str
    before: bytes | None
    after: bytes | None


def difference(change: Change) -> Iterator[str]:
    """Yield a change as the lines of a unified diff; none where nothing changes.

    Bytes that are no UTF-8 are shown as a question mark in a diamond.
    """
    before, after = (
        (data or b"").decode("utf-8", "replace").splitlines()
        for data in (change.before, change.after)
    )
    yield from difflib.unified_diff(
        before, after, change.path, change.path, n=1, lineterm=""
    )
