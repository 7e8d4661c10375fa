"""`folder:PATH`: a folder of this machine, or of a disk or stick on it."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.publish.difference import in_order
from generator.write.refusal import refuse_output
from generator.write.run import write_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.publish.difference import Difference
    from generator.publish.staging import Staged
    from generator.write.manifest import Manifest


class FolderTarget(Struct, frozen=True, kw_only=True):
    """A folder.

    Attributes:
        path: Where.
        root: The book's root, which it may neither be nor hold.
        content: The folder of the notes, which it may not lie in either.
    """

    path: Path
    root: Path
    content: Path

    @property
    def name(self) -> str:
        """What the user reads."""
        return str(self.path)

    def read(self, paths: tuple[str, ...]) -> Mapping[str, bytes]:
        """Return the bytes of those files that are there."""
        refuse_output(self.path, root=self.root, content=self.content)
        files = {path: self.path / path for path in paths}
        return {path: file.read_bytes() for path, file in files.items() if _is(file)}

    def look(self, staged: Staged, ours: Manifest) -> Mapping[str, bool]:
        """Say what lies there already."""
        new = frozenset(staged.paths)
        found: dict[str, bool] = {}
        for path in new | ours.files:
            file = self.path / path
            if file.is_symlink() or file.exists():
                found[path] = (
                    path in new and _is(file) and file.read_bytes() == staged.read(path)
                )
        return found

    def send(self, staged: Staged, ours: Manifest, difference: Difference) -> None:
        """Make the folder equal to the site; each file is wholly old or new."""
        del ours  # read again by the one who writes
        there = frozenset(staged.paths) - frozenset(difference.added)
        paths = in_order(staged.paths, there)
        site = {path: staged.folder / path for path in paths}
        write_site(site, self.path, root=self.root, content=self.content)


def _is(file: Path) -> bool:
    """Say whether a path is a plain file and no link."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
