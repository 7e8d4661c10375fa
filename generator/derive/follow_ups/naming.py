"""Rules that follow from referrals: use them, ask for the name, tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.derive.follow_ups.ground import Draft, Words
from generator.derive.follow_ups.silence import is_plainly_quiet
from generator.facts.events import is_later
from generator.vocabulary import CONTACTING, EventKind, RuleId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from generator.derive.follow_ups.ground import Ground
    from generator.derive.records import Item
    from generator.facts.records import Event, Referral
    from generator.graph.records import PersonId

_CLOSING: Final = CONTACTING | {EventKind.CLOSED}


@dataclass(slots=True)
class _Naming:
    """Everything that the same people said about one person, in order of day."""

    referrers: tuple[PersonId, ...]
    person: PersonId
    namings: list[Referral] = field(default_factory=list)

    @property
    def first_on(self) -> date | None:
        """The day of the first naming; none where no day is known."""
        return self.first.on

    @property
    def first(self) -> Referral:
        """The first naming."""
        return self.namings[0]

    @property
    def introduced(self) -> bool:
        """Whether one of them was an introduction."""
        return any(one.introduced for one in self.namings)

    @property
    def answer(self) -> str:
        """The answer about the name: the newest that is said."""
        said = [one.may_use_name for one in self.namings if one.may_use_name]
        return said[-1] if said else ""


def _namings(ground: Ground) -> list[_Naming]:
    found: dict[tuple[tuple[PersonId, ...], PersonId], _Naming] = {}
    for one in ground.referrals:
        if one.on is None or one.on <= ground.today:
            key = (one.referrers, one.person)
            found.setdefault(key, _Naming(*key)).namings.append(one)
    return list(found.values())


def rule_use_referral(ground: Ground) -> Iterator[Item]:
    """Yield people who were named and never written to, by the oldest naming."""
    introduced = ground.introduced
    seen: set[PersonId] = set()
    for one in ground.referrals:
        if one.on is None or one.on > ground.today or one.person in seen:
            continue
        seen.add(one.person)
        if one.person in introduced or ground.newest(one.person, _CLOSING):
            continue
        by = f"{ground.names(one.referrers)} named them" if one.referrers else "named"
        why = f": {one.text}" if one.text else ""
        yield from ground.items(
            Draft(
                rule=RuleId.USE_REFERRAL,
                people=(one.person,),
                about=one.referrers,
                source=one.source,
                on=one.on,
                kind="referral",
                timing=ground.after(RuleId.USE_REFERRAL, one.on),
                words=Words(
                    f"{by} on {ground.day(one.on)}{why}",
                    f"Write to {ground.name(one.person)}",
                ),
            )
        )


def rule_permission(ground: Ground) -> Iterator[Item]:
    """Yield referrers whose name-question is open, one item each."""
    introduced = ground.introduced

    def is_open(one: _Naming) -> bool:
        contact = ground.contact(one.person)
        answer = one.answer or (contact.may_use_name if contact else "")
        return (
            one.first_on is not None
            and answer in {"", "ask"}
            and one.person not in introduced
            and not ground.newest(one.person, _CLOSING)
            and not is_plainly_quiet(ground, one.person)
        )

    for group in _by_referrer(ground, is_open):
        first = min(group, key=lambda one: (one.first_on, one.person))
        assert first.first_on is not None  # noqa: S101 - only those with a day
        who, about = first.referrers, tuple(one.person for one in group)
        yield from ground.items(
            Draft(
                rule=RuleId.PERMISSION,
                people=who,
                about=about,
                source=first.first.source,
                on=first.first_on,
                kind="referral",
                timing=ground.after(RuleId.PERMISSION, first.first_on),
                words=Words(
                    f"named {ground.names(about)} on {ground.day(first.first_on)};"
                    " may you use the name?",
                    f"Ask {ground.names(who)} whether you may use their name"
                    f" with {ground.names(about)}",
                ),
            )
        )


def rule_tell_contacted(ground: Ground) -> Iterator[Item]:
    """Yield referrers who do not know yet that you wrote to whom they named."""

    def owed(one: _Naming) -> Event | None:
        if _first_meeting(ground, one):
            return None
        event = _first_contact(ground, one)
        return event if event and not _told(ground, one, event) else None

    yield from _tell(ground, RuleId.TELL_CONTACTED, owed, "you wrote to")


def rule_tell_met(ground: Ground) -> Iterator[Item]:
    """Yield referrers who do not know yet how it went with whom they named."""

    def owed(one: _Naming) -> Event | None:
        event = _first_meeting(ground, one)
        if event is None or _told(ground, one, event):
            return None
        room = ground.facts.meetings[event.interview].people
        return None if set(one.referrers) & set(room) else event

    yield from _tell(ground, RuleId.TELL_MET, owed, "you met")


def _tell(
    ground: Ground,
    rule: RuleId,
    owed: Callable[[_Naming], Event | None],
    did: str,
) -> Iterator[Item]:
    for group in _by_referrer(ground, owed):
        events = {one.person: event for one in group if (event := owed(one))}
        first = min(events.values(), key=lambda event: (event.on, event.person))
        who, about = group[0].referrers, tuple(events)
        yield from ground.items(
            Draft(
                rule=rule,
                people=who,
                about=about,
                source=first.source,
                on=first.on,
                kind=first.kind,
                timing=ground.after(rule, first.on, first.at),
                words=Words(
                    f"{did} {ground.name(first.person)} on {ground.day(first.on)}",
                    f"Tell {ground.names(who)} that {did} {ground.names(about)}",
                ),
            )
        )


def _by_referrer(
    ground: Ground, wanted: Callable[[_Naming], object]
) -> Iterator[list[_Naming]]:
    """Yield the namings that are open, together for each referrer or panel."""
    groups: dict[tuple[PersonId, ...], list[_Naming]] = {}
    for one in _namings(ground):
        if one.referrers and wanted(one):
            groups.setdefault(one.referrers, []).append(one)
    for key in sorted(groups):
        yield groups[key]


def _first_contact(ground: Ground, one: _Naming) -> Event | None:
    """Return the first contact since the naming; a date to come is none."""
    event = ground.since(one.person, one.first_on, CONTACTING)
    return event if event and event.on <= ground.today else None


def _first_meeting(ground: Ground, one: _Naming) -> Event | None:
    """Return the first interview since the naming; a Log line alone is none."""
    first_on = one.first_on
    for event in ground.events(one.person):
        since = first_on is None or event.on >= first_on
        if since and event.kind is EventKind.MET and event.derived:
            return event
    return None


def _told(ground: Ground, one: _Naming, event: Event) -> bool:
    """Whether one of the referrers was told, about this person or about all."""
    return any(
        (not told.subjects or one.person in told.subjects) and is_later(told, event)
        for referrer in one.referrers
        for told in ground.updates(referrer)
    )
