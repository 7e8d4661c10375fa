"""Every name in a book with what stands in its place, and the titles of notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.audience.cast import stem_of, written_name
from generator.audience.links import is_person
from generator.audience.scripts import initials
from generator.audience.words import KEEP, SOMEONE, Names
from generator.graph.records import Missing
from generator.graph.resolve import lead_name
from generator.model import Contact, Organization
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from generator.audience.cast import Cast
    from generator.config.settings import Settings
    from generator.graph.records import Book
    from generator.model import Note

_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:?\d{2})?\b[\s,:–-]*")


def names_of(book: Book, settings: Settings, cast: Cast) -> Names:
    """Return every name of the book with what an audience reads in its place."""
    names = Names()
    full = cast.audience.names == "full"

    def instead(one: str) -> str:
        if one not in cast.names:
            return SOMEONE
        return KEEP if full else cast.names[one]

    for contact in book.of(Contact):
        written = (contact.name, *contact.aliases, stem_of(contact.path))
        names.person(dict.fromkeys(written), instead(contact.path))
        names.address(
            (*contact.email, *contact.phone, *contact.linkedin, *contact.website)
        )
    for lead in book.leads.values():
        names.person((lead.name,), instead(lead.id))
    for name, seen in _named_by_link(book, cast).items():
        names.person((name,), KEEP if full and seen else SOMEONE)
    if settings.owner and not full:
        pseudonym = cast.audience.names == "pseudonym"
        name = "the owner" if pseudonym else initials(settings.owner)
        names.person((settings.owner,), name)
    for one in book.of(Organization):
        kept = one.path in cast.kept and "name" in cast.audience.fields
        said = (one.name, *one.aliases, stem_of(one.path))
        names.phrase(dict.fromkeys(said), KEEP if kept else "an organization")
    return names


def _named_by_link(book: Book, cast: Cast) -> dict[str, bool]:
    """Return people whom only a link names, and whether a kept passage does."""
    found: dict[str, bool] = {}
    for path, note in book.notes.items():
        for link, where in zip(note.links, book.resolutions[path], strict=True):
            name = lead_name(link)
            if isinstance(where, Missing) and is_person(name):
                seen = path in cast.kept and link.section in cast.audience.sections
                found[name] = found.get(name, False) or seen
    return found


def titles_of(book: Book, cast: Cast, names: Names) -> dict[str, str]:
    """Return what every note and lead is called for an audience."""
    titles: dict[str, str] = {}
    counts: dict[Kind, int] = {}
    for path, note in cast.kept.items():
        counts[note.kind] = counts.get(note.kind, 0) + 1
        usual = f"{note.kind.capitalize()} {counts[note.kind]}"
        titles[path] = cast.names.get(path) or _title(note, cast, names) or usual
    for lead in book.leads:
        if lead in cast.names:
            titles[lead] = cast.names[lead]
    return titles


def _title(note: Note, cast: Cast, names: Names) -> str:
    fields = cast.audience.fields
    if "name" not in fields and not (note.kind is Kind.PAGE and "title" in fields):
        return ""
    said = written_name(note)
    title = said if isinstance(note, Organization) else names.replace(said)
    if "date" not in fields and not cast.audience.events:
        title = _DAY.sub("", title)
    return title if any(char.isalnum() for char in title) else ""
