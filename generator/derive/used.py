"""Referrals and what became of them: written to, met, or not used yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.people import name_key
from generator.vocabulary import CONTACTING, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import date

    from generator.derive import Derived
    from generator.derive.discretion import Discretion
    from generator.facts.records import Event, Facts, Referral
    from generator.graph.records import Book, PersonId
    from generator.model import Entry


class Naming(Struct, frozen=True, kw_only=True):
    """Somebody was named, and what became of it.

    Attributes:
        person: Who was named.
        by: Who named them; empty: their name may not be used.
        on: When; none: unknown, or not to be told.
        why: Why; empty: not said, or not to be told.
        introduced: Whether it was an introduction.
        contact: The first contact with them since then.
        met: The first interview with them since then.
        closed: Whether nothing more will come of it.
    """

    person: PersonId
    by: tuple[PersonId, ...]
    on: date | None
    why: str
    introduced: bool
    contact: Event | None
    met: Event | None
    closed: bool


def namings_of(
    book: Book,
    facts: Facts,
    derived: Derived,
    discretion: Discretion,
    people: AbstractSet[PersonId],
) -> tuple[Naming, ...]:
    """Return the referrals that some people gave.

    Args:
        book: The book.
        facts: As of today.
        derived: For the entries that say them.
        discretion: What is left out.
        people: Who gave them.

    Returns:
        Each person once for the same people who named them; by day and name, those
        whose day is not told last, since a place among the others would tell it.
    """
    found: dict[tuple[frozenset[PersonId], PersonId], list[Referral]] = {}
    for one in facts.referrals:
        known = one.on is None or one.on <= facts.today
        if (
            known
            and not people.isdisjoint(one.referrers)
            and not _hidden(discretion, one)
        ):
            found.setdefault((frozenset(one.referrers), one.person), []).append(one)
    entries = {
        (line.note, line.entry.anchor): line.entry for line in derived.referrals.lines
    }
    namings = [
        _naming(facts, discretion, tuple(same), entries) for same in found.values()
    ]
    namings.sort(
        key=lambda one: (one.on is None, str(one.on), name_key(book, one.person))
    )
    return tuple(namings)


def _hidden(discretion: Discretion, referral: Referral) -> bool:
    person = referral.person
    return (
        person in referral.referrers
        or discretion.hides(person)
        or discretion.hides(referral.source.span.path)
    )


def _naming(
    facts: Facts,
    discretion: Discretion,
    same: tuple[Referral, ...],
    entries: dict[tuple[str, str], Entry],
) -> Naming:
    first = same[0]
    by = discretion.may_name(same)
    place = (first.source.span.path, first.source.anchor)
    entry = entries.get(place)
    clean = entry is not None and not discretion.names_hidden(place[0], entry)
    since = [
        one
        for one in facts.events.get(first.person, ())
        if (first.on is None or one.on >= first.on) and one.on <= facts.today
    ]
    return Naming(
        person=first.person,
        by=by,
        on=first.on if by else None,
        why=first.text if by and clean else "",
        introduced=any(one.introduced for one in same),
        contact=_first(since, CONTACTING),
        met=_first(since, {EventKind.MET}),
        closed=facts.statuses[first.person].silenced,
    )


def _first(events: Iterable[Event], kinds: AbstractSet[EventKind]) -> Event | None:
    return next((one for one in events if one.kind in kinds), None)
