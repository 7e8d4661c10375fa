"""The weekly review: what happened, what comes, what was promised, who grows quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.challenge import goal_ends
from generator.derive.newest import is_appointment
from generator.derive.weeks import add_days, week_start
from generator.facts.events import order_of
from generator.vocabulary import RuleId

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.config.settings import Settings
    from generator.derive import Derived
    from generator.derive.records import Challenge, Item
    from generator.facts.records import Event, Facts, Meeting
    from generator.graph.records import PersonId

QUIET_FOR: Final = 28
_OPEN: Final = frozenset({"planned", "requested", "scheduled"})
_PROMISES: Final = frozenset({RuleId.PROMISE, RuleId.INTRO_PROMISED})


class Deed(Struct, frozen=True, kw_only=True):
    """Something that happened, with everyone whom the same line is about."""

    event: Event
    people: tuple[PersonId, ...]


class Plan(Struct, frozen=True, kw_only=True):
    """What a day holds: interviews, and what is due."""

    on: date
    meetings: tuple[Meeting, ...]
    items: tuple[Item, ...]


class Pace(Struct, frozen=True, kw_only=True):
    """What the goal still needs.

    Attributes:
        challenge: The goal.
        needed: How many more interviews.
        weeks: How many weeks are left, this one included; 0: the day is past.
    """

    challenge: Challenge
    needed: int
    weeks: int


class Week(Struct, frozen=True, kw_only=True):
    """Three weeks around a day: the one it is in, the one before, the next.

    Attributes:
        first: First day of this week.
        last_week: What happened in the week before, oldest first.
        this_week: What happened in this one up to today.
        plans: The days of this week that hold anything, those past as well.
        next_plans: The same for the next week.
        late: Due before this week and not stale; promises stand in their own lists.
        someday: Interviews wanted that have no day yet.
        mine: Every open promise of mine; by day, those without one last.
        theirs: Every open promise of theirs.
        quiet: Whom to write to so that they are not lost, in the next four weeks.
        pace: What the goal needs; none without a goal.
    """

    first: date
    last_week: tuple[Deed, ...]
    this_week: tuple[Deed, ...]
    plans: tuple[Plan, ...]
    next_plans: tuple[Plan, ...]
    late: tuple[Item, ...]
    someday: tuple[Meeting, ...]
    mine: tuple[Item, ...]
    theirs: tuple[Item, ...]
    quiet: tuple[Item, ...]
    pace: Pace | None


def derive_week(facts: Facts, derived: Derived, settings: Settings) -> Week:
    """Return the weekly review.

    On a Sunday evening one looks back on the week that ends and forward to the
    next; on a Monday morning back on the last one and forward to this one. So all
    three are there, and everything is measured from this week's first day, never
    from today: the review is the same all week, until something new is written or
    follows.

    Args:
        facts: As of today.
        derived: Its follow-ups and its goal.
        settings: The first day of the week, and the goal.

    Returns:
        Follow-ups in the order in which they are listed elsewhere, by day. A
        promise for a day of these weeks stands on that day and among the promises;
        nothing else stands twice. Empty lists in an empty book.
    """
    first = week_start(facts.today, settings.week_starts)
    following = add_days(first, 7)
    items = [one for one in derived.items if _holds(one, first, facts.today)]
    items.sort(key=lambda one: (listed_on(one) is None, listed_on(one) or first))
    plain = [one for one in items if one.rule is not RuleId.KEEP]
    keep = [one for one in items if one.rule is RuleId.KEEP]
    meetings = [one for one in facts.meetings.values() if one.status in _OPEN]
    return Week(
        first=first,
        last_week=_deeds(facts, add_days(first, -7), first),
        this_week=_deeds(facts, first, following),
        plans=_plans(plain, meetings, first),
        next_plans=_plans(plain, meetings, following),
        late=tuple(
            one
            for one in plain
            if one.rule not in _PROMISES and (on := listed_on(one)) and on < first
        ),
        someday=tuple(one for one in meetings if one.on is None),
        mine=tuple(one for one in items if one.rule is RuleId.PROMISE),
        theirs=tuple(one for one in items if one.rule is RuleId.INTRO_PROMISED),
        quiet=tuple(
            one
            for one in keep
            if (listed_on(one) or first) < add_days(first, QUIET_FOR)
        ),
        pace=_pace(derived.numbers.challenge, first, goal_ends(facts.today, settings)),
    )


def listed_on(item: Item) -> date | None:
    """Return the first day on which an item asks for something; none: undated."""
    days = (item.due_on, item.starts_on, item.snoozed_until)
    return max((day for day in days if day), default=None)


def _holds(item: Item, first: date, today: date) -> bool:
    """Whether an item asks for something at the beginning of the week or later."""
    if item.rule is RuleId.RECORD and item.starts_on and item.starts_on > today:
        return False  # nothing is to be written up before the talk
    if item.ends_on and item.ends_on < first:
        return False
    return item.stale_on is None or item.stale_on > first


def _deeds(facts: Facts, first: date, end: date) -> tuple[Deed, ...]:
    events = [
        event
        for known in facts.events.values()
        for event in known
        if first <= event.on < end
        and event.on <= facts.today
        and not is_appointment(event)
    ]
    found: dict[tuple[object, ...], list[Event]] = {}
    for event in sorted(events, key=order_of):
        key = (event.on, event.kind, event.source.span, event.source.anchor)
        found.setdefault(key, []).append(event)
    return tuple(
        Deed(event=same[0], people=tuple(one.person for one in same))
        for same in found.values()
    )


def _plans(
    items: Iterable[Item], meetings: Iterable[Meeting], first: date
) -> tuple[Plan, ...]:
    due: dict[date | None, list[Item]] = {}
    for item in items:
        due.setdefault(listed_on(item), []).append(item)
    talks: dict[date | None, list[Meeting]] = {}
    for meeting in sorted(meetings, key=_clock):
        talks.setdefault(meeting.on, []).append(meeting)
    days = dict.fromkeys(add_days(first, number) for number in range(7))
    return tuple(
        Plan(on=on, meetings=tuple(talks.get(on, ())), items=tuple(due.get(on, ())))
        for on in days
        if on in due or on in talks
    )


def _clock(meeting: Meeting) -> tuple[str, str]:
    return f"{meeting.at:%H:%M}" if meeting.at else "", meeting.path


def _pace(challenge: Challenge, first: date, end: date) -> Pace | None:
    if not challenge.goal:
        return None
    return Pace(
        challenge=challenge,
        needed=max(0, challenge.goal - challenge.done),
        weeks=max(0, (end - first).days // 7 + 1),
    )
