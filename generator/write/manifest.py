"""The list of what Airbook wrote into an output; nothing else is ever removed."""

from __future__ import annotations

import errno
import json
import os
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.write.lock import LOCK
from generator.write.refusal import OutputRefusedError

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST: Final = ".airbook-site.json"
TEMPORARY: Final = ".airbook-site.tmp"
_TEMPORARIES: Final = re.compile(r"\.airbook-site(\.[0-9]+)?\.tmp")
_NOT_OURS: Final = frozenset({"", ".", "..", MANIFEST, TEMPORARY, LOCK})
_MADE_BY: Final = "Airbook"
Stamp = tuple[int, int, int] | None


class Manifest(Struct, frozen=True, kw_only=True):
    """The files that are ours.

    Attributes:
        files: Their paths; of a run that was cut off, all that it might have made.
        finished: Whether the run that wrote it came to its end.
    """

    files: frozenset[str] = frozenset()
    finished: bool = True


def stamp(output: Path) -> Stamp:
    """Return what changes whenever a manifest is written; none without one."""
    try:
        found = (output / MANIFEST).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def read_manifest(output: Path) -> Manifest:
    """Read the manifest of an output; empty where there is none.

    Raises:
        OutputRefusedError: Where it cannot be trusted.
    """
    file = output / MANIFEST
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return Manifest()
    try:
        value = json.loads(text)
        made_by, finished, files = value["made_by"], value["finished"], value["files"]
        if made_by == _MADE_BY and isinstance(finished, bool):
            ours = frozenset(checked_path(path) for path in files)
            return Manifest(files=ours, finished=finished)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise OutputRefusedError(f"{file} is damaged; delete the folder {output} yourself")


def write_manifest(output: Path, manifest: Manifest) -> None:
    """Write the manifest; it is on the disk when this returns."""
    value = {
        "made_by": _MADE_BY,
        "finished": manifest.finished,
        "files": sorted(manifest.files),
    }
    temporary = output / TEMPORARY
    with temporary.open("w", encoding="utf-8", newline="\n") as opened:
        json.dump(value, opened, ensure_ascii=False, indent=1)
        opened.write("\n")
        opened.flush()
        os.fsync(opened.fileno())
    temporary.replace(output / MANIFEST)
    sync_folder(output)


def checked_path(path: str) -> str:
    """Return a path that is safe to join to the output.

    Raises:
        ValueError: Where it is not; a site never has such a path.
    """
    parts = path.split("/")
    foreign = os.name == "nt" and ("\\" in path or ":" in path)
    if foreign or any(part in _NOT_OURS for part in parts):
        raise ValueError(f"no path of a site: {path!r}")
    return path


def temporary_of(process: int) -> str:
    """Return the name of what takes shape in a process that helps."""
    stem, dot, ending = TEMPORARY.rpartition(".")
    return f"{stem}.{process}{dot}{ending}"


def is_temporary(name: str) -> bool:
    """Say whether a file's name is that of one that takes shape."""
    return bool(_TEMPORARIES.fullmatch(name))


def temporaries_in(folder: Path) -> list[Path]:
    """Return the files of a folder that took shape when a run was cut off."""
    try:
        return [one for one in folder.iterdir() if is_temporary(one.name)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def folders_of(paths: frozenset[str]) -> frozenset[str]:
    """Return every folder that one of the paths lies in, without the output."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)


def sync_folder(folder: Path) -> None:
    """Bring the names of a folder to the disk, where the system has a way."""
    if os.name != "nt":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        except OSError as error:
            # Some network drives bring names to the disk by themselves.
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(number)
