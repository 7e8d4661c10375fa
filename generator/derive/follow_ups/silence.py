"""Who is not to be written to, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.vocabulary import RuleId

if TYPE_CHECKING:
    from datetime import date

    from generator.derive.follow_ups.ground import Ground
    from generator.graph.records import PersonId

_MEETINGS: Final = frozenset({RuleId.PREP, RuleId.CONFIRM, RuleId.RECORD})
_BY_NEXT: Final = frozenset({RuleId.NUDGE, RuleId.LET_GO, RuleId.KEEP})


class Quiet(Struct, frozen=True, kw_only=True):
    """Whether an item is hidden for good, or quiet before a day."""

    hidden: bool = False
    until: date | None = None


def silence_of(
    ground: Ground, rule: RuleId, people: tuple[PersonId, ...], *, dated: bool
) -> Quiet:
    """Return what silences a rule for some people.

    Args:
        ground: The book.
        rule: The rule.
        people: Whom the item is about; empty: nobody.
        dated: Whether the item is a promise with a date of its own.

    Returns:
        Hidden only where everyone is; quiet until the first of them may be written
        to.

    Source: README, "Silence".
    """
    if people and all(is_silenced(ground, rule, one, dated=dated) for one in people):
        return Quiet(hidden=True)
    days = [_until(ground, rule, one, dated=dated) for one in people or ("",)]
    if any(day is None for day in days):
        return Quiet()
    return Quiet(until=min(day for day in days if day))


def is_silenced(
    ground: Ground, rule: RuleId, person: PersonId, *, dated: bool = False
) -> bool:
    """Whether a rule is silent about somebody without an end day."""
    silent = ground.facts.statuses[person].silenced
    contact = ground.contact(person)
    if contact is None:
        return silent and rule is not RuleId.PROMISE
    if rule is RuleId.RECORD:
        return False
    if contact.do_not_contact:
        return True
    if silent and rule is not RuleId.PROMISE:
        return True
    return contact.paused and rule not in _MEETINGS and not dated


def _until(
    ground: Ground, rule: RuleId, person: PersonId, *, dated: bool
) -> date | None:
    """Return the day before which a rule is quiet about somebody."""
    plain = rule not in _MEETINGS and not dated
    days = [ground.settings.rules.paused_until] if plain else []
    contact = ground.contact(person) if person else None
    if contact:
        days += [
            one.until
            for one in contact.snooze
            if one.rule == rule or (plain and not one.rule)
        ]
        if rule in _BY_NEXT:
            days.append(contact.next)
    return max((day for day in days if day and day > ground.today), default=None)


def is_plainly_quiet(ground: Ground, person: PersonId) -> bool:
    """Whether somebody is silenced or snoozed as a whole, so is not asked about."""
    if is_silenced(ground, RuleId.PERMISSION, person):
        return True
    contact = ground.contact(person)
    return bool(contact) and any(
        not one.rule and one.until > ground.today
        for one in (contact.snooze if contact else ())
    )
