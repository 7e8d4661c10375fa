"""Whom one meets, and through whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.derive.briefs.records import Named, Who
from generator.derive.briefs.room import LINE, lines, short, width
from generator.derive.people import contact_of, may_use_name
from generator.parse.wikilinks import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.briefs.ground import BriefGround
    from generator.derive.briefs.room import Room
    from generator.facts.records import Referral
    from generator.graph.records import PersonId
    from generator.model import Contact

QUOTE: Final = 80
WAY: Final = 4
_NAMED: Final = 6
_STORY: Final = 130


def who_of(ground: BriefGround, person: PersonId, several: int, room: Room) -> Who:
    """Return one person; of a private note and of a lead little more than the name.

    Args:
        ground: The book and its indexes.
        person: Contact or lead.
        several: How many people share the page.
        room: What is left of it.
    """
    way = ground.derived.network.paths.get(person, (person,))[:-1]
    if not ground.are_open((*way, person)):
        way = ()
    left_out = max(0, len(way) - WAY)
    who = Who(
        person=person,
        way=(way[:1] + way[left_out + 1 :]) if left_out else way,
        way_more=left_out,
    )
    note = contact_of(ground.book, person)
    if note and not note.private:
        who = _as_noted(ground, who, note, several)
    name_of = ground.book.name_of
    known = who.organization in ground.book.notes
    place = name_of(who.organization) if known else who.organization
    room.left -= 3 + bool(who.way or who.how_we_met)
    room.take(
        f"{who.role} at {place} {who.location}",
        f"Say {who.pronunciation} {who.pronouns}".removeprefix("Say  "),
        " ".join(who.fields),
        " ".join(who.interests),
        who.how_we_met,
        "  →  ".join(map(name_of, who.way)),
    )
    named = room.some(
        _namings(ground, person),
        _NAMED // several,
        lambda one: _naming_lines(ground, one),
        title=0,
    )
    return replace(who, named=named)


def _as_noted(ground: BriefGround, who: Who, note: Contact, several: int) -> Who:
    return replace(
        who,
        pronunciation=short(note.pronunciation, _STORY // several),
        pronouns=note.pronouns,
        role=short(note.role, _STORY // several),
        organization=_organization(ground, note),
        fields=_listed(note.field, several),
        location=short(note.location, _STORY // several),
        interests=_listed(note.interests, several),
        met=note.met,
        how_we_met=short(note.how_we_met, _STORY // several),
    )


def _listed(words: tuple[str, ...], several: int) -> tuple[str, ...]:
    """Return the first of some words, so many as two lines hold, at least one."""
    shown: list[str] = []
    room = 2 * LINE // several
    for word in words:
        room -= width(word) + 2
        if word.strip() and (room > 0 or not shown):
            shown.append(short(word, LINE))
    return tuple(shown)


def _naming_lines(ground: BriefGround, one: Named) -> int:
    names = " and ".join(map(ground.book.name_of, one.referral.referrers))
    said = f"Named by {names} on 24 Oct 2025: {short(one.referral.text, QUOTE)}"
    return lines(said) + lines(f"{names} has not said whether you may use the name.")


def _organization(ground: BriefGround, note: Contact) -> str:
    if note.organization is None:
        return ""
    link = note.links[note.organization]
    target = ground.book.target(note.path, note.organization)
    return target or shown_text(link.target, link.anchor, link.shown)


def _namings(ground: BriefGround, person: PersonId) -> Iterator[Named]:
    """Yield one naming for each referrer or panel, the newest first."""
    found: dict[frozenset[PersonId], list[Referral]] = {}
    for one in ground.named.get(person, ()):
        if one.referrers:
            found.setdefault(frozenset(one.referrers), []).append(one)
    for same in sorted(
        found.values(), key=lambda one: one[-1].on or date.min, reverse=True
    ):
        yield Named(
            referral=same[-1], may_use_name=may_use_name(ground.book, tuple(same))
        )
