"""One file that somebody asked for, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

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
