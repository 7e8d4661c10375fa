"""The referral tree, from the owner outward, and what each branch yielded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from generator.render.urls import relative
from generator.render.views.frame import frame, index_of
from generator.render.views.people import person, ref, refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.records import Branch
    from generator.facts.records import Referral
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.parts import Frame, Person, Ref

URL: Final = "network/index.html"
DEEPEST: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A person in the tree, in the order in which a nested list is written.

    Attributes:
        depth: From 0; what lies deeper than `DEEPEST` is drawn there.
        opens: Whether a list of those whom they named follows.
        closes: How many lists end behind them.
        by: Who named them; empty: the owner's first circle.
        interviews: Of the person and everyone below.
        entries: Of the person and everyone below.
        below: How many people are below.
        dead: Whether nothing can come of it any more.
    """

    person: Person
    depth: int
    opens: bool
    closes: int
    by: tuple[Ref, ...]
    day: Day | None
    interviews: int
    entries: int
    below: int
    dead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossLink:
    """A further referral of somebody who is in the tree already."""

    person: Ref
    by: tuple[Ref, ...]
    day: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """The tree as a list, and its branches as a table.

    Attributes:
        nodes: Everyone, as a nested list.
        branches: The first circle, by what it yielded, most first.
        alone: People of the first circle who named nobody.
        referrals: Link to what is owed.
    """

    template: ClassVar[str] = "pages/network.html"
    frame: Frame
    owner: str
    nodes: tuple[Node, ...]
    branches: tuple[Node, ...]
    alone: tuple[Person, ...]
    cross_links: tuple[CrossLink, ...]
    referrals: str


def network_view(material: Material) -> NetworkView:
    """Return the page of the referral tree."""
    network = material.derived.network
    grown = [root for root in network.roots if root.children]
    best = sorted(
        grown,
        key=lambda one: (-one.gave.interviews, -one.gave.entries, -one.gave.people),
    )
    return NetworkView(
        frame=frame(material, URL, "Network"),
        owner=material.settings.owner or "You",
        nodes=tuple(_nodes(material, grown)),
        branches=tuple(_node(material, one, 0, closes=0) for one in best),
        alone=tuple(
            person(material, root.person, URL)
            for root in network.roots
            if not root.children
        ),
        cross_links=tuple(_cross_link(material, one) for one in network.cross_links),
        referrals=relative(URL, index_of("referrals")),
    )


def _nodes(material: Material, roots: list[Branch]) -> Iterator[Node]:
    """Walk the tree without recursion: a chain of referrals may be long."""
    waiting = [(root, 0, 0) for root in reversed(roots)]
    while waiting:
        branch, depth, closes = waiting.pop()
        deeper = depth < DEEPEST
        opens = bool(branch.children) and deeper
        yield _node(material, branch, depth, closes=0 if branch.children else closes)
        below = depth + 1 if deeper else depth
        for number, child in enumerate(reversed(branch.children)):
            inherited = closes + opens if number == 0 else 0
            waiting.append((child, below, inherited))


def _node(material: Material, branch: Branch, depth: int, *, closes: int) -> Node:
    edge = branch.edge
    return Node(
        person=person(material, branch.person, URL),
        depth=depth,
        opens=bool(branch.children) and depth < DEEPEST,
        closes=closes,
        by=refs(material, edge.referrers, URL) if edge else (),
        day=material.dates.maybe(edge.on) if edge else None,
        interviews=branch.gave.interviews,
        entries=branch.gave.entries,
        below=branch.gave.people,
        dead=branch.dead,
    )


def _cross_link(material: Material, referral: Referral) -> CrossLink:
    return CrossLink(
        person=ref(material, referral.person, URL),
        by=refs(material, referral.referrers, URL),
        day=material.dates.maybe(referral.on),
    )
