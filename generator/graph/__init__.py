"""Notes -> Book: every link resolved, backlinks with their relation, leads."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.graph.problems import Names, link_problems, note_problems
from generator.graph.records import (
    Backlink,
    Book,
    Found,
    FoundLead,
    Lead,
    Missing,
    Relation,
)
from generator.graph.resolve import Resolver, lead_id, lead_name, names_lead
from generator.model import (
    Contact,
    Interview,
    Organization,
    Place,
    Question,
)
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.diagnostics import Diagnostic
    from generator.graph.records import (
        PersonId,
        Resolution,
    )
    from generator.model import (
        Link,
        Note,
    )
    from generator.source import Asset

__all__ = ["Book", "resolve_book", "resolve_note"]

_ORDER: Final = {relation: number for number, relation in enumerate(Relation)}


def resolve_book(notes: Iterable[Note], assets: Iterable[Asset] = ()) -> Book:
    """Resolve every link of a book.

    Args:
        notes: In any order.
        assets: The attachments.

    Returns:
        The book. A link without a target is a value there, and a problem beside it.

    Diagnostics: `link-missing`, `link-ambiguous`, `link-lead`, `link-by-name`,
        `link-anchor`, `link-outside`, `embed-cycle`, `embed-limit`.

    Source: README, "Links".
    """
    by_path = {note.path: note for note in sorted(notes, key=lambda note: note.path)}
    files = {asset.path: asset for asset in sorted(assets, key=lambda a: a.path)}
    resolver = Resolver(by_path, files)
    named = _named_people(by_path, resolver)
    resolver.leads = named
    names = Names(by_path)
    resolutions = {
        path: tuple(_resolve(resolver, names, path, link) for link in note.links)
        for path, note in by_path.items()
    }
    leads = _leads(by_path, resolutions, named)
    return Book(
        notes=MappingProxyType(by_path),
        assets=MappingProxyType(files),
        resolutions=MappingProxyType(resolutions),
        backlinks=MappingProxyType(_backlinks(by_path, resolutions)),
        leads=MappingProxyType(leads),
        problems=tuple(link_problems(by_path, resolutions, names)),
    )


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
    resolver = Resolver(notes, book.assets)
    resolver.leads = {
        **{lead.id: lead.name for lead in book.leads.values()},
        **_named_people({note.path: note}, resolver),
    }
    names = Names(notes)
    resolved = tuple(_resolve(resolver, names, note.path, one) for one in note.links)
    return resolved, tuple(note_problems(note, resolved, names))


def _resolve(resolver: Resolver, names: Names, path: str, link: Link) -> Resolution:
    """Return where a link leads, with near names where it leads nowhere."""
    where = resolver.resolve(path, link)
    if isinstance(where, Missing) and link.target:
        return Missing(suggestions=names.near(link.target))
    return where


def _named_people(notes: Mapping[str, Note], resolver: Resolver) -> dict[PersonId, str]:
    """Return everyone whom a note names in a place that makes a lead."""
    found: dict[PersonId, str] = {}
    for path, note in notes.items():
        for link in note.links:
            if names_lead(link):
                key = lead_id(link)
                where = resolver.resolve(path, link)
                if key not in found and not isinstance(where, Found):
                    found[key] = lead_name(link)
    return found


def _leads(
    notes: Mapping[str, Note],
    resolutions: Mapping[str, tuple[Resolution, ...]],
    names: Mapping[PersonId, str],
) -> dict[PersonId, Lead]:
    sources: dict[PersonId, list[tuple[str, Link]]] = {}
    for path, note in notes.items():
        for link, where in zip(note.links, resolutions[path], strict=True):
            if isinstance(where, FoundLead):
                sources.setdefault(where.lead, []).append((path, link))
    order = sorted(sources, key=lambda key: (names[key], key))
    return {
        key: Lead(id=key, name=names[key], sources=tuple(sources[key])) for key in order
    }


def _backlinks(
    notes: Mapping[str, Note], resolutions: Mapping[str, tuple[Resolution, ...]]
) -> dict[str, tuple[Backlink, ...]]:
    found: dict[str, list[Backlink]] = {}
    for path, note in notes.items():
        met = _people(note, resolutions[path])
        for link, where in zip(note.links, resolutions[path], strict=True):
            target = _target(where)
            if target is None or target == path:
                continue
            kind = type(notes[target]) if target in notes else Contact
            relation = _relation(note, link, target, kind, met)
            found.setdefault(target, []).append(
                Backlink(source=path, link=link, relation=relation)
            )
    return {
        target: tuple(sorted(found[target], key=_place)) for target in sorted(found)
    }


def _place(backlink: Backlink) -> tuple[int, str, int, int]:
    span = backlink.link.span
    return (_ORDER[backlink.relation], backlink.source, span.line, span.column)


def _target(where: Resolution) -> str | None:
    match where:
        case Found(note=note):
            return note
        case FoundLead(lead=lead):
            return lead
        case _:
            return None


def _people(note: Note, resolved: tuple[Resolution, ...]) -> frozenset[str]:
    """Return whom an interview was with."""
    if not isinstance(note, Interview):
        return frozenset()
    return frozenset(_target(resolved[number]) or "" for number in note.people)


def _relation(  # noqa: PLR0911 - one line a relation
    note: Note, link: Link, target: str, kind: type[Note], met: frozenset[str]
) -> Relation:
    """Return what a note that links is to the one it links to."""
    if kind is Contact:
        if link.key == "referred_by":
            return Relation.REFERRED_YOU_TO
        if link.key == "referrals" or link.place in {Place.REFERRAL, Place.INTRODUCED}:
            return Relation.REFERRED_BY
        if target in met:
            return Relation.MET_IN
    if kind is Organization and link.key in {"organization", "past_organizations"}:
        if isinstance(note, Contact):
            return Relation.WORKS_AT
        return Relation.MET_IN
    if kind is Question and (link.key == "questions" or _is_answer(note, link)):
        return Relation.ASKED_IN
    return Relation.MENTIONED_IN


def _is_answer(note: Note, link: Link) -> bool:
    if link.section is Section.PRIVATE:
        return False
    return any(note.links[answer.question] is link for answer in note.body.answers)
