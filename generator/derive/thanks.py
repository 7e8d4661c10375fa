"""Which thanks belong to which interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.vocabulary import EventKind

if TYPE_CHECKING:
    from generator.facts.records import Event, Facts, Meeting
    from generator.graph.records import PersonId


def thanks_for(facts: Facts, meeting: Meeting, person: PersonId) -> Event | None:
    """Return when somebody was thanked for an interview.

    Args:
        facts: As of today.
        meeting: An interview that is done.
        person: Somebody who was in it.

    Returns:
        The first `thanked` that the interview's own note says; else the first line
        of a Log from its day on, before the next interview with them. None where
        there is none, or the interview has no day and its note says nothing.
    """
    thanked = [
        one for one in facts.events.get(person, ()) if one.kind is EventKind.THANKED
    ]
    own = (one for one in thanked if one.interview == meeting.path)
    if found := next(own, None):
        return found
    day = meeting.on
    if day is None:
        return None
    free = [one for one in thanked if one.log or not one.interview]
    later = [
        one.on
        for one in facts.events.get(person, ())
        if one.kind is EventKind.MET and one.derived and one.on > day
    ]
    end = min(later, default=None)
    return next(
        (one for one in free if one.on >= day and (end is None or one.on < end)),
        None,
    )
