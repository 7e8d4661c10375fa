"""Rules that follow from what was asked, answered and kept up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.derive.follow_ups.ground import ANSWERS, Draft, Words
from generator.facts.events import is_later
from generator.vocabulary import BOTH, MINE, EventKind, RuleId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.follow_ups.ground import Ground, Timing
    from generator.derive.records import Item
    from generator.facts.records import Event
    from generator.graph.records import PersonId
    from generator.vocabulary import Delay

_TRIES: Final = frozenset({EventKind.ASKED, EventKind.NUDGED})
_OFF: Final = frozenset({EventKind.CANCELLED, EventKind.NO_SHOW, EventKind.RESCHEDULED})
_OFFERS: Final = _TRIES | {EventKind.PROPOSED}


def _waiting(ground: Ground, person: PersonId) -> tuple[Event, list[Event]] | None:
    """Return the newest asking without an answer, and the nudges since.

    A nudge without an asking stands for it.
    """
    tries = [e for e in ground.events(person) if e.kind in _TRIES]
    asked = next((e for e in reversed(tries) if e.kind is EventKind.ASKED), None)
    first = asked or (tries[0] if tries else None)
    if first is None or ground.later(person, tries[-1], ANSWERS | {EventKind.CLOSED}):
        return None
    if asked and ground.later(person, asked, ANSWERS | {EventKind.CLOSED}):
        return None
    return first, _nudges_since_asked(ground, person)


def _nudges_since_asked(ground: Ground, person: PersonId) -> list[Event]:
    asked = ground.newest(person, {EventKind.ASKED})
    nudges = [e for e in ground.events(person) if e.kind is EventKind.NUDGED]
    return [nudge for nudge in nudges if asked is None or is_later(nudge, asked)]


def _open_nudge(
    ground: Ground, first: Event, nudges: list[Event]
) -> tuple[Event, Delay] | None:
    """Return what the next nudge counts from, none once the list is used up."""
    setting = ground.setting(RuleId.NUDGE)
    if not setting.on or len(nudges) >= len(setting.delays):
        return None
    return (nudges[-1] if nudges else first), setting.delays[len(nudges)]


def rule_nudge(ground: Ground) -> Iterator[Item]:
    """Yield people who were asked and have not answered, one nudge at a time."""
    for person in ground.people:
        waiting = _waiting(ground, person)
        open_nudge = _open_nudge(ground, *waiting) if waiting else None
        if open_nudge is None:
            continue
        event, delay = open_nudge
        yield from _item(
            ground,
            RuleId.NUDGE,
            event,
            ground.timing(RuleId.NUDGE, event.on, delay, event.at),
            Words(
                f"{event.kind} on {ground.day(event.on)}{_how(event)}, no answer",
                f"Nudge {ground.name(person)}: forward the first message",
            ),
        )


def rule_let_go(ground: Ground) -> Iterator[Item]:
    """Yield people whose silence has lasted longer than the last nudge."""
    for person in ground.people:
        waiting = _waiting(ground, person)
        nudge = ground.newest(person, {EventKind.NUDGED})
        if (
            waiting is None
            and nudge
            and not ground.later(person, nudge, ANSWERS | {EventKind.CLOSED})
        ):
            # A nudge after an answer waits for another answer all the same.
            waiting = nudge, _nudges_since_asked(ground, person)
        if waiting is None:
            continue
        first, nudges = waiting
        event = nudges[-1] if nudges else first
        timing = _let_go_timing(ground, first, nudges)
        yield from _item(
            ground,
            RuleId.LET_GO,
            event,
            timing,
            Words(
                f"{event.kind} on {ground.day(event.on)}, and nothing since",
                f"Let {ground.name(person)} go: close as no-reply",
            ),
        )


def _let_go_timing(ground: Ground, first: Event, nudges: list[Event]) -> Timing:
    open_nudge = _open_nudge(ground, first, nudges)
    if open_nudge is None:
        event = nudges[-1] if nudges else first
        return ground.after(RuleId.LET_GO, event.on, event.at)
    event, delay = open_nudge
    timing = ground.timing(RuleId.NUDGE, event.on, delay, event.at)
    _, stale_on = ground.late(timing)
    assert stale_on is not None  # noqa: S101 - it has a due day
    return replace(ground.after(RuleId.LET_GO, stale_on), starts_on=stale_on)


def rule_second_person(ground: Ground) -> Iterator[Item]:
    """Yield people who have not answered, where somebody else there may."""
    asked_at: dict[str, list[Event]] = {}
    for person in sorted(ground.facts.statuses):
        for place in _places(ground, person):
            tries = [e for e in ground.events(person) if e.kind is EventKind.ASKED]
            asked_at.setdefault(place, []).extend(tries)
    for person in ground.people:
        asked = ground.newest(person, {EventKind.ASKED})
        places = _places(ground, person)
        if asked is None or not places or ground.later(person, asked, ANSWERS):
            continue
        if any(
            other.person != person and other.on >= asked.on
            for other in asked_at[places[0]]
        ):
            continue
        where = ground.name(places[0])
        yield from _item(
            ground,
            RuleId.SECOND_PERSON,
            asked,
            ground.after(RuleId.SECOND_PERSON, asked.on, asked.at),
            Words(
                f"asked on {ground.day(asked.on)}, no answer",
                f"Try somebody else at {where} besides {ground.name(person)}",
            ),
        )


def _places(ground: Ground, person: PersonId) -> tuple[str, ...]:
    contact = ground.contact(person)
    if contact is None or contact.organization is None:
        return ()
    target = ground.book.target(contact.path, contact.organization)
    return (target,) if target else ()


def rule_answer(ground: Ground) -> Iterator[Item]:
    """Yield people who replied, or were brought in, and wait for an answer."""
    introduced: dict[PersonId, Event] = {}
    for person in sorted(_introducers(ground)):
        for event in ground.events(person):
            if event.kind is EventKind.INTRODUCED:
                for brought in event.subjects:
                    known = introduced.get(brought)
                    if known is None or event.on >= known.on:
                        introduced[brought] = event
    for person in ground.people:
        replied = _reply(ground, person)
        brought_by = introduced.get(person)
        if replied and (brought_by is None or replied.on >= brought_by.on):
            if ground.later(person, replied, MINE | BOTH) or _fell_through(
                ground, person, replied
            ):
                continue
            yield from _item(
                ground,
                RuleId.ANSWER,
                replied,
                ground.after(RuleId.ANSWER, replied.on, replied.at),
                Words(
                    f"replied on {ground.day(replied.on)}{_how(replied)}",
                    f"Answer {ground.name(person)}, offer times",
                ),
            )
        elif brought_by and not ground.since(person, brought_by.on, MINE | BOTH):
            yield from _item(
                ground,
                RuleId.ANSWER,
                replace(brought_by, person=person),
                ground.after(RuleId.ANSWER, brought_by.on, brought_by.at),
                Words(
                    f"{ground.name(brought_by.person)} introduced you on"
                    f" {ground.day(brought_by.on)}",
                    f"Write to {ground.name(person)}, offer times",
                ),
            )


def _introducers(ground: Ground) -> set[PersonId]:
    """Return who brought in anybody in question."""
    brought = (one.referrers for one in ground.referrals if one.introduced)
    return {person for people in brought for person in people}


def _fell_through(ground: Ground, person: PersonId, replied: Event) -> bool:
    """Whether an interview that was agreed on after a reply is off again.

    Its status alone says so, and nothing else says that it was agreed on.
    """
    return any(
        event.kind in _OFF and event.derived and is_later(event, replied)
        for event in ground.events(person)
    )


def _reply(ground: Ground, person: PersonId) -> Event | None:
    """Return the newest reply to something asked since the last meeting."""
    replied = ground.newest(person, {EventKind.REPLIED})
    if replied is None:
        return None
    offered = False
    for event in ground.events(person):
        if event is replied:
            return replied if offered else None
        if event.kind is EventKind.MET:
            offered = False
        elif event.kind in _OFFERS:
            offered = True
    return None


def rule_proposed(ground: Ground) -> Iterator[Item]:
    """Yield people who were offered times and took none."""
    for person in ground.people:
        event = ground.newest(person, {EventKind.PROPOSED})
        if event is None or ground.later(person, event, ANSWERS):
            continue
        yield from _item(
            ground,
            RuleId.PROPOSED,
            event,
            ground.after(RuleId.PROPOSED, event.on, event.at),
            Words(
                f"you offered times on {ground.day(event.on)}, nothing is scheduled",
                f"Offer {ground.name(person)} times again",
            ),
        )


def rule_no_show(ground: Ground) -> Iterator[Item]:
    """Yield people whose interview fell through, with none after it."""
    for person in ground.people:
        event = ground.newest(person, _OFF)
        if event is None or ground.later(person, event, MINE | BOTH):
            continue
        yield from _item(
            ground,
            RuleId.NO_SHOW,
            event,
            ground.after(RuleId.NO_SHOW, event.on, event.at),
            Words(
                f"{event.kind} on {ground.day(event.on)}, no new date",
                f"Ask {ground.name(person)} kindly for another time",
            ),
        )


def _how(event: Event) -> str:
    return f" ({event.how})" if event.how else ""


def _item(
    ground: Ground, rule: RuleId, event: Event, timing: Timing, words: Words
) -> Iterator[Item]:
    yield from ground.items(
        Draft(
            rule=rule,
            people=(event.person,),
            source=event.source,
            on=event.on,
            kind=event.kind,
            timing=timing,
            words=words,
        )
    )
