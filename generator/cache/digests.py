"""Numbers for the names under which a book is asked about, digests of what lies there.

A number is what a page keeps of a name: 61 bits of its digest, so that every process
and every run has the same one without a list of names, and three that tell which part
of what lies there is meant.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from generator.cache.sealed import encoded
from generator.facts.records import Facts
from generator.graph.records import Book
from generator.model import Body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model import Note

NOTES: Final = f".{Book.__name__}.notes"
"""The name of the mapping of all notes."""

STATUSES: Final = f".{Facts.__name__}.statuses"
"""The name of the mapping of where one stands with everybody."""

_WHOLE, _COUNT = 1, 2
PROSE, BODY, LINKS, FIELDS = 3, 4, 5, 6
"""What of a note hardly any other page than its own asks about."""

_PARTS: Final = 7
UNDER: Final = (1 << 64) - 1 - _PARTS
"""The bits that tell what lies under a name from what lies under others."""

_SIZE: Final = 8


class Keys(dict[Any, int]):
    """A number for each key of any mapping; keys of several parts may share one."""

    def __missing__(self, key: Any) -> int:
        """Work it out, once."""
        parts = key if isinstance(key, tuple) else (str(key),)
        text = next((part for part in parts if isinstance(part, str)), "")
        # Half a character is no text, but may stand in what somebody asks for.
        number = self[key] = short(text.encode("utf-8", "surrogatepass"))
        return number


@cache
def factor_of(name: str) -> int:
    """Return what tells the keys of one mapping from those of another."""
    return short(name.encode()) | 1


def under(factor: int, number: int) -> int:
    """Return the number of one value of a mapping.

    Parts of the value have numbers of their own: this one, or the part.

    Args:
        factor: Of the mapping.
        number: Of the key.
    """
    return number * factor & UNDER


def under_of(name: str, key: Any) -> int:
    """Return the same for a mapping and a key."""
    return under(factor_of(name), Keys()[key])


@cache
def whole(name: str) -> int:
    """Return the number of something that is read as a whole."""
    return under_of(name, "") | _WHOLE


def count(name: str) -> int:
    """Return the number of how many values there are."""
    return under_of(name, "") | _COUNT


def is_key(number: int) -> bool:
    """Say whether there may be nothing at all under a number."""
    return number & _PARTS not in {_WHOLE, _COUNT}


def prose_number(path: str) -> int:
    """Return the number of what a note says at length."""
    return under_of(NOTES, path) | PROSE


def prose_digest(note: Note) -> int:
    """Return the digest of what lies under that number."""
    return short(note.body.later.packed)


def digests_of(name: str, mapping: Mapping[Any, Any], keys: Keys) -> dict[int, int]:
    """Return the digests of all values of a mapping, of all of it, and their number.

    Args:
        name: Of the mapping.
        mapping: Read whole.
        keys: Those that have a number already.
    """
    digests: dict[int, int] = {}
    every = []
    factor = factor_of(name)
    for key, value in mapping.items():
        number = under(factor, keys[key])
        data = encoded((key, value if name != NOTES else _without_parts(value)))
        # Keys of several parts may share a number: its digest is over all of them.
        earlier = digests.get(number, 0).to_bytes(_SIZE, "big")
        digests[number] = short(earlier + data)
        every.append(digests[number])
        if name == NOTES:
            parts = part_digests(value).items()
            digests.update((number | part, digest) for part, digest in parts)
    digests[whole(name)] = short(encoded(every))
    digests[count(name)] = short(encoded(len(mapping)))
    return digests


def part_digests(note: Note) -> dict[int, int]:
    """Return the digests of the parts of a note that have a number of their own."""
    return {
        PROSE: prose_digest(note),
        BODY: short(encoded(replace(note.body, later=None))),
        LINKS: short(encoded(note.links)),
        FIELDS: short(encoded(note.fields)),
    }


def short(data: bytes) -> int:
    """Return 64 bits that differ wherever two runs of bytes do."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=_SIZE).digest(), "big")


def _without_parts(note: Note) -> Note:
    return replace(note, body=Body(), links=(), fields=())
