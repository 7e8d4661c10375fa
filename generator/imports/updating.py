"""What a proposal adds to a note that is there: values for keys that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.acquaintances import called_by
from generator.derive.identities import (
    email_key,
    fold_person,
    profile_key,
    same_organization,
)
from generator.edit.keys import set_key
from generator.edit.splice import UnfitTextError, splice
from generator.parse.fields import fold_key
from generator.parse.note import parse_note
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.graph.records import Book
    from generator.imports.proposals import Proposal
    from generator.model import Field, Note
    from generator.parse.reading import Reading
    from generator.scaffold.front_matter import Values

# What the owner alone says of somebody, and what says which note it is.
_NEVER: Final = frozenset(
    {"source", "how_we_met", "tags", "with", "date", "type", "name", "status"}
)


def missing_values(
    book: Book, note: Note, proposal: Proposal
) -> tuple[Values, tuple[str, ...]]:
    """Compare a note with a proposal.

    Args:
        book: All notes.
        note: Of the same person or thing.
        proposal: What a file says.

    Returns:
        Texts by key, for keys that the note has no value for; and what the file says
        otherwise than the note, in words.
    """
    filled = (one for one in note.fields if any(one.texts))
    written = {one.name or fold_key(one.key): one for one in filled}
    missing: Values = {}
    said = []
    for key, texts in proposal.values.items():
        if key in _NEVER:
            continue
        if key not in written:
            missing[key] = texts
        elif others := _others(book, note, written[key], texts):
            said.append(f"another {key} in the file: {', '.join(others)}")
    if fold_person(proposal.name) not in map(fold_person, (note.name, *note.aliases)):
        said.append(f"called {proposal.name} in the file")
    return missing, tuple(said)


def _others(book: Book, note: Note, field: Field, texts: tuple[str, ...]) -> list[str]:
    """Return the texts that a key does not have yet."""
    linked = (name for link in field.links for name in called_by(book, note, link))
    names = (*field.texts, *linked)
    if field.name == "organization":
        return [
            one for one in texts if not any(same_organization(one, n) for n in names)
        ]
    known = {_folded(field.name, one) for one in names}
    return [one for one in texts if _folded(field.name, one) not in known]


def _folded(key: str, text: str) -> str:
    if key in {"linkedin", "website"}:
        return profile_key(text) or fold_person(text)
    if key == "email":
        return email_key(text) or fold_person(text)
    if key == "phone":
        return "".join(filter(str.isalnum, text)).lstrip("0")
    return fold_person(text)


def with_values(
    path: str, data: bytes, values: Mapping[str, tuple[str, ...]], reading: Reading
) -> bytes:
    """Return a note with further values; every other byte stays.

    Args:
        path: Of the note.
        data: Its bytes.
        values: As they are to stand there, by key.
        reading: The prepared settings.

    Raises:
        UnfitTextError: Where it cannot be edited without harm.
    """
    source = sources_from_texts({path: data}).notes[0]
    note, before = parse_note(source, reading)
    for key, texts in values.items():
        source = sources_from_texts({path: data}).notes[0]
        data = splice(data, [set_key(source.text, reading, key, texts, note=note)])
    after = parse_note(sources_from_texts({path: data}).notes[0], reading)[1]
    if len(after) > len(before):
        raise UnfitTextError(f"would have a problem: {after[-1].message}")
    return data
