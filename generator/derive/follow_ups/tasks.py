"""Rules that follow from tasks, theirs and mine, and from `next`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.derive.follow_ups.ground import Draft, Timing, Words
from generator.facts.events import about_task
from generator.facts.meetings import key_span
from generator.facts.records import Source
from generator.model import Contact, Interview, TaskState
from generator.vocabulary import EventKind, RuleId, Section

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.derive.follow_ups.ground import Ground
    from generator.derive.records import Item
    from generator.facts.records import Meeting
    from generator.graph.records import PersonId
    from generator.model import Note, Task


class _Found(NamedTuple):
    """A task with its note, its interview, whose it is and whom it is about."""

    note: Note
    meeting: Meeting | None
    task: Task
    owner: PersonId | None
    people: tuple[PersonId, ...]


def _tasks(ground: Ground) -> Iterator[_Found]:
    for note in ground.notes:
        meeting = ground.facts.meetings.get(note.path)
        for task in note.body.tasks:
            owner = None
            if task.owner is not None:
                owner = ground.book.person(note.path, task.owner)
            people = about_task(ground.book, note, meeting, task)
            yield _Found(note, meeting, task, owner, people)


def _noted_on(found: _Found) -> date | None:
    """Return the day that a task was noted; none where nothing says it."""
    if said := found.task.created_on or found.task.logged_on:
        return said
    return found.meeting.on if found.meeting else found.note.day


def _timing(ground: Ground, rule: RuleId, found: _Found, dated: str = "") -> Timing:
    """Return when a task without a due day of its own is due."""
    noted = _noted_on(found)
    to_come = found.meeting and found.meeting.on and found.meeting.on > ground.today
    setting = ground.setting(rule)
    delay = setting.named[dated] if dated else setting.delays[0]
    said = found.task.created_on or found.task.logged_on
    if noted is None or (to_come and not said):
        return Timing(due_on=None, delay=delay.days)
    return ground.timing(rule, noted, delay)


def rule_intro_promised(ground: Ground) -> Iterator[Item]:
    """Yield open tasks of other people, one item each."""
    for found in _tasks(ground):
        task, owner = found.task, found.owner
        if owner is None or task.section is Section.PREP:
            continue
        noted = _noted_on(found)
        if task.state is not TaskState.OPEN or ground.since(
            owner, noted, {EventKind.INTRODUCED}
        ):
            _count(ground, RuleId.INTRO_PROMISED, found, (owner,))
            continue
        if task.due_on:
            delay = ground.setting(RuleId.INTRO_PROMISED).named["dated"]
            timing = ground.timing(RuleId.INTRO_PROMISED, task.due_on, delay)
        else:
            timing = _timing(ground, RuleId.INTRO_PROMISED, found, "undated")
        name = ground.name(owner)
        yield from _item(
            ground,
            RuleId.INTRO_PROMISED,
            found,
            (owner,),
            timing,
            Words(f"{name} promised: {_short(task.text)}", f"Remind {name} gently"),
        )


def rule_promise(ground: Ground) -> Iterator[Item]:
    """Yield my open tasks about somebody, and every `next`, one item each."""
    for found in _tasks(ground):
        task = found.task
        if found.owner or not found.people or task.section is Section.PREP:
            continue
        if task.state is not TaskState.OPEN:
            _count(ground, RuleId.PROMISE, found, found.people)
            continue
        if task.due_on:
            timing = Timing(due_on=task.due_on, dated=True)
        else:
            timing = _timing(ground, RuleId.PROMISE, found)
        who = ground.names(found.people)
        yield from _item(
            ground,
            RuleId.PROMISE,
            found,
            found.people,
            timing,
            Words(
                f"you promised it to {who}"
                if not task.due_on
                else f"you promised it by {ground.day(task.due_on)}",
                _short(task.text),
            ),
        )
    yield from _next(ground)


def _next(ground: Ground) -> Iterator[Item]:
    for note in ground.notes:
        if not isinstance(note, Contact | Interview) or note.next is None:
            continue
        meeting = ground.facts.meetings.get(note.path)
        people = meeting.people if meeting else (note.path,)
        if not people:
            continue
        who = ground.names(people)
        yield from ground.items(
            Draft(
                rule=RuleId.PROMISE,
                people=people,
                source=Source(span=key_span(note, "next")),
                on=note.next,
                kind="next",
                timing=Timing(due_on=note.next, dated=True),
                words=Words(
                    f"you set it for {ground.day(note.next)}",
                    note.next_action or f"Do what comes next with {who}",
                ),
            )
        )


def rule_report_back(ground: Ground) -> Iterator[Item]:
    """Yield advice that was followed and not reported, one item each."""
    for found in _tasks(ground):
        task = found.task
        if task.section is not Section.ADVICE or task.state is not TaskState.DONE:
            continue
        advisers = _advisers(found)
        if task.done_on is None or task.done_on > ground.today or not advisers:
            continue
        if any(
            ground.since(one, task.done_on, {EventKind.UPDATED}) for one in advisers
        ):
            continue
        yield from _item(
            ground,
            RuleId.REPORT_BACK,
            found,
            advisers,
            ground.after(RuleId.REPORT_BACK, task.done_on),
            Words(
                f"you did it on {ground.day(task.done_on)}: {_short(task.text)}",
                f"Tell {ground.names(advisers)} what came of their advice",
            ),
        )


def _advisers(found: _Found) -> tuple[PersonId, ...]:
    """Return who gave the advice: the note's own people, else whom it links."""
    if isinstance(found.note, Contact):
        return (found.note.path,)
    return found.meeting.people if found.meeting else found.people


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119].rpartition(" ")[0] + " …"


def _count(
    ground: Ground, rule: RuleId, found: _Found, people: tuple[PersonId, ...]
) -> None:
    """Let a task that is settled keep its id."""
    on = found.task.due_on or _noted_on(found)
    ground.count(rule, people, found.note.path, "task", on)


def _item(
    ground: Ground,
    rule: RuleId,
    found: _Found,
    people: tuple[PersonId, ...],
    timing: Timing,
    words: Words,
) -> Iterator[Item]:
    task = found.task
    done = rule is RuleId.REPORT_BACK
    yield from ground.items(
        Draft(
            rule=rule,
            people=people,
            source=Source(span=task.span, anchor=task.anchor),
            on=task.done_on if done else task.due_on or _noted_on(found),
            kind="task",
            timing=timing,
            words=words if done else words._replace(silence=f"- [-] {task.text}"),
        )
    )
