"""What people and notes are called for an audience, and the files they get."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.audience.scripts import initials
from generator.audience.selection import select, shown_leads
from generator.model import Contact
from generator.parse.anchors import fold_name
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.config.settings import Audience, Settings
    from generator.graph.records import Book, PersonId
    from generator.model import Note

FOLDERS: Final = {
    Kind.CONTACT: "contacts",
    Kind.INTERVIEW: "interviews",
    Kind.ORGANIZATION: "organizations",
    Kind.QUESTION: "questions",
    Kind.PAGE: "notes",
}
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#^\[\]%{}`\u2028\u2029\x85]+')
_MOST: Final = 80


class Cast(Struct, frozen=True, kw_only=True):
    """Who and what is shown, and under which name.

    Attributes:
        audience: What may be seen.
        kept: The notes by path.
        left: The reason of each other note.
        names: What each person is called who is shown: path or lead's id -> name.
        pseudonyms: Path or lead's id -> number.
    """

    audience: Audience
    kept: Mapping[str, Note]
    left: Mapping[str, str]
    names: Mapping[PersonId, str]
    pseudonyms: Mapping[PersonId, int]


def cast_of(
    book: Book,
    settings: Settings,
    audience: Audience,
    pseudonyms: Mapping[PersonId, int],
) -> Cast:
    """Say who is shown to an audience and what they are called.

    Args:
        book: All notes.
        settings: Of the book.
        audience: What it may see.
        pseudonyms: Numbers that were given before; new ones are added.
    """
    kept, left = select(book, audience)
    people = [path for path, note in kept.items() if isinstance(note, Contact)]
    people += shown_leads(book, kept, audience)
    numbers = dict(pseudonyms)
    if audience.names == "pseudonym":
        _number(book, people, numbers, settings.book_id)
    named: Callable[[str], str] = {
        "full": lambda one: _full_name(book, one),
        "initials": lambda one: initials(book.name_of(one)),
        "pseudonym": lambda one: f"Contact {numbers[one]}",
    }[audience.names]
    return Cast(
        audience=audience,
        kept=kept,
        left=left,
        names={one: named(one) for one in people},
        pseudonyms=numbers,
    )


def written_name(note: Note) -> str:
    """Return the name that a note's key or file gives it; its heading is not listed."""
    keys = {"name", "title"}
    written = (one.texts[0] for one in note.fields if one.name in keys and one.texts)
    return next(written, "").strip() or stem_of(note.path)


def stem_of(path: str) -> str:
    """Return a file's name without folders and ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _full_name(book: Book, one: PersonId) -> str:
    note = book.notes.get(one)
    return written_name(note) if note else book.name_of(one)


def _number(
    book: Book, people: Iterable[PersonId], numbers: dict[PersonId, int], salt: str
) -> None:
    """Number whoever has none; the order says nothing about their names."""
    for one in people:
        lead = f"lead:{fold_name(book.name_of(one))}"
        if one not in numbers and lead in numbers:
            numbers[one] = numbers[lead]

    def shuffled(one: PersonId) -> bytes:
        return blake2b(f"{salt}\0{one}".encode("utf-8", "surrogatepass")).digest()

    last = max(numbers.values(), default=0)
    fresh = sorted((one for one in people if one not in numbers), key=shuffled)
    numbers.update((one, last + at) for at, one in enumerate(fresh, 1))


class Files:
    """Gives every note a file whose name says no more than its title."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def stem(self, title: str, usual: str) -> str:
        """Return a file's name without ending; it differs from every other.

        Args:
            title: What the note is called.
            usual: What it is called where its title makes no file's name.
        """
        clean = _UNFIT.sub(" ", unicodedata.normalize("NFC", title))
        clean = " ".join(clean.split())[:_MOST].strip(" .")
        while len(clean.encode("utf-8", "replace")) > 2 * _MOST:
            clean = clean[:-1].strip(" .")
        clean = clean or usual
        name, number = clean, 1
        while fold_name(name) in self._taken:
            number += 1
            name = f"{clean} {number}"
        self._taken.add(fold_name(name))
        return name
