"""How a person came into the book: path, who named them, whom they named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.views.happened import naming
from generator.render.views.local_tree import MOST, named_by
from generator.render.views.people import people

if TYPE_CHECKING:
    from generator.graph.records import PersonId
    from generator.render.material import Material
    from generator.render.views.happened import Happening
    from generator.render.views.parts import Person


def namings(material: Material, person: PersonId, page: str) -> tuple[Happening, ...]:
    """Return who named a person, oldest first."""
    return tuple(
        naming(material, referral, page)
        for referral in material.named.get(person, ())
        if referral.referrers
    )


def led_to(material: Material, person: PersonId, page: str) -> tuple[Person, ...]:
    """Return whom a person named, each once, where a drawing leaves some out."""
    found = named_by(material, person)
    shown = found if len(found) > MOST else ()
    return people(material, (one.person for one in shown), page)
