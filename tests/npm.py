"""Checkers that only npm has, pinned to the byte, in the same ignored folder."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fetched import FOLDER, members

if TYPE_CHECKING:
    from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class NpmPackage:
    """One version of a package, and the file in it that is wanted."""

    name: str
    version: str
    sha512: str
    member: str = ""


CHECKER: Final = NpmPackage(
    name="vnu-jar",
    version="26.9.27",
    sha512=(
        "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0Sg"
        "hgBX6RJRNea0KA=="
    ),
    member="package/build/dist/vnu.jar",
)
AXE: Final = NpmPackage(
    name="axe-core",
    version="4.14.1",
    sha512=(
        "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFoo"
        "JpZe37OgudVGtQ=="
    ),
    member="package/axe.min.js",
)


def npm_file(package: NpmPackage) -> Path | None:
    """Return where the wanted file of a package lies; none where it cannot be had."""
    name = Path(package.member).name
    kept = FOLDER / f"{package.name}-{package.version}" / name
    if kept.exists():
        return kept
    npm = shutil.which("npm")
    if npm is None:
        return None
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        archive = _packed(npm, package, Path(folder))
        if archive is None:
            return None
        with tarfile.open(archive) as opened:
            taken = opened.extractfile(package.member)
            if taken is None:
                return None
            kept.parent.mkdir(exist_ok=True)
            beside = kept.with_name(f"{name}.{os.getpid()}")
            beside.write_bytes(taken.read())
            beside.replace(kept)
    return kept


def npm_members(package: NpmPackage, ending: str) -> dict[str, bytes] | None:
    """Return every file of a package whose path ends so; none where it is not had."""
    kept = FOLDER / f"{package.name}-{package.version}.tgz"
    if not kept.exists():
        npm = shutil.which("npm")
        if npm is None:
            return None
        FOLDER.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            archive = _packed(npm, package, Path(folder))
            if archive is None:
                return None
            archive.replace(kept)
    return members(kept, ending)


def npm_tree(pinned: Path) -> Path | None:
    """Return a folder with the packages that a lock file pins, each to the byte.

    Args:
        pinned: Folder of `package.json` and `package-lock.json`.

    Returns:
        The folder that holds `node_modules`; none where npm cannot fetch them.
    """
    lock = (pinned / "package-lock.json").read_bytes()
    kept = FOLDER / f"{pinned.name}-{hashlib.sha256(lock).hexdigest()[:12]}"
    npm = shutil.which("npm")
    if kept.exists():
        return kept
    if npm is None:
        return None
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        copy = shutil.copytree(pinned, Path(folder) / "tree")
        done = subprocess.run(  # noqa: S603 - what the lock file pins
            (npm, "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"),
            cwd=copy,
            capture_output=True,
            check=False,
            timeout=600,
        )
        if done.returncode:
            return None
        copy.replace(kept)
    return kept


def _packed(npm: str, package: NpmPackage, folder: Path) -> Path | None:
    """Let npm fetch a package; none where that fails or it has other bytes."""
    wanted = f"{package.name}@{package.version}"
    done = subprocess.run(  # noqa: S603 - a pinned name
        (npm, "pack", "--silent", "--ignore-scripts", wanted),
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=300,
    )
    found = next(folder.glob("*.tgz"), None)
    if done.returncode or found is None:
        return None
    digest = hashlib.sha512(found.read_bytes()).digest()
    return found if base64.b64encode(digest).decode() == package.sha512 else None
