"""A proposal is tried: the notes are read with it as a book would read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.adopt.records import Counts
from generator.facts import find_facts
from generator.graph import resolve_book
from generator.model import Contact, Interview, Organization, Page, Question
from generator.parse import parse_note, reading_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.config import Settings
    from generator.source import SourceNote


def try_settings(
    notes: Iterable[SourceNote], settings: Settings, today: date
) -> Counts:
    """Read notes as a book with some settings, and count what they are."""
    reading = reading_of(settings)
    book = resolve_book((parse_note(note, reading)[0] for note in notes), ())
    facts = find_facts(book, today)
    meetings = facts.meetings.values()
    pages = tuple(book.of(Page))
    return Counts(
        notes=len(book.notes),
        contacts=len(tuple(book.of(Contact))),
        interviews=len(tuple(book.of(Interview))),
        organizations=len(tuple(book.of(Organization))),
        questions=len(tuple(book.of(Question))),
        pages=len(pages),
        daily=sum(page.day is not None for page in pages),
        events=sum(map(len, facts.events.values())),
        leads=len(book.leads),
        referrals=len(facts.referrals),
        undated=sum(one.on is None for one in meetings),
        alone=sum(not one.people for one in meetings),
    )
