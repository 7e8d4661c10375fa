"""Tags: all of them, and each with its notes and entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.asked import grouped
from generator.derive.people import name_key
from generator.render.urls import lineage, relative
from generator.render.views.air import air
from generator.render.views.frame import crumb, frame
from generator.render.views.parts import Ref
from generator.render.views.people import refs
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from generator.render.material import Material
    from generator.render.views.air import Air
    from generator.render.views.parts import Frame

URL: Final = "tags/index.html"
_TITLES: Final = {
    Kind.CONTACT: "Contacts",
    Kind.INTERVIEW: "Interviews",
    Kind.ORGANIZATION: "Organizations",
    Kind.QUESTION: "Questions",
    Kind.PAGE: "Other notes",
}


class TagRow(Struct, frozen=True, kw_only=True):
    """A tag in the list, and how deep it is nested."""

    tag: Ref
    depth: int
    notes: int
    entries: int


class TagsView(Struct, frozen=True, kw_only=True):
    """Every tag, nested ones below those that hold them."""

    template: ClassVar[str] = "pages/tags.html"
    frame: Frame
    rows: tuple[TagRow, ...]


class TagView(Struct, frozen=True, kw_only=True):
    """One tag, with everything below it.

    Attributes:
        above: The tags that hold it.
        below: The tags that it holds.
        notes: Notes by kind.
    """

    template: ClassVar[str] = "pages/tag.html"
    frame: Frame
    name: str
    above: tuple[Ref, ...]
    below: tuple[Ref, ...]
    notes: tuple[tuple[str, tuple[Ref, ...]], ...]
    air: Air


def tags_view(material: Material) -> TagsView:
    """Return the list of tags."""
    folded = sorted(material.urls.tags, key=lambda tag: tag.split("/"))
    return TagsView(
        frame=frame(material, URL, "Tags"),
        rows=tuple(_row(material, tag) for tag in folded),
    )


def tag_view(material: Material, tag: str) -> TagView:
    """Return the page of a tag.

    Args:
        material: The build.
        tag: Folded.
    """
    url = material.urls.tags[tag]
    name = material.tag_names[tag]
    paths = material.tagged.get(tag, ())
    kinds = grouped((material.book.notes[one].kind, one) for one in paths)
    groups = []
    for kind, title in _TITLES.items():
        found = sorted(
            kinds.get(kind, ()), key=lambda one: name_key(material.book, one)
        )
        groups.append((title, refs(material, found, url)))
    above = [one for one in lineage(tag) if one != tag]
    below = material.tags_below.get(tag, ())
    return TagView(
        frame=frame(material, url, f"#{name}", crumb(url, "tags")),
        name=name,
        above=tuple(_ref(material, one, url) for one in reversed(above)),
        below=tuple(_ref(material, one, url) for one in sorted(below)),
        notes=tuple((title, found) for title, found in groups if found),
        air=air(material, material.lines_on.get(tag, ()), url),
    )


def _row(material: Material, tag: str) -> TagRow:
    return TagRow(
        tag=_ref(material, tag, URL),
        depth=tag.count("/"),
        notes=len(material.tagged.get(tag, ())),
        entries=len(material.lines_on.get(tag, ())),
    )


def _ref(material: Material, tag: str, page: str) -> Ref:
    url = material.urls.tags[tag]
    return Ref(text=f"#{material.tag_names[tag]}", href=relative(page, url))
