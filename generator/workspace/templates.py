"""The templates and the sample that Airbook brings, and a book's own templates."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.workspace.errors import BookError
from generator.workspace.opening import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACKAGE: Final = Path(__file__).parent.parent
TEMPLATES: Final = "templates"
# A vault may have a folder `templates` of its own; only these are ours.
TEMPLATE_FOLDERS: Final = ("pages", "static", "notes", "messages", "encrypted")


def find_templates() -> Path:
    """Find the templates: inside the installed package, else in the repository.

    Returns:
        The folder.

    Raises:
        BookError: Where Airbook is installed without them.
    """
    return _shipped("_templates", TEMPLATES)


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
    for folder in (find_templates(), root / TEMPLATES):
        files = _template_files(folder)
        found.update((name, file.read_bytes()) for name, file in files)
    return dict(sorted(found.items()))


def own_templates(root: Path) -> frozenset[str]:
    """Return the names of the templates that a book has of its own."""
    folder = root / TEMPLATES
    if folder.resolve() == find_templates().resolve():
        return frozenset()
    return frozenset(name for name, _ in _template_files(folder))


def template_files(root: Path) -> list[Path]:
    """Return the files that `read_templates` reads."""
    folders = (find_templates(), root / "templates")
    return [file for folder in folders for _, file in _template_files(folder)]


def _template_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for part in TEMPLATE_FOLDERS:
        for place, _, names in os.walk(folder / part):
            inside = Path(place)
            below = inside.relative_to(folder).as_posix()
            for name in names:
                file = inside / name
                if file.is_file() and not name.startswith("."):
                    yield f"{below}/{name}", file
