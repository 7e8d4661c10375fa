"""One run at a time over a folder; whoever comes second is told who is at work."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from typing import TYPE_CHECKING, Final

if os.name == "nt":  # pragma: no cover - the other system
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK: Final = ".airbook.lock"
_TRIES: Final = 100
_NO_LINKS: Final = getattr(os, "O_NOFOLLOW", 0)


class LockedError(OSError):
    """Somebody else is at work in the folder; one line says who."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other run out of a folder, until the block ends.

    The system lets go of the lock when the process ends, however it ends, so that
    nobody has to remove one that was left behind.

    Args:
        folder: Made where it is absent.

    Raises:
        LockedError: Where another run is at work there.
        OSError: Where the system refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / LOCK
    number = _taken(file)
    try:
        _sign(number)
        yield
    finally:
        _let_go(file, number)


def _taken(file: Path) -> int:
    """Open and lock the file that has the name; it may be removed meanwhile."""
    for _ in range(_TRIES):
        number = os.open(file, os.O_RDWR | os.O_CREAT | _NO_LINKS, 0o644)
        if not _lock(number):
            said = _held(file.parent, number)
            os.close(number)
            raise LockedError(said)
        if _is_named(file, number):
            return number
        os.close(number)
    raise LockedError(f"the folder {file.parent} is locked again and again")


def _is_named(file: Path, number: int) -> bool:
    try:
        return os.fstat(number).st_ino == file.stat().st_ino
    except FileNotFoundError:
        return False


def _lock(number: int) -> bool:
    """Lock an open file; false where another process has."""
    try:
        if os.name == "nt":  # pragma: no cover - the other system
            os.lseek(number, 0, os.SEEK_SET)
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _let_go(file: Path, number: int) -> None:
    # Away with the name first: whoever waits for it then finds that it is gone.
    try:
        with contextlib.suppress(OSError):
            file.unlink()
    finally:
        os.close(number)


def _sign(number: int) -> None:
    """Write who is at work; only a message needs it, so it is not synced."""
    who = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.time()}
    os.ftruncate(number, 0)
    os.pwrite(number, json.dumps(who).encode(), 0)


def _held(folder: Path, number: int) -> str:
    said = f"another airbook is at work in {folder}"
    try:
        who = json.loads(os.pread(number, 1024, 0))
        since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(float(who["since"])))
        said += f": process {int(who['pid'])} on {who['host']}, since {since}"
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        pass
    return f"{said}; wait until it has ended"
