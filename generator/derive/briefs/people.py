"""Whom one meets, through whom, and who else is at the same place."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from generator.derive.briefs.records import Colleague, Named, Remark, Who, Workplace
from generator.derive.briefs.room import lines, short
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

NAMINGS: Final = 2
WORKPLACES: Final = 2
INTERESTS: Final = 6
COLLEAGUES: Final = 5
HEARD: Final = 2
_TOPICS: Final = ("pay", "culture")
_QUOTE: Final = 100
_STORY: Final = 160


def who_of(ground: BriefGround, person: PersonId, room: Room) -> Who:
    """Return one person; of a private note and of a lead little more than the name."""
    way = ground.derived.network.paths.get(person, (person,))[:-1]
    seen = ground.last_contact.get(person)
    room.left -= 5
    who = Who(
        person=person,
        way=way if ground.are_open((*way, person)) else (),
        last=seen.on if seen else None,
        named=room.some(_namings(ground, person), NAMINGS, lambda _: 3, title=0),
    )
    note = contact_of(ground.book, person)
    if note is None or note.private:
        return who
    room.left -= lines(note.how_we_met[:_STORY]) + bool(note.interests)
    return replace(
        who,
        pronunciation=short(note.pronunciation, _STORY),
        pronouns=note.pronouns,
        role=short(note.role, _STORY),
        organization=_organization(ground, note),
        fields=tuple(one for one in note.field if one.strip()),
        location=note.location,
        interests=tuple(one for one in note.interests if one.strip())[:INTERESTS],
        met=note.met,
        how_we_met=short(note.how_we_met, _STORY),
    )


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
        Remark(text=short(one.entry.text, _QUOTE), people=one.people, on=one.on)
        for one in ground.heard_at.get(note.path, ())
        if _is_telling(one)
    )
    return Workplace(
        path=note.path,
        industry=note.industry,
        size=note.size,
        location=note.location,
        colleagues=room.some(
            _colleagues(ground, note.path, here), COLLEAGUES, lambda _: 1, title=1
        ),
        heard=room.some(heard, HEARD, lambda _: 3, title=1),
    )


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
