"""A new book: folders, settings, a question bank, editor support; or the sample."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.scaffold.editors import make_editor_files
from generator.scaffold.sample import (
    move_days,
    sample_files,
    weeks_to,
    with_settings,
)
from generator.workspace.opening import SETTINGS_FILE, read_settings
from generator.workspace.templates import find_sample, find_templates
from generator.write.file import create_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

FOLDERS: Final = ("contacts", "interviews", "organizations", "questions", "daily")
_NO_ID: Final = 'book_id = ""'
# A file that begins with a dot would be left out of archives, or obeyed in ours.
_GITIGNORE: Final = "gitignore"


class MadeBook(Struct, frozen=True, kw_only=True):
    """What was made for a new book.

    Attributes:
        folder: Its root.
        made: Paths of new files, relative to it, in order.
        kept: Paths of files that were there and stayed as they were, in order.
    """

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]


def init_book(folder: Path, *, today: date, sample: bool = False) -> MadeBook:
    """Make a book; what is there stays as it is.

    Args:
        folder: Its root; made where it is absent.
        today: The day that the sample's notes are about.
        sample: Whether the sample's notes and settings come with it. They have a
            question bank of their own.

    Returns:
        What was made and what was there.

    Raises:
        BookError: Where Airbook is installed without its templates or sample.
        OSError: Where the system refuses.
    """
    for name in FOLDERS:
        (folder / "content" / name).mkdir(parents=True, exist_ok=True)
    made, kept = [], []
    for path, data in _files(today, sample=sample):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            create_file(file, data)
            made.append(path)
        except FileExistsError:
            kept.append(path)
    settings, _ = read_settings(folder)
    extra = make_editor_files(folder, folder / "content", settings)
    made += [one.relative_to(folder).as_posix() for one in extra.made]
    kept += [one.relative_to(folder).as_posix() for one in extra.kept]
    return MadeBook(folder=folder, made=tuple(made), kept=tuple(kept))


def _files(today: date, *, sample: bool) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file of a new book."""
    templates = find_templates() / "book"
    settings = (templates / SETTINGS_FILE).read_text(encoding="utf-8")
    if sample:
        notes, its_settings = find_sample()
        by = weeks_to(today)
        if its_settings.is_file():
            text = move_days(its_settings.read_text(encoding="utf-8"), by)
            settings = with_settings(settings, text)
    else:
        notes, by = templates / "content", weeks_to(today) * 0
    own_id = f'book_id = "{secrets.token_hex(8)}"'
    yield SETTINGS_FILE, settings.replace(_NO_ID, own_id, 1).encode()
    yield ".gitignore", (templates / _GITIGNORE).read_bytes()
    for path, data in sample_files(notes, by):
        yield f"content/{path}", data
