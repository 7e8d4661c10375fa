"""The folders, tags and values that notes of a vault share."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.adopt.words import KEY_VOCABULARY, PLACE_VOCABULARY, fold_word
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.adopt.notes import Seen

_MOST_VALUES: Final = 40


class Group(Struct, frozen=True, kw_only=True):
    """Notes that one setting can name.

    Attributes:
        family: `folders`, `values` or `tags`.
        name: As the vault spells it.
        key: The key whose value it is; empty: no value.
        notes: Numbers of the notes.
        depth: How many folders stand above it.
        word: Kinds that its name means in some language.
    """

    family: str
    name: str
    key: str = ""
    notes: frozenset[int]
    depth: int = 0
    word: frozenset[str] = frozenset()


def find_groups(notes: tuple[Seen, ...]) -> tuple[Group, ...]:
    """Return every folder, tag and value that may say a kind, in stable order."""
    return (*_folders(notes), *_values(notes), *_tags(notes))


def value_word(text: str) -> str:
    """Return a value as a type of note is compared with it."""
    return text.strip("[]# ")


def is_type_key(key: str) -> bool:
    """Whether a key is called like the kind of a note."""
    return fold_key(key) == "type" or "type" in KEY_VOCABULARY.meanings(key)


def words_of(name: str) -> frozenset[str]:
    """Return the kinds, `daily` or `ignore` that a name means.

    A name of a few words means what one of them does, where only one means anything.
    """
    if whole := PLACE_VOCABULARY.meanings(name):
        return frozenset(whole)
    words = fold_word(name).split()
    parts = {one for word in words[:4] for one in PLACE_VOCABULARY.meanings(word)}
    return frozenset(parts) if len(parts) == 1 and len(words) <= 4 else frozenset()


def _folders(notes: tuple[Seen, ...]) -> Iterator[Group]:
    held: dict[str, set[int]] = defaultdict(set)
    spelled: dict[str, tuple[str, int]] = {}
    for number, note in enumerate(notes):
        for depth, folder in enumerate(note.folders):
            name = fold_name(folder)
            held[name].add(number)
            spelled.setdefault(name, (folder, depth))
    for name, numbers in held.items():
        folder, depth = spelled[name]
        yield Group(
            family="folders",
            name=folder,
            notes=frozenset(numbers),
            depth=depth,
            word=words_of(folder),
        )


def _values(notes: tuple[Seen, ...]) -> Iterator[Group]:
    """Yield the values of keys that have few of them, each of which is one word."""
    held: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    spelled: dict[tuple[str, str], str] = {}
    for number, note in enumerate(notes):
        for key, texts in note.fields:
            if not texts or fold_key(key) in {"tags", "tag", "aliases", "alias"}:
                continue
            word = value_word(texts[0])
            if word and len(word) <= 40:
                held[fold_key(key)][fold_name(word)].add(number)
                spelled.setdefault((fold_key(key), fold_name(word)), word)
    for key, values in held.items():
        if len(values) > _MOST_VALUES:
            continue
        for value, numbers in values.items():
            written = spelled[key, value]
            yield Group(
                family="values",
                name=written,
                key=key,
                notes=frozenset(numbers),
                word=_kinds_of_value(written),
            )


def _kinds_of_value(text: str) -> frozenset[str]:
    last = re.split(r"[/|]", text)[-1]
    return words_of(last) & {str(kind) for kind in Kind}


def _tags(notes: tuple[Seen, ...]) -> Iterator[Group]:
    held: dict[str, set[int]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for number, note in enumerate(notes):
        for tag in note.tags:
            parts = tag.split("/")
            for end in range(1, len(parts) + 1):
                part = "/".join(parts[:end])
                held[fold_name(part)].add(number)
                spelled.setdefault(fold_name(part), part)
    for name, numbers in held.items():
        tag = spelled[name]
        words = words_of(tag.rpartition("/")[2]) & {str(kind) for kind in Kind}
        yield Group(
            family="tags",
            name=tag,
            depth=tag.count("/"),
            notes=frozenset(numbers),
            word=words,
        )
