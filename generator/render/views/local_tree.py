"""A small tree on a person's page: the way from the owner, and whom they named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.model import Contact
from generator.render.draw.tree import Node, draw_outline
from generator.render.urls import relative
from generator.render.views.branches import branch_node, may_words, owner_node
from generator.render.views.frame import index_of

if TYPE_CHECKING:
    from generator.facts.records import Referral
    from generator.graph.records import PersonId
    from generator.render.draw.tree import Drawing, Edge
    from generator.render.material import Material

LONGEST: Final = 4  # people drawn between the owner and the person
MOST: Final = 8  # people drawn whom the person named


def local_tree(material: Material, person: PersonId, page: str) -> Drawing:
    """Return the drawing of a person's place in the tree.

    Args:
        material: The build.
        person: Contact or lead.
        page: URL of their page.

    Returns:
        The owner, the people between, of many the first and the last ones, then the
        person, and the first ones of those whom they named, each once.
    """
    nodes = [owner_node(material, page)]
    path = material.derived.network.paths[person][:-1]
    is_long = len(path) > LONGEST
    first, last = (path[:1], path[1 - LONGEST :]) if is_long else (path, ())
    for number, one in enumerate(first):
        nodes.append(_between(material, one, page, number))
    if is_long:
        nodes.append(_rest(page, f"{len(path) - LONGEST} more", len(nodes) - 1))
    for one in last:
        nodes.append(_between(material, one, page, len(nodes) - 1))
    nodes.append(_here(material, person, page, len(nodes) - 1))
    parent = len(nodes) - 1
    named = named_by(material, person)
    nodes += [_named(material, one, page, parent) for one in named[:MOST]]
    if len(named) > MOST:
        nodes.append(_rest(page, f"{len(named) - MOST} more", parent))
    return draw_outline(nodes)


def named_by(material: Material, person: PersonId) -> tuple[Referral, ...]:
    """Return the first naming of each whom a person named."""
    found: dict[PersonId, Referral] = {}
    for referral in material.named_by.get(person, ()):
        if referral.person != person:
            found.setdefault(referral.person, referral)
    return tuple(found.values())


def _between(material: Material, person: PersonId, page: str, parent: int) -> Node:
    branch = material.derived.network.branches[person]
    node = branch_node(material, branch, page, parent=parent)
    return replace(node, notes=(), edge=_plain(node))


def _here(material: Material, person: PersonId, page: str, parent: int) -> Node:
    """Return the person whose page it is: it leads nowhere, its status stands above."""
    branch = material.derived.network.branches[person]
    node = branch_node(material, branch, page, parent=parent)
    return replace(
        node, kind="here", href="", status="", marks=(), notes=(), edge=_plain(node)
    )


def _named(material: Material, referral: Referral, page: str, parent: int) -> Node:
    branch = material.derived.network.branches[referral.person]
    branch = replace(branch, edge=referral)
    node = branch_node(material, branch, page, parent=parent)
    note = material.book.notes.get(referral.person)
    role = note.role if isinstance(note, Contact) else ""
    on = f"{material.dates.day(referral.on).text}: " if referral.on else ""
    notes = (*filter(None, [role]), f"{on}{may_words(material, referral)}")
    label = ", ".join([node.name, *filter(None, [node.status]), *node.marks, *notes])
    return replace(node, notes=notes, label=label, edge=_plain(node))


def _plain(node: Node) -> Edge:
    return replace(node.edge, text="")


def _rest(page: str, name: str, parent: int) -> Node:
    return Node(
        parent=parent,
        name=name,
        href=relative(page, index_of("network")),
        label=f"{name}: the whole tree",
        kind="more",
    )
