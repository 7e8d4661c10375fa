"""How much of a book is read for its facts: all of it, or what an edit touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Contact, differ

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from generator.graph.records import Book, PersonId


class Scope(Struct, frozen=True, kw_only=True):
    """People and the notes that say anything about them.

    Attributes:
        people: Contacts and leads.
        paths: Every note that is or links one of them, in the order of paths, and
            maybe others.
    """

    people: Collection[PersonId]
    paths: Collection[str]


def whole(book: Book) -> Scope:
    """Return all people and notes of a book."""
    return Scope(people=book.notes.keys() | book.leads.keys(), paths=book.notes)


def about(book: Book, people: Iterable[str]) -> Scope:
    """Return some people and notes, with the notes that are or link one of them."""
    targets = frozenset(people)
    paths = {
        backlink.source
        for target in targets
        for backlink in book.backlinks.get(target, ())
    }
    paths |= targets & book.notes.keys()
    return Scope(people=targets, paths=sorted(paths))


def touched(before: Book, book: Book) -> tuple[frozenset[str], Scope] | None:
    """Return what an edit touches.

    Args:
        before: The book before the edit; notes and links that did not change are
            the same objects in it.
        book: The book after it.

    Returns:
        The notes whose text or links changed; and the people who are or were linked
        in one of them or are one, with the notes about them. None where notes, kinds
        or leads are others than before.
    """
    if before.notes.keys() != book.notes.keys():
        return None
    if before.leads.keys() != book.leads.keys():
        return None
    paths = frozenset(
        path
        for path, note in book.notes.items()
        if differ(note, before.notes[path])
        or book.resolutions[path] is not before.resolutions[path]
    )
    if any(type(book.notes[path]) is not type(before.notes[path]) for path in paths):
        return None
    scope = about(book, _people(before, paths) | _people(book, paths))
    return paths, replace(scope, paths=sorted(paths.union(scope.paths)))


def _people(book: Book, paths: Collection[str]) -> set[PersonId]:
    linked = {
        book.person(path, number)
        for path in paths
        for number in range(len(book.notes[path].links))
    }
    own = {path for path in paths if isinstance(book.notes[path], Contact)}
    return {person for person in linked if person} | own
