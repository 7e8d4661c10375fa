"""The keys of a kind of note, in our words and in the book's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key
from generator.vocabulary import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.config.settings import Settings
    from generator.vocabulary import Key, Kind


def keys_of(kind: Kind, settings: Settings) -> Iterator[tuple[str, Key]]:
    """Yield the keys of a kind of note by the name that this book writes.

    A key that the settings have a name of the book's own for has only that name.
    """
    own: dict[str, list[str]] = {}
    for yours, ours in settings.keys.items():
        own.setdefault(ours, []).append(yours)
    for key in KEYS[kind]:
        names = [
            name for ours in (key.name, *key.aliases) for name in own.get(ours, ())
        ]
        for name in names or [key.name]:
            yield name, key


def key_named(written: str, kind: Kind, settings: Settings) -> Key | None:
    """Return the key that a word of the front matter means in a kind of note."""
    folded = fold_key(written)
    own = {}
    for yours, ours in settings.keys.items():
        own[fold_name(yours)] = own[fold_key(yours)] = ours
    name = own.get(fold_name(written)) or own.get(folded) or folded
    for key in KEYS[kind]:
        if name == key.name or name in key.aliases:
            return key
    return None
