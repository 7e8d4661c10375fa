"""Notes -> Book: every link resolved, backlinks with their relation, leads."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.graph.backlinks import backlinks_from, in_order
from generator.graph.embeds import embed_problems, has_embeds
from generator.graph.leads import as_leads, lead_sources, named_people
from generator.graph.lookup import Lookup
from generator.graph.problems import Names, note_problems
from generator.graph.records import Book
from generator.graph.resolve import Resolver
from generator.graph.updating import update_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.diagnostics import Diagnostic
    from generator.graph.records import Resolution
    from generator.model import Note
    from generator.source.records import Asset

__all__ = ["Book", "resolve_book", "resolve_note"]


def resolve_book(
    notes: Iterable[Note], assets: Iterable[Asset] = (), before: Book | None = None
) -> Book:
    """Resolve every link of a book.

    Args:
        notes: In any order.
        assets: The attachments.
        before: The book before an edit; what it found is used again where a note is
            the same object and the edit changes nothing about its links.

    Returns:
        The book, the same with and without `before`. A link without a target is a
        value there, and a problem beside it.

    Diagnostics: `link-missing`, `link-ambiguous`, `link-lead`, `link-by-name`,
        `link-anchor`, `link-outside`, `embed-cycle`, `embed-limit`.

    Source: README, "Links".
    """
    by_path = {note.path: note for note in sorted(notes, key=lambda note: note.path)}
    files = {asset.path: asset for asset in sorted(assets, key=lambda a: a.path)}
    after = update_book(before, by_path, files) if before else None
    return after or _resolved(by_path, files)


def _resolved(notes: Mapping[str, Note], assets: Mapping[str, Asset]) -> Book:
    lookup = Lookup(
        resolver=Resolver(notes, assets),
        names=Names(notes),
        embedding=frozenset(path for path, note in notes.items() if has_embeds(note)),
    )
    people = named_people(notes.values(), lookup.resolver)
    lookup.resolver.leads = people
    resolutions = {path: lookup.resolve(note) for path, note in notes.items()}
    found = backlinks_from(notes, notes, resolutions)
    leads = as_leads(lead_sources(notes, notes, resolutions), people)
    return Book(
        notes=MappingProxyType(notes),
        assets=MappingProxyType(assets),
        resolutions=MappingProxyType(resolutions),
        backlinks=MappingProxyType({to: in_order(found[to]) for to in sorted(found)}),
        leads=MappingProxyType(leads),
        problems=tuple(_problems(notes, resolutions, lookup)),
        lookup=lookup,
    )


def _problems(
    notes: Mapping[str, Note],
    resolutions: Mapping[str, tuple[Resolution, ...]],
    lookup: Lookup,
) -> Iterator[Diagnostic]:
    for path, note in notes.items():
        yield from note_problems(note, resolutions[path], lookup.names)
    yield from embed_problems(lookup.embedding, notes, resolutions)


def resolve_note(
    book: Book, note: Note
) -> tuple[tuple[Resolution, ...], tuple[Diagnostic, ...]]:
    """Resolve the links of a note as it is now, among the others as they were.

    Args:
        book: The book, with an older version of the note or without it.
        note: The note, such as an editor has it.

    Returns:
        One resolution for each of its links, and their problems.

    Diagnostics: those of `resolve_book`, without those of embeds.
    """
    notes = {**book.notes, note.path: note}
    lookup = Lookup(resolver=Resolver(notes, book.assets), names=Names(notes))
    lookup.resolver.leads = {
        **{lead.id: lead.name for lead in book.leads.values()},
        **named_people([note], lookup.resolver),
    }
    resolved = lookup.resolve(note)
    return resolved, tuple(note_problems(note, resolved, lookup.names))
