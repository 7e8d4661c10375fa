"""One note as a record: known keys with their types, foreign ones as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.render.data.encoding import iso
from generator.vocabulary import KEYS, ValueType

if TYPE_CHECKING:
    from generator.graph.records import Book
    from generator.model import Note, Snooze
    from generator.render.data.encoding import Record
    from generator.render.urls import Urls
    from generator.vocabulary import Key

# Keys whose attribute has another name, since Python or a type has the word.
_ATTRIBUTE: Final = {"with": "people", "date": "when", "title": "name", "type": "kind"}


def note_record(book: Book, note: Note, urls: Urls) -> Record:
    """Return a note as a record (`schemas/book.json`, `note`).

    Args:
        book: Knows where its links lead.
        note: The note.
        urls: Where its page lies.

    Returns:
        `fields` has the keys that are written and known; null where a value is of
        no use. `foreign` has the others as lists of text.
    """
    return {
        "path": note.path,
        "kind": str(note.kind),
        "name": note.name,
        "url": urls.notes[note.path],
        "aliases": list(note.aliases),
        "tags": list(note.tags),
        "private": note.private,
        "day": iso(note.day),
        "fields": _fields(book, note),
        "foreign": {one.key: list(one.texts) for one in note.fields if not one.name},
        "inline_fields": [list(pair) for pair in note.body.fields],
        "headings": [
            {"text": one.text, "level": one.level, "anchor": one.anchor}
            for one in note.body.headings
        ],
        "text": note.body.prose.text,
    }


def linked(book: Book, path: str, number: int) -> Record:
    """Return a link of a note as written, and where it leads: a path or lead's id."""
    link = book.notes[path].links[number]
    target = book.target(path, number)
    name = link.target.rpartition("/")[2] if target is None else book.name_of(target)
    return {"written": link.written, "target": target, "name": name}


def _fields(book: Book, note: Note) -> Record:
    written = {one.name for one in note.fields}
    return {
        key.name: typed_value(book, note, key)
        for key in KEYS[note.kind]
        if key.name in written
    }


def typed_value(  # noqa: PLR0911 - one line a type
    book: Book, note: Note, key: Key
) -> Any:
    """Return the value of a key of a note as it stands in JSON."""
    value = getattr(note, _ATTRIBUTE.get(key.name, key.name))
    match key.type:
        case ValueType.LINK:
            return None if value is None else linked(book, note.path, value)
        case ValueType.LINKS:
            return [linked(book, note.path, number) for number in value]
        case ValueType.DATE | ValueType.MOMENT:
            return iso(value)
        case ValueType.SNOOZE:
            return [_snooze(one) for one in value]
        case ValueType.TEXTS | ValueType.TAGS:
            return list(value)
        case ValueType.NUMBER | ValueType.MINUTES | ValueType.BOOL:
            return value
        case _:
            return str(value) or None


def _snooze(snooze: Snooze) -> Record:
    return {"until": iso(snooze.until), "rule": snooze.rule or None}
