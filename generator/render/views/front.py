"""The first page of a site that tells no events: what there is to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.model import Contact, Interview, Organization, Question
from generator.render.urls import TODAY, relative
from generator.render.views.frame import frame, index_of, sections_of
from generator.render.views.interviews import meeting_rows
from generator.render.views.parts import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.render.material import Material
    from generator.render.views.interviews import MeetingRow
    from generator.render.views.parts import Frame

NEWEST: Final = 8


class FrontView(Struct, frozen=True, kw_only=True):
    """The way in.

    Attributes:
        parts: Every section that holds something, with how much.
        newest: The newest interviews.
    """

    template: ClassVar[str] = "pages/front.html"
    frame: Frame
    title: str
    parts: tuple[tuple[Ref, int], ...]
    newest: tuple[MeetingRow, ...]


def front_view(material: Material) -> FrontView:
    """Return the first page."""
    told = [one for one in material.by_day if material.lines_in(one.path)]
    return FrontView(
        frame=frame(material, TODAY, "Contents"),
        title=material.settings.title,
        parts=tuple(_parts(material)),
        newest=meeting_rows(material, tuple(told[:NEWEST]), TODAY),
    )


def _parts(material: Material) -> Iterator[tuple[Ref, int]]:
    derived, book = material.derived, material.book
    counts = {
        "contacts": sum(1 for _ in book.of(Contact)),
        "interviews": sum(1 for _ in book.of(Interview)),
        "organizations": sum(1 for _ in book.of(Organization)),
        "advice": len(derived.advice.lines),
        "information": len(derived.information.lines),
        "referrals": len(derived.referrals.lines),
        "questions": sum(1 for _ in book.of(Question)),
        "fields": len(derived.fields),
        "tags": len(material.urls.tags),
    }
    for section, count in counts.items():
        if count and section in sections_of(material):
            href = relative(TODAY, index_of(section))
            yield Ref(text=section.capitalize(), href=href), count
