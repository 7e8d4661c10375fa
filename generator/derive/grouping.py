"""The group of a follow-up on a day; the browser's script says the same."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from generator.derive.records import Item


class Group(StrEnum):
    """Where a follow-up stands on the list; the first two are never listed."""

    NOT_YET = "not-yet"
    ENDED = "ended"
    SNOOZED = "snoozed"
    STALE = "stale"
    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this-week"
    LATER = "later"
    NO_DATE = "no-date"


HIDDEN: Final = frozenset({Group.NOT_YET, Group.ENDED})
WEEK: Final = timedelta(days=7)


def group_on(item: Item, day: date) -> Group:  # noqa: PLR0911 - one line a group
    """Return the group of an item on a day.

    Args:
        item: A follow-up.
        day: The reader's day, not earlier than the build's.

    Returns:
        The first that fits, in the order of `Group`; "this week" is the next
        seven days.

    Source: README, "Follow-ups".
    """
    if item.starts_on and day < item.starts_on:
        return Group.NOT_YET
    if item.ends_on and day > item.ends_on:
        return Group.ENDED
    if item.snoozed_until and day < item.snoozed_until:
        return Group.SNOOZED
    if item.stale_on and day >= item.stale_on:
        return Group.STALE
    if item.due_on is None:
        return Group.NO_DATE
    if item.late_on and day >= item.late_on:
        return Group.OVERDUE
    if day >= item.due_on:
        return Group.TODAY
    return Group.THIS_WEEK if item.due_on - day <= WEEK else Group.LATER
