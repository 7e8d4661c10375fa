"""Who sent the owner to somebody, and what came of whom somebody named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from generator.derive.drafts.records import Named
from generator.derive.people import may_use_name
from generator.vocabulary import CONTACTING, MINE, EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.derive.drafts.ground import DraftGround
    from generator.facts.records import Referral
    from generator.graph.records import PersonId

Namings = tuple["Referral", ...]
# States of a debt.
_TELL: Final = ("tell-met", "tell-contacted")
_WAITING: Final = ("permission", "unused")


def namings_of(ground: DraftGround, person: PersonId) -> tuple[Namings, ...]:
    """Return who named somebody, by referrer or panel, the newest first."""
    today = ground.briefs.facts.today
    found: dict[frozenset[PersonId], list[Referral]] = {}
    for one in ground.briefs.named.get(person, ()):
        to_come = one.on is not None and one.on > today
        if one.referrers and person not in one.referrers and not to_come:
            found.setdefault(frozenset(one.referrers), []).append(one)
    newest = sorted(found.values(), key=lambda one: one[-1].on or date.min)
    return tuple(tuple(one) for one in reversed(newest))


def senders_of(
    ground: DraftGround, person: PersonId, about: PersonId | None
) -> tuple[Namings, tuple[PersonId, ...]]:
    """Return the namings to lean on, and who may be named: only after a yes.

    Args:
        ground: The book.
        person: To whom the message goes.
        about: The referrer to lean on; none: the newest who may be named.
    """
    for same in namings_of(ground, person):
        senders = ground.discretion.may_name(same)
        if senders and (about is None or about in senders):
            return same, senders
    return (), ()


def is_known_through(
    ground: DraftGround, kind: str, person: PersonId, about: PersonId
) -> bool:
    """Tell whether a message may be about somebody.

    Args:
        ground: The book.
        kind: Of the message: `outreach` and `nudge` may name who sent the owner to
            the person, after a yes; the others whom the person named.
        person: To whom the message goes.
        about: Whom it would name.
    """
    if kind in {"outreach", "nudge"}:
        return about in senders_of(ground, person, about)[1]
    return about in named_by(ground, person)


def named_by(ground: DraftGround, person: PersonId) -> dict[PersonId, Namings]:
    """Return whom somebody named, the newest naming last; private notes left out."""
    found: dict[PersonId, list[Referral]] = {}
    for one in ground.named_by.get(person, ()):
        if one.person != person and ground.briefs.is_open(one.person):
            found.setdefault(one.person, []).append(one)
    return {one: tuple(same) for one, same in found.items()}


def what_came(
    ground: DraftGround,
    named: PersonId,
    namings: Namings,
    say: Callable[[date], str],
) -> Named:
    """Return what came of a naming: a talk, a message, or nothing yet."""
    name = ground.book.name_of(named)
    may = may_use_name(ground.book, namings)
    start = namings[0].on
    events = [
        one
        for one in reversed(ground.events(named))
        if one.kind in CONTACTING and (start is None or one.on >= start)
    ]
    met = next((one for one in events if one.kind is EventKind.MET), None)
    wrote = next((one for one in events if one.kind in MINE), None)
    touch = next(iter(events), None)
    for came, first in (("met", met), ("wrote", wrote), ("touch", touch)):
        if first:
            return Named(name=name, came=came, on=say(first.on), may=may)
    return Named(name=name, may=may)


def to_tell(ground: DraftGround, person: PersonId) -> tuple[PersonId, ...]:
    """Return of whom the person still has to hear that they were contacted or met."""
    return _owed(ground, person, _TELL)


def waiting(ground: DraftGround, person: PersonId) -> tuple[PersonId, ...]:
    """Return whom the person named and nobody has written to, open questions first."""
    return _owed(ground, person, _WAITING)


def _owed(
    ground: DraftGround, person: PersonId, states: Iterable[str]
) -> tuple[PersonId, ...]:
    debts = ground.briefs.debts_to[person]
    ordered = (one for state in states for one in debts if one.state == state)
    return tuple(dict.fromkeys(one.referral.person for one in ordered))
