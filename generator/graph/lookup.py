"""What the links of a book are looked up in; the next book may use it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.graph.records import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.graph.problems import Names
    from generator.graph.records import Resolution
    from generator.graph.resolve import Resolver
    from generator.model import Link, Note


class Lookup(Struct, frozen=True, kw_only=True):
    """Indexes that follow from paths and names alone, whatever else the notes say.

    Attributes:
        resolver: Finds notes, attachments and leads.
        names: Says how to write a name, and which are near.
        embedding: Paths of the notes that embed anything.
    """

    resolver: Resolver
    names: Names
    embedding: frozenset[str] = frozenset()

    def over(self, notes: Mapping[str, Note], embedding: frozenset[str]) -> Lookup:
        """Return the same for notes of the same paths and names, with other texts."""
        return Lookup(
            resolver=self.resolver.over(notes),
            names=self.names.over(notes),
            embedding=embedding,
        )

    def resolve(self, note: Note) -> tuple[Resolution, ...]:
        """Return where each link of a note leads."""
        return tuple(self._resolve(note.path, link) for link in note.links)

    def _resolve(self, path: str, link: Link) -> Resolution:
        """Return where a link leads, with near names where it leads nowhere."""
        where = self.resolver.resolve(path, link)
        if isinstance(where, Missing) and link.target:
            return Missing(suggestions=self.names.near(link.target))
        return where
