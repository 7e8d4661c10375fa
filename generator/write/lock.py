"""One run at a time over a folder; whoever comes second is told who is at work."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
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
NO_LINKS: Final = getattr(os, "O_NOFOLLOW", 0)
_TRIES: Final = 100
_LOCKLESS: Final = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL})
_SIGNS_WITHIN: Final = 0.2  # seconds, from the lock to the name of who has it


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
    file, number = _taken(folder)
    try:
        _sign(number)
        yield
    finally:
        _let_go(file, number)


def _taken(folder: Path) -> tuple[Path, int]:
    """Open and lock the file that says who is at work in a folder."""
    file = folder / LOCK
    try:
        return file, _opened(file, folder)
    except OSError as error:
        if error.errno not in _LOCKLESS:
            raise
    # Some network drives have no locks; this keeps out the runs of this machine.
    file.unlink(missing_ok=True)
    file = _elsewhere(folder)
    return file, _opened(file, folder)


def _elsewhere(folder: Path) -> Path:
    from platformdirs import user_cache_path

    locks = user_cache_path("airbook", appauthor=False) / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    return locks / hashlib.sha256(bytes(folder.resolve())).hexdigest()[:32]


def _opened(file: Path, folder: Path) -> int:
    """Open and lock the file that has the name; it may be removed meanwhile."""
    for _ in range(_TRIES):
        number = os.open(file, os.O_RDWR | os.O_CREAT | NO_LINKS, 0o644)
        held = ""
        try:
            if try_lock(number):
                if is_named(file, number):
                    return number
            else:
                held = _who(number)
        except OSError:
            os.close(number)
            raise
        os.close(number)
        if held:
            raise LockedError(f"another airbook is at work in {folder}{held}")
    raise LockedError(f"the folder {folder} is locked again and again")


def is_named(file: Path, number: int) -> bool:
    """Say whether an open file still has its name."""
    try:
        named = file.lstat()
    except FileNotFoundError:
        return False
    opened = os.fstat(number)
    return (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)


def try_lock(number: int) -> bool:
    """Lock an open file; false where another process has."""
    try:
        if os.name == "nt":  # pragma: no cover - the other system
            # Behind the name of who has it, which others are to read.
            os.lseek(number, 1 << 20, os.SEEK_SET)
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
    import platform

    who = {"pid": os.getpid(), "host": platform.node(), "since": time.time()}
    os.ftruncate(number, 0)
    os.lseek(number, 0, os.SEEK_SET)
    os.write(number, json.dumps(who).encode())


def _who(number: int) -> str:
    """Return who has a lock and since when, as far as they have said it."""
    until = time.monotonic() + _SIGNS_WITHIN
    while not (said := _signature(number)) and time.monotonic() < until:
        time.sleep(_SIGNS_WITHIN / 20)
    return f"{said}; wait until it has ended"


def _signature(number: int) -> str:
    try:
        os.lseek(number, 0, os.SEEK_SET)
        who = json.loads(os.read(number, 1024))
        since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(float(who["since"])))
        return f": process {int(who['pid'])} on {who['host']}, since {since}"
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return ""
