"""Who links whom in an unknown vault."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from generator.adopt.notes import linked
from generator.parse.anchors import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.adopt.notes import Seen


class Web:
    """The notes by name, and the links between them.

    Where two notes have one name the first counts: this is evidence, no resolution.
    """

    def __init__(self, notes: tuple[Seen, ...]) -> None:
        self.notes = notes
        self._names: dict[str, int] = {}
        for number, note in enumerate(notes):
            self._names.setdefault(fold_name(note.stem), number)
        for number, note in enumerate(notes):
            for alias in note.aliases:
                self._names.setdefault(fold_name(alias), number)

    def find(self, names: Iterable[str]) -> frozenset[int]:
        """Return the notes that have one of some folded names."""
        return frozenset(self._names[name] for name in names if name in self._names)

    def by_text(self, text: str) -> frozenset[int]:
        """Return the notes that a text links."""
        return self.find(linked(text))

    def by_value(self, texts: tuple[str, ...]) -> frozenset[int]:
        """Return the notes that values of a key link."""
        return frozenset(one for text in texts for one in self.by_text(text))

    @cached_property
    def keys_to(self) -> tuple[dict[str, frozenset[int]], ...]:
        """For every note: the notes it links in its front matter, by key."""
        return tuple(
            {
                key: found
                for key, texts in note.fields
                if (found := self.by_value(texts))
            }
            for note in self.notes
        )

    @cached_property
    def to(self) -> tuple[frozenset[int], ...]:
        """For every note: all notes it links, itself left out."""
        return tuple(
            self.find(note.links).union(*self.keys_to[number].values()) - {number}
            for number, note in enumerate(self.notes)
        )

    @cached_property
    def met(self) -> frozenset[int]:
        """Notes that are linked by a note of a day."""
        return frozenset(
            target
            for number, note in enumerate(self.notes)
            if note.day or note.dated
            for target in self.to[number]
        )
