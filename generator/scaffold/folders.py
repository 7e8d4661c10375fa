"""In which folder a new note of a kind lies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.parse.anchors import fold_name
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from generator.config.settings import Settings
    from generator.graph.records import Book


def folder_of(book: Book, settings: Settings, kind: Kind) -> str:
    """Return where notes of a kind lie.

    Args:
        book: All notes.
        settings: Names of folders.
        kind: Any but a page.

    Returns:
        The folder, named for the kind, that holds most of them; else the first
        name of the settings; else the top, `.`.
    """
    names = _names(settings, kind)
    folded = {fold_name(name) for name in names}
    counted = Counter(
        path.rpartition("/")[0] for path, n in book.notes.items() if n.kind is kind
    )
    found = {
        folder: number
        for folder, number in counted.items()
        if folded & {fold_name(part) for part in folder.split("/")}
    }
    if found:
        most = max(found.values())
        return min(folder for folder, number in found.items() if number == most)
    return names[0] if names else "."


def _names(settings: Settings, kind: Kind) -> tuple[str, ...]:
    folders = settings.folders
    return {
        Kind.CONTACT: folders.contact,
        Kind.INTERVIEW: folders.interview,
        Kind.ORGANIZATION: folders.organization,
        Kind.QUESTION: folders.question,
    }.get(kind, ())
