"""Somebody's vault is read; nothing in it is ever written."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from generator.adopt.groups import words_of
from generator.adopt.notes import look_at
from generator.adopt.records import Hints, Vault
from generator.config.settings import Settings
from generator.parse.anchors import fold_name
from generator.source import read_sources

if TYPE_CHECKING:
    from pathlib import Path

    from generator.adopt.notes import Seen
    from generator.source.records import SourceNote, Sources

OBSIDIAN: Final = ".obsidian"
_MOST_BYTES: Final = 1024 * 1024


def read_vault(folder: Path) -> tuple[Sources, Hints]:
    """Read every note of a vault, and what its editor says of it.

    Args:
        folder: The vault.

    Returns:
        Its notes without attachments, folders called `templates` and dotfolders.

    Raises:
        OSError: Where the folder cannot be listed.
    """
    return read_sources(folder, Settings(), assets=False), read_hints(folder)


def read_hints(folder: Path) -> Hints:
    """Read what Obsidian's configuration says; what cannot be read says nothing."""
    config = folder / OBSIDIAN
    app, daily = _object(config / "app.json"), _object(config / "daily-notes.json")
    excluded = app.get("userIgnoreFilters")
    core = _text(_object(config / "templates.json"), "folder")
    plugin = _object(config / "plugins" / "templater-obsidian" / "data.json")
    templater = _text(plugin, "templates_folder")
    return Hints(
        daily=_text(daily, "folder").strip("/"),
        daily_format=_text(daily, "format"),
        templates=tuple(x.strip("/") for x in (core, templater) if x.strip("/")),
        excluded=_folders(excluded if isinstance(excluded, list) else []),
    )


def _object(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            found = json.loads(opened.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(found: dict[str, Any], key: str) -> str:
    text = found.get(key)
    return text if isinstance(text, str) else ""


def _folders(filters: list[object]) -> tuple[str, ...]:
    """Return the filters that name a folder; others are patterns."""
    texts = (one for one in filters if isinstance(one, str))
    return tuple(one.strip("/") for one in texts if one[:1] != "/" and one[-1:] == "/")


def look_around(sources: Sources, hints: Hints) -> tuple[Vault, tuple[SourceNote, ...]]:
    """Look at every note of a vault but its templates.

    Args:
        sources: The notes.
        hints: Of its editor.

    Returns:
        The vault, and the sources of those notes.
    """
    looked = [(look_at(source), source) for source in sources.notes]
    found = _template_folders([note for note, _ in looked], hints)
    ignored = {name.casefold() for name in found}
    kept = [
        (note, source)
        for note, source in looked
        if ignored.isdisjoint(folder.casefold() for folder in note.folders)
    ]
    vault = Vault(
        notes=tuple(note for note, _ in kept),
        hints=replace(hints, templates=tuple(found)),
        templates=tuple(found.items()),
    )
    return vault, tuple(source for _, source in kept)


def _template_folders(notes: list[Seen], hints: Hints) -> dict[str, int]:
    """Return the names of folders that hold templates, and of how many notes."""
    held: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    for note in notes:
        for folder in set(note.folders):
            held[folder] += 1
            filled[folder] += note.template and not note.contact
    said = {fold_name(PurePosixPath(one).name) for one in hints.templates}
    found = {}
    for folder, number in held.items():
        named = fold_name(folder) in said
        likely = filled[folder] >= number * (
            0.2 if "ignore" in words_of(folder) else 0.8
        )
        if named or (filled[folder] and likely and (number > 1 or words_of(folder))):
            found[folder] = number
    return dict(sorted(found.items()))
