"""The careers being explored: who is in them, which interviews were about them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.derive.people import fold_name, name_key
from generator.derive.records import FieldSummary
from generator.model import Contact, Interview

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.facts.records import Facts, Meeting
    from generator.graph.records import Book, PersonId


@lru_cache(maxsize=1 << 12)
def fold_field(name: str) -> str:
    """Return a field's name for comparing: neither case nor spaces count."""
    return " ".join(name.split()).casefold()


def field_names(book: Book) -> dict[str, str]:
    """Return how each field is shown, by its folded name.

    Args:
        book: The book.

    Returns:
        The spelling that stands first, by path; empty names are no fields.
    """
    names: dict[str, str] = {}
    for note in book.notes.values():
        if isinstance(note, (Contact, Interview)):
            for name in note.field:
                names.setdefault(fold_field(name), " ".join(name.split()))
    names.pop("", None)
    return names


def derive_fields(book: Book, facts: Facts) -> tuple[FieldSummary, ...]:
    """Return every field with its people and interviews.

    Args:
        book: The book.
        facts: As of today.

    Returns:
        By name. People are those whose note has the field; an interview is in its
        own fields, else in those of its people. Empty where nobody names a field.
    """
    people = _people_by_field(book)
    meetings = _meetings_by_field(facts)
    return tuple(
        FieldSummary(
            name=name,
            contacts=tuple(people.get(key, ())),
            done=_done(meetings.get(key, ())),
            coming=_coming(meetings.get(key, ()), facts),
        )
        for key, name in sorted(
            field_names(book).items(), key=lambda one: (fold_name(one[1]), one[0])
        )
    )


def _people_by_field(book: Book) -> dict[str, list[PersonId]]:
    found: dict[str, list[PersonId]] = {}
    contacts = {note.path: note for note in book.of(Contact)}
    for path in sorted(contacts, key=lambda one: name_key(book, one)):
        for key in dict.fromkeys(map(fold_field, contacts[path].field)):
            found.setdefault(key, []).append(path)
    return found


def _meetings_by_field(facts: Facts) -> dict[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = {}
    for meeting in facts.meetings.values():
        for key in dict.fromkeys(map(fold_field, meeting.fields)):
            found.setdefault(key, []).append(meeting)
    return found


def _done(meetings: Iterable[Meeting]) -> tuple[str, ...]:
    done = [one for one in meetings if one.status == "done"]
    done.sort(key=lambda one: (one.on is None, -one.on.toordinal() if one.on else 0))
    return tuple(one.path for one in done)


def _coming(meetings: Iterable[Meeting], facts: Facts) -> tuple[str, ...]:
    coming = [one for one in meetings if is_coming(one, facts)]
    coming.sort(key=lambda one: (one.on is None, one.on or facts.today))
    return tuple(one.path for one in coming)


def is_coming(meeting: Meeting, facts: Facts) -> bool:
    """Tell whether an interview is still to come.

    Args:
        meeting: Any interview.
        facts: As of today.

    Returns:
        True where it is planned, requested or scheduled, without a day or from
        today on; a past day that nobody wrote up is neither done nor to come.
    """
    if meeting.status not in {"planned", "requested", "scheduled"}:
        return False
    return meeting.on is None or meeting.on >= facts.today
