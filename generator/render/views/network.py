"""The referral tree, from the owner outward, and what each branch yielded."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.wording import say_names
from generator.render.draw.fold import Shown, fold_tree
from generator.render.draw.tree import Node, draw_tree
from generator.render.urls import relative
from generator.render.views.branches import (
    branch_node,
    gave_words,
    may_word,
    owner_node,
)
from generator.render.views.frame import frame, index_of
from generator.render.views.people import person, ref, refs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.derive.records import Branch
    from generator.facts.records import Referral
    from generator.graph.records import PersonId
    from generator.render.dates import Day
    from generator.render.draw.fold import Sheet
    from generator.render.draw.tree import Drawing
    from generator.render.material import Material
    from generator.render.views.parts import Frame, Person, Ref

URL: Final = "network/index.html"

ALONE: Final = "alone"
BELOW: Final = "below"
FEW: Final = 40
LONG: Final = 300
_INSETS: Final = 8


class Row(Struct, frozen=True, kw_only=True):
    """A person of the tree in the table, in the order of the drawing.

    Attributes:
        anchor: The row's id; empty: no drawing leads here.
        circle: How many steps from the owner.
        inset: How far the name is set in; what lies deep is not set in further.
        by: Who named them, in words.
        may: Whether the name may be used.
        below: How many people are below.
        interviews: Of the person and everyone below.
        entries: Of the person and everyone below.
        dead: Whether nothing can come of it any more.
    """

    person: Person
    anchor: str
    circle: int
    inset: int
    by: str
    day: Day | None
    may: str
    below: int
    interviews: int
    entries: int
    dead: bool


class Part(Struct, frozen=True, kw_only=True):
    """A drawing of one branch.

    Attributes:
        anchor: Id of the drawing.
        name: Whose branch.
        gave: What it gave, in words.
    """

    anchor: str
    name: str
    gave: str
    dead: bool
    drawing: Drawing


class CrossLink(Struct, frozen=True, kw_only=True):
    """A further referral of somebody who is in the tree already."""

    person: Ref
    by: tuple[Ref, ...]
    day: Day | None


class Lone(Struct, frozen=True, kw_only=True):
    """Somebody of the first circle who named nobody, and what they gave."""

    person: Person
    gave: str


class NetworkView(Struct, frozen=True, kw_only=True):
    """The tree in drawings, and as a table.

    Attributes:
        drawing: The first circle and what there is room for; none: nobody was named.
        parts: For each branch that is folded there its drawings, its own first.
        rows: Everyone in the tree, by branch.
        alone: People of the first circle who named nobody.
        many: Whether they are so many that their list is folded.
        long: Whether the table is so long that it is folded.
        referrals: Link to what is owed.
    """

    template: ClassVar[str] = "pages/network.html"
    frame: Frame
    owner: str
    drawing: Drawing | None
    parts: tuple[tuple[Part, ...], ...]
    rows: tuple[Row, ...]
    long: bool
    alone: tuple[Lone, ...]
    many: bool
    cross_links: tuple[CrossLink, ...]
    referrals: str


def network_view(material: Material) -> NetworkView:
    """Return the page of the referral tree."""
    network = material.derived.network
    grown = sorted((root for root in network.roots if root.children), key=_worth)
    alone = [root for root in network.roots if not root.children]
    sheets = fold_tree(network.branches, grown, alone) if grown else ()
    places = _places(sheets, network.cross_links)
    parts = [
        (sheet.circle, _part(material, places, sheet.head, sheet))
        for sheet in sheets
        if sheet.head
    ]
    rows = tuple(_rows(material, grown, places.rows))
    return NetworkView(
        frame=frame(material, URL, "Network"),
        owner=material.settings.owner or "You",
        drawing=_drawing(material, places, sheets[0]) if sheets else None,
        parts=tuple(
            tuple(part for _, part in group)
            for _, group in groupby(parts, key=lambda one: one[0])
        ),
        rows=rows,
        long=len(rows) > LONG,
        alone=tuple(
            Lone(person=person(material, one.person, URL), gave=gave_words(one.gave))
            for one in alone
        ),
        many=len(alone) > FEW,
        cross_links=tuple(_cross_link(material, one) for one in network.cross_links),
        referrals=relative(URL, index_of("referrals")),
    )


def _worth(branch: Branch) -> tuple[bool, int, int, int]:
    """Order branches: what yielded most first, what is dead last."""
    gave = branch.gave
    return branch.dead, -gave.interviews, -gave.entries, -gave.people


class _Places(Struct, frozen=True):
    """Where on the page people are drawn and listed, and who else named them."""

    drawings: Mapping[PersonId, str]
    rows: Mapping[PersonId, str]
    also: Mapping[PersonId, Sequence[PersonId]]


def _places(sheets: Sequence[Sheet], cross_links: Sequence[Referral]) -> _Places:
    drawings = {
        sheet.head.person: f"branch-{number}"
        for number, sheet in enumerate(sheets)
        if sheet.head
    }
    # Rows that a drawing leads to, since it leaves out some of those below.
    unfinished = dict.fromkeys(
        [
            one.branch.person
            for sheet in sheets
            for one in sheet.shown
            if one.folded and one.branch.person not in drawings
        ]
        + [sheet.head.person for sheet in sheets if sheet.head and sheet.more]
    )
    also: dict[PersonId, list[PersonId]] = {}
    for link in cross_links:
        also.setdefault(link.person, []).extend(link.referrers)
    rows = {one: f"row-{number}" for number, one in enumerate(unfinished, start=1)}
    return _Places(drawings, rows, also)


def _part(material: Material, places: _Places, head: Branch, sheet: Sheet) -> Part:
    return Part(
        anchor=places.drawings[head.person],
        name=material.book.name_of(head.person),
        gave=gave_words(head.gave),
        dead=head.dead,
        drawing=_drawing(material, places, sheet),
    )


def _drawing(material: Material, places: _Places, sheet: Sheet) -> Drawing:
    """Return the drawing of a sheet; its root is the head, else the owner."""
    if sheet.head:
        root = _node(material, places, Shown(sheet.head, -2, folded=False))
    else:
        root = owner_node(material, URL)
    nodes = [root, *(_node(material, places, one) for one in sheet.shown)]
    if sheet.more and sheet.head:
        row = places.rows[sheet.head.person]
        nodes.append(_rest(f"{sheet.more} more", "stand in the table", row))
    elif sheet.more:
        nodes.append(_rest(f"{sheet.more} more branches", "follow below", BELOW))
    if sheet.alone:
        nodes.append(_rest(f"{sheet.alone} more", "have named nobody yet", ALONE))
    return draw_tree(nodes)


def _node(material: Material, places: _Places, shown: Shown) -> Node:
    someone = shown.branch.person
    anchor = ""
    if shown.folded:
        anchor = places.drawings.get(someone) or places.rows[someone]
    return branch_node(
        material,
        shown.branch,
        URL,
        parent=shown.parent + 1,
        also=places.also.get(someone, ()),
        drawn_at=f"#{anchor}" if anchor else "",
    )


def _rest(name: str, note: str, anchor: str) -> Node:
    return Node(
        parent=0,
        name=name,
        href=f"#{anchor}",
        label=f"{name} {note}",
        notes=(note,),
        kind="more",
    )


def _rows(
    material: Material, roots: Sequence[Branch], anchors: Mapping[PersonId, str]
) -> Iterator[Row]:
    """Walk the tree without recursion: a chain of referrals may be long."""
    branches = material.derived.network.branches
    waiting = [(root, 1) for root in reversed(roots)]
    while waiting:
        branch, circle = waiting.pop()
        edge = branch.edge
        names = map(material.book.name_of, edge.referrers) if edge else ()
        yield Row(
            person=person(material, branch.person, URL),
            anchor=anchors.get(branch.person, ""),
            circle=circle,
            inset=min(circle - 1, _INSETS),
            by=say_names(names),
            day=material.dates.maybe(edge.on) if edge else None,
            may=may_word(material, edge) if edge else "",
            below=branch.gave.people,
            interviews=branch.gave.interviews,
            entries=branch.gave.entries,
            dead=branch.dead,
        )
        below = map(branches.__getitem__, reversed(branch.children))
        waiting += [(child, circle + 1) for child in below]


def _cross_link(material: Material, referral: Referral) -> CrossLink:
    return CrossLink(
        person=ref(material, referral.person, URL),
        by=refs(material, referral.referrers, URL),
        day=material.dates.maybe(referral.on),
    )
