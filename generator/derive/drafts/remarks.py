"""What the writer of a message should know, and the message does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.drafts.referrals import namings_of
from generator.derive.people import is_silenced, may_use_name
from generator.derive.wording import say_names
from generator.vocabulary import BOTH, THEIRS, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.drafts.ground import DraftGround
    from generator.graph.records import PersonId

_FIRST: Final = frozenset({"outreach", "nudge"})
_UNNAMED: Final = {
    "no": "do not mention {}",
    "ask": "ask {} before you use the name",
    "": "nobody asked {} yet whether the name may be used",
}


def remarks_on(ground: DraftGround, kind: str, person: PersonId) -> tuple[str, ...]:
    """Return what speaks against a message, or was left out of it, a line each."""
    return tuple(_remarks(ground, kind, person))


def _remarks(ground: DraftGround, kind: str, person: PersonId) -> Iterator[str]:
    name = ground.book.name_of(person)
    if is_silenced(ground.book, ground.briefs.facts, person):
        yield f"the notes say not to write to {name} now"
    if kind == "nudge" and _has_answered(ground, person):
        yield f"{name} has answered since you wrote"
    for same in namings_of(ground, person) if kind in _FIRST else ():
        may = may_use_name(ground.book, same)
        if may in _UNNAMED:
            names = say_names(map(ground.book.name_of, same[0].referrers))
            yield _UNNAMED[may].format(names)


def _has_answered(ground: DraftGround, person: PersonId) -> bool:
    for event in ground.events(person):
        if event.kind in THEIRS | BOTH:
            return True
        if event.kind in {EventKind.ASKED, EventKind.PROPOSED}:
            return False
    return False
