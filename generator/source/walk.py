"""One walk through the content folder: what is in it, and what cannot be reached."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Code, Diagnostic, Span
from generator.source.records import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.config.settings import Settings


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


def unreadable(path: str, reason: OSError | str) -> Diagnostic:
    """Return the problem of a file or folder that cannot be read."""
    if isinstance(reason, OSError):
        reason = (reason.strerror or "the system refuses it").lower()
    shown = path.encode("utf-8", "replace").decode() or "."
    message = f"this cannot be read: {reason}"
    return Diagnostic(Code.FILE_UNREADABLE, Span.at(shown), message)


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
        self.problems.append(unreadable(path, reason))


def _is_text(name: str) -> bool:
    if name.isascii():
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
