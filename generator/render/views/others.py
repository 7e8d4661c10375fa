"""The list of notes that are of no other kind, by folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.people import name_key
from generator.model import Page
from generator.render.views.frame import frame
from generator.render.views.people import refs

if TYPE_CHECKING:
    from generator.render.material import Material
    from generator.render.views.parts import Frame, Ref

URL: Final = "notes/index.html"


class OthersView(Struct, frozen=True, kw_only=True):
    """Every page and daily note, so that each can be found.

    Attributes:
        groups: Folder and its notes; those at the root first, without a name.
    """

    template: ClassVar[str] = "pages/others.html"
    frame: Frame
    groups: tuple[tuple[str, tuple[Ref, ...]], ...]


def others_view(material: Material) -> OthersView:
    """Return the list; daily notes newest first, other notes by name."""
    folders: dict[str, list[str]] = {}
    for note in material.book.of(Page):
        folders.setdefault(note.path.rpartition("/")[0], []).append(note.path)
    groups = []
    for folder in sorted(folders):
        paths = sorted(folders[folder], key=lambda path: name_key(material.book, path))
        days = [path for path in paths if material.book.notes[path].day]
        rest = [path for path in paths if path not in set(days)]
        groups.append((folder, refs(material, [*rest, *reversed(days)], URL)))
    return OthersView(frame=frame(material, URL, "Other notes"), groups=tuple(groups))
