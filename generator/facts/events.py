"""Log lines, dates and ticks -> the dated events of each person."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.diagnostics import Code, Diagnostic
from generator.facts.meetings import key_span, people_of
from generator.facts.records import Event, Source
from generator.facts.undone import add_undone
from generator.model import Contact, Interview, TaskState
from generator.vocabulary import EVENT_ORDER, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.facts.records import Meeting
    from generator.facts.scope import Scope
    from generator.graph.records import Book, PersonId
    from generator.model import LogLine, Note, Task

_NOON: Final = time(12)


def find_events(
    book: Book, meetings: Mapping[str, Meeting], today: date, scope: Scope
) -> tuple[dict[PersonId, tuple[Event, ...]], list[Diagnostic]]:
    """Return what happened with each person up to a day.

    Args:
        book: The book.
        meetings: Its interviews.
        today: The day of evaluation; only a scheduled interview may lie behind it.
        scope: Whose events.

    Returns:
        For each of them with any event, oldest first; the same person, day and kind
        once, with the subjects of all its lines. And the problems of the notes that
        were read.

    Diagnostics: `event-future`, `log-nobody`.

    Source: README, "Events".
    """
    problems: list[Diagnostic] = []
    said: dict[PersonId, list[Event]] = {}
    for path in scope.paths:
        meeting = meetings.get(path)
        for event in _said(book, book.notes[path], meeting, problems):
            if event.on > today:
                problems.append(_future(event))
            elif event.person in scope.people:
                said.setdefault(event.person, []).append(event)
    held = [
        (meeting, person)
        for path in scope.paths
        if (meeting := meetings.get(path))
        for person in meeting.people
        if person in scope.people
    ]
    for meeting, person in held:
        known = said.setdefault(person, [])
        note = book.notes[meeting.path]
        known.extend(_of_meeting(note, meeting, person, known, today))
    add_undone(book, held, said, today)
    events = {person: _merge(found) for person, found in said.items() if found}
    return dict(sorted(events.items())), problems


def is_later(event: Event, than: Event) -> bool:
    """Whether an event counts as later than another of the same person.

    Returns:
        Another day decides; on one day the time, where both have one; else the
        order of kinds.
    """
    if event.on != than.on:
        return event.on > than.on
    if event.ends_day != than.ends_day:
        return event.ends_day
    if event.at and than.at and event.at != than.at:
        return event.at > than.at
    return EVENT_ORDER[event.kind] > EVENT_ORDER[than.kind]


def order_of(event: Event) -> tuple[date, bool, time, int, str, int]:
    """Return the one sort key of events."""
    return (
        event.on,
        event.ends_day,
        event.at or _NOON,
        EVENT_ORDER[event.kind],
        event.source.span.path,
        event.source.span.line,
    )


def _future(event: Event) -> Diagnostic:
    return Diagnostic(
        Code.EVENT_FUTURE,
        event.source.span,
        f"`{event.kind}` on {event.on} is still to come",
        "it counts from that day on",
    )


def _said(
    book: Book, note: Note, meeting: Meeting | None, problems: list[Diagnostic]
) -> Iterator[Event]:
    """Yield the events that a note's lines, keys and ticks say."""
    for line in note.body.log:
        yield from _of_line(book, note, meeting, line, problems)
    if isinstance(note, Interview) and meeting:
        yield from _keys(note, meeting)
    for task in note.body.tasks:
        if task.state is TaskState.DONE and task.done_on:
            for person in about_task(book, note, meeting, task):
                yield Event(
                    person=person,
                    kind=EventKind.DID,
                    on=task.done_on,
                    source=Source(span=task.span, anchor=task.anchor),
                    text=task.text,
                    html=task.html,
                )


def _of_line(
    book: Book,
    note: Note,
    meeting: Meeting | None,
    line: LogLine,
    problems: list[Diagnostic],
) -> Iterator[Event]:
    people, subjects = about_line(book, note, meeting, line)
    if not people and line.kind is not EventKind.NOTE:
        said, advice = (
            f"`{line.kind}` is about nobody",
            f"write {line.kind} [[Name]]: …",
        )
        problems.append(Diagnostic(Code.LOG_NOBODY, line.span, said, advice))
    for person in people:
        yield Event(
            person=person,
            kind=line.kind,
            on=line.day.on,
            at=line.day.at,
            source=Source(span=line.span, anchor=line.anchor),
            how=line.how,
            text=line.text,
            html=line.html,
            subjects=subjects,
            interview=meeting.path if meeting else "",
            log=True,
        )


def about_line(
    book: Book, note: Note, meeting: Meeting | None, line: LogLine
) -> tuple[tuple[PersonId, ...], tuple[PersonId, ...]]:
    """Return whom a Log line is about, and who else is in it.

    Source: README, "Log".
    """
    direct = people_of(book, note.path, line.people)
    others = people_of(book, note.path, line.subjects)
    if isinstance(note, Contact):
        people: tuple[PersonId, ...] = (note.path,)
        others = (*direct, *others)
    elif direct:
        people = direct
    else:
        people = meeting.people if meeting else ()
    return people, tuple(one for one in dict.fromkeys(others) if one not in people)


def about_task(
    book: Book, note: Note, meeting: Meeting | None, task: Task
) -> tuple[PersonId, ...]:
    """Return whom a task is about: the people it links, else the note's own."""
    linked = people_of(book, note.path, task.links)
    if linked:
        return linked
    if isinstance(note, Contact):
        return (note.path,)
    return meeting.people if meeting else ()


def _keys(note: Interview, meeting: Meeting) -> Iterator[Event]:
    """Yield the events of `confirmed` and `thanked`, for everyone in `with`."""
    for key, kind, day in (
        ("confirmed", EventKind.CONFIRMED, note.confirmed),
        ("thanked", EventKind.THANKED, note.thanked),
    ):
        for person in meeting.people if day else ():
            assert day is not None  # noqa: S101 - for the type checker
            yield Event(
                person=person,
                kind=kind,
                on=day,
                source=Source(span=key_span(note, key)),
                interview=note.path,
            )


def _of_meeting(
    note: Note, meeting: Meeting, person: PersonId, known: list[Event], today: date
) -> Iterator[Event]:
    """Yield what an interview's date and status say about one person."""
    if meeting.on is None:
        return
    if meeting.status == "done" and meeting.on <= today:
        kind = EventKind.MET
    elif meeting.status == "scheduled" and not scheduled_line(known, meeting.path):
        kind = EventKind.SCHEDULED
    else:
        return
    yield Event(
        person=person,
        kind=kind,
        on=meeting.on,
        at=meeting.at,
        source=Source(span=key_span(note, "date")),
        interview=meeting.path,
        derived=True,
    )


def scheduled_line(known: Iterable[Event], path: str) -> Event | None:
    """Return the line of an interview's own note that says when it was scheduled.

    Returns:
        The newest one, none where a `cancelled` or `rescheduled` of that note
        follows it.
    """
    own = sorted(
        (e for e in known if e.log and e.source.span.path == path), key=order_of
    )
    found = None
    for event in own:
        if event.kind is EventKind.SCHEDULED:
            found = event
        elif event.kind in {EventKind.CANCELLED, EventKind.RESCHEDULED}:
            found = None
    return found


def _merge(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sort, and count the same person, day and kind once."""
    ordered = sorted(events, key=order_of)
    found: dict[tuple[date, EventKind], Event] = {}
    for event in ordered:
        key = (event.on, event.kind)
        first = found.get(key)
        found[key] = event if first is None else _join(first, event)
    if len(found) == len(ordered):
        return tuple(ordered)
    return tuple(sorted(found.values(), key=order_of))


def _join(first: Event, other: Event) -> Event:
    """Take two lines about one event together; a line that says more leads."""
    lead, rest = (other, first) if other.log and not first.log else (first, other)
    return replace(
        lead,
        at=lead.at or rest.at,
        how=lead.how or rest.how,
        text=lead.text or rest.text,
        html=lead.html or rest.html,
        subjects=tuple(dict.fromkeys((*lead.subjects, *rest.subjects))),
        interview=lead.interview or rest.interview,
        log=lead.log or rest.log,
        derived=lead.derived or rest.derived,
        ends_day=lead.ends_day and rest.ends_day,
    )
