"""What a file system says of a file, and when that tells that it is the same file."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

Stamp = tuple[int, int, int, int]
"""Size, time of the last change of the content and of anything, and inode."""

_COARSEST: Final = 2_500_000_000  # FAT counts in steps of two seconds


def stamp_of(found: os.stat_result) -> Stamp:
    """Return the stamp of a file.

    No program can set the time of the last change of anything: a file with the same
    stamp holds the same bytes, whatever was done to its other times.
    """
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def stamp_at(path: str) -> Stamp | None:
    """Return the stamp of a regular file; none where there is no such file."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return stamp_of(found) if stat.S_ISREG(found.st_mode) else None


def is_settled(stamp: Stamp, now: int) -> bool:
    """Say whether a change after a moment would show in a stamp taken then.

    Two changes within one step of the file system's clock leave the same times.

    Args:
        stamp: Taken of the file.
        now: The moment, in nanoseconds since 1970.
    """
    # Windows has the time of making there, and any program can set the other one.
    return os.name != "nt" and max(stamp[1], stamp[2]) < now - _COARSEST


def _look(file: str) -> tuple[Stamp, int]:
    now = time.time_ns()
    return stamp_of(os.stat(file)), now  # noqa: PTH116 - of ten thousand at once


class Unchanged(Generic[T]):
    """What was made of files, for as long as they cannot have changed since."""

    def __init__(
        self, recall: Callable[[str, str, Stamp], T | None] | None = None
    ) -> None:
        """Begin without any.

        Args:
            recall: Returns what an earlier process made of a file, by its name, its
                place and its stamp; none: nobody knows.
        """
        self._made: dict[tuple[str, str], tuple[Stamp, T]] = {}
        self._recall = recall

    def of(
        self,
        name: str,
        file: str,
        make: Callable[[], T],
        looked: tuple[Stamp, int] | None = None,
    ) -> T:
        """Return what is made of a file, or what was made of the same before.

        Args:
            name: What it is called; one file may have several names.
            file: Its place; a symbolic link stands for what it leads to.
            make: Reads the file.
            looked: Its stamp where somebody has just taken it, and a moment before
                that, in nanoseconds since 1970; none: it is taken now.

        Raises:
            OSError: Where there is no such file, and what `make` raises.
        """
        stamp, now = looked or _look(file)
        known = self._made.get((name, file))
        if known and known[0] == stamp:
            return known[1]
        recalled = self._recall(name, file, stamp) if self._recall else None
        made = make() if recalled is None else recalled
        if is_settled(stamp, now):
            self._made[name, file] = stamp, made
        return made
