"""Editor files on the disk: only those that are missing are written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.scaffold.editors import obsidian
from generator.scaffold.editors.vim import vim_files
from generator.scaffold.editors.vscode import vscode_files
from generator.scaffold.editors.wording import Setting
from generator.write.file import create_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.config.settings import Settings

EDITORS: Final = ("vscode", "vim", "obsidian")
_MERGED: Final = ("settings.json", "tasks.json", "types.json")


class MadeFiles(Struct, frozen=True, kw_only=True):
    """What was made for editors.

    Attributes:
        made: New files, in order.
        kept: Files that were there and stayed as they were.
        wanted: Kept files that are others' too -> what may be added to them.
    """

    made: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    wanted: tuple[tuple[Path, str], ...] = ()


def make_editor_files(
    root: Path, content: Path, settings: Settings, editors: Iterable[str] = ()
) -> MadeFiles:
    """Write the files of editors; what is there stays as it is.

    Args:
        root: Of the book.
        content: Its notes.
        settings: Of the book, whose own names of keys and headings are used.
        editors: Of `EDITORS`; none: all, Obsidian only where it is used.

    Returns:
        What was made, and what was there.

    Raises:
        OSError: Where the system refuses.
    """
    book = Setting(settings=settings, root=root, content=content)
    made: list[Path] = []
    kept: list[Path] = []
    wanted: list[tuple[Path, str]] = []
    for file, text in _files(book, tuple(editors)):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            create_file(file, text.encode())
            made.append(file)
        except FileExistsError:
            kept.append(file)
            if file.name in _MERGED and file.read_bytes() != text.encode():
                wanted.append((file, text))
    return MadeFiles(made=tuple(made), kept=tuple(kept), wanted=tuple(wanted))


def _files(book: Setting, editors: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Yield file and text of each file for some editors."""
    vault = _vault(book)
    used = [one for one in EDITORS if one != "obsidian" or _is_vault(vault)]
    for editor in editors or used:
        folder, files = book.root, _made_for(editor, book, vault)
        if editor == "obsidian":
            folder = vault
        yield from ((folder / path, text) for path, text in files.items())


def _made_for(editor: str, book: Setting, vault: Path) -> Mapping[str, str]:
    if editor == "vscode":
        return vscode_files(book)
    if editor == "vim":
        return vim_files(book)
    return obsidian.obsidian_files(book, _template_folder(vault))


def _is_vault(folder: Path) -> bool:
    return (folder / obsidian.FOLDER).is_dir()


def _vault(book: Setting) -> Path:
    """Return the folder that Obsidian opens: the notes, else all of the book."""
    if not _is_vault(book.content) and _is_vault(book.root):
        return book.root
    return book.content


def _template_folder(vault: Path) -> str:
    """Return the folder of templates of Obsidian's settings; empty: none is named.

    One that leads out of the vault is none.
    """
    try:
        text = (vault / obsidian.FOLDER / "templates.json").read_text(encoding="utf-8")
        found = json.loads(text)
    except (OSError, ValueError, RecursionError):
        return ""
    name = found.get("folder") if isinstance(found, dict) else None
    if not isinstance(name, str) or not name.strip("/") or "\0" in name:
        return ""
    folder = (vault / name.strip("/")).resolve()
    return name.strip("/") if folder.is_relative_to(vault.resolve()) else ""
