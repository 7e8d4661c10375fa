"""Content folder -> notes and assets; nothing else reads that folder."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Code, Diagnostic, Span, sort_diagnostics
from generator.stamps import Unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.config.settings import Settings
    from generator.stamps import Stamp

NOTE_SUFFIXES: Final = (".md", ".markdown")
MOST_BYTES: Final = 2 * 1024 * 1024
_BOM: Final = "\ufeff"
_PIECE: Final = 64 * 1024
"""Holds most notes; room for the largest takes longer to be had than to be filled."""
_READING: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0)


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


def list_files(
    folder: Path, settings: Settings, skip: tuple[Path, ...] = ()
) -> Listing:
    """List what `read_sources` would read, without reading it.

    Args:
        folder: The content folder.
        settings: As of `read_sources`.
        skip: As well.

    Raises:
        OSError: Where the folder itself cannot be listed.
    """
    walk = _walk(folder, settings, skip)
    files = tuple(walk.files())
    return Listing(files=files, problems=tuple(walk.problems), linked=walk.linked)


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
                read = partial(_read_note, path, file)
                notes.append(known.notes.of(path, file, read, looked.get(path)))
            elif assets:
                look = partial(_asset, path, Path(file))
                found.append(known.assets.of(path, file, look, looked.get(path)))
        except FileNotFoundError:
            continue  # an editor that saves puts files there and takes them away
        except OSError as error:
            problems.append(_unreadable(path, error))
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
            notes.append(_note(path, data))
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
    notes = [*kept, *(_note(path, data) for path, data in texts.items())]
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
                notes[path] = _read_note(path, str(file))
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


def _walk(folder: Path, settings: Settings, skip: tuple[Path, ...]) -> _Walk:
    os.scandir(folder).close()
    ignored = frozenset(name.casefold() for name in settings.folders.ignore)
    return _Walk(folder.resolve(), ignored, frozenset(one.resolve() for one in skip))


class _Walk:
    """One walk through a folder that visits each real folder once."""

    def __init__(
        self, root: Path, ignored: frozenset[str], skip: frozenset[Path]
    ) -> None:
        self.root = root
        self.ignored = ignored
        self.seen = set(skip)
        self.links: list[tuple[str, Path]] = []
        self.linked = False
        self.problems: list[Diagnostic] = []

    def files(self) -> Iterator[tuple[str, str]]:
        """Go through the real folders first, so that a link never hides one."""
        yield from self.folder("", self.root)
        while self.links:
            self.links.sort(reverse=True)
            path, target = self.links.pop()
            yield from self.folder(f"{path}/", target)

    def folder(self, prefix: str, folder: Path) -> Iterator[tuple[str, str]]:
        """Yield path and file of all that a folder holds, itself seen or not."""
        waiting = [(prefix, folder)]
        while waiting:
            prefix, folder = waiting.pop()
            if folder in self.seen:
                continue
            self.seen.add(folder)
            for entry in self.entries(prefix, folder):
                path = prefix + entry.name
                if entry.is_symlink():
                    yield from self.link(path, entry)
                elif entry.is_dir():
                    waiting.append((f"{path}/", folder / entry.name))
                elif entry.is_file():
                    yield path, entry.path
                else:
                    self.unreadable(path, "it is no regular file")

    def entries(self, prefix: str, folder: Path) -> Iterator[os.DirEntry[str]]:
        """Yield the entries of a folder, without hidden and ignored ones."""
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            self.unreadable(prefix.removesuffix("/"), error)
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.name.casefold() in self.ignored and entry.is_dir():
                continue
            if not _is_text(entry.name):
                self.unreadable(prefix + entry.name, "its name is not UTF-8")
                continue
            yield entry

    def link(self, path: str, entry: os.DirEntry[str]) -> Iterator[tuple[str, str]]:
        """Follow a symbolic link to a file; keep one to a folder for later."""
        try:
            target = Path(entry.path).resolve(strict=True)
        except (OSError, RuntimeError):
            self.unreadable(path, "the symbolic link leads nowhere")
            return
        if not target.is_relative_to(self.root):
            message = "a symbolic link leads out of the content folder"
            advice = "move the file or folder into it"
            span = Span.at(path)
            self.problems.append(Diagnostic(Code.FILE_OUTSIDE, span, message, advice))
        elif target.is_dir():
            self.linked = True
            self.links.append((path, target))
        elif target.is_file():
            self.linked = True
            yield path, str(target)
        else:
            self.unreadable(path, "it is no regular file")

    def unreadable(self, path: str, reason: OSError | str) -> None:
        """Report a file or folder that cannot be read."""
        self.problems.append(_unreadable(path, reason))


def _unreadable(path: str, reason: OSError | str) -> Diagnostic:
    if isinstance(reason, OSError):
        reason = (reason.strerror or "the system refuses it").lower()
    shown = path.encode("utf-8", "replace").decode() or "."
    message = f"this cannot be read: {reason}"
    return Diagnostic(Code.FILE_UNREADABLE, Span.at(shown), message)


def _is_text(name: str) -> bool:
    if name.isascii():
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read_bytes(file: str) -> bytes:
    """Read a note, and of one that is too big little more than it may have."""
    handle = os.open(file, _READING)
    try:
        data = os.read(handle, _PIECE)
        while len(data) <= MOST_BYTES and (more := os.read(handle, _PIECE)):
            data += more
    finally:
        os.close(handle)
    return data[: MOST_BYTES + 1]


def _asset(path: str, file: Path) -> Asset:
    with file.open("rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return Asset(path=path, file=file, digest=digest, size=size)


def _read_note(path: str, file: str) -> SourceNote:
    return _note(path, _read_bytes(file))


def _note(path: str, data: bytes) -> SourceNote:
    problems: list[Diagnostic] = []
    text = _decode(path, _cut(data), problems)
    if text.startswith(_BOM):
        text = text.removeprefix(_BOM)
        message = "the file begins with a byte order mark"
        advice = "save it as UTF-8 without BOM"
        problems.append(Diagnostic(Code.FILE_BOM, Span.at(path), message, advice))
    if "\r\n" in text:
        message = "the lines end as on Windows (CRLF)"
        advice = "other tools may want LF"
        problems.append(Diagnostic(Code.FILE_CRLF, Span.at(path), message, advice))
    text = _plain_lines(text)
    if len(data) > MOST_BYTES:
        message = "the note is larger than 2 MiB; the rest is not read"
        span = Span.at(path, text.count("\n") + 1)
        advice = "split it from here"
        problems.append(Diagnostic(Code.FILE_TOO_BIG, span, message, advice))
    digest = hashlib.sha256(data).hexdigest()
    return SourceNote(
        path=path,
        text=text,
        digest=digest,
        problems=sort_diagnostics(problems) if problems else (),
    )


def _cut(data: bytes) -> bytes:
    """Cut a note that is too big behind its last whole line, or character."""
    if len(data) <= MOST_BYTES:
        return data
    end = data.rfind(b"\n", 0, MOST_BYTES) + 1 or MOST_BYTES
    # A byte 10xxxxxx goes on with a character that began up to three bytes before.
    while data[end] & 0xC0 == 0x80 and end > MOST_BYTES - 3:
        end -= 1
    return data[:end]


def _decode(path: str, data: bytes, problems: list[Diagnostic]) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = _plain_lines(data[: error.start].decode().removeprefix(_BOM))
        line = before.count("\n") + 1
        span = Span.at(path, line, len(before) - before.rfind("\n"))
        message = "the file is not UTF-8 from here on"
        advice = "save it as UTF-8"
        problems.append(Diagnostic(Code.FILE_ENCODING, span, message, advice))
        return data.decode("utf-8", "replace")


def _plain_lines(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
