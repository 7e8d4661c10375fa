"""Book, settings, day -> Facts: events, statuses, meetings, referrals."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.facts.events import find_events
from generator.facts.meetings import find_meetings
from generator.facts.records import Facts
from generator.facts.referrals import find_referrals
from generator.facts.status import status_of
from generator.facts.untold import without_events
from generator.model import Contact

if TYPE_CHECKING:
    from datetime import date

    from generator.graph.records import Book

__all__ = ["find_facts", "without_events"]


def find_facts(book: Book, today: date) -> Facts:
    """Conclude what the notes say on a day.

    Args:
        book: The book.
        today: The day of evaluation.

    Returns:
        Events, statuses of every contact and lead, meetings and referrals.

    Diagnostics: `event-future`, `log-nobody`.

    Source: README, "Follow-ups".
    """
    meetings = find_meetings(book, today)
    events, problems = find_events(book, meetings, today)
    written = {note.path: note.status for note in book.of(Contact)}
    written.update(dict.fromkeys(book.leads, ""))
    return Facts(
        today=today,
        events=MappingProxyType(events),
        statuses=MappingProxyType(
            {one: status_of(word, events.get(one, ())) for one, word in written.items()}
        ),
        meetings=MappingProxyType(meetings),
        referrals=find_referrals(book, meetings, today),
        problems=problems,
    )
