"""A book is found from any folder in it, and its settings are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.config.reading import parse_settings
from generator.config.settings import Settings
from generator.workspace.errors import BookError

if TYPE_CHECKING:
    from datetime import date

    from generator.diagnostics import Diagnostic

SETTINGS_FILE: Final = "airbook.toml"


class Workspace(Struct, frozen=True, kw_only=True):
    """A book on the disk, and the day it is looked at.

    Attributes:
        root: Folder of `airbook.toml`, or where it would lie.
        content: Folder of the notes.
        output: Folder of the site.
        settings: What `airbook.toml` says; all defaults where there is none.
        settings_problems: What is wrong with it.
        today: The day of the evaluation.
        pinned: Whether the day was given and is not simply today.
        configured: Whether there is an `airbook.toml`.
    """

    root: Path
    content: Path
    output: Path
    settings: Settings
    settings_problems: tuple[Diagnostic, ...] = ()
    today: date
    pinned: bool = False
    configured: bool = True


def open_workspace(
    start: Path,
    *,
    today: date,
    content: Path | None = None,
    output: Path | None = None,
    pinned: bool = False,
) -> Workspace:
    """Find the book that a folder belongs to and read its settings.

    Args:
        start: Where to look first; then in the folders above it.
        today: The day of the evaluation.
        content: A folder of notes given by hand, relative to `start`; with it,
            any folder is a book.
        output: A folder for the site given by hand, relative to `start`.
        pinned: Whether the day was given by hand.

    Returns:
        The book. Nothing is written.

    Raises:
        BookError: Where there is no book, or its folder of notes is missing.
        OSError: Where the settings cannot be read.
    """
    start = start.resolve()
    root = find_root(start)
    if root is None:
        if content is None:
            raise BookError(
                f"no book in {start} or above it; `airbook init` makes one here, "
                "and --content takes any folder of notes"
            )
        root = start
    settings, problems = read_settings(root)
    folder = start / content if content else root / _expanded(settings.content)
    if not folder.is_dir():
        raise BookError(f"the folder of notes {folder} does not exist")
    site = start / output if output else root / _expanded(settings.output)
    return Workspace(
        root=root,
        content=folder.resolve(),
        output=site.resolve(),
        settings=settings,
        settings_problems=problems,
        today=today,
        pinned=pinned,
        configured=(root / SETTINGS_FILE).is_file(),
    )


def find_root(start: Path) -> Path | None:
    """Find the nearest folder with `airbook.toml` or `content/`, upwards.

    Args:
        start: The first folder to look in.

    Returns:
        The folder; none where there is none up to the root of the disk.
    """
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file() or (folder / "content").is_dir():
            return folder
    return None


def read_settings(root: Path) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read the settings of a book.

    Args:
        root: The folder that may hold `airbook.toml`.

    Returns:
        The settings and their problems; all defaults without a file.

    Diagnostics: those of `parse_settings`.

    Raises:
        OSError: Where the file is there and cannot be read.
    """
    try:
        text = (root / SETTINGS_FILE).read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return Settings(), ()
    return parse_settings(text, SETTINGS_FILE)


def configured_content(workspace: Workspace) -> Path:
    """Return the folder of notes that the settings name, or would by default."""
    return (workspace.root / _expanded(workspace.settings.content)).resolve()


def _expanded(folder: str) -> Path:
    try:
        return Path(folder).expanduser()
    except RuntimeError:
        return Path(folder)
