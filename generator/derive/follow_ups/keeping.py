"""Rules that follow from having met: keep in touch, and tell where you landed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.derive.follow_ups.ground import Draft, Timing, Words
from generator.facts.meetings import key_span
from generator.facts.records import Source
from generator.vocabulary import SILENT_KINDS, EventKind, RuleId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.follow_ups.ground import Ground
    from generator.derive.records import Item
    from generator.graph.records import PersonId


_HEARD: Final = frozenset(EventKind) - SILENT_KINDS


def rule_keep(ground: Ground) -> Iterator[Item]:
    """Yield everyone worth keeping in touch with, by tier or cadence."""
    for person in ground.people:
        contact = ground.contact(person)
        tier = contact.tier if contact else ""
        cadence = contact.cadence if contact else None
        met = ground.newest(person, {EventKind.MET})
        if tier == "none" or not (met or tier or cadence):
            continue
        if any(
            m.status == "scheduled" and m.on and m.on >= ground.today
            for m in ground.meetings_of[person]
        ):
            continue
        yield from _keep(ground, person, tier, cadence)


def _keep(
    ground: Ground, person: PersonId, tier: str, cadence: int | None
) -> Iterator[Item]:
    named = ground.setting(RuleId.KEEP).named
    days = cadence or named.get(tier or "default", named["default"]).days
    event = ground.newest(person, _HEARD)
    contact = ground.contact(person)
    source = event.source if event else None
    if source is None and contact:
        source = Source(span=key_span(contact, "cadence", "tier"))
    assert source is not None  # noqa: S101 - without an event there is a note
    delay = replace(named["default"], days=days)
    timing = Timing(due_on=None, delay=days)
    if event:
        timing = ground.timing(RuleId.KEEP, event.on, delay, event.at)
    since = f"last heard on {ground.day(event.on)}" if event else "no contact yet"
    yield from ground.items(
        Draft(
            rule=RuleId.KEEP,
            people=(person,),
            source=source,
            on=event.on if event else None,
            kind=event.kind if event else "keep",
            timing=timing,
            words=Words(
                f"{since}; every {days} days",
                f"Send {ground.name(person)} an update worth reading",
                "" if person in ground.book.leads else "tier: none",
            ),
        )
    )


def rule_landed(ground: Ground) -> Iterator[Item]:
    """Yield everyone met and every referrer, once the owner has landed."""
    outcome = ground.settings.rules.outcome_date
    if outcome is None or outcome > ground.today:
        return
    referrers = {one for named in ground.facts.referrals for one in named.referrers}
    for person in ground.people:
        met = ground.newest(person, {EventKind.MET})
        if not met and person not in referrers:
            continue
        settled = {EventKind.UPDATED, EventKind.THANKED}
        if ground.since(person, outcome, settled):
            continue
        yield from ground.items(
            Draft(
                rule=RuleId.LANDED,
                people=(person,),
                source=met.source if met else _referrer_source(ground, person),
                on=outcome,
                kind="landed",
                timing=ground.after(RuleId.LANDED, outcome),
                words=Words(
                    f"you landed on {ground.day(outcome)}",
                    f"Tell {ground.name(person)} where you landed, and thank them",
                ),
            )
        )


def _referrer_source(ground: Ground, person: PersonId) -> Source:
    return next(one.source for one in ground.facts.referrals if person in one.referrers)
