"""Content folder -> notes and assets; nothing else reads that folder."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.diagnostics import sort_diagnostics
from generator.source.notes import NOTE_SUFFIXES, note_of, read_note
from generator.source.records import Asset, Sources
from generator.source.walk import list_files, unreadable
from generator.stamps import Unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.config.settings import Settings
    from generator.diagnostics import Diagnostic
    from generator.source.records import Listing, SourceNote
    from generator.stamps import Stamp


class Known:
    """Files that were read before."""

    def __init__(
        self,
        note: Callable[[str, str, Stamp], SourceNote | None] | None = None,
        asset: Callable[[str, str, Stamp], Asset | None] | None = None,
    ) -> None:
        """Begin without any.

        Args:
            note: Returns a note that an earlier process has read, as of `Unchanged`.
            asset: Returns an attachment, as well.
        """
        self.notes = Unchanged(note)
        self.assets = Unchanged(asset)


def read_sources(
    folder: Path,
    settings: Settings,
    skip: tuple[Path, ...] = (),
    known: Known | None = None,
    *,
    assets: bool = True,
) -> Sources:
    """Read every note of a folder, and the size and digest of every other file.

    Args:
        folder: The content folder.
        settings: Says which folders are left out; dotfiles and dotfolders always
            are.
        skip: Folders that are left out as well, such as the output.
        known: Kept by who reads a folder again and again: what cannot have changed
            is not read anew.
        assets: Whether files that are no notes are read as well.

    Returns:
        The same for the same files, in whatever order the system lists them;
        empty for an empty folder.

    Diagnostics: `file-unreadable` (the rest is read), `file-outside`,
        `file-too-big`, `file-encoding`, `file-bom`, `file-crlf`.

    Raises:
        OSError: Where the folder itself cannot be listed.
    """
    listing = list_files(folder, settings, skip)
    return read_files(listing, known or Known(), assets=assets)


def read_files(
    listing: Listing,
    known: Known,
    looked: Mapping[str, tuple[Stamp, int]] = MappingProxyType({}),
    *,
    assets: bool = True,
) -> Sources:
    """Read the files of a folder that was listed.

    Args:
        listing: What it holds.
        known: As of `read_sources`.
        looked: What is known of some files' stamps, by path, as of `Unchanged.of`.
        assets: As of `read_sources`.

    Returns:
        As well; what is gone meanwhile is left out.

    Diagnostics: As well.
    """
    notes: list[SourceNote] = []
    found: list[Asset] = []
    problems = [*listing.problems]
    for path, file in listing.files:
        try:
            if path.lower().endswith(NOTE_SUFFIXES):
                read = partial(read_note, path, file)
                notes.append(known.notes.of(path, file, read, looked.get(path)))
            elif assets:
                look = partial(_asset, path, Path(file))
                found.append(known.assets.of(path, file, look, looked.get(path)))
        except FileNotFoundError:
            continue  # an editor that saves puts files there and takes them away
        except OSError as error:
            problems.append(unreadable(path, error))
    return replace(_sorted(notes, found, problems), linked=listing.linked)


def sources_from_texts(texts: Mapping[str, str | bytes]) -> Sources:
    """Make sources of texts that no disk holds, as if they had been read.

    Args:
        texts: Text or bytes by path.

    Returns:
        As from a folder; the `file` of an asset is only its path.
    """
    notes: list[SourceNote] = []
    assets: list[Asset] = []
    for path, text in texts.items():
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        if path.lower().endswith(NOTE_SUFFIXES):
            notes.append(note_of(path, data))
        else:
            digest = hashlib.sha256(data).hexdigest()
            asset = Asset(path=path, file=Path(path), digest=digest, size=len(data))
            assets.append(asset)
    return _sorted(notes, assets, ())


def without_texts(sources: Sources) -> Sources:
    """Return sources whose notes have been read, and need no room any more."""
    notes = tuple(replace(note, text="") for note in sources.notes)
    return replace(sources, notes=notes)


def overlay(sources: Sources, texts: Mapping[str, bytes]) -> Sources:
    """Return sources in which some notes say what the disk does not say yet.

    Args:
        sources: As they were read.
        texts: Bytes by path, of notes that are there or new.
    """
    kept = [note for note in sources.notes if note.path not in texts]
    notes = [*kept, *(note_of(path, data) for path, data in texts.items())]
    return _sorted(notes, list(sources.assets), sources.problems)


def reread(sources: Sources, folder: Path, changed: Iterable[Path]) -> Sources | None:
    """Read notes again that were written, without a look at anything else.

    Args:
        sources: As they were read.
        folder: The content folder, without links on the way.
        changed: Every path at which something was written, made or taken away.

    Returns:
        The sources as they are now; none where that can be said only by reading all.
    """
    if sources.linked:
        return None
    notes = {note.path: note for note in sources.notes}
    others = {*notes, *(asset.path for asset in sources.assets)}
    for file in changed:
        if file == folder or not file.is_relative_to(folder):
            return None
        path = file.relative_to(folder).as_posix()
        if path in notes and not file.is_symlink() and file.is_file():
            try:
                notes[path] = read_note(path, str(file))
            except OSError:
                return None
        elif file.is_symlink() or file.exists() or _holds(path, others):
            return None  # or it is what an editor put there and took away again
    return replace(sources, notes=tuple(notes.values()))


def _holds(path: str, known: Iterable[str]) -> bool:
    """Say whether a path is one of some others, or a folder of one of them."""
    return any(f"{one}/".startswith(f"{path}/") for one in known)


def _sorted(
    notes: list[SourceNote], assets: list[Asset], problems: Iterable[Diagnostic]
) -> Sources:
    return Sources(
        notes=tuple(sorted(notes, key=lambda note: note.path)),
        assets=tuple(sorted(assets, key=lambda asset: asset.path)),
        problems=sort_diagnostics(problems),
    )


def _asset(path: str, file: Path) -> Asset:
    with file.open("rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return Asset(path=path, file=file, digest=digest, size=size)
