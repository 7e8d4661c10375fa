"""What two people promised each other, in words for the other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.drafts.records import Promised
from generator.derive.drafts.wording import as_deed, to_you
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from generator.derive.drafts.ground import DraftGround
    from generator.graph.records import PersonId

_PROMISED = 2


def promised_to(
    ground: DraftGround,
    person: PersonId,
    known: Collection[PersonId],
    say: Callable[[date], str],
) -> tuple[Promised, ...]:
    """Return what the owner promised somebody, the most pressing first.

    What speaks of anybody else, or in words that are not plain, is left out.
    """
    found = []
    for text, day in _open(ground, person):
        said = ground.say(to_you(text, _called(ground, person)), known)
        if said:
            deed, verb = as_deed(said)
            to_come = day is not None and day >= ground.briefs.facts.today
            by = say(day) if day and to_come else ""
            found.append(Promised(text=deed, by=by, verb=verb))
    return tuple(dict.fromkeys(found))[:_PROMISED]


def _open(ground: DraftGround, person: PersonId) -> Iterator[tuple[str, date | None]]:
    # What they advised is nothing that one promised them.
    tasks = [
        one
        for one in ground.briefs.mine.get(person, ())
        if one.section is not Section.ADVICE
    ]
    undated = [one for one in tasks if one.due_on is None]
    dated = [(one.due_on, one) for one in tasks if one.due_on is not None]
    for day, task in sorted(dated, key=lambda one: one[0]):
        yield task.text, day
    for item in ground.briefs.items_of[person]:
        if item.kind == "next":
            yield item.action, item.on
    for task in undated:
        yield task.text, None


def owed_by(ground: DraftGround, person: PersonId, known: Collection[PersonId]) -> str:
    """Return what somebody promised, in the note's words without their own name."""
    for task in ground.briefs.theirs.get(person, ()):
        text = task.text
        for name in _called(ground, person):
            text = text.removeprefix(name).strip()
        if said := ground.say(text.rstrip("."), known):
            return said
    return ""


def _called(ground: DraftGround, person: PersonId) -> list[str]:
    """Return what the notes call somebody, each name and its first word."""
    names = ground.names_of(person)
    firsts = (name.split()[0] for name in names if name.split())
    found = dict.fromkeys(one for one in (*names, *firsts) if len(one) > 1)
    return sorted(found, key=len, reverse=True)
