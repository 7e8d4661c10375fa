"""The referral tree as branches, each with what it yielded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from generator.derive.people import contact_of, name_key
from generator.derive.records import Branch, Yield

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.derive.records import Ledger
    from generator.facts.records import Facts, Referral
    from generator.graph.records import Book, PersonId

Edge = tuple["PersonId", "Referral"]
"""A referrer and the referral."""

Value = TypeVar("Value")

_ENDED: Final = frozenset({"declined", "no-reply", "closed"})


@dataclass(slots=True)
class _Gain:
    """What a branch gave so far; sets, so that a panel counts once."""

    interviews: set[str] = field(default_factory=set)
    entries: set[tuple[str, str]] = field(default_factory=set)
    people: int = 0
    ended: bool = True

    def take(self, below: _Gain) -> None:
        """Add what the branch of a child gave."""
        self.interviews = _union(self.interviews, below.interviews)
        self.entries = _union(self.entries, below.entries)
        self.people += below.people + 1
        self.ended = self.ended and below.ended

    def is_dead(self) -> bool:
        """Tell whether nobody is left to ask and nothing was gained."""
        return self.ended and not self.interviews and not self.entries


def _union(one: set[Value], other: set[Value]) -> set[Value]:
    # Always the smaller into the larger: a chain of thousands would else copy the
    # whole set at every step.
    small, large = sorted((one, other), key=len)
    large |= small
    return large


def derive_branches(
    book: Book,
    facts: Facts,
    ledgers: Iterable[Ledger],
    people: Iterable[PersonId],
    edges: Mapping[PersonId, Edge],
) -> dict[PersonId, Branch]:
    """Return the branch that begins with each person.

    Args:
        book: The book.
        facts: As of today.
        ledgers: Those whose entries count as yielded.
        people: Everyone.
        edges: For everyone but the first circle the parent and the referral; they
            hold no circle.

    Returns:
        The first circle first, by name; then those below, generation by generation,
        children by day (unknown last), then name. A branch is dead
        where everybody in it declined, was closed, never replied or is not to be
        contacted, with no interview done and no entry heard; somebody ready or
        asked keeps it alive. Without recursion: a chain has no greatest length.
    """
    gains = _own_gains(book, facts, ledgers, people)
    below = _children(book, people, edges)
    branches: dict[PersonId, Branch] = {}
    people = _parents_first(below)
    for person in reversed(people):
        children = below.get(person, ())
        for child in children:
            gains[person].take(gains.pop(child))
        branches[person] = Branch(
            person=person,
            edge=edges[person][1] if person in edges else None,
            children=tuple(children),
            gave=_counted(gains[person]),
            dead=gains[person].is_dead(),
        )
    return {person: branches[person] for person in people}


def _children(
    book: Book, people: Iterable[PersonId], edges: Mapping[PersonId, Edge]
) -> dict[PersonId | None, list[PersonId]]:
    """Return the people below each person; below nobody: the first circle."""
    below: dict[PersonId | None, list[PersonId]] = {}
    for person in sorted(people, key=lambda one: _order(book, one, edges)):
        parent = edges[person][0] if person in edges else None
        below.setdefault(parent, []).append(person)
    return below


def _counted(gain: _Gain) -> Yield:
    return Yield(
        interviews=len(gain.interviews),
        entries=len(gain.entries),
        people=gain.people,
    )


def _order(
    book: Book, person: PersonId, edges: Mapping[PersonId, Edge]
) -> tuple[bool, int, tuple[str, str]]:
    on = edges[person][1].on if person in edges else None
    return on is None, on.toordinal() if on else 0, name_key(book, person)


def _parents_first(
    below: Mapping[PersonId | None, Sequence[PersonId]],
) -> list[PersonId]:
    ordered = list(below.get(None, ()))
    # The list grows while it is walked: each person brings in those below.
    for person in ordered:
        ordered.extend(below.get(person, ()))
    return ordered


def _own_gains(
    book: Book, facts: Facts, ledgers: Iterable[Ledger], people: Iterable[PersonId]
) -> dict[PersonId, _Gain]:
    gains = {person: _Gain(ended=_has_ended(book, facts, person)) for person in people}
    for meeting in facts.meetings.values():
        if meeting.status == "done":
            for person in meeting.people:
                gains[person].interviews.add(meeting.path)
    for ledger in ledgers:
        for line in ledger.lines:
            for person in line.people:
                gains[person].entries.add((line.note, line.entry.anchor))
    return gains


def _has_ended(book: Book, facts: Facts, person: PersonId) -> bool:
    status = facts.statuses[person]
    if status.silenced or status.word in _ENDED:
        return True
    note = contact_of(book, person)
    return note is not None and note.do_not_contact
