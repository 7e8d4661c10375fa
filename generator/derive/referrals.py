"""The referral tree: who led to whom, from the owner's first circle outward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.derive.branches import derive_branches
from generator.derive.debts import derive_debts
from generator.model import Contact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.derive.branches import Edge
    from generator.derive.records import Branch, Debt, Ledger
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


# Without slots: cached properties keep what they made beside the fields.
@dataclass(frozen=True)
class Network:
    """The referral tree from the owner outward; each part made when asked for.

    Every contact and lead stands in the tree once. The parent is who named them
    first: by day, those without a day last, then by path and line; of a panel the
    first. An edge that would close a circle is a cross-link, so the newest of a
    circle's edges is where it ends.

    Attributes:
        book: The book.
        facts: As of today.
        sections: Makes those whose entries count as yielded.

    Source: README, "Referral tree".
    """

    book: Book
    facts: Facts
    sections: Callable[[], Iterable[Ledger]]

    @property
    def roots(self) -> tuple[Branch, ...]:
        """The owner's first circle, by name: everyone whom nobody referred."""
        return tuple(one for one in self.branches.values() if one.edge is None)

    @cached_property
    def branches(self) -> Mapping[PersonId, Branch]:
        """The branch that begins with each person, parents first."""
        edges, _ = self._grown
        return derive_branches(
            self.book, self.facts, self.sections(), self._people, edges
        )

    @property
    def cross_links(self) -> tuple[Referral, ...]:
        """Further referrals of somebody who has a parent, each with one referrer.

        Those that would close a circle are among them.
        """
        return self._grown[1]

    @cached_property
    def debts(self) -> tuple[Debt, ...]:
        """What is open, by referrer's name, then in the referrals' order."""
        return derive_debts(self.book, self.facts)

    def debts_to(self, referrer: PersonId) -> tuple[Debt, ...]:
        """Return what is open with somebody who named others, in the same order."""
        return derive_debts(self.book, self.facts, referrer)

    @cached_property
    def paths(self) -> Mapping[PersonId, tuple[PersonId, ...]]:
        """For each person, from the first circle down to them, them included."""
        edges, _ = self._grown
        parents = {one: edges[one][0] if one in edges else None for one in self._people}
        return Paths(parents)

    @property
    def _people(self) -> tuple[PersonId, ...]:
        return (*(note.path for note in self.book.of(Contact)), *self.book.leads)

    @cached_property
    def _grown(self) -> tuple[dict[PersonId, Edge], tuple[Referral, ...]]:
        return _grow(self._people, self.facts.referrals)


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
