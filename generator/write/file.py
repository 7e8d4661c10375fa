"""Single files that somebody asked for, whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from generator.write.manifest import sync_folder
from generator.write.refusal import OutputRefusedError


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
    number, name = tempfile.mkstemp(dir=file.parent, prefix=".airbook-")
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        temporary.chmod(_mode(file))
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
