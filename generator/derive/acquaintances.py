"""Do I know anyone there? People of the book, then those of the private list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.connections import ByOrganization, Known
from generator.derive.identities import is_within
from generator.derive.people import name_key
from generator.model import Contact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.connections import Connection
    from generator.graph.records import Book
    from generator.model import Note

NOW, FORMERLY = "now", "formerly"


class Acquaintance(Struct, frozen=True, kw_only=True):
    """A contact who works or worked at an organization.

    Attributes:
        path: Of the note.
        when: `now` or `formerly`.
        organization: The name by which the note links it.
    """

    path: str
    when: str
    organization: str


class Acquaintances(Struct, frozen=True, kw_only=True):
    """Whom one knows at an organization.

    Attributes:
        people: Contacts, those who work there now first, by name.
        connections: People of the private list who have no note, by name.
    """

    people: tuple[Acquaintance, ...]
    connections: tuple[Connection, ...]


def who_is_at(
    book: Book, connections: Iterable[Connection], name: str
) -> Acquaintances:
    """Return whom one knows at an organization.

    Args:
        book: All notes.
        connections: The private list.
        name: What it is called, or a part of that; such endings as Inc and slips of
            the pen aside.
    """
    found: dict[str, Acquaintance] = {}
    names = {name}
    for one, called in _employed(book):
        if any(is_within(other, name) for other in called):
            found.setdefault(one.path, one)
            names.update(called)
    known = Known(book)
    others = ByOrganization(one for one in connections if not known.has(one))
    people = sorted(
        found.values(), key=lambda one: (one.when != NOW, name_key(book, one.path))
    )
    return Acquaintances(
        people=tuple(people), connections=others.of((*names, *others.within(name)))
    )


def _employed(book: Book) -> Iterator[tuple[Acquaintance, tuple[str, ...]]]:
    """Yield each place of each contact, the present one first, with its names."""
    for contact in book.of(Contact):
        now = () if contact.organization is None else (contact.organization,)
        places = [(link, NOW) for link in now]
        places += [(link, FORMERLY) for link in contact.past_organizations]
        for link, when in places:
            called = called_by(book, contact, link)
            shown = called[0] if called else ""
            one = Acquaintance(path=contact.path, when=when, organization=shown)
            yield one, called


def called_by(book: Book, note: Note, link: int) -> tuple[str, ...]:
    """Return every name of what a note links, the shown one first."""
    written = note.links[link]
    names = [written.target.rpartition("/")[2], written.shown]
    target = book.target(note.path, link)
    if target and (found := book.notes.get(target)):
        names = [found.name, *found.aliases, *names]
    return tuple(filter(None, dict.fromkeys(names)))
