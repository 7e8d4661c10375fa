"""Referral debts: whom to write to, whose name to ask for, whom to tell."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.people import is_silenced, may_use_name, name_key
from generator.derive.records import Debt
from generator.facts.events import is_later
from generator.vocabulary import CONTACTING, EventKind, RuleId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from generator.facts.records import Event, Facts, Referral
    from generator.graph.records import Book, PersonId


def derive_debts(
    book: Book, facts: Facts, referrer: PersonId | None = None
) -> tuple[Debt, ...]:
    """Return what is still open about each referral.

    Args:
        book: The book.
        facts: As of today.
        referrer: Who named them, maybe with others; none: anybody, or nobody known.

    Returns:
        At most one debt for each person and those who named them, by the name of
        the first referrer (unknown last), then in the referrals' order. The same
        as the follow-up rules say, with three differences: a referral without a
        day may be unused as well; what is snoozed is left out, as all that is
        silenced; a rule that is switched off counts. Empty where all is settled.

    Source: README, "Follow-ups", from use-referral to tell-met.
    """
    namings: dict[tuple[frozenset[PersonId], PersonId], list[Referral]] = {}
    for referral in facts.referrals:
        if referrer is not None and referrer not in referral.referrers:
            continue
        referrers = frozenset(referral.referrers)
        to_come = referral.on is not None and referral.on > facts.today
        if referral.person not in referrers and not to_come:
            namings.setdefault((referrers, referral.person), []).append(referral)
    told = cache(partial(_told, facts))
    known = _Known(introduced=_introduced(facts), told=told)
    debts = [
        Debt(
            referral=same[0], state=state, may_use_name=may_use_name(book, tuple(same))
        )
        for same in namings.values()
        if (state := _state(book, facts, known, tuple(same)))
    ]
    debts.sort(key=lambda debt: _order(book, debt))
    return tuple(debts)


def _order(book: Book, debt: Debt) -> tuple[bool, tuple[str, str]]:
    referrers = debt.referral.referrers
    return not referrers, name_key(book, referrers[0]) if referrers else ("", "")


class _Known(Struct, frozen=True, kw_only=True):
    """What every debt is held against.

    Attributes:
        introduced: The newest day on which somebody brought a person in.
        told: Returns the newest `updated` that told a person something, by whom it
            was about; about `""`: everybody.
    """

    introduced: Mapping[PersonId, date]
    told: Callable[[PersonId], Mapping[PersonId, Event]]


def _told(facts: Facts, person: PersonId) -> dict[PersonId, Event]:
    return {
        subject: event
        for event in facts.events.get(person, ())
        if event.kind is EventKind.UPDATED
        for subject in (event.subjects or ("",))
    }


def _introduced(facts: Facts) -> dict[PersonId, date]:
    return {
        one.person: one.on
        for one in facts.referrals
        if one.introduced and one.on is not None
    }


def _state(book: Book, facts: Facts, known: _Known, same: tuple[Referral, ...]) -> str:
    named = same[0]
    events = facts.events.get(named.person, ())
    if any(event.kind in CONTACTING for event in events):
        rule = _to_tell(facts, known, named)
        return rule if rule and _can_hear(book, facts, named, rule) else ""
    if is_silenced(book, facts, named.person) or _is_overtaken(same, known.introduced):
        return ""
    is_open = named.on is not None and may_use_name(book, same) in {"", "ask"}
    if is_open and _can_hear(book, facts, named, RuleId.PERMISSION):
        return RuleId.PERMISSION
    later = is_silenced(book, facts, named.person, RuleId.USE_REFERRAL)
    return "" if later else "unused"


def _can_hear(book: Book, facts: Facts, named: Referral, rule: str) -> bool:
    return any(not is_silenced(book, facts, one, rule) for one in named.referrers)


def _is_overtaken(
    same: Iterable[Referral], introduced: Mapping[PersonId, date]
) -> bool:
    # An introduction settles the namings before it, but is one to be used itself.
    return all(
        one.person in introduced
        and not one.introduced
        and (one.on is None or one.on <= introduced[one.person])
        for one in same
    )


def _to_tell(facts: Facts, known: _Known, named: Referral) -> str:
    contact = meeting = None
    for event in facts.events[named.person]:
        if event.on <= facts.today and (named.on is None or event.on >= named.on):
            if contact is None and event.kind in CONTACTING:
                contact = event
            if _is_interview(event):
                meeting = event
                break
    start = meeting or contact
    if start is None or (meeting and _was_there(facts, meeting, named)):
        return ""
    if _is_told(known, named, start):
        return ""
    return RuleId.TELL_MET if meeting else RuleId.TELL_CONTACTED


def _is_interview(event: Event) -> bool:
    # A Log line `met` alone is contact like any other.
    return event.kind is EventKind.MET and event.derived


def _was_there(facts: Facts, meeting: Event, named: Referral) -> bool:
    people = facts.meetings[meeting.interview].people
    return any(referrer in people for referrer in named.referrers)


def _is_told(known: _Known, named: Referral, start: Event) -> bool:
    for told in map(known.told, named.referrers):
        for subject in (named.person, ""):
            event = told.get(subject)
            if event and is_later(event, start):
                return True
    return False
