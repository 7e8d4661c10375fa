"""Book, facts and derived views -> the brief of one meeting, on one page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.derive.briefs.asking import Asking, by_stage
from generator.derive.briefs.ground import BriefGround
from generator.derive.briefs.parts import section_lines
from generator.derive.briefs.past import (
    advice_of,
    earlier_lines,
    earlier_of,
    mine_to,
    newest_first,
    promise_lines,
    theirs_to,
)
from generator.derive.briefs.people import who_of
from generator.derive.briefs.records import Appointment, Brief, Some
from generator.derive.briefs.room import Room, lines, short
from generator.derive.briefs.when import clocks_of
from generator.derive.briefs.workplaces import workplaces_of
from generator.model import Interview
from generator.vocabulary import Section

if TYPE_CHECKING:
    from datetime import date

    from generator.derive.briefs.records import Earlier
    from generator.facts.records import Meeting
    from generator.graph.records import PersonId

__all__ = ["BriefGround", "brief_of_contact", "brief_of_interview"]

PEOPLE: Final = 3
# In lines of 9 points on the shorter of the two papers: of both columns together, each
# part's most, and what columns and questions share.
_COLUMNS: Final = 56
_PREP: Final = 10
_MINE: Final = 7
_THEIRS: Final = 4
_EARLIER: Final = 8
_ADVICE: Final = 6
_PAGE: Final = 50
_TITLE: Final = 42
_ACROSS: Final = 100
_PREP_LINE: Final = 130


def brief_of_interview(ground: BriefGround, path: str) -> Brief:
    """Return the brief of an interview.

    Args:
        ground: The book and its indexes.
        path: Of the interview's note.

    Returns:
        What to know and what to ask. Of a private interview only who and when.
    """
    return _brief(
        ground, ground.facts.meetings[path].people, ground.facts.meetings[path]
    )


def brief_of_contact(ground: BriefGround, person: PersonId) -> Brief:
    """Return the brief of a person, with the next interview if there is one.

    Args:
        ground: The book and its indexes.
        person: A contact or lead.
    """
    meeting = ground.next_with.get(person)
    return _brief(ground, (person,), meeting)


def _brief(
    ground: BriefGround, people: tuple[PersonId, ...], meeting: Meeting | None
) -> Brief:
    room = Room(_COLUMNS)
    note = _open_note(ground, meeting)
    prep = section_lines(ground.book, note, Section.PREP) if note else ()
    shown = people[:PEOPLE]
    several = len(people) > 1
    promised = partial(promise_lines, ground)
    who = tuple(who_of(ground, one, len(shown), room) for one in shown)
    places = (*_places(note, meeting), *(one.organization for one in who))
    brief = Brief(
        appointment=_appointment(ground, meeting) if meeting else None,
        people=Some(shown=who, more=len(people) - len(who)),
        prep=room.some([short(one, _PREP_LINE) for one in prep], _PREP, lines),
        mine=room.some(mine_to(ground, people), _MINE, promised),
        theirs=room.some(theirs_to(ground, people), _THEIRS, promised),
        workplaces=workplaces_of(ground, places, people, room),
        last=_last_contact(ground, people),
        advice=room.some(
            advice_of(ground, people), _ADVICE, lambda one: lines(one.text) + several
        ),
        earlier=_by_day(
            room.some(earlier_of(ground, people), _EARLIER, earlier_lines, title=4)
        ),
    )
    used = (_COLUMNS - room.left) // 2 + _header(ground, brief)
    asks = Asking(ground, people, note).some(_PAGE - used)
    return replace(brief, asks=by_stage(asks.shown), asks_more=asks.more)


def _places(note: Interview | None, meeting: Meeting | None) -> tuple[str, ...]:
    return meeting.organizations if note and meeting else ()


def _last_contact(ground: BriefGround, people: tuple[PersonId, ...]) -> date | None:
    days = (ground.last_contact.get(one) for one in people)
    return max(filter(None, days), default=None)


def _by_day(earlier: Some[Earlier]) -> Some[Earlier]:
    return replace(earlier, shown=tuple(newest_first(earlier.shown)))


def _header(ground: BriefGround, brief: Brief) -> int:
    """Return how many lines names, place, clocks and link take."""
    names = ", ".join(ground.book.name_of(one.person) for one in brief.people.shown)
    one = brief.appointment
    if one is None:
        return 2 * lines(names, _TITLE) + 1
    clocks = "for you, for them"
    if len(one.clocks) > 2:
        people = [person for clock in one.clocks for person in clock.people]
        clocks = ", ".join(map(ground.book.name_of, people))
    when = 1 + lines(one.place, _ACROSS) + lines(one.link, _ACROSS)
    return 2 * lines(names, _TITLE) + when + lines(clocks, _ACROSS)


def _open_note(ground: BriefGround, meeting: Meeting | None) -> Interview | None:
    note = ground.book.notes[meeting.path] if meeting else None
    return note if isinstance(note, Interview) and not note.private else None


def _appointment(ground: BriefGround, meeting: Meeting) -> Appointment:
    note = ground.book.notes[meeting.path]
    assert isinstance(note, Interview)  # noqa: S101 - a meeting is an interview's
    when, clocks = clocks_of(ground.book, note, meeting, ground.settings.timezone)
    shown = not note.private
    return Appointment(
        path=meeting.path,
        status=meeting.status,
        when=when,
        clocks=clocks,
        duration=note.duration if shown else None,
        mode=note.mode if shown else "",
        place=note.place if shown else "",
        link=note.link if shown else "",
        confirmed=note.confirmed if shown else None,
    )
