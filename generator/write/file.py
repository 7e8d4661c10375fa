"""Single files that somebody asked for, whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Final

from generator.write.manifest import sync_folder
from generator.write.refusal import OutputRefusedError

NEW: Final = ".airbook-new.tmp"
"""What a file that asks for care is called until it is whole."""


def write_file(file: Path, data: bytes, *, content: Path | None = None) -> None:
    """Write a file; until it is whole, an old one stays as it was.

    Args:
        file: Where; its folder must be there.
        data: What.
        content: The content folder, which nothing is written into.

    Raises:
        OutputRefusedError: Where it would lie among the notes.
        OSError: Where the system refuses.
    """
    target = file.resolve()
    if content is not None and target.is_relative_to(content.resolve()):
        raise OutputRefusedError(f"{file} lies among the notes; choose another place")
    if target.exists() and not target.is_file():
        # A device or a pipe is written to, never replaced.
        target.write_bytes(data)
        return
    number, name = tempfile.mkstemp(dir=target.parent, prefix=".airbook-")
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as opened:
            opened.write(data)
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the mode of the old file, else that of a new one."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def replace_file(file: Path, data: bytes) -> None:
    """Write a file anew, whole or not at all; it is on the disk when this returns.

    Its mode stays. What a run that was cut off left beside it is written over.

    Args:
        file: Where; its folder must be there.
        data: What.

    Raises:
        OSError: Where the system refuses.
    """
    temporary = file.parent / NEW
    _write_synced(temporary, data, _mode(file))
    try:
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def _write_synced(file: Path, data: bytes, mode: int) -> None:
    file.unlink(missing_ok=True)
    try:
        with file.open("xb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        file.chmod(mode)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def create_file(file: Path, data: bytes) -> None:
    """Write a new file, whole or not at all; it is on the disk when this returns.

    Args:
        file: Where; its folder must be there.
        data: What.

    Raises:
        FileExistsError: Where anything has the name; it stays as it is.
        OSError: Where the system refuses.
    """
    if file.is_symlink() or file.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
    temporary = file.parent / NEW
    _write_synced(temporary, data, _mode(file))
    try:
        _take_name(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(file.parent)


def _take_name(temporary: Path, file: Path) -> None:
    """Give a file its name, unless something took it in the meantime."""
    try:
        file.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # A memory stick knows no second name for a file.
        temporary.rename(file)
