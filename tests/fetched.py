"""Other people's test data: taken from pinned packages, never kept in the repository.

The folder it is taken to is ignored. Where it cannot be had a test skips with a
count; `AIRBOOK_NO_SKIPS=1` makes every skip a failure (`tests/conftest.py`).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Final

FOLDER: Final = Path(__file__).parent / ".data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A source archive of the Python package index, to the byte."""

    name: str
    version: str
    sha256: str


SPECIFICATION: Final = Package(
    name="markdown-it-py",
    version="4.3.0",
    sha256="91a58fa5b72c71a40cf7177250fd767480d7a2bb3ac426ccfb76fb90305fdaaa",
)


def fetch(package: Package, member: str) -> bytes | None:
    """Return one file of a package's source archive.

    Args:
        package: Which one.
        member: Path of the file below the archive's own folder.

    Returns:
        Its bytes; none where the package cannot be had here.
    """
    kept = FOLDER / f"{package.name}-{package.version}" / member
    if not kept.exists():
        archive = _archive(package)
        if archive is None:
            return None
        _keep(archive, member, kept)
    return kept.read_bytes()


def fetch_all(package: Package, ending: str) -> dict[str, bytes] | None:
    """Return every file of a source archive whose path ends so, by its path.

    Args:
        package: Which one.
        ending: How the paths end.

    Returns:
        Bytes by path below the archive's own folder, in order; none where the
        package cannot be had here.
    """
    archive = _archive(package)
    return None if archive is None else members(archive, ending)


def members(archive: Path, ending: str) -> dict[str, bytes]:
    """Return the files of an archive whose path ends so, by path without the top."""
    found: dict[str, bytes] = {}
    with tarfile.open(archive) as opened:
        for one in sorted(opened.getmembers(), key=lambda one: one.name):
            taken = opened.extractfile(one) if one.name.endswith(ending) else None
            if taken is not None:
                found[one.name.partition("/")[2]] = taken.read()
    return found


def _archive(package: Package) -> Path | None:
    """Download an archive once; none where that fails or it is another one."""
    found = FOLDER / f"{package.name}-{package.version}.tar.gz"
    if not found.exists():
        FOLDER.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            if not _download(package, Path(folder)):
                return None
            got = next(Path(folder).glob("*.tar.gz"), None)
            if got is None:
                return None
            got.replace(found)
    digest = hashlib.sha256(found.read_bytes()).hexdigest()
    return found if digest == package.sha256 else None


def _download(package: Package, folder: Path) -> bool:
    """Let pip fetch a source archive of just this content."""
    wanted = folder / "wanted.txt"
    line = f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n"
    wanted.write_text(line, encoding="utf-8")
    options = ("--no-deps", "--no-binary", ":all:", "--require-hashes")
    command = (sys.executable, "-m", "pip", "download", "-q", "--dest", str(folder))
    done = subprocess.run(  # noqa: S603 - pip, with what stands above
        (*command, *options, "-r", str(wanted)),
        capture_output=True,
        check=False,
        timeout=300,
    )
    return done.returncode == 0


def _keep(archive: Path, member: str, kept: Path) -> None:
    with tarfile.open(archive) as opened:
        top = opened.getnames()[0].partition("/")[0]
        taken = opened.extractfile(f"{top}/{member}")
        if taken is None:
            raise FileNotFoundError(member)
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = kept.with_name(f"{kept.name}.{os.getpid()}")
        beside.write_bytes(taken.read())
        beside.replace(kept)
