"""Links seen from their targets, with what the one note is to the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from generator.graph.records import Backlink, Found, FoundLead, Relation
from generator.model import Contact, Interview, Organization, Place, Question
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.graph.records import Resolution
    from generator.model import Link, Note

_ORDER: Final = {relation: number for number, relation in enumerate(Relation)}
_NAMINGS: Final = frozenset({Place.REFERRAL, Place.INTRODUCED})
_EMPLOYERS: Final = frozenset({"organization", "past_organizations"})


def backlinks_from(
    paths: Iterable[str],
    notes: Mapping[str, Note],
    resolutions: Mapping[str, tuple[Resolution, ...]],
) -> dict[str, list[Backlink]]:
    """Return the links of some notes, seen from their targets, in any order.

    Args:
        paths: Of the notes that link.
        notes: By path.
        resolutions: For each path, one for each link.

    Returns:
        By target, a note or a lead; a note's links to itself are left out.
    """
    found: dict[str, list[Backlink]] = defaultdict(list)
    for path in paths:
        note, resolved = notes[path], resolutions[path]
        met = _people(note, resolved)
        for link, where in zip(note.links, resolved, strict=True):
            target = target_of(where)
            if target is None or target == path:
                continue
            kind = type(notes[target]) if target in notes else Contact
            relation = _relation(note, link, target, kind, met)
            found[target].append(Backlink(source=path, link=link, relation=relation))
    return found


def in_order(backlinks: Iterable[Backlink]) -> tuple[Backlink, ...]:
    """Return the backlinks of one target by relation, source and place."""
    return tuple(sorted(backlinks, key=_place))


def target_of(where: Resolution) -> str | None:
    """Return the note or lead that a link leads to."""
    match where:
        case Found(note=note):
            return note
        case FoundLead(lead=lead):
            return lead
        case _:
            return None


def targets_of(resolved: Iterable[Resolution]) -> set[str]:
    """Return the notes and leads that some links lead to."""
    return {target for where in resolved if (target := target_of(where))}


def _place(backlink: Backlink) -> tuple[int, str, int, int]:
    span = backlink.link.span
    return (_ORDER[backlink.relation], backlink.source, span.line, span.column)


def _people(note: Note, resolved: tuple[Resolution, ...]) -> frozenset[str]:
    """Return whom an interview was with."""
    if not isinstance(note, Interview):
        return frozenset()
    return frozenset(target_of(resolved[number]) or "" for number in note.people)


def _relation(  # noqa: PLR0911 - one line a relation
    note: Note, link: Link, target: str, kind: type[Note], met: frozenset[str]
) -> Relation:
    """Return what a note that links is to the one it links to."""
    if kind is Contact:
        if link.key == "referred_by":
            return Relation.REFERRED_YOU_TO
        if link.key == "referrals" or link.place in _NAMINGS:
            return Relation.REFERRED_BY
        if target in met:
            return Relation.MET_IN
    if kind is Organization and link.key in _EMPLOYERS:
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
