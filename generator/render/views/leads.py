"""The page of somebody who was named and has no note yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.wording import say_names
from generator.render.views.drafts import first_message
from generator.render.views.due import own_agenda
from generator.render.views.frame import crumb, frame
from generator.render.views.happened import timeline
from generator.render.views.local_tree import local_tree
from generator.render.views.people import initials, refs, standing
from generator.render.views.places import source_ref, without_name
from generator.render.views.quotes import quotes

if TYPE_CHECKING:
    from generator.facts.records import Referral
    from generator.graph.records import PersonId
    from generator.render.dates import Day
    from generator.render.draw.tree import Drawing
    from generator.render.material import Material
    from generator.render.views.drafts import DraftShown
    from generator.render.views.due import Agenda
    from generator.render.views.happened import Happening
    from generator.render.views.parts import Frame, Quotes, Ref, Standing

_MAY: Final = {
    "yes": "You may say that {} sent you.",
    "no": "Do not say that {} sent you.",
    "ask": "Ask {} first whether you may use the name.",
    "": "Nobody asked {} yet whether you may use the name.",
}


class Naming(Struct, frozen=True, kw_only=True):
    """Who named somebody, when and why.

    Attributes:
        people: Who; empty: nobody is said to have.
        text: Why, in the words of the note.
        may: Whether the name may be used, as a sentence.
    """

    people: tuple[Ref, ...]
    day: Day | None
    text: str
    may: str
    introduced: bool
    place: Ref


class LeadView(Struct, frozen=True, kw_only=True):
    """A person who was named and has no note yet.

    Attributes:
        drafts: A first message, where nobody has written to them.
        place: Their place in the referral tree, drawn.
        local: Whether to say how to make their note.
    """

    template: ClassVar[str] = "pages/lead.html"
    frame: Frame
    name: str
    initials: str
    standing: Standing | None
    agenda: Agenda
    drafts: tuple[DraftShown, ...]
    namings: tuple[Naming, ...]
    place: Drawing
    timeline: tuple[Happening, ...]
    quotes: tuple[Quotes, ...]
    local: bool


def lead_view(material: Material, lead: PersonId) -> LeadView:
    """Return the page of a lead."""
    url = material.urls.leads[lead]
    name = material.book.name_of(lead)
    return LeadView(
        frame=frame(material, url, name, crumb(url, "contacts")),
        name=name,
        initials=initials(name),
        standing=standing(material, lead, url),
        agenda=own_agenda(material, material.items_of[lead], url),
        drafts=first_message(material, lead),
        namings=tuple(
            _naming(material, referral, url)
            for referral in material.named.get(lead, ())
        ),
        place=local_tree(material, lead, url),
        timeline=timeline(material, lead, url),
        quotes=quotes(material, lead, url),
        local=material.local,
    )


def _naming(material: Material, referral: Referral, page: str) -> Naming:
    asks = referral.referrers and not referral.introduced
    names = say_names(material.book.name_of(one) for one in referral.referrers)
    return Naming(
        people=refs(material, referral.referrers, page),
        day=material.dates.maybe(referral.on),
        text=without_name(referral.text, material.book.name_of(referral.person)),
        may=_MAY[referral.may_use_name].format(names) if asks else "",
        introduced=referral.introduced,
        place=source_ref(material, referral.source, page),
    )
