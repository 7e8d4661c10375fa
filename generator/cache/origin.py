"""What made a site: this Airbook, its libraries, this Python."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.cache.sealed import digest_of
from generator.stamps import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE: Final = Path(__file__).parent.parent


def origin() -> bytes:
    """Return a digest that is another one after any change of the program.

    Of Airbook itself every file counts, not a number that somebody may forget to
    raise; of the libraries the names of the folders that say their versions.
    """
    libraries = sorted({one for folder in sys.path for one in _versions(folder)})
    return digest_of((sys.version, libraries, sorted(_code(os.fspath(_PACKAGE)))))


def _versions(folder: str) -> list[str]:
    try:
        with os.scandir(folder or os.curdir) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return []
    return [name for name in names if name.endswith((".dist-info", ".egg-info"))]


def _code(folder: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _code(entry.path)
            elif entry.name.endswith((".py", ".toml")):
                yield entry.path, stamp_of(entry.stat())
