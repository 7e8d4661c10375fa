"""Facts of a book whose events are not told."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.facts.records import Status

if TYPE_CHECKING:
    from generator.facts.records import Facts


def without_events(facts: Facts) -> Facts:
    """Return facts that say nothing of what happened when, and so nothing false.

    Args:
        facts: Of a book from which the events were left out.

    Returns:
        The same interviews and referrals; nobody has a status, nothing an event.
        Every interview counts as one, whether its day is past or not.
    """
    meetings = {
        path: replace(one, status="done") for path, one in facts.meetings.items()
    }
    return replace(
        facts,
        events=MappingProxyType({}),
        statuses=MappingProxyType(
            {person: Status(word="", derived="") for person in facts.statuses}
        ),
        meetings=MappingProxyType(meetings),
        told=False,
    )
