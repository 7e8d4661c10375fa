"""The page of the search: a script searches, lists help where none runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from generator.render.urls import relative
from generator.render.views.frame import SEARCH, frame, sections_of
from generator.render.views.parts import Ref

if TYPE_CHECKING:
    from generator.render.material import Material
    from generator.render.views.parts import Frame

_LISTS = (
    ("Contacts", "contacts", "everyone you know of, by name"),
    ("Interviews", "interviews", "every talk, newest first"),
    ("Organizations", "organizations", "and whom you know there"),
    ("Questions", "questions", "and who answered what"),
    ("Advice", "advice", "what people advise"),
    ("Information", "information", "what people told you"),
    ("Fields", "fields", "notes by career"),
    ("Tags", "tags", "notes by tag"),
    ("Other notes", "notes", "pages and daily notes, by folder"),
)


class SearchView(Struct, frozen=True, kw_only=True):
    """The search, and the lists in which one finds things without it.

    Attributes:
        lists: Link to a list, and what is in it.
    """

    template: ClassVar[str] = "pages/search.html"
    frame: Frame
    lists: tuple[tuple[Ref, str], ...]


def search_view(material: Material) -> SearchView:
    """Return the page of the search."""
    return SearchView(
        frame=frame(material, SEARCH, "Search"),
        lists=tuple(
            (Ref(text=name, href=relative(SEARCH, f"{place}/index.html")), what)
            for name, place, what in _LISTS
            if place in sections_of(material)
        ),
    )
