"""What one looks at in the morning, from what is derived already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.fields import is_coming
from generator.derive.grouping import Group, group_on

if TYPE_CHECKING:
    from datetime import date

    from generator.derive import Derived
    from generator.derive.records import Candidate, Challenge, Debt, Funnel, Item
    from generator.facts.records import Facts, Meeting

_NOW: Final = (Group.OVERDUE, Group.TODAY)
_WAITING: Final = frozenset({"unused", "permission"})


class Morning(Struct, frozen=True, kw_only=True):
    """The morning view, whole.

    Attributes:
        today: The day.
        late: How many follow-ups are overdue.
        due: Those that are overdue or due today, in their order.
        meetings: Interviews to come, soonest first, those without a day last.
        next_to_ask: Whom to ask next, best first.
        waiting: Referrals to people to whom nobody has written.
        total: How many were asked, replied, were met, named somebody.
        challenge: The goal.
    """

    today: date
    late: int
    due: tuple[Item, ...]
    meetings: tuple[Meeting, ...]
    next_to_ask: tuple[Candidate, ...]
    waiting: tuple[Debt, ...]
    total: Funnel
    challenge: Challenge


def derive_morning(facts: Facts, derived: Derived) -> Morning:
    """Return the morning view of a day.

    Args:
        facts: As of that day.
        derived: What follows from them.
    """
    today = facts.today
    groups = [group_on(one, today) for one in derived.items]
    now = (
        item
        for wanted in _NOW
        for group, item in zip(groups, derived.items, strict=True)
        if group is wanted
    )
    coming = [one for one in facts.meetings.values() if is_coming(one, facts)]
    coming.sort(key=_when)
    return Morning(
        today=today,
        late=groups.count(Group.OVERDUE),
        due=tuple(now),
        meetings=tuple(coming),
        next_to_ask=derived.next_to_ask,
        waiting=tuple(one for one in derived.network.debts if one.state in _WAITING),
        total=derived.numbers.total,
        challenge=derived.numbers.challenge,
    )


def _when(meeting: Meeting) -> tuple[str, str, str]:
    day = meeting.on.isoformat() if meeting.on else "9999"
    return day, f"{meeting.at:%H:%M}" if meeting.at else "12:00", meeting.path
