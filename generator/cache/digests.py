"""The names under which a book is asked about, and digests of what lies there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from generator.cache.sealed import encoded
from generator.facts.records import Facts
from generator.graph.records import Book
from generator.model import Body, Note

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTES: Final = f".{Book.__name__}.notes"
"""The name of the mapping of all notes."""

STATUSES: Final = f".{Facts.__name__}.statuses"
"""The name of the mapping of where one stands with everybody."""

PROSE, BODY, LINKS, FIELDS = "prose", "body", "links", "fields"
"""What of a note hardly any other page than its own asks about."""

_WHOLE, _COUNT = "*", "#"
_SIZE: Final = 8


def under_of(name: str, key: Any) -> str:
    """Return the name of one value of a mapping; keys of several parts may share it."""
    if isinstance(key, tuple):
        key = next((part for part in key if isinstance(part, str)), "")
    return f"{name}/{key}"


def part_of(name: str, part: str) -> str:
    """Return the name of a part of a note."""
    return f"{name} {part}"


def whole(name: str) -> str:
    """Return the name of something that is read as a whole."""
    return f"{_WHOLE}{name}"


def count(name: str) -> str:
    """Return the name of how many values there are."""
    return f"{_COUNT}{name}"


def is_key(name: str) -> bool:
    """Say whether there may be nothing at all under a name."""
    return not name.startswith((_WHOLE, _COUNT))


def prose_name(path: str) -> str:
    """Return the name of what a note says at length."""
    return part_of(under_of(NOTES, path), PROSE)


def prose_digest(note: Note) -> bytes:
    """Return the digest of what lies under that name."""
    return _short(note.body.later.packed)


def digests_of(name: str, mapping: Mapping[Any, Any]) -> dict[str, bytes]:
    """Return the digests of all values of a mapping, of all of it, and their number."""
    digests: dict[str, bytes] = {}
    every = hashlib.blake2b(digest_size=_SIZE)
    for key, value in mapping.items():
        under = under_of(name, key)
        if isinstance(value, Note):
            for part, found in part_digests(value).items():
                digests[part_of(under, part)] = found
            value = _without_parts(value)  # noqa: PLW2901 - the rest of it
        # Keys of several parts may share a name: its digest is then over all of them.
        digest = _short(digests.get(under, b"") + encoded((key, value)))
        digests[under] = digest
        every.update(digest)
    digests[whole(name)] = every.digest()
    digests[count(name)] = str(len(mapping)).encode()
    return digests


def part_digests(note: Note) -> dict[str, bytes]:
    """Return the digests of the parts of a note that have a name of their own."""
    return {
        PROSE: prose_digest(note),
        BODY: _short(encoded(replace(note.body, later=None))),
        LINKS: _short(encoded(note.links)),
        FIELDS: _short(encoded(note.fields)),
    }


def _without_parts(note: Note) -> Note:
    return replace(note, body=Body(), links=(), fields=())


def _short(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SIZE).digest()
