"""`rsync:HOST:PATH`: a folder of another machine, over ssh, or of this one."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.publish.errors import TargetError
from generator.publish.targets.program import run_program
from generator.publish.targets.target import manifest_file
from generator.write.manifest import Manifest, folders_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.publish.difference import Difference
    from generator.publish.staging import Staged

# Nothing of a path is read by a shell there; links to folders there stay links.
_COMMON: Final = ("--recursive", "--protect-args", "--keep-dirlinks", "--from0")
# Eleven signs of rsync, then the name.
_LISTED: Final = re.compile(r"[<>.ch*]f(.{9}) (.*)")
_NEW: Final = "+++++++++"
_ODD: Final = re.compile(r"\\#([0-7]{3})")


_ABSENT: Final = "change_dir"


class RsyncTarget(Struct, frozen=True, kw_only=True):
    """A folder that rsync reaches.

    Attributes:
        place: As rsync takes it, with a slash at the end.
        scratch: A private folder for lists.
    """

    place: str
    scratch: Path

    @property
    def name(self) -> str:
        """What the user reads."""
        return self.place

    def _rsync(self, *arguments: str) -> bytes:
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("RSYNC_") or key == "RSYNC_RSH"
        }
        return run_program(
            ["rsync", *_COMMON, *arguments], {**environment, "LC_ALL": "C"}
        )

    def _list(self, name: str, lines: Iterable[str]) -> str:
        """Write a list for rsync; return the file that holds it."""
        file = self.scratch / name
        file.write_bytes(b"".join(line.encode() + b"\0" for line in lines))
        return str(file)

    def read(self, paths: tuple[str, ...]) -> Mapping[str, bytes]:
        """Return the bytes of those files that are there."""
        taken = self.scratch / "taken"
        taken.mkdir(exist_ok=True)
        wanted = f"--files-from={self._list('wanted', paths)}"
        try:
            self._rsync("--ignore-missing-args", wanted, "--", self.place, f"{taken}/")
        except TargetError as error:
            if not _is_absent(error):
                raise
        files = {path: taken / path for path in paths}
        return {
            path: file.read_bytes() for path, file in files.items() if file.exists()
        }

    def look(self, staged: Staged, ours: Manifest) -> Mapping[str, bool]:
        """Say what lies there already: rsync compares and changes nothing."""
        every = ("--dry-run", "--checksum", "--itemize-changes", "--itemize-changes")
        shown = ("--8-bit-output", "--out-format=%i %n")
        source = f"{staged.folder}/"
        listed = self._rsync(*every, *shown, "--", source, self.place).decode()
        there = dict.fromkeys(ours.files - frozenset(staged.paths), False)
        there.update(_states(listed.splitlines()))
        return there

    def send(self, staged: Staged, ours: Manifest, difference: Difference) -> None:
        """Make the folder equal to the site: new files, changed ones, then the rest."""
        if not difference and ours.finished and ours.files == frozenset(staged.paths):
            return
        source = f"{staged.folder}/"
        every = ours.files | frozenset(staged.paths)
        self._mark(Manifest(files=every, finished=False))
        if difference.added:
            new = f"--files-from={self._list('new', difference.added)}"
            self._rsync(new, "--", source, self.place)
        if difference.changed or difference.removed:
            gone = frozenset(difference.removed)
            rules = self._list("rules", _rules(gone, frozenset(staged.paths)))
            only = ("--checksum", "--delete-after", f"--filter=merge {rules}")
            self._rsync(*only, "--", source, self.place)
        self._mark(Manifest(files=frozenset(staged.paths)))

    def _mark(self, manifest: Manifest) -> None:
        """Say there what is ours."""
        marker = manifest_file(self.scratch, manifest)
        self._rsync("--checksum", "--", str(marker), self.place)


def _is_absent(error: TargetError) -> bool:
    """Say whether an error is only that the folder is yet to be made."""
    return _ABSENT in str(error) and "No such file or directory" in str(error)


def _states(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield each file that is there, and whether its bytes are the same."""
    for line in lines:
        found = _LISTED.fullmatch(line)
        if found and found[1] != _NEW:
            path = _ODD.sub(lambda odd: chr(int(odd[1], 8)), found[2])
            yield path, found[1][0] == " " or found[1][:1] == "."


def _rules(gone: frozenset[str], kept: frozenset[str]) -> Iterator[str]:
    """Yield which files may be deleted: those of ours that go, and no other."""
    for path in sorted(gone | (folders_of(gone) - folders_of(kept))):
        yield f"R /{_literal(path)}"
    yield "P *"


def _literal(path: str) -> str:
    """Return a pattern that stands for one path alone."""
    if re.search(r"[*?\[]", path):
        return re.sub(r"([*?\[\\])", r"\\\1", path)
    return path
