"""`zip:PATH`: one file that holds the whole site, the same bytes for the same site."""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.publish.errors import TargetError
from generator.publish.targets.target import manifest_file
from generator.write.file import write_file
from generator.write.manifest import MANIFEST, Manifest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.publish.difference import Difference
    from generator.publish.staging import Staged

_MODE: Final = stat.S_IFREG | 0o644
_UNIX: Final = 3


class ZipTarget(Struct, frozen=True, kw_only=True):
    """A zip file.

    Attributes:
        path: Where.
        content: The folder of the notes, which it may not lie in.
    """

    path: Path
    content: Path

    @property
    def name(self) -> str:
        """What the user reads."""
        return str(self.path)

    def read(self, paths: tuple[str, ...]) -> Mapping[str, bytes]:
        """Return the bytes of those files that are in it."""
        self._refuse()
        if not self.path.exists():
            return {}
        try:
            with zipfile.ZipFile(self.path) as opened:
                names = frozenset(opened.namelist())
                if MANIFEST in names:
                    return {path: opened.read(path) for path in paths if path in names}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
            pass
        raise TargetError(f"{self.path} is not from Airbook; choose another name")

    def _refuse(self) -> None:
        if self.path.exists() and not self.path.is_file():
            raise TargetError(f"{self.path} is no file; choose another name")
        if self.path.resolve().is_relative_to(self.content.resolve()):
            raise TargetError(
                f"{self.path} lies among the notes; choose another place", exit_status=2
            )
        if not self.path.parent.is_dir():
            raise TargetError(f"there is no folder {self.path.parent}")

    def look(self, staged: Staged, ours: Manifest) -> Mapping[str, bool]:
        """Say what is in it already."""
        if not self.path.exists():
            return {}
        new = frozenset(staged.paths)
        with zipfile.ZipFile(self.path) as opened:
            names = frozenset(opened.namelist()) - {MANIFEST}
            if foreign := names - ours.files:
                raise TargetError(
                    f"{self.path} holds {min(foreign)}, which is not from Airbook; "
                    "choose another name"
                )
            return {
                path: path in new and opened.read(path) == staged.read(path)
                for path in names
            }

    def send(self, staged: Staged, ours: Manifest, difference: Difference) -> None:
        """Write it as a whole, where it differs."""
        del ours, difference
        data = zip_of(staged)
        if not self.path.exists() or self.path.read_bytes() != data:
            write_file(self.path, data, content=self.content)


def zip_of(staged: Staged) -> bytes:
    """Return a site as a zip; order, dates and modes are always the same."""
    marker = manifest_file(staged.scratch, Manifest(files=frozenset(staged.paths)))
    files = {MANIFEST: marker, **{path: staged.folder / path for path in staged.paths}}
    when = datetime.fromtimestamp(staged.moment, UTC).timetuple()[:6]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            opened.writestr(entry, files[path].read_bytes())
    return made.getvalue()
