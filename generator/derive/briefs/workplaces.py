"""Where somebody works: who else is there, what was heard of pay and culture."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from generator.derive.briefs.people import QUOTE
from generator.derive.briefs.records import Colleague, Remark, Workplace
from generator.derive.briefs.room import lines, short
from generator.model import Organization

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.derive.briefs.ground import BriefGround
    from generator.derive.briefs.room import Room
    from generator.graph.records import PersonId

WORKPLACES: Final = 2
_COLLEAGUES: Final = 4
_HEARD: Final = 5


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
    staff = ground.staff_at.get(note.path, {})
    known = ground.heard_at.get(note.path, ())
    heard = (
        Remark(text=short(one.entry.text, QUOTE), people=one.people, on=one.on)
        for one in known
    )
    return Workplace(
        path=note.path,
        industry=note.industry,
        size=note.size,
        location=note.location,
        colleagues=room.some(
            _colleagues(ground, staff, here),
            _COLLEAGUES,
            lambda one: lines(ground.book.name_of(one.person) + 20 * "x"),
            title=1,
            count=len(staff) - sum(one in staff for one in here),
        ),
        heard=room.some(
            heard,
            _HEARD,
            lambda one: _remark_lines(ground, one),
            title=1,
            count=len(known),
        ),
    )


def _remark_lines(ground: BriefGround, one: Remark) -> int:
    """Return how many lines something said takes with who said it and when."""
    names = " and ".join(map(ground.book.name_of, one.people))
    return lines(f"{names}, 24 Oct 2025: {one.text}")


def _colleagues(
    ground: BriefGround,
    staff: Mapping[PersonId, bool],
    here: tuple[PersonId, ...],
) -> Iterator[Colleague]:
    for person, former in staff.items():
        if person in here:
            continue
        status = ground.facts.statuses[person]
        event = status.event
        said = event is None or ground.is_open(event.source.span.path)
        yield Colleague(
            person=person,
            former=former,
            status=status.word if said or status.written else "",
            on=event.on if event and said and not status.written else None,
        )
