"""What was said before, and what is open between two people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from generator.derive.briefs.records import Earlier, Promise, Remark
from generator.derive.briefs.room import lines, short
from generator.model import Interview
from generator.vocabulary import CONTACTING, EventKind, RuleId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.briefs.ground import BriefGround
    from generator.facts.records import Event
    from generator.graph.records import PersonId
    from generator.model import Task

INTERVIEW: Final = "interview"
TALKS: Final = 2
_TEXT: Final = 100
_LOGISTICS: Final = frozenset(
    {
        EventKind.PROPOSED,
        EventKind.SCHEDULED,
        EventKind.CONFIRMED,
        EventKind.THANKED,
    }
)
_TELLING: Final = frozenset({RuleId.THANKS, RuleId.REPORT_BACK})


def earlier_of(ground: BriefGround, people: tuple[PersonId, ...]) -> list[Earlier]:
    """Return interviews and contacts that are past, each once.

    Args:
        ground: The book and its indexes.
        people: Whom one meets.

    Returns:
        The last two interviews, then all the rest, the newest first.
    """
    found: dict[tuple[str, int, str], Earlier] = {}
    for person in people:
        for event in ground.facts.events.get(person, ()):
            if _is_past(ground, event):
                span = event.source.span
                found[span.path, span.line, event.kind] = _earlier(ground, event)
    newest = newest_first(found.values())
    talks = [one for one in newest if one.what == INTERVIEW][:TALKS]
    return [*talks, *(one for one in newest if one not in talks)]


def newest_first(found: Iterable[Earlier]) -> list[Earlier]:
    """Return contacts by day."""
    return sorted(found, key=lambda one: one.on, reverse=True)


def _is_past(ground: BriefGround, event: Event) -> bool:
    if event.on > ground.facts.today or not ground.is_open(event.source.span.path):
        return False
    if event.derived:
        return event.kind is EventKind.MET
    said = event.kind in CONTACTING - _LOGISTICS and bool(event.text)
    return said and ground.are_open(event.subjects)


def _earlier(ground: BriefGround, event: Event) -> Earlier:
    note = ground.book.notes.get(event.interview)
    if event.derived and isinstance(note, Interview):
        text = short(note.body.prose.excerpt, _TEXT)
        return Earlier(on=event.on, what=INTERVIEW, text=text, topics=note.topics)
    return Earlier(on=event.on, what=str(event.kind), text=short(event.text, _TEXT))


def advice_of(ground: BriefGround, people: tuple[PersonId, ...]) -> Iterator[Remark]:
    """Yield what these people advised, newest first, each once."""
    seen = set()
    for person in people:
        for line in ground.advice_of(person):
            where = (line.note, line.entry.anchor)
            if where in seen or not line.entry.text:
                continue
            seen.add(where)
            task = ground.tasks_at.get(where)
            yield Remark(
                text=short(line.entry.text, _TEXT),
                people=line.people,
                on=line.on,
                state=task.state if task else None,
            )


def mine_to(ground: BriefGround, people: tuple[PersonId, ...]) -> Iterator[Promise]:
    """Yield what the owner promised these people, or has to tell them."""
    tasks = [task for one in people for task in ground.mine.get(one, ())]
    for task in sorted(_once(tasks), key=_by_day):
        yield Promise(text=short(task.text, _TEXT), on=task.due_on)
    items = [item for one in people for item in ground.items_of[one]]
    for item in {one.id: one for one in items}.values():
        if item.kind == "next":
            yield Promise(text=short(item.action, _TEXT), on=item.on)
        elif item.rule in _TELLING:
            yield Promise(text=short(f"{item.action}: {item.reason}", _TEXT))
    for one in people:
        for debt in ground.debts_to[one]:
            yield Promise(
                by=(one,),
                referral=debt.referral,
                state=debt.state,
                may_use_name=debt.may_use_name,
            )


def theirs_to(ground: BriefGround, people: tuple[PersonId, ...]) -> Iterator[Promise]:
    """Yield what these people promised."""
    for one in people:
        for task in sorted(_once(ground.theirs.get(one, ())), key=_by_day):
            yield Promise(text=short(task.text, _TEXT), on=task.due_on, by=(one,))


def _once(tasks: tuple[Task, ...] | list[Task]) -> list[Task]:
    return [*{(one.span, one.anchor): one for one in tasks}.values()]


def _by_day(task: Task) -> tuple[bool, date]:
    return task.due_on is None, task.due_on or date.max


def promise_lines(ground: BriefGround, one: Promise) -> int:
    """Return how many lines a promise takes with its day."""
    if one.referral is None:
        return lines(f"[] {one.text} by 24 Oct")
    name = ground.book.name_of(one.referral.person)
    return lines(f"[] Ask whether you may use the name with {name}")


def earlier_lines(one: Earlier) -> int:
    """Return how many lines a contact takes with its day."""
    return lines(f"24 Oct 2025, {one.what} {' '.join(one.topics)} {one.text}")
