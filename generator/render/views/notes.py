"""The page of any note that is of no other kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from generator.model import Page
from generator.render.views.frame import frame
from generator.render.views.written import written

if TYPE_CHECKING:
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.parts import Frame
    from generator.render.views.written import Written


class NoteView(Struct, frozen=True, kw_only=True):
    """Any other Markdown page of the content folder."""

    template: ClassVar[str] = "pages/note.html"
    frame: Frame
    name: str
    day: Day | None
    written: Written


def note_view(material: Material, path: str) -> NoteView:
    """Return the page of a note."""
    url = material.urls.notes[path]
    note = material.book.notes[path]
    day = note.day if isinstance(note, Page) else None
    return NoteView(
        frame=frame(material, url, note.name),
        name=note.name,
        day=material.dates.weekday(day) if day else None,
        written=written(material, path, url),
    )
