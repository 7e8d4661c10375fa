"""What a file system says of a file, and when that tells that it is the same file."""

from __future__ import annotations

import os
from typing import Final

Stamp = tuple[int, int, int, int]
"""Size, time of the last change of the content and of anything, and inode."""

_COARSEST: Final = 2_500_000_000  # FAT counts in steps of two seconds


def stamp_of(found: os.stat_result) -> Stamp:
    """Return the stamp of a file.

    No program can set the time of the last change of anything: a file with the same
    stamp holds the same bytes, whatever was done to its other times.
    """
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def is_settled(stamp: Stamp, now: int) -> bool:
    """Say whether a change after a moment would show in a stamp taken then.

    Two changes within one step of the file system's clock leave the same times.

    Args:
        stamp: Taken of the file.
        now: The moment, in nanoseconds since 1970.
    """
    # Windows has the time of making there, and any program can set the other one.
    return os.name != "nt" and max(stamp[1], stamp[2]) < now - _COARSEST
