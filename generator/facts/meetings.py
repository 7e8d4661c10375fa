"""Interviews -> meetings: status, day, and who was in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Span
from generator.facts.records import Meeting
from generator.model import Contact, Interview

if TYPE_CHECKING:
    from datetime import date

    from generator.graph.records import Book, PersonId
    from generator.model import Note


def find_meetings(book: Book, today: date) -> dict[str, Meeting]:
    """Return every interview with its status on a day.

    Args:
        book: The book.
        today: The day of evaluation.

    Returns:
        By path, in the order of paths.

    Source: README, "Interview".
    """
    return {note.path: meeting_of(book, note, today) for note in book.of(Interview)}


def people_of(book: Book, path: str, links: tuple[int, ...]) -> tuple[PersonId, ...]:
    """Return the contacts and leads among some links of a note, each once."""
    if not links:
        return ()
    found = (book.person(path, number) for number in links)
    return tuple(dict.fromkeys(person for person in found if person))


def meeting_status(note: Interview, today: date) -> str:
    """Return the status of an interview on a day.

    Returns:
        The written one. Absent: planned without a date; scheduled before its day;
        from its day on, done once there is text outside Prep, Follow-up, Log and
        Private. A written `scheduled` counts as absent once that is so.
    """
    if note.status and note.status != "scheduled":
        return note.status
    if note.when is None:
        return note.status or "planned"
    if note.when.on <= today and note.body.written:
        return "done"
    return "scheduled"


def meeting_of(book: Book, note: Interview, today: date) -> Meeting:
    """Return one interview with its status on a day."""
    people = people_of(book, note.path, note.people)
    contacts = [
        contact
        for contact in (book.notes.get(person) for person in people)
        if isinstance(contact, Contact)
    ]
    own = _organization(book, note)
    theirs = [_organization(book, contact) for contact in contacts]
    fields = note.field or tuple(
        dict.fromkeys(field for contact in contacts for field in contact.field)
    )
    return Meeting(
        path=note.path,
        status=meeting_status(note, today),
        on=note.when.on if note.when else None,
        at=note.when.at if note.when else None,
        people=people,
        organizations=own or tuple(dict.fromkeys(o for one in theirs for o in one)),
        fields=fields,
    )


def _organization(book: Book, note: Interview | Contact) -> tuple[str, ...]:
    if note.organization is None:
        return ()
    target = book.target(note.path, note.organization)
    return (target,) if target and target in book.notes else ()


def key_span(note: Note, *names: str) -> Span:
    """Return the place of the first of some keys, else the note's first line."""
    for name in names:
        for field in note.fields:
            if field.name == name:
                return field.span
    return Span.at(note.path)
