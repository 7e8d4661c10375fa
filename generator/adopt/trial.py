"""A proposal is tried: the notes are read with it as a book would read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.adopt.records import Counts
from generator.facts import find_facts
from generator.graph import resolve_book
from generator.model import Contact, Interview, Organization, Page, Question
from generator.parse.note import parse_note
from generator.parse.reading import reading_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from generator.config.settings import Settings
    from generator.source.records import SourceNote

    Watch = Callable[[int, int], None]

_HEADER: Final = re.compile(r"---[ \t]*\n(?:.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_TASK: Final = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[", re.MULTILINE)
_RULE: Final = re.compile(r"^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)


def try_settings(
    notes: Sequence[SourceNote],
    pages: frozenset[str],
    settings: Settings,
    today: date,
    watch: Watch = lambda _done, _total: None,
) -> Counts:
    """Read notes as a book with some settings, and count what they are.

    Args:
        notes: Of the vault.
        pages: Paths of those that are neither of a kind nor daily.
        settings: That are proposed.
        today: The day of adoption.
        watch: Is told how many notes are read, and of how many.
    """
    reading = reading_of(settings)
    read = []
    for number, note in enumerate(notes):
        watch(number, len(notes))
        read.append(parse_note(_short(note, pages), reading)[0])
    book = resolve_book(read, ())
    facts = find_facts(book, today)
    meetings = facts.meetings.values()
    other = tuple(book.of(Page))
    return Counts(
        notes=len(book.notes),
        contacts=len(tuple(book.of(Contact))),
        interviews=len(tuple(book.of(Interview))),
        organizations=len(tuple(book.of(Organization))),
        questions=len(tuple(book.of(Question))),
        pages=len(other),
        daily=sum(page.day is not None for page in other),
        events=sum(map(len, facts.events.values())),
        leads=len(book.leads),
        referrals=len(facts.referrals),
        undated=sum(one.on is None for one in meetings),
        alone=sum(not one.people for one in meetings),
    )


def _short(note: SourceNote, pages: frozenset[str]) -> SourceNote:
    """Leave out the text of a page that can tell nothing of people.

    Without a heading, a task or a tag there is no event, referral or kind in it, and
    most of a big vault are such pages.
    """
    if note.path not in pages:
        return note
    header = _HEADER.match(note.text)
    body = note.text[header.end() :] if header else note.text
    if "#" in body or _TASK.search(body) or _RULE.search(body):
        return note
    return replace(note, text=header[0] if header else "")
