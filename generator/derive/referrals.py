"""The referral tree: who led to whom, from the owner's first circle outward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.derive.branches import derive_branches
from generator.derive.debts import derive_debts
from generator.derive.records import Network
from generator.model import Contact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.branches import Edge
    from generator.derive.records import Ledger
    from generator.facts.records import Facts, Referral
    from generator.graph.records import Book, PersonId


@dataclass(frozen=True, slots=True)
class Paths(Mapping["PersonId", tuple["PersonId", ...]]):
    """The way from the first circle to each person, found when it is asked for.

    All of them at once would hold a square of the longest chain.
    """

    parents: Mapping[PersonId, PersonId | None]

    def __getitem__(self, person: PersonId) -> tuple[PersonId, ...]:
        """Return the people from the first circle down to one, who is last."""
        path = [person]
        while (parent := self.parents[path[-1]]) is not None:
            path.append(parent)
        return tuple(reversed(path))

    def __iter__(self) -> Iterator[PersonId]:
        """Yield every person: contacts by path, then leads."""
        return iter(self.parents)

    def __len__(self) -> int:
        """Return the number of people."""
        return len(self.parents)


def derive_network(book: Book, facts: Facts, ledgers: Iterable[Ledger]) -> Network:
    """Return the tree of referrals, its cross-links and what is open about them.

    Args:
        book: The book.
        facts: As of today.
        ledgers: Those whose entries count as yielded.

    Returns:
        Every contact and lead stands in the tree once. The parent is who named
        them first: by day, those without a day last, then by path and line; of a
        panel the first. An edge that would close a circle is a cross-link, so the
        newest of a circle's edges is where it ends. Roots by name; children by
        day, then name. Empty in an empty book.

    Source: README, "Referral tree".
    """
    people = (*(note.path for note in book.of(Contact)), *book.leads)
    edges, cross_links = _grow(people, facts.referrals)
    parents = {one: edges[one][0] if one in edges else None for one in people}
    return Network(
        roots=derive_branches(book, facts, ledgers, people, edges),
        cross_links=cross_links,
        debts=derive_debts(book, facts),
        paths=Paths(parents),
    )


def _grow(
    people: Iterable[PersonId], referrals: Iterable[Referral]
) -> tuple[dict[PersonId, Edge], tuple[Referral, ...]]:
    edges: dict[PersonId, Edge] = {}
    above = {person: person for person in people}
    cross: list[Referral] = []
    seen: set[tuple[PersonId, PersonId]] = set()
    for referrer, referral in _each(referrals):
        person = referral.person
        if (referrer, person) in seen:
            continue
        seen.add((referrer, person))
        if person in edges or _top(above, referrer) == person:
            cross.append(replace(referral, referrers=(referrer,)))
        else:
            edges[person] = (referrer, referral)
            above[person] = referrer
    return edges, tuple(cross)


def _each(referrals: Iterable[Referral]) -> Iterator[Edge]:
    for referral in referrals:
        for referrer in referral.referrers:
            if referrer != referral.person:
                yield referrer, referral


def _top(above: dict[PersonId, PersonId], person: PersonId) -> PersonId:
    # The way up is halved while it is walked, so that long chains stay cheap.
    while above[person] != person:
        above[person] = above[above[person]]
        person = above[person]
    return person
