"""Meetings of a calendar and a book -> interviews; pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.briefs.when import zone_of
from generator.derive.identities import email_key, fold_person
from generator.edit.changes import Change
from generator.edit.splice import UnfitTextError
from generator.imports.agenda import with_agenda
from generator.imports.plan import Choices, Entry, Outcome, Plan, plan_people
from generator.imports.proposals import Proposal, plain_values
from generator.imports.records import Person
from generator.imports.roster import Roster
from generator.imports.updating import with_values
from generator.imports.writing import Writer
from generator.model import Interview
from generator.parse.reading import reading_of
from generator.scaffold import ScaffoldError
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.build import BuildResult
    from generator.graph.records import Book, PersonId
    from generator.imports.calendar import CalendarReading
    from generator.imports.plan import ReadNote, Watch
    from generator.imports.records import Meeting
    from generator.model import Moment

_GATHERING: Final = 8
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class MeetingChoices(Struct, frozen=True, kw_only=True):
    """What the owner has chosen for the import of a calendar.

    Attributes:
        me: The owner's own addresses.
        unsure: Whether a meeting becomes a note where only a guess says who is in it.
        new_people: Whether who is in no note gets one.
    """

    me: frozenset[str] = frozenset()
    unsure: bool = False
    new_people: bool = False


class MeetingPlan(Struct, frozen=True, kw_only=True):
    """What the import of a calendar would do.

    Attributes:
        plan: As of every import.
        strangers: How many meetings are with nobody in the book.
    """

    plan: Plan
    strangers: int = 0


def plan_meetings(
    result: BuildResult,
    reading: CalendarReading,
    read: ReadNote,
    choices: MeetingChoices | None = None,
    watch: Watch | None = None,
) -> MeetingPlan:
    """Plan what becomes of the meetings of a calendar.

    Args:
        result: The book as it is, with its templates.
        reading: The calendar.
        read: Returns the bytes of a note by path.
        choices: What the owner has chosen.
        watch: Is told how many are done, and of how many.

    Returns:
        The plan. A meeting with somebody in the book is an interview, once: the same
        event, or the same day and person, gets no second note. Nothing in a note is
        replaced: that an event was moved is said.
    """
    choices = choices or MeetingChoices()
    roster = Roster(result, choices.me)
    people = Plan()
    if choices.new_people:
        unknown = sorted(_unknown(reading.meetings, roster), key=lambda one: one.line)
        people = plan_people(result, unknown, read, choices=Choices())
        for person, entry in zip(unknown, people.entries, strict=True):
            if entry.outcome is Outcome.NEW:
                roster.add(person, entry)
    planner = _Planner(result, read, roster, choices)
    entries = [
        Entry(line=one.line, outcome=Outcome.SKIPPED, said=(one.reason,))
        for one in reading.rejections
    ]
    entries += people.entries
    for number, meeting in enumerate(reading.meetings, 1):
        if (taken := planner.take(meeting)) is not None:
            entries.append(taken)
        if watch:
            watch(number, len(reading.meetings))
    changes = {one.path: one for one in people.changes} | planner.changes
    plan = Plan(
        changes=tuple(changes[path] for path in sorted(changes)),
        entries=tuple(sorted(entries, key=lambda one: one.line)),
    )
    return MeetingPlan(plan=plan, strangers=planner.strangers)


def _unknown(meetings: Iterable[Meeting], roster: Roster) -> Iterable[Person]:
    """Yield each who is in a meeting and in no note, once; nobody of a gathering."""
    seen: set[str] = set()
    for meeting in meetings:
        others = [one for one in meeting.people if not roster.is_me(one)]
        if len(others) > _GATHERING:
            continue
        for one in others:
            key = email_key(one.email) or fold_person(one.name)
            if key not in seen and not roster.find(one):
                seen.add(key)
                emails = (one.email,) if one.email else ()
                yield Person(
                    line=meeting.line, name=one.name or one.email, emails=emails
                )


class _Interviews:
    """Interviews there are and will be, by event, and by day and person."""

    def __init__(self, book: Book) -> None:
        self._events: dict[str, str] = {}
        self._days: dict[tuple[str, PersonId], str] = {}
        for note in book.of(Interview):
            people = [book.person(note.path, one) for one in note.people]
            self.add(note.path, note.uid, note.when, filter(None, people))

    def add(
        self, path: str, uid: str, when: Moment | None, people: Iterable[PersonId]
    ) -> None:
        """Know an interview."""
        if uid:
            self._events.setdefault(uid, path)
        for person in people if when else ():
            self._days.setdefault((str(when and when.on), person), path)

    def find(self, meeting: Meeting, people: Iterable[PersonId]) -> tuple[str, str]:
        """Return the note of a meeting, and what tells so; empty: it has none."""
        if path := self._events.get(meeting.uid):
            return path, "event"
        for person in people:
            if path := self._days.get((str(meeting.start.on), person)):
                return path, "day and person"
        return "", ""


class _Planner:
    def __init__(
        self,
        result: BuildResult,
        read: ReadNote,
        roster: Roster,
        choices: MeetingChoices,
    ) -> None:
        self.book = result.book
        self.reading = reading_of(result.settings)
        self.read = read
        self.roster = roster
        self.choices = choices
        self.writer = Writer(result)
        self.interviews = _Interviews(result.book)
        self.changes: dict[str, Change] = {}
        self.lines: dict[str, int] = {}
        self.strangers = 0

    def take(self, meeting: Meeting) -> Entry | None:
        """Return what becomes of a meeting; none where it is with strangers."""
        room = self._room(meeting)
        path, by = self.interviews.find(meeting, room.people)
        if not (room.people or room.doubt or path):
            self.strangers += 1
            return None
        called = self._called(room.people) or meeting.title
        name = f"{written(meeting.start)} {called}"
        if path in self.lines:
            said = f"the same {by} as in line {self.lines[path]}"
            return _entry(meeting, Outcome.SAME, name, path, (said, *room.said))
        if path:
            return self._compare(meeting, name, path, by)
        if room.doubt and not (self.choices.unsure and room.people):
            return _entry(meeting, Outcome.UNSURE, name, "", (room.doubt, *room.said))
        return self._make(meeting, room)

    def _room(self, meeting: Meeting) -> _Room:
        others = [one for one in meeting.people if not self.roster.is_me(one)]
        found = [(one, ids) for one in others if (ids := self.roster.find(one))]
        people = dict.fromkeys(ids[0] for _, ids in found if len(ids) == 1)
        said = tuple(
            f"{one.name} may be {' or '.join(ids)}; write the address into that note"
            for one, ids in found
            if len(ids) > 1
        )
        doubt = ""
        if len(people) > _GATHERING:
            doubt = f"{len(people)} people of the book are in it"
        elif not people and said:
            doubt = "who it is with is not sure"
        elif not people and len(others) <= _GATHERING:
            people = dict.fromkeys(self.roster.named_in(meeting.title))
            doubt = f"only its title says so, {meeting.title!r}" if people else ""
        doubt += "; --unsure takes it" if people and doubt else ""
        return _Room(people=tuple(people), doubt=doubt, said=said)

    def _called(self, people: Sequence[PersonId]) -> str:
        names = [self.roster.name_of(one) for one in people[:2]]
        return " and ".join(names) + (" and others" if len(people) > 2 else "")

    def _make(self, meeting: Meeting, room: _Room) -> Entry:
        """Plan a new interview."""
        proposal = self._proposal(meeting, room.people)
        try:
            draft = self.writer.draft(proposal)
        except ScaffoldError as error:
            return _entry(meeting, Outcome.SKIPPED, proposal.name, "", (str(error),))
        data = with_agenda(draft, meeting).encode()
        self.changes[draft.path] = Change(path=draft.path, before=None, after=data)
        self.lines[draft.path] = meeting.line
        self.interviews.add(draft.path, meeting.uid, meeting.start, room.people)
        said = ("cancelled", *room.said) if meeting.cancelled else room.said
        return _entry(meeting, Outcome.NEW, "", draft.path, said)

    def _proposal(self, meeting: Meeting, people: tuple[PersonId, ...]) -> Proposal:
        values = {
            "with": tuple(map(self.roster.link_of, people)),
            "date": (written(meeting.start),),
            "status": ("cancelled",) if meeting.cancelled else (),
            **_details(meeting),
            "event": (meeting.title,),
        }
        return Proposal(
            line=meeting.line,
            kind=Kind.INTERVIEW,
            name=self._called(people),
            values=plain_values(values),
        )

    def _compare(self, meeting: Meeting, name: str, path: str, by: str) -> Entry:
        """Plan what an interview that is there gains."""
        note = self.book.notes[path]
        self.lines[path] = meeting.line
        moved = isinstance(note, Interview) and _moved(note, meeting)
        said = (f"the file says {written(meeting.start)}",) if moved else ()
        details = _details(meeting)
        if moved:
            details.pop("timezone")  # of another time
        if meeting.cancelled and by == "event" and not note.body.written:
            details["status"] = ("cancelled",)
        has = {one.name: one.texts for one in note.fields if any(one.texts)}
        if meeting.cancelled and has.get("status", ("cancelled",)) != ("cancelled",):
            said = ("cancelled in the file", *said)
        values = plain_values(details)
        gains = {key: texts for key, texts in values.items() if key not in has}
        if not gains:
            return _entry(meeting, Outcome.SAME, name, path, said)
        before = self.read(path)
        try:
            after = with_values(path, before, gains, self.reading)
        except (UnfitTextError, ScaffoldError) as error:
            said = (f"the note {error}", *said)
            return _entry(meeting, Outcome.SKIPPED, name, path, said)
        self.changes[path] = Change(path=path, before=before, after=after)
        said = (f"gets {', '.join(gains)}", *said)
        return _entry(meeting, Outcome.UPDATED, name, path, said)


class _Room(Struct, frozen=True, kw_only=True):
    """Who of the book is in a meeting.

    Attributes:
        people: In order, each once.
        doubt: Why that is only a guess; empty: it is none.
        said: Whom the file may mean besides.
    """

    people: tuple[PersonId, ...]
    doubt: str = ""
    said: tuple[str, ...] = ()


def _entry(
    meeting: Meeting, outcome: Outcome, name: str, path: str, said: tuple[str, ...]
) -> Entry:
    return Entry(line=meeting.line, outcome=outcome, name=name, path=path, said=said)


def written(moment: Moment) -> str:
    """Return a moment as a note writes it."""
    at = f"T{moment.at:%H:%M}" if moment.at else ""
    return f"{moment.on.isoformat()}{at}"


def _moved(note: Interview, meeting: Meeting) -> bool:
    """Whether a note says another moment than the file; a day alone says less."""
    there, here = note.when, meeting.start
    if there is None or (there.on == here.on and not (there.at and here.at)):
        return there is None
    if there.at and here.at:
        zones = zone_of(note.timezone), zone_of(meeting.timezone)
        if all(zones):
            return datetime.combine(there.on, there.at, zones[0]) != datetime.combine(
                here.on, here.at, zones[1]
            )
    return there != here


def _details(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """Return what an interview says besides whom it is with and when."""
    place = " ".join(_ADDRESS.sub(" ", meeting.place).split()).strip(" ;,()")
    return {
        "duration": (str(meeting.minutes or ""),),
        "timezone": (meeting.timezone,),
        "mode": ("video",) if meeting.link else (),
        "place": (place,),
        "link": (meeting.link,),
        "uid": (meeting.uid,),
    }
