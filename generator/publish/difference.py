"""What a publish would change at its target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.publish.errors import TargetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEADER: Final = "h.js"
"""The file of an encrypted site that is written last."""

_FEW: Final = 20
_DATA: Final = re.compile(r"d/[0-9a-f]{32}\.js")


class Difference(Struct, frozen=True, kw_only=True):
    """What comes, changes and goes.

    Attributes:
        added: Paths that are not there.
        changed: Paths that are there with other bytes.
        removed: Paths of ours that go.
        unchanged: How many stay as they are.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0

    def __bool__(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.added or self.changed or self.removed)

    def __str__(self) -> str:
        """Return the counts: `+12 ~3 -1`."""
        return f"+{len(self.added):,} ~{len(self.changed):,} -{len(self.removed):,}"

    @property
    def lost(self) -> int:
        """How many files go and are not replaced.

        Data of an encrypted site has a new name whenever it changes.
        """
        old, new = (_data_in(paths) for paths in (self.removed, self.added))
        return len(self.removed) - min(old, new)


def _data_in(paths: Iterable[str]) -> int:
    return sum(1 for path in paths if _DATA.fullmatch(path))


def compare(
    paths: Iterable[str], ours: frozenset[str], there: Mapping[str, bool]
) -> Difference:
    """Find what a site changes at a target.

    Args:
        paths: Of the site.
        ours: What Airbook wrote there before.
        there: For each path that is there, whether it is as it is to become.

    Returns:
        The difference, each part in order.

    Raises:
        TargetError: Where a file that is not from Airbook stands in the way.
    """
    new = frozenset(paths)
    if foreign := (new & there.keys()) - ours:
        raise TargetError(
            f"{min(foreign)} is there and is not from Airbook; move it, or choose "
            "another target"
        )
    return Difference(
        added=tuple(sorted(new - there.keys())),
        changed=tuple(sorted(path for path in new & there.keys() if not there[path])),
        removed=tuple(sorted((ours - new) & there.keys())),
        unchanged=sum(1 for path in new if there.get(path)),
    )


def check_deletions(difference: Difference, allowed: int = 0) -> None:
    """Refuse to take away most of what is there, unless that was allowed.

    Args:
        difference: What would change.
        allowed: How many files may go.

    Raises:
        TargetError: Where more than twenty files and more than half would go.
    """
    stands = difference.unchanged + len(difference.changed) + len(difference.removed)
    lost = difference.lost
    if lost > max(_FEW, allowed) and 2 * lost > stands:
        raise TargetError(
            f"{lost:,} of {stands:,} files there would go; if that is what you "
            f"want, add --allow-deletions {lost}",
            exit_status=1,
        )


def in_order(paths: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    """Return the order in which files leave, so that no page names what is missing.

    New files come first, pages behind what they show; then what changes, pages again
    behind; the header of an encrypted site last.

    Args:
        paths: Of the site.
        there: Those that are at the target.
    """
    known = frozenset(there)

    def place(path: str) -> tuple[bool, bool, bool, str]:
        return path == HEADER, path in known, path.endswith(".html"), path

    return tuple(sorted(paths, key=place))
