"""Single files that somebody asked for, whole or not at all."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from generator.write.manifest import sync_folder
from generator.write.refusal import OutputRefusedError
from generator.write.temporary import sweep, written

if TYPE_CHECKING:
    from pathlib import Path


def write_file(file: Path, data: bytes, *, content: Path | None = None) -> None:
    """Write a file; until it is whole, an old one stays as it was.

    Args:
        file: Where; its folder must be there. A device or a pipe is written to.
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
        target.write_bytes(data)
    else:
        replace_file(target, data)


def replace_file(file: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file anew, whole or not at all; it is on the disk when this returns.

    Args:
        file: Where; its folder must be there.
        data: What.
        mode: Who may read and write it; none: as before.

    Raises:
        OSError: Where the system refuses.
    """
    with written(data, file, mode) as temporary:
        temporary.replace(file)
    sync_folder(file.parent)


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
        sweep(file.parent)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
    with written(data, file) as temporary:
        _take_name(temporary, file)
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
