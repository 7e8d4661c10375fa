"""The one place that joins disk and core: a book's root, settings and templates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.config import Settings, parse_settings
from generator.source import read_sources
from generator.write import WatchedSite, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from generator.build import BuildResult
    from generator.diagnostics import Diagnostic
    from generator.source import Sources
    from generator.write import Watch, Written

SETTINGS_FILE: Final = "airbook.toml"
PACKAGE: Final = Path(__file__).parent
# A vault may have a folder `templates` of its own; only these are ours.
TEMPLATE_FOLDERS: Final = ("pages", "static", "notes", "messages")


class BookError(Exception):
    """There is no book to work on; one line says what to do.

    Attributes:
        exit_status: What the command ends with.
    """

    def __init__(self, message: str, *, exit_status: int = 2) -> None:
        super().__init__(message)
        self.exit_status = exit_status


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
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


def _expanded(folder: str) -> Path:
    try:
        return Path(folder).expanduser()
    except RuntimeError:
        return Path(folder)


def find_templates() -> Path:
    """Find the templates: inside the installed package, else in the repository.

    Returns:
        The folder.

    Raises:
        BookError: Where Airbook is installed without them.
    """
    return _shipped("_templates", "templates")


def find_sample() -> tuple[Path, Path]:
    """Find the notes and the settings of the sample book.

    Returns:
        Folder of the notes, and the file of settings, which may be missing.

    Raises:
        BookError: Where Airbook is installed without them.
    """
    notes = _shipped("_sample", "content")
    installed = PACKAGE / "_sample_settings.toml"
    return notes, installed if installed.is_file() else notes.parent / SETTINGS_FILE


def _shipped(installed: str, in_repository: str) -> Path:
    for folder in (PACKAGE / installed, PACKAGE.parent / in_repository):
        if folder.is_dir():
            return folder
    raise BookError(
        f"Airbook is installed without its {in_repository}; install it again",
        exit_status=3,
    )


def read_templates(root: Path) -> Mapping[str, bytes]:
    """Read every template; those of the book replace ours, file by file.

    Args:
        root: The book's root; its `templates/` may hold some.

    Returns:
        Bytes by path below `templates/`, `/` between folders, in order of path.

    Raises:
        BookError: Where Airbook is installed without templates.
        OSError: Where one cannot be read.
    """
    found: dict[str, bytes] = {}
    for folder in (find_templates(), root / "templates"):
        files = _template_files(folder)
        found.update((name, file.read_bytes()) for name, file in files)
    return dict(sorted(found.items()))


def own_templates(root: Path) -> frozenset[str]:
    """Return the names of the templates that a book has of its own."""
    folder = root / "templates"
    if folder.resolve() == find_templates().resolve():
        return frozenset()
    return frozenset(name for name, _ in _template_files(folder))


def _template_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for part in TEMPLATE_FOLDERS:
        for file in (folder / part).rglob("*"):
            if file.is_file() and not file.name.startswith("."):
                yield file.relative_to(folder).as_posix(), file


def read_book(workspace: Workspace) -> Sources:
    """Read the notes of a book, without the site that may lie among them.

    Args:
        workspace: The book.

    Returns:
        Its notes and assets.

    Diagnostics: those of `read_sources`.

    Raises:
        OSError: Where the folder cannot be read.
    """
    skip = (workspace.output,)
    return read_sources(workspace.content, workspace.settings, skip)


def build_book(workspace: Workspace, *, purpose: str = "local") -> BuildResult:
    """Read a book and build it; nothing is written.

    Args:
        workspace: The book.
        purpose: `local` or `published`.

    Returns:
        The book, what was concluded from it, its problems and its site.

    Raises:
        BookError: Where Airbook is installed without templates.
        OSError: Where something cannot be read.
    """
    from generator.build import build

    return build(
        read_book(workspace),
        workspace.settings,
        read_templates(workspace.root),
        today=workspace.today,
        pinned=workspace.pinned,
        purpose=purpose,
        settings_problems=workspace.settings_problems,
        own_templates=own_templates(workspace.root),
    )


def write_book(
    workspace: Workspace, result: BuildResult, *, watch: Watch | None = None
) -> Written:
    """Write the site of a book to its output.

    Args:
        workspace: The book.
        result: What was built of it.
        watch: Is told before each file how many are done, and of how many.

    Returns:
        What was done.

    Raises:
        OutputRefusedError: Where the output is no fit place.
        OSError: Where the system refuses.
    """
    site = WatchedSite(result.site, watch) if watch else result.site
    return write_site(
        site, workspace.output, root=workspace.root, content=workspace.content
    )
