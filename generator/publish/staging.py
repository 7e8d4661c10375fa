"""A private folder where a site waits before it leaves."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.write.manifest import checked_path, folders_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_PREFIX: Final = "airbook-publish-"
_NAME: Final = re.compile(rf"{_PREFIX}([0-9]+)-\w+")
# What a zip can hold: the years 1980 to 2107.
_EARLIEST: Final = 315_532_800
_LATEST: Final = 4_354_819_199


class Staged(Struct, frozen=True, kw_only=True):
    """A site on the disk, ready to leave.

    Attributes:
        folder: Where it lies.
        scratch: A private folder for what a target needs besides.
        paths: Its files.
        moment: The date of every file and commit, in seconds since 1970.
    """

    folder: Path
    scratch: Path
    paths: tuple[str, ...]
    moment: int

    def read(self, path: str) -> bytes:
        """Return the bytes of one of its files."""
        return (self.folder / path).read_bytes()

    @property
    def files(self) -> Mapping[str, Callable[[], bytes]]:
        """What reads each of its files, by path."""
        return {path: partial(self.read, path) for path in self.paths}

    def size(self, paths: Iterable[str]) -> int:
        """Return how many bytes some of its files have."""
        return sum((self.folder / path).stat().st_size for path in paths)


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a folder that nobody else may read, and remove it at the end.

    What a run that was cut off left behind is removed as well.
    """
    place = Path(tempfile.gettempdir())
    _sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(place: Path) -> None:
    for found in place.glob(f"{_PREFIX}*"):
        name = _NAME.fullmatch(found.name)
        if name and _is_own(found) and not _is_alive(int(name[1])):
            shutil.rmtree(found, ignore_errors=True)


def _is_own(folder: Path) -> bool:
    try:
        state = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(state.st_mode) and state.st_uid == _user()


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _is_alive(process: int) -> bool:
    if os.name == "nt":
        # No question to a process there is free of effect.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def stage(
    files: Iterable[tuple[str, bytes | Path]],
    scratch: Path,
    *,
    onto: tuple[str, ...] = (),
) -> Staged:
    """Write a site into a private folder.

    Args:
        files: Paths and bytes, or the file to copy; of two with one path the later
            counts.
        scratch: The private folder.
        onto: Paths of the site that lie there already.

    Returns:
        The site.

    Raises:
        OSError: Where the system refuses.
        ValueError: Where a path leads out of the site, or is file and folder.
    """
    folder = scratch / "site"
    _make(folder)
    paths = dict.fromkeys(onto)
    for path, content in files:
        target = folder / checked_path(path)
        for above in reversed(target.relative_to(folder).parents):
            _make(folder / above)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            target.write_bytes(content)
        # As a host needs them; the folder above keeps them from everybody else.
        target.chmod(0o644)
        paths[path] = None
    if twice := frozenset(paths) & folders_of(frozenset(paths)):
        raise ValueError(f"both a file and a folder of the site: {min(twice)!r}")
    return Staged(folder=folder, scratch=scratch, paths=tuple(paths), moment=moment())


def unstage(staged: Staged, paths: Iterable[str]) -> None:
    """Take some files of a site away again."""
    for path in paths:
        (staged.folder / path).unlink()


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir()
        folder.chmod(0o755)


def moment() -> int:
    """Return the date of what leaves: SOURCE_DATE_EPOCH, else the start of 1980.

    When something was published is nobody's business, and equal sites stay equal.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch("[0-9]{1,15}", given):
        return min(max(int(given), _EARLIEST), _LATEST)
    return _EARLIEST
