"""Rules that follow from interviews: before them, and after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.derive.follow_ups.ground import Draft, Words
from generator.facts.events import is_later
from generator.facts.meetings import key_span
from generator.facts.records import Event, Source
from generator.model import Interview
from generator.vocabulary import EventKind, RuleId, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.follow_ups.ground import Ground, Timing
    from generator.derive.records import Item
    from generator.facts.records import Meeting
    from generator.graph.records import PersonId


def rule_prep(ground: Ground) -> Iterator[Item]:
    """Yield interviews to come without a brief, one item each."""
    for meeting, note in _scheduled(ground):
        if note.questions or note.body.answers or Section.PREP in note.body.filled:
            continue
        assert meeting.on is not None  # noqa: S101 - scheduled ones have a day
        timing = ground.before(RuleId.PREP, meeting.on)
        who = ground.names(meeting.people)
        yield from _of_meeting(
            ground,
            RuleId.PREP,
            meeting,
            timing,
            Words(
                f"you meet on {ground.day(meeting.on)}; no questions, no Prep yet",
                f"Write the brief for {who}",
            ),
        )


def rule_confirm(ground: Ground) -> Iterator[Item]:
    """Yield interviews to come that are not confirmed, one item each."""
    for meeting, note in _scheduled(ground):
        assert meeting.on is not None  # noqa: S101 - scheduled ones have a day
        if _is_confirmed(ground, meeting, note):
            continue
        timing = ground.before(RuleId.CONFIRM, meeting.on)
        who = ground.names(meeting.people)
        yield from _of_meeting(
            ground,
            RuleId.CONFIRM,
            meeting,
            timing,
            Words(
                f"you meet on {ground.day(meeting.on)}, not confirmed yet",
                f"Confirm with {who}, and check the time zone",
            ),
        )


def _is_confirmed(ground: Ground, meeting: Meeting, note: Interview) -> bool:
    """Whether anybody confirmed an interview since it was last rescheduled."""
    for person in meeting.people:
        events = ground.events(person)
        moved = [e for e in events if e.kind is EventKind.RESCHEDULED]
        for event in events:
            if event.kind is not EventKind.CONFIRMED:
                continue
            about = event.interview or _next_meeting(ground, person, event)
            if about == note.path and (not moved or is_later(event, moved[-1])):
                return True
    return False


def _next_meeting(ground: Ground, person: PersonId, event: Event) -> str:
    """Return the interview that a line elsewhere confirms: the next one then."""
    for meeting in ground.meetings_of[person]:
        if meeting.on and meeting.on >= event.on and meeting.status == "scheduled":
            return meeting.path
    return ""


def rule_record(ground: Ground) -> Iterator[Item]:
    """Yield interviews that are past and neither done nor off, one item each."""
    for meeting, _ in _scheduled(ground):
        assert meeting.on is not None  # noqa: S101 - scheduled ones have a day
        timing = replace(
            ground.after(RuleId.RECORD, meeting.on),
            starts_on=meeting.on + timedelta(days=1),
        )
        who = ground.names(meeting.people)
        yield from _of_meeting(
            ground,
            RuleId.RECORD,
            meeting,
            timing,
            Words(
                f"planned for {ground.day(meeting.on)}, and the note says nothing",
                f"Write up the interview with {who}, or mark it no-show",
                "status: cancelled",
            ),
        )


def rule_thanks(ground: Ground) -> Iterator[Item]:
    """Yield people whose newest interview has no thanks after it."""
    for person, met in _newest_done(ground):
        if ground.later(person, met, {EventKind.THANKED}):
            continue
        yield from _of_person(
            ground,
            RuleId.THANKS,
            met,
            Words(
                f"you talked on {ground.day(met.on)} and have not thanked them",
                f"Thank {ground.name(person)}",
            ),
        )


def rule_connect(ground: Ground) -> Iterator[Item]:
    """Yield people met in an interview who have no `linkedin`."""
    for person, met in _newest_done(ground):
        contact = ground.contact(person)
        if (contact and contact.linkedin) or ground.newest(
            person, {EventKind.CONNECTED}
        ):
            continue
        yield from _of_person(
            ground,
            RuleId.CONNECT,
            met,
            Words(
                f"you talked on {ground.day(met.on)}; the note has no linkedin",
                f"Connect with {ground.name(person)}, with a personal line",
            ),
        )


def rule_reflect(ground: Ground) -> Iterator[Item]:
    """Yield interviews done without a word under Reflection, one item each."""
    for meeting in ground.meetings:
        note = ground.book.notes[meeting.path]
        done = meeting.status == "done" and meeting.on and meeting.on <= ground.today
        if not done or Section.REFLECTION in note.body.filled:
            continue
        assert meeting.on is not None  # noqa: S101 - done is false without
        who = ground.names(meeting.people)
        yield from _of_meeting(
            ground,
            RuleId.REFLECT,
            meeting,
            ground.after(RuleId.REFLECT, meeting.on, meeting.at),
            Words(
                f"you talked on {ground.day(meeting.on)}; nothing under Reflection",
                f"Write down how it was with {who}",
            ),
        )


def rule_widen(ground: Ground) -> Iterator[Item]:
    """Yield fields with one or two interviews and none to come."""
    fields: dict[str, tuple[str, list[Meeting]]] = {}
    for meeting in ground.facts.meetings.values():
        for name in meeting.fields:
            fields.setdefault(name.casefold(), (name, []))[1].append(meeting)
    for _, (name, meetings) in sorted(fields.items()):
        done = [
            m for m in meetings if m.status == "done" and m.on and m.on <= ground.today
        ]
        coming = [
            m for m in meetings if m.status in {"planned", "requested", "scheduled"}
        ]
        if coming or not 1 <= len(done) <= 2:
            continue
        newest = max(done, key=lambda m: (m.on, m.path))
        assert newest.on is not None  # noqa: S101 - only those with a day
        count = "one interview" if len(done) == 1 else "two interviews"
        yield from ground.items(
            Draft(
                rule=RuleId.WIDEN,
                people=(),
                source=_source(ground, newest),
                on=newest.on,
                kind=EventKind.MET,
                timing=ground.after(RuleId.WIDEN, newest.on),
                words=Words(
                    f"{count} in {name}, the newest on {ground.day(newest.on)}",
                    f"Talk to one more person in {name}",
                    "widen = false",
                ),
            )
        )


def _scheduled(ground: Ground) -> Iterator[tuple[Meeting, Interview]]:
    for meeting in ground.meetings:
        note = ground.book.notes[meeting.path]
        if meeting.status == "scheduled" and meeting.on and isinstance(note, Interview):
            yield meeting, note


def _newest_done(ground: Ground) -> Iterator[tuple[PersonId, Event]]:
    """Yield everyone's newest interview that is done, as the event it makes."""
    for person in ground.people:
        for meeting in reversed(ground.meetings_of[person]):
            if meeting.status == "done" and meeting.on and meeting.on <= ground.today:
                event = Event(
                    person=person,
                    kind=EventKind.MET,
                    on=meeting.on,
                    at=meeting.at,
                    source=_source(ground, meeting),
                    interview=meeting.path,
                )
                yield person, event
                break


def _source(ground: Ground, meeting: Meeting) -> Source:
    return Source(span=key_span(ground.book.notes[meeting.path], "date"))


def _of_meeting(
    ground: Ground, rule: RuleId, meeting: Meeting, timing: Timing, words: Words
) -> Iterator[Item]:
    yield from ground.items(
        Draft(
            rule=rule,
            people=meeting.people,
            source=_source(ground, meeting),
            on=meeting.on,
            kind=meeting.status,
            timing=timing,
            words=words,
        )
    )


def _of_person(
    ground: Ground, rule: RuleId, met: Event, words: Words
) -> Iterator[Item]:
    yield from ground.items(
        Draft(
            rule=rule,
            people=(met.person,),
            source=met.source,
            on=met.on,
            kind=met.kind,
            timing=ground.after(rule, met.on, met.at),
            words=words,
        )
    )
