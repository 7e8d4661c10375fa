"""The brief: one printed page before a meeting."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from generator.derive.briefs import brief_of_contact, brief_of_interview
from generator.derive.fields import is_coming
from generator.model import Contact
from generator.render.urls import relative
from generator.render.views.brief_parts import Drawing, Stage
from generator.render.views.frame import crumb, frame, index_of
from generator.render.views.parts import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.briefs.records import Brief
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.brief_parts import (
        AppointmentShown,
        EarlierShown,
        PromiseShown,
        Told,
        WhoShown,
        WorkplaceShown,
    )
    from generator.render.views.parts import Frame


class BriefView(Struct, frozen=True, kw_only=True):
    """One brief.

    Attributes:
        names: Whom one meets; without anybody the interview's name.
        several: Whether a line must say whose it is.
        more_people: How many more there are in the talk.
        private: Whether to say that the note keeps to itself what it says.
        teaching: Whether to say what could be written: not in a published site.
        bare: Whether nothing is known of anybody.
        last: The day of the newest contact.
        style: Stylesheet of a page that stands alone; empty: a page of the site.
        style_hash: What its policy knows that by.
        left_out: Lists of which the paper has no room for anything: `5 contacts`.
    """

    template: ClassVar[str] = "pages/brief.html"
    frame: Frame
    names: tuple[str, ...]
    several: bool
    private: bool
    teaching: bool
    appointment: AppointmentShown | None
    people: tuple[WhoShown, ...]
    more_people: int
    workplaces: tuple[WorkplaceShown, ...]
    prep: tuple[str, ...]
    more_prep: int
    mine: tuple[PromiseShown, ...]
    more_mine: int
    theirs: tuple[PromiseShown, ...]
    more_theirs: int
    last: Day | None
    earlier: tuple[EarlierShown, ...]
    more_earlier: int
    advice: tuple[Told, ...]
    more_advice: int
    left_out: tuple[str, ...]
    bare: bool
    stages: tuple[Stage, ...]
    more_asks: int
    questions: str
    style: str = ""
    style_hash: str = ""


def has_brief(material: Material, path: str) -> bool:
    """Tell whether a note has a brief: every contact, every interview to come."""
    if not material.facts.told:
        return False
    meeting = material.facts.meetings.get(path)
    if meeting:
        return is_coming(meeting, material.facts)
    return isinstance(material.book.notes[path], Contact)


def brief_ref(material: Material, path: str, page: str) -> Ref | None:
    """Return the link to a note's brief; none where it has none."""
    if not has_brief(material, path):
        return None
    href = relative(page, material.urls.brief_of(path))
    return Ref(text="Brief to print", href=href)


def brief_view(material: Material, target: str, style: str = "") -> BriefView:
    """Return the brief of a person or of an interview.

    Args:
        material: The build.
        target: Path of a note, or a lead's id.
        style: Stylesheet of a page that stands alone, and so without links; empty:
            it is a page of the site.
    """
    url = material.urls.brief_of(target)
    name = material.book.name_of(target)
    meeting = target in material.facts.meetings
    make = brief_of_interview if meeting else brief_of_contact
    brief = make(material.briefs, target)
    drawn = Drawing(material, url, linked=not style)
    style = style.replace("</", "<\\/")
    up = Ref(text=name, href=relative(url, material.urls.of(target)))
    section = crumb(url, "interviews" if meeting else "contacts")
    names = tuple(material.book.name_of(one.person) for one in brief.people.shown)
    return BriefView(
        frame=frame(material, url, f"Brief: {name}", section, up),
        names=names or (name,),
        several=len(names) > 1,
        private=not material.briefs.is_open(target) and material.local,
        teaching=material.local,
        appointment=drawn.appointment(brief.appointment),
        people=tuple(map(drawn.who, brief.people.shown)),
        more_people=brief.people.more,
        workplaces=tuple(map(drawn.workplace, brief.workplaces)),
        prep=brief.prep.shown,
        more_prep=brief.prep.more,
        mine=tuple(map(drawn.promise, brief.mine.shown)),
        more_mine=brief.mine.more,
        theirs=tuple(map(drawn.promise, brief.theirs.shown)),
        more_theirs=brief.theirs.more,
        last=material.dates.maybe(brief.last),
        earlier=tuple(map(drawn.earlier, brief.earlier.shown)),
        more_earlier=brief.earlier.more,
        advice=tuple(map(drawn.told, brief.advice.shown)),
        more_advice=brief.advice.more,
        left_out=tuple(_left_out(brief)),
        bare=all(one.is_bare for one in brief.people.shown),
        stages=tuple(
            Stage(name=name, asks=tuple(map(drawn.ask, asks)))
            for name, asks in brief.asks
        ),
        more_asks=brief.asks_more,
        questions="" if style else relative(url, index_of("questions")),
        style=style,
        style_hash=_hash(style),
    )


def _hash(style: str) -> str:
    """Return what a content security policy knows a stylesheet by."""
    return b64encode(sha256(style.encode()).digest()).decode() if style else ""


def _left_out(brief: Brief) -> Iterator[str]:
    """Yield the lists that have something, but nothing on the page."""
    for one, what in (
        (brief.prep, "lines of preparation"),
        (brief.mine, "things you owe them"),
        (brief.theirs, "things they promised"),
        (brief.earlier, "earlier contacts"),
        (brief.advice, "pieces of advice"),
    ):
        if one.more and not one.shown:
            yield f"{one.more} {what}"
