"""What the content folder holds: notes as they were read, and files beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.diagnostics import Diagnostic


class SourceNote(Struct, frozen=True, kw_only=True):
    r"""The text of a note.

    Attributes:
        path: Relative to the content folder, `/` between folders, as the file
            system spells it.
        text: Without byte order mark; every line ends with `\n` alone.
        digest: SHA-256 of the bytes that were read, in hex.
        problems: What was wrong with the bytes.
    """

    path: str
    text: str
    digest: str
    problems: tuple[Diagnostic, ...] = ()


class Asset(Struct, frozen=True, kw_only=True):
    """A file that is no note; its bytes are not held.

    Attributes:
        path: As of a note.
        file: Where it lies.
        digest: SHA-256 of its bytes, in hex.
        size: In bytes.
        cleaned: What its bytes go through when it is copied; none: they stay.
    """

    path: str
    file: Path
    digest: str
    size: int
    cleaned: Callable[[bytes], bytes] | None = None

    def copied(self) -> Path | Callable[[], bytes]:
        """Return the file to copy, or what makes the bytes that take its place."""
        cleaned = self.cleaned
        if cleaned is None:
            return self.file
        return lambda: cleaned(self.file.read_bytes())


class Listing(Struct, frozen=True, kw_only=True):
    """What the content folder holds, before any of it is read.

    Attributes:
        files: Path in the book and place of each file, in no order.
        problems: Of what cannot be reached.
        linked: As of `Sources`.
    """

    files: tuple[tuple[str, str], ...]
    problems: tuple[Diagnostic, ...]
    linked: bool


class Sources(Struct, frozen=True, kw_only=True):
    """What the content folder holds.

    Attributes:
        notes: By path in code-point order.
        assets: By path in code-point order.
        problems: Of files and folders that could not be read, in stable order;
            those of a note stand with the note.
        linked: Whether a symbolic link led to any of them, which another path may
            then change.
    """

    notes: tuple[SourceNote, ...] = ()
    assets: tuple[Asset, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    linked: bool = False
