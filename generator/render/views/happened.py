"""Events on a page: what happened, when, and the very line that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.render.views.people import happened, ref, refs
from generator.render.views.places import source_ref
from generator.vocabulary import BOTH, MINE, THEIRS

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.facts.records import Event, Referral
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.parts import Ref


class Happening(Struct, frozen=True, kw_only=True, gc=False):
    """Something that happened.

    Attributes:
        day: When; none: unknown.
        what: What, in words.
        whose: `mine`, `theirs`, `both` or empty.
        html: What is said of it.
        who: With whom, where the page is not theirs.
        others: Other people it is about.
        place: The line that says so.
        after: Whether it is still to come.
    """

    day: Day | None
    what: str
    whose: str
    html: Markup
    who: Ref | None
    others: tuple[Ref, ...]
    place: Ref
    after: bool = False


def timeline(material: Material, person: str, page: str) -> tuple[Happening, ...]:
    """Return what happened with a person, newest first, namings among it."""
    events = [
        (event.on, 1, number, happening(material, event, page))
        for number, event in enumerate(material.facts.events.get(person, ()))
    ]
    namings = [
        (referral.on, 0, number, naming(material, referral, page))
        for number, referral in enumerate(material.named.get(person, ()))
        if referral.on
    ]
    ordered = sorted([*events, *namings], key=lambda one: one[:3], reverse=True)
    return tuple(one for *_, one in ordered)


def newest(material: Material, page: str) -> tuple[Happening, ...]:
    """Return the newest events with anybody."""
    return tuple(
        happening(material, event, page, named=True)
        for event in material.derived.newest
    )


def happening(
    material: Material, event: Event, page: str, *, named: bool = False
) -> Happening:
    """Return an event for a page.

    Args:
        material: The build.
        event: What happened.
        page: URL of the page.
        named: Whether to say with whom.
    """
    source = event.source.span.path
    return Happening(
        day=material.dates.day(event.on, event.at),
        what=happened(event),
        whose=_whose(event),
        html=material.html(event.html, source, page),
        who=ref(material, event.person, page) if named else None,
        others=refs(material, event.subjects, page),
        place=source_ref(material, event.source, page),
        after=event.on > material.facts.today,
    )


def naming(material: Material, referral: Referral, page: str) -> Happening:
    """Return the naming of a person as something that happened."""
    return Happening(
        day=material.dates.maybe(referral.on),
        what="introduced by" if referral.introduced else "named by",
        whose="theirs",
        html=material.html((), referral.source.span.path, page),
        who=None,
        others=refs(material, referral.referrers, page),
        place=source_ref(material, referral.source, page),
    )


def _whose(event: Event) -> str:
    if event.kind in MINE:
        return "mine"
    if event.kind in THEIRS:
        return "theirs"
    return "both" if event.kind in BOTH else ""
