"""What a book says at one moment, with what editors ask of it made once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.follow_ups import derive_items
from generator.derive.people import fold_name
from generator.graph.problems import Names
from generator.model import Contact, Organization, Question
from generator.parse.reading import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.build import BuildResult
    from generator.derive.records import Item
    from generator.diagnostics import Diagnostic
    from generator.graph.records import Book
    from generator.lsp.text import Text
    from generator.parse.reading import Reading
    from generator.source.records import Sources

_SORTS = {Contact: "person", Organization: "organization", Question: "question"}


class Target(Struct, frozen=True, kw_only=True):
    """Something that a link can lead to.

    Attributes:
        id: Path of the note, or id of the lead.
        name: One of its names.
        folded: The name without case and accents, behind a space.
        inner: What stands between the brackets, up to any `|`.
        sort: `person`, `organization`, `question` or `page`.
        linked: How often it is linked.
        own: Whether this is the name of its file, so that it needs no `|`.
    """

    id: str
    name: str
    folded: str
    inner: str
    sort: str
    linked: int
    own: bool


@dataclass(frozen=True, kw_only=True)
class State:
    """A book as it was built last.

    Attributes:
        result: The build.
        sources: What it was built from, unsaved texts among it.
        open: The texts of the editor that it was built with, by path.
    """

    result: BuildResult
    sources: Sources
    open: Mapping[str, Text]

    @property
    def book(self) -> Book:
        """Every note."""
        return self.result.book

    @cached_property
    def reading(self) -> Reading:
        """How notes are read."""
        return reading_of(self.result.settings)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of each note by path."""
        return {note.path: note.text for note in self.sources.notes}

    @cached_property
    def problems(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """The problems by path, in the order of output."""
        found: dict[str, list[Diagnostic]] = {}
        for one in self.result.diagnostics:
            found.setdefault(one.span.path, []).append(one)
        return {path: tuple(ones) for path, ones in found.items()}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What is due, in its order."""
        return derive_items(self.book, self.result.facts, self.result.settings)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Everything that a link can lead to, under each of its names."""
        return tuple(self._targets())

    def _targets(self) -> Iterator[Target]:
        names = Names(self.book.notes)
        for path, note in self.book.notes.items():
            sort = _SORTS.get(type(note), "page")
            inner = names.portable(path)
            own = inner.rpartition("/")[2]
            for name in dict.fromkeys((own, note.name, *note.aliases)):
                yield self._target(path, name, inner, sort, own=name == own)
        for lead in self.book.leads.values():
            yield self._target(lead.id, lead.name, lead.name, "person", own=True)

    def _target(
        self, target: str, name: str, inner: str, sort: str, *, own: bool
    ) -> Target:
        linked = len(self.book.backlinks.get(target, ()))
        folded = " " + " ".join(fold_name(name).split())
        return Target(
            id=target,
            name=name,
            folded=folded,
            inner=inner,
            sort=sort,
            linked=linked,
            own=own,
        )

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The tags of notes and entries, the most frequent first."""
        counts = Counter(tag for note in self.book.notes.values() for tag in note.tags)
        return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))

    def values(self, key: str) -> tuple[str, ...]:
        """Return what stands in a key anywhere, the most frequent first."""
        counts = Counter(
            text
            for note in self.book.notes.values()
            for field in note.fields
            if field.name == key
            for text in field.texts
        )
        return tuple(sorted(counts, key=lambda text: (-counts[text], text)))
