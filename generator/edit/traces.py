"""What an edit that was cut off leaves, found without a look at how edits are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

LAST: Final = "edit-last.json"
_SETTLED: Final = frozenset({LAST, ".gitignore", "cache"})


def may_be_cut_off(state: Path) -> bool:
    """Say whether the folder of a book's state holds more than edits that ended leave.

    Args:
        state: It need not exist.

    Raises:
        OSError: Where the system refuses.
    """
    try:
        return not _SETTLED.issuperset(one.name for one in state.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return False
