"""Facts after an edit: those of people whom the edit does not touch stay.

What a note says is about itself, the people it links and, in an interview, about who
was there, whom it links as well. So the notes about somebody are their own and those
that link them, and nobody else's facts follow from those an edit touches.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.facts.events import find_events
from generator.facts.meetings import meeting_of
from generator.facts.records import Facts
from generator.facts.referrals import find_referrals, in_order
from generator.facts.scope import touched
from generator.facts.status import find_statuses
from generator.model import Interview

if TYPE_CHECKING:
    from collections.abc import Collection

    from generator.facts.records import Meeting
    from generator.graph.records import Book


def update_facts(before: Book, known: Facts, book: Book) -> Facts | None:
    """Return what `find_facts` does on the same day, from the facts before an edit.

    Args:
        before: The book before the edit.
        known: Its facts.
        book: The book after it.

    Returns:
        The facts, the very same where the edit touches none of them; none where all
        are to be found anew.
    """
    found = touched(before, book)
    if found is None or not known.told:
        return None
    paths, scope = found
    if not paths:
        return known
    today = known.today
    meetings = {**known.meetings, **_meetings(book, scope.paths, known)}
    events, problems = find_events(book, meetings, today, scope)
    others = {one: e for one, e in known.events.items() if one not in scope.people}
    said = {*paths, *scope.people}
    referrals = [one for one in known.referrals if one.source.span.path not in said]
    named = find_referrals(book, meetings, today, scope)
    referrals += [one for one in named if one.source.span.path in said]
    read = set(scope.paths)
    problems += [one for one in known.problems if one.span.path not in read]
    return Facts(
        today=today,
        events=MappingProxyType(dict(sorted({**others, **events}.items()))),
        statuses=MappingProxyType(
            {**known.statuses, **find_statuses(book, events, scope.people)}
        ),
        meetings=MappingProxyType(meetings),
        referrals=in_order(referrals),
        # Stable, so that problems of one note stay in their order.
        problems=tuple(sorted(problems, key=lambda one: one.span.path)),
    )


def _meetings(book: Book, paths: Collection[str], known: Facts) -> dict[str, Meeting]:
    notes = (book.notes[path] for path in paths)
    return {
        note.path: meeting_of(book, note, known.today)
        for note in notes
        if isinstance(note, Interview)
    }
