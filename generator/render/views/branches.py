"""People as nodes of a drawing of the referral tree: what each says, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.people import may_use_name
from generator.derive.wording import say_names
from generator.render.draw.tree import Edge, Node
from generator.render.urls import TODAY, relative
from generator.render.views.people import person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.derive.records import Branch, Yield
    from generator.facts.records import Referral
    from generator.graph.records import PersonId
    from generator.render.material import Material
    from generator.render.views.parts import Person

NO_NOTE: Final = "no note yet"
DEAD: Final = "dead branch"
# Whether the name may be used: as a line, as a sign, in a cell, in a sentence.
_MAY: Final = {
    "yes": ("yes", "✓", "yes", "name may be used"),
    "no": ("no", "no", "no", "name may not be used"),
    "ask": ("open", "?", "ask first", "ask about the name"),
    "": ("open", "?", "not asked", "name not asked"),
}


def owner_node(material: Material, page: str) -> Node:
    """Return the root of every tree."""
    name = material.settings.owner or "You"
    return Node(
        parent=-1,
        name=name,
        href=relative(page, TODAY),
        label=f"{name}: where the tree begins",
        kind="owner",
    )


def branch_node(
    material: Material,
    branch: Branch,
    page: str,
    *,
    parent: int,
    also: Sequence[PersonId] = (),
    drawn_at: str = "",
) -> Node:
    """Return a person of the tree.

    Args:
        material: The build.
        branch: The person and those below.
        page: URL of the page.
        parent: Number of the parent in the drawing.
        also: Who named them, too.
        drawn_at: Where those below are shown, instead of here; empty: here.
    """
    found = person(material, branch.person, page)
    states = states_of(found)
    status = states[0] if states else ""
    named = [named_words(material, branch.edge)] if branch.edge else []
    notes = [*filter(None, [gave_words(branch.gave)])]
    if also:
        others = say_names(material.book.name_of(one) for one in also)
        notes.append(f"also named by {others}")
    if branch.dead:
        notes.append(DEAD)
    if drawn_at:
        named.append("those below are shown further down")
    shown = ", ".join([found.who.text, *states, *notes])
    return Node(
        parent=parent,
        name=found.who.text,
        href=drawn_at or found.who.href,
        # What is seen comes first, as it stands: one may speak it to follow the link.
        label="; ".join([shown, *named]),
        status=status,
        tone=found.standing.tone if found.standing else "",
        marks=tuple(states[1:]),
        notes=tuple(notes),
        edge=edge_of(material, branch.edge),
        kind=found.who.kind,
        dead=branch.dead,
        folded=bool(drawn_at),
    )


def states_of(found: Person) -> list[str]:
    """Return where one stands with a person, and whether there is no note."""
    is_lead = found.who.kind == "lead"
    words = [found.standing.word] if found.standing else []
    if is_lead:
        words = [one for one in words if one != "to-research"]
    return [*words, *[NO_NOTE] * is_lead]


def edge_of(material: Material, referral: Referral | None) -> Edge:
    """Return the line that stands for a referral: its day and a sign."""
    if referral is None:
        return Edge()
    line, sign, _, _ = _MAY[_may(material, referral)]
    day = material.dates.maybe(referral.on)
    return Edge(may=line, text=f"{day.text} {sign}" if day else sign)


def may_word(material: Material, referral: Referral) -> str:
    """Return whether the name may be used, for a cell."""
    if referral.introduced:
        return "introduced"
    return _MAY[_may(material, referral)][2]


def may_words(material: Material, referral: Referral) -> str:
    """Return whether the name may be used, as part of a sentence."""
    if referral.introduced:
        return "introduced"
    return _MAY[_may(material, referral)][3]


def named_words(material: Material, referral: Referral) -> str:
    """Return who named somebody, when, and whether the name may be used."""
    names = say_names(material.book.name_of(one) for one in referral.referrers)
    on = f" on {material.dates.full(referral.on).text}" if referral.on else ""
    verb = "introduced" if referral.introduced else "named"
    may = "" if referral.introduced else f", {may_words(material, referral)}"
    return f"{verb} by {names}{on}{may}"


def gave_words(gave: Yield) -> str:
    """Return what a branch gave: `2 people, 1 interview, 5 entries`, unbreakable."""
    counts = (
        (gave.people, "person", "people"),
        (gave.interviews, "interview", "interviews"),
        (gave.entries, "entry", "entries"),
    )
    return ", ".join(
        f"{count}\xa0{one if count == 1 else many}"
        for count, one, many in counts
        if count
    )


def _may(material: Material, referral: Referral) -> str:
    """Return the answer that holds of all namings by the same people."""
    same = material.named[referral.person]
    if len(same) > 1:
        by = {*referral.referrers}
        same = tuple(one for one in same if {*one.referrers} == by)
    return may_use_name(material.book, same)
