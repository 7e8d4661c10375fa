"""The talks with somebody: when, what they said, what was done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.drafts.records import Done
from generator.derive.drafts.wording import first_sentence, is_about_others
from generator.model import TaskState
from generator.vocabulary import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from generator.derive.drafts.ground import DraftGround
    from generator.facts.records import Event
    from generator.graph.records import PersonId

_DONE: Final = 1
_SHORTEST: Final = 16


def talked(ground: DraftGround, person: PersonId) -> Event | None:
    """Return the newest talk with somebody; none where there was none."""
    return next(
        (one for one in ground.events(person) if one.kind is EventKind.MET), None
    )


def learned_from(
    ground: DraftGround,
    person: PersonId,
    known: Collection[PersonId],
    on: date | None,
) -> tuple[str, date | None]:
    """Return one thing that was said in a talk, a sentence to quote, and the day.

    Args:
        ground: The book.
        person: With whom one talked.
        known: Who may be named in it.
        on: The day of the talk; none: of any, the newest first.

    Returns:
        Of advice before information; nothing that speaks of somebody as he or she,
        since that is the owner's wording and not theirs.
    """
    for line in ground.said_by(person):
        if on is not None and line.on != on:
            continue
        sentence = ground.say(first_sentence(line.entry.text), known)
        if len(sentence) > _SHORTEST and not is_about_others(sentence):
            return sentence, line.on
    return "", None


def advice_done(
    ground: DraftGround,
    person: PersonId,
    known: Collection[PersonId],
    say: Callable[[date], str],
) -> tuple[Done, ...]:
    """Return advice that was followed since they heard of the owner last."""
    told = next(
        (one.on for one in ground.events(person) if one.kind is EventKind.UPDATED), None
    )
    found: list[tuple[date, str]] = []
    for line in ground.briefs.advice_of(person):
        task = ground.briefs.tasks_at.get((line.note, line.entry.anchor))
        day = task.done_on if task and task.state is TaskState.DONE else None
        if day is None or day > ground.briefs.facts.today or (told and day < told):
            continue
        text = ground.say(first_sentence(line.entry.text), known)
        theirs = line.people == (person,) and ground.is_quotable(line)
        if text and theirs and not is_about_others(text):
            found.append((day, text))
    found.sort(key=lambda one: one[0], reverse=True)
    return tuple(Done(text=text, on=say(day)) for day, text in found[:_DONE])
