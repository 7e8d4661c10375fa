"""Whom one meets, through whom, and who else is at the same place."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from generator.derive.briefs.records import Colleague, Named, Remark, Who, Workplace
from generator.derive.briefs.room import LINE, lines, short, width
from generator.derive.people import contact_of, may_use_name, name_key
from generator.model import Organization
from generator.parse.wikilinks import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.briefs.ground import BriefGround
    from generator.derive.briefs.room import Room
    from generator.derive.records import LedgerLine
    from generator.facts.records import Referral
    from generator.graph.records import PersonId
    from generator.model import Contact

WORKPLACES: Final = 2
QUOTE: Final = 80
_NAMED: Final = 6
_COLLEAGUES: Final = 4
_HEARD: Final = 5
_TOPICS: Final = ("pay", "culture")
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
    who = Who(person=person, way=way if ground.are_open((*way, person)) else ())
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
        found.values(), key=lambda one: one[-1].on is not None, reverse=True
    ):
        yield Named(
            referral=same[-1], may_use_name=may_use_name(ground.book, tuple(same))
        )


def workplaces_of(
    ground: BriefGround, paths: Iterable[str], here: tuple[PersonId, ...], room: Room
) -> tuple[Workplace, ...]:
    """Return the organizations of a meeting, each with a note of its own.

    Args:
        ground: The book and its indexes.
        paths: Of the organizations.
        here: Whom one meets, who are no news at their own place.
        room: What is left of the page.
    """
    notes = (ground.book.notes.get(path) for path in dict.fromkeys(paths))
    shown = (
        _workplace(ground, note, here, room)
        for note in notes
        if isinstance(note, Organization) and not note.private
    )
    return tuple(islice(shown, WORKPLACES))


def _workplace(
    ground: BriefGround, note: Organization, here: tuple[PersonId, ...], room: Room
) -> Workplace:
    room.left -= 4
    heard = (
        Remark(text=short(one.entry.text, QUOTE), people=one.people, on=one.on)
        for one in ground.heard_at.get(note.path, ())
        if _is_telling(one)
    )
    return Workplace(
        path=note.path,
        industry=note.industry,
        size=note.size,
        location=note.location,
        colleagues=room.some(
            _colleagues(ground, note.path, here),
            _COLLEAGUES,
            lambda one: lines(ground.book.name_of(one.person) + 20 * "x"),
            title=1,
        ),
        heard=room.some(heard, _HEARD, lambda one: _remark_lines(ground, one), title=1),
    )


def _remark_lines(ground: BriefGround, one: Remark) -> int:
    """Return how many lines something said takes with who said it and when."""
    names = " and ".join(map(ground.book.name_of, one.people))
    return lines(f"{names}, 24 Oct 2025: {one.text}")


def _is_telling(line: LedgerLine) -> bool:
    topics = {topic.partition("/")[0].casefold() for topic in line.entry.topics}
    return bool(line.entry.pay) or not topics.isdisjoint(_TOPICS)


def _colleagues(
    ground: BriefGround, path: str, here: tuple[PersonId, ...]
) -> list[Colleague]:
    """Return who is there now, then who was; those one has to do with first."""
    now, before = ground.staff.get(path, ()), ground.former_staff.get(path, ())
    found = [
        _colleague(ground, person, former=former)
        for people, former in ((now, False), (before, True))
        for person in dict.fromkeys(people)
        if person not in here and not (former and person in now)
    ]
    found.sort(key=lambda one: name_key(ground.book, one.person))
    found.sort(key=lambda one: (one.former, one.on is None))
    return found


def _colleague(ground: BriefGround, person: PersonId, *, former: bool) -> Colleague:
    status = ground.facts.statuses[person]
    event = status.event
    open_ = event is None or ground.is_open(event.source.span.path)
    return Colleague(
        person=person,
        former=former,
        status=status.word if open_ or status.written else "",
        on=event.on if event and open_ and not status.written else None,
    )
