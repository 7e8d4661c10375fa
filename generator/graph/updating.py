"""A book after an edit: what the edit does not touch is taken over as it was.

Where paths, names and the people named without a note are as before, a link leads
where it led, unless its own note or the headings of its target were written anew.
"""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.diagnostics import Code
from generator.graph.backlinks import backlinks_from, in_order, targets_of
from generator.graph.embeds import embed_problems, has_embeds
from generator.graph.leads import as_leads, lead_sources, names_in
from generator.graph.problems import note_problems
from generator.graph.records import Book
from generator.graph.resolve import names_of
from generator.model import differ

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diagnostics import Diagnostic
    from generator.graph.lookup import Lookup
    from generator.graph.records import Backlink, Lead, PersonId, Resolution
    from generator.model import Note
    from generator.source.records import Asset

_OF_EMBEDS = frozenset({Code.EMBED_CYCLE, Code.EMBED_LIMIT})


def update_book(
    before: Book, notes: Mapping[str, Note], assets: Mapping[str, Asset]
) -> Book | None:
    """Return what `resolve_book` does, from the book before an edit.

    Args:
        before: That book; notes that did not change are the same objects in it. One
            that says the same but for its prose has not changed.
        notes: By path, in the order of paths.
        assets: By path, in the order of paths.

    Returns:
        The book; none where every link is to be looked up anew.
    """
    if before.lookup is None or not _has_same_names(before, notes, assets):
        return None
    changed = [path for path, note in notes.items() if differ(note, before.notes[path])]
    touched = sorted({*changed, *_anchored_to(before, notes, changed)})
    lookup = before.lookup.over(notes, _embedding(before.lookup, notes, touched))
    if any(
        [*names_in(before.notes[path], before.lookup.resolver)]
        != [*names_in(notes[path], lookup.resolver)]
        for path in changed
    ):
        return None
    anew = {path: lookup.resolve(notes[path]) for path in touched}
    resolutions = {**before.resolutions, **anew}
    return Book(
        notes=MappingProxyType(notes),
        assets=MappingProxyType(assets),
        resolutions=MappingProxyType(resolutions),
        backlinks=MappingProxyType(_backlinks(before, notes, anew)),
        leads=MappingProxyType(_leads(before, notes, anew, lookup.resolver.leads)),
        problems=(
            *_problems(before, notes, anew, lookup),
            *embed_problems(lookup.embedding, notes, resolutions),
        ),
        lookup=lookup,
    )


def _has_same_names(
    before: Book, notes: Mapping[str, Note], assets: Mapping[str, Asset]
) -> bool:
    return (
        before.notes.keys() == notes.keys()
        and before.assets.keys() == assets.keys()
        and all(
            note is old or _called(note) == _called(old)
            for note, old in zip(notes.values(), before.notes.values(), strict=True)
        )
    )


def _called(note: Note) -> tuple[object, ...]:
    return (type(note), note.name, names_of(note))


def _anchored_to(
    before: Book, notes: Mapping[str, Note], changed: list[str]
) -> Iterator[str]:
    """Yield the notes with links to a place in a note whose places are others now."""
    for path in changed:
        old, new = before.notes[path].body, notes[path].body
        if (old.headings, old.blocks) != (new.headings, new.blocks):
            for backlink in before.backlinks.get(path, ()):
                if backlink.link.anchor:
                    yield backlink.source


def _embedding(
    lookup: Lookup, notes: Mapping[str, Note], touched: list[str]
) -> frozenset[str]:
    embedding = {path for path in touched if has_embeds(notes[path])}
    return lookup.embedding.difference(touched) | embedding


def _backlinks(
    before: Book,
    notes: Mapping[str, Note],
    anew: Mapping[str, tuple[Resolution, ...]],
) -> Mapping[str, tuple[Backlink, ...]]:
    found = backlinks_from(anew, notes, anew)
    linked = chain.from_iterable(before.resolutions[path] for path in anew)
    after = dict(before.backlinks)
    for target in targets_of(linked) | found.keys():
        others = [one for one in after.pop(target, ()) if one.source not in anew]
        if backlinks := [*others, *found.get(target, ())]:
            after[target] = in_order(backlinks)
    return {target: after[target] for target in sorted(after)}


def _leads(
    before: Book,
    notes: Mapping[str, Note],
    anew: Mapping[str, tuple[Resolution, ...]],
    names: Mapping[PersonId, str],
) -> Mapping[PersonId, Lead]:
    found = lead_sources(anew, notes, anew)
    linked = lead_sources(anew, before.notes, before.resolutions)
    if not found and not linked:
        return dict(before.leads)
    sources = {key: [*lead.sources] for key, lead in before.leads.items()}
    for key in linked:
        sources[key] = [one for one in sources[key] if one[0] not in anew]
    for key, ones in found.items():
        # Stable, so that links of one note stay in their order.
        sources[key] = sorted([*sources.get(key, ()), *ones], key=lambda one: one[0])
    return as_leads({key: ones for key, ones in sources.items() if ones}, names)


def _problems(
    before: Book,
    notes: Mapping[str, Note],
    anew: Mapping[str, tuple[Resolution, ...]],
    lookup: Lookup,
) -> list[Diagnostic]:
    """Return the problems of links, in the order of notes and links."""
    problems = [
        one
        for one in before.problems
        if one.span.path not in anew and one.code not in _OF_EMBEDS
    ]
    for path, resolved in anew.items():
        problems += note_problems(notes[path], resolved, lookup.names)
    # Stable, so that problems of one note stay in their order.
    return sorted(problems, key=lambda one: one.span.path)
