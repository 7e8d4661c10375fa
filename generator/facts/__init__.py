"""Book, settings, day -> Facts: events, statuses, meetings, referrals."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.facts.events import find_events
from generator.facts.meetings import find_meetings
from generator.facts.records import Facts
from generator.facts.referrals import find_referrals, in_order
from generator.facts.scope import whole
from generator.facts.status import find_statuses
from generator.facts.untold import without_events
from generator.facts.updating import update_facts
from generator.model import Contact

if TYPE_CHECKING:
    from datetime import date

    from generator.graph.records import Book

__all__ = ["find_facts", "without_events"]


def find_facts(
    book: Book, today: date, before: tuple[Book, Facts] | None = None
) -> Facts:
    """Conclude what the notes say on a day.

    Args:
        book: The book.
        today: The day of evaluation.
        before: The book before an edit, from which `book` was resolved, with its
            facts; what they say of people whom the edit does not touch is used again.

    Returns:
        Events, statuses of every contact and lead, meetings and referrals, the same
        with and without `before`.

    Diagnostics: `event-future`, `log-nobody`.

    Source: README, "Follow-ups".
    """
    if before and before[1].today == today:
        facts = update_facts(*before, book)
        if facts:
            return facts
    meetings = find_meetings(book, today)
    events, problems = find_events(book, meetings, today, whole(book))
    people = (*(note.path for note in book.of(Contact)), *book.leads)
    return Facts(
        today=today,
        events=MappingProxyType(events),
        statuses=MappingProxyType(find_statuses(book, events, people)),
        meetings=MappingProxyType(meetings),
        referrals=in_order(find_referrals(book, meetings, today, whole(book))),
        problems=tuple(problems),
    )
