"""What every place that a site is published to can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from generator.publish.errors import TargetError
from generator.write.manifest import MANIFEST, Manifest, read_manifest, write_manifest
from generator.write.refusal import OutputRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.publish.difference import Difference
    from generator.publish.staging import Staged


class Target(Protocol):
    """A place to publish to.

    Nothing there is changed before `send`. What Airbook did not write stays as it is.

    Attributes:
        name: What the user reads, without a password.
    """

    @property
    def name(self) -> str:
        """What the user reads, without a password."""

    def read(self, paths: tuple[str, ...]) -> Mapping[str, bytes]:
        """Return the bytes of those files that are there.

        Raises:
            TargetError: Where the target is no fit place, or cannot be reached.
        """

    def look(self, staged: Staged, ours: Manifest) -> Mapping[str, bool]:
        """Say what lies there already.

        Args:
            staged: The site that is to come.
            ours: What Airbook wrote there before.

        Returns:
            For each path of both that is there, whether it is as it is to become.

        Raises:
            TargetError: Where something foreign stands in the way.
        """

    def send(self, staged: Staged, ours: Manifest, difference: Difference) -> None:
        """Make the target equal to the site; foreign files stay.

        A run that is cut off is finished by the next one.

        Raises:
            TargetError: Where the target fails.
            OSError: Where the system refuses.
        """


def manifest_in(found: Mapping[str, bytes], scratch: Path, name: str) -> Manifest:
    """Return the manifest among files that were read from a target.

    Raises:
        TargetError: Where it cannot be trusted.
    """
    if MANIFEST not in found:
        return Manifest()
    folder = scratch / "marks there"
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_bytes(found[MANIFEST])
    try:
        return read_manifest(folder)
    except OutputRefusedError:
        raise TargetError(
            f"{MANIFEST} in {name} is damaged, so that nobody can say which files "
            "there are from Airbook; empty the place yourself"
        ) from None


def manifest_file(scratch: Path, manifest: Manifest) -> Path:
    """Write a manifest into a folder of its own; return the file."""
    folder = scratch / "marks"
    folder.mkdir(exist_ok=True)
    write_manifest(folder, manifest)
    return folder / MANIFEST
