"""Interviews that fell through, where only their status says so -> events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.facts.meetings import key_span
from generator.facts.records import Event, Source
from generator.vocabulary import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.facts.records import Meeting
    from generator.graph.records import Book, PersonId
    from generator.model import Note

_UNDONE: Final = {
    "cancelled": EventKind.CANCELLED,
    "no-show": EventKind.NO_SHOW,
    "rescheduled": EventKind.RESCHEDULED,
}


def add_undone(
    book: Book,
    held: Iterable[tuple[Meeting, PersonId]],
    said: dict[PersonId, list[Event]],
    today: date,
) -> None:
    """Add what a status cancelled, no-show or rescheduled says without a line.

    Args:
        book: The book.
        held: Interviews, with each of the people who were to be there.
        said: Everyone's other events; the new ones join them.
        today: The day of evaluation.

    Source: README, "Events".
    """
    for meeting, person in held:
        if kind := _UNDONE.get(meeting.status):
            known = said.setdefault(person, [])
            event = _undone(book.notes[meeting.path], meeting, kind, known, today)
            if event:
                known.append(replace(event, person=person))


def _undone(
    note: Note, meeting: Meeting, kind: EventKind, known: list[Event], today: date
) -> Event | None:
    lines = [event for event in known if event.log]
    since = max(
        (
            e.on
            for e in lines
            if e.kind is EventKind.SCHEDULED and e.source.span.path == note.path
        ),
        default=None,
    )
    for line in lines:
        if line.kind is kind and (since is None or line.on >= since):
            return None
    past = [event for event in known if event.on <= today]
    to_come = meeting.on is None or meeting.on > today
    if to_come and not past:
        return None
    on = max(event.on for event in past) if to_come else meeting.on
    assert on is not None  # noqa: S101 - one of the two days is there
    return Event(
        person="",
        kind=kind,
        on=on,
        at=None if to_come else meeting.at,
        source=Source(span=key_span(note, "status", "date")),
        interview=meeting.path,
        derived=True,
        ends_day=to_come,
    )
