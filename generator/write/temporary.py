"""A file that takes shape beside its place, so that nobody meets half of it."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING, Final

from generator.write.lock import NO_LINKS, LockedError, is_named, try_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEW: Final = ".airbook-new.tmp"
"""One name in each folder: what a run that was cut off left is found again."""

_TRIES: Final = 500
_PAUSE: Final = 0.02


@contextlib.contextmanager
def written(data: bytes, file: Path, mode: int | None = None) -> Iterator[Path]:
    """Write bytes beside a file; they are on the disk when the block begins.

    Args:
        data: All of it.
        file: Whose folder it is, and whose mode and owner, where there is such a file.
        mode: The mode; none: that of `file`, else that of any new file.

    Yields:
        The temporary file; what the block has not moved away is gone after it.

    Raises:
        LockedError: Where somebody else keeps writing in the folder.
        OSError: Where the system refuses.
    """
    temporary = file.parent / NEW
    number = _made(temporary, 0o666 if mode is None else mode)
    try:
        with naming(file):
            _fill(number, data, file, mode)
        yield temporary
    finally:
        _let_go(temporary, number)


@contextlib.contextmanager
def naming(file: Path) -> Iterator[None]:
    """Name the file in an error that names none, as of a disk that is full."""
    try:
        yield
    except OSError as error:
        if error.strerror and error.filename is None:
            error.filename = str(file)
        raise


def sweep(folder: Path) -> None:
    """Take away what a run that was cut off left in a folder; what is in use stays.

    Raises:
        OSError: Where the system refuses.
    """
    temporary = folder / NEW
    if os.name == "nt":  # pragma: no cover - the other system
        with contextlib.suppress(PermissionError):  # in use
            temporary.unlink(missing_ok=True)
        return
    try:
        number = os.open(temporary, os.O_RDWR | NO_LINKS)
    except FileNotFoundError:
        return
    try:
        if _own(number) and is_named(temporary, number):
            temporary.unlink()
    finally:
        os.close(number)


def _made(temporary: Path, mode: int) -> int:
    """Make the file and hold it; wait while somebody else does."""
    for _ in range(_TRIES):
        with contextlib.suppress(FileExistsError):
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_LINKS
            number = os.open(temporary, flags, mode)
            if _own(number) and is_named(temporary, number):
                return number
            os.close(number)
        sweep(temporary.parent)
        if temporary.exists():
            time.sleep(_PAUSE)
    raise LockedError(f"another airbook keeps writing in {temporary.parent}; try again")


def _own(number: int) -> bool:
    try:
        return try_lock(number)
    except OSError:
        return True  # a file system without locks: nobody is known to hold it


def _fill(number: int, data: bytes, file: Path, mode: int | None) -> None:
    # Windows gives no open file another name.
    with open(number, "wb", closefd=os.name == "nt") as opened:
        opened.write(data)
        opened.flush()
        if os.name != "nt":
            _dress(number, file, mode)
        os.fsync(number)


def _let_go(temporary: Path, number: int) -> None:
    if os.name == "nt":  # pragma: no cover - the other system
        temporary.unlink(missing_ok=True)
        return
    # Whoever waits for the name may have taken it once it was free.
    if is_named(temporary, number):
        temporary.unlink()
    os.close(number)


def _dress(number: int, file: Path, mode: int | None) -> None:
    """Give an open file the mode and the owner that it is to have."""
    try:
        old = file.stat()
    except FileNotFoundError:
        return
    now = os.fstat(number)
    if (old.st_uid, old.st_gid) != (now.st_uid, now.st_gid):
        with contextlib.suppress(PermissionError):  # only the system's owner may
            os.fchown(number, old.st_uid, old.st_gid)
    wanted = old.st_mode & 0o777 if mode is None else mode
    if now.st_mode & 0o777 != wanted:
        os.chmod(number, wanted)
