"""Every follow-up in its group."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.render.urls import FEED, relative
from generator.render.views.due import agenda
from generator.render.views.frame import frame

if TYPE_CHECKING:
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.due import Agenda
    from generator.render.views.parts import Frame

URL: Final = "follow-ups/index.html"


class FollowUpsView(Struct, frozen=True, kw_only=True):
    """Every follow-up; as of a day, unless the browser regroups them.

    Attributes:
        frame: Around it.
        as_of: The day.
        agenda: The follow-ups.
        feed: Link to the same as a calendar.
    """

    template: ClassVar[str] = "pages/follow-ups.html"
    frame: Frame
    as_of: Day
    agenda: Agenda
    feed: str


def follow_ups_view(material: Material) -> FollowUpsView:
    """Return the page of follow-ups."""
    return FollowUpsView(
        frame=frame(material, URL, "Follow-ups"),
        as_of=material.dates.full(material.facts.today),
        agenda=agenda(material, URL),
        feed=relative(URL, FEED),
    )
