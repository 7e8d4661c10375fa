"""People whom notes name and who have no note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graph.records import Found, FoundLead, Lead
from generator.graph.resolve import lead_id, lead_name, names_lead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.graph.records import PersonId, Resolution
    from generator.graph.resolve import Resolver
    from generator.model import Link, Note

Source = tuple[str, "Link"]
"""The path of a note, and the link in it that names somebody."""


def named_people(notes: Iterable[Note], resolver: Resolver) -> dict[PersonId, str]:
    """Return everyone whom a note names in a place that makes a lead.

    Args:
        notes: In the order of paths.
        resolver: Of the book.

    Returns:
        The name that stands first, by id.
    """
    found: dict[PersonId, str] = {}
    for note in notes:
        for key, name in names_in(note, resolver):
            found.setdefault(key, name)
    return found


def names_in(note: Note, resolver: Resolver) -> Iterator[tuple[PersonId, str]]:
    """Yield id and name of those whom one note names in such a place."""
    for link in note.links:
        if names_lead(link) and not isinstance(
            resolver.resolve(note.path, link), Found
        ):
            yield lead_id(link), lead_name(link)


def lead_sources(
    paths: Iterable[str],
    notes: Mapping[str, Note],
    resolutions: Mapping[str, tuple[Resolution, ...]],
) -> dict[PersonId, list[Source]]:
    """Return where some notes link to leads, by id, in order."""
    found: dict[PersonId, list[Source]] = {}
    for path in paths:
        for link, where in zip(notes[path].links, resolutions[path], strict=True):
            if isinstance(where, FoundLead):
                found.setdefault(where.lead, []).append((path, link))
    return found


def as_leads(
    sources: Mapping[PersonId, Iterable[Source]], names: Mapping[PersonId, str]
) -> dict[PersonId, Lead]:
    """Return leads by id, in the order of names."""
    return {
        key: Lead(id=key, name=names[key], sources=tuple(sources[key]))
        for key in sorted(sources, key=lambda key: (names[key], key))
    }
