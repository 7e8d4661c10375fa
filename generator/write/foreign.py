"""What lies in an output that Airbook did not write; nothing takes its place."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from generator.stamps import stamp_of
from generator.write.manifest import folders_of, is_temporary
from generator.write.refusal import OutputRefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.stamps import Stamp


def refuse_foreign(
    output: Path, new: frozenset[str], ours: frozenset[str]
) -> dict[str, Stamp | None]:
    """Refuse while something that is not ours lies where a file is to come.

    Args:
        output: The folder.
        new: Paths of the site that is to come.
        ours: Paths that Airbook wrote there.

    Returns:
        The stamps of the files that lie at paths of the site.

    Raises:
        OutputRefusedError: It names the first such thing.
    """
    our_folders = folders_of(ours)
    there: dict[str, Stamp | None] = {}
    for path in sorted(new | folders_of(new)):
        found = _status(f"{output}/{path}")
        if found is None:
            continue
        if not stat.S_ISDIR(found.st_mode):
            fits = path in ours
        elif path in new:
            fits = path in our_folders and _holds_only(output, path, ours)
        else:
            fits = True
        if not fits:
            raise OutputRefusedError(
                f"{output / path} is not from Airbook; move it or choose another output"
            )
        if stat.S_ISREG(found.st_mode):
            there[path] = stamp_of(found)
    return there


def _holds_only(output: Path, folder: str, ours: frozenset[str]) -> bool:
    """Say whether all that a folder holds is ours."""
    kept = ours | folders_of(ours)
    return all(
        found.relative_to(output).as_posix() in kept or is_temporary(found.name)
        for found in (output / folder).rglob("*")
    )


def _status(path: Path | str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def mode_at(path: Path | str) -> int | None:
    """Return what lies at a path, as of `stat`, a link itself; none: nothing does."""
    found = _status(path)
    return found.st_mode if found else None
