"""The newest events of anybody."""

from __future__ import annotations

from datetime import time
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from generator.vocabulary import EVENT_ORDER, EventKind

if TYPE_CHECKING:
    from datetime import date

    from generator.facts.records import Event, Facts

SHOWN: Final = 12
_NOON: Final = time(12)


def newest_events(facts: Facts) -> tuple[Event, ...]:
    """Return what happened last, with whomever.

    Args:
        facts: As of today.

    Returns:
        Newest first, at most 12, nothing to come. The day of a scheduled interview
        is no event before the talk is written up. Empty where nothing happened.
    """
    past = (
        event
        for events in facts.events.values()
        for event in events
        if event.on <= facts.today and not is_appointment(event)
    )
    return tuple(nlargest(SHOWN, past, key=_order))


def _order(event: Event) -> tuple[date, time, int, str, int, str]:
    span = event.source.span
    moment = event.at or _NOON
    return event.on, moment, EVENT_ORDER[event.kind], span.path, span.line, event.person


def is_appointment(event: Event) -> bool:
    """Whether an event is only the day of a talk to come, or not written up yet."""
    return event.kind is EventKind.SCHEDULED and event.derived and not event.log
