"""Dated events -> where one stands with a person, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.facts.events import is_later
from generator.facts.records import Status
from generator.vocabulary import CONTACTING, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.facts.records import Event
    from generator.graph.records import Book, PersonId

_WORD: Final = {
    EventKind.ASKED: "asked",
    EventKind.NUDGED: "nudged",
    EventKind.REPLIED: "replied",
    EventKind.PROPOSED: "replied",
    EventKind.CANCELLED: "replied",
    EventKind.NO_SHOW: "replied",
    EventKind.RESCHEDULED: "replied",
    EventKind.SCHEDULED: "scheduled",
    EventKind.CONFIRMED: "scheduled",
    EventKind.MET: "met",
    EventKind.DECLINED: "declined",
    EventKind.CLOSED: "closed",
}
_AGAIN: Final = frozenset({EventKind.ASKED, EventKind.PROPOSED, EventKind.SCHEDULED})
_CAME_BACK: Final = frozenset(
    {
        EventKind.REPLIED,
        EventKind.INTRODUCED,
        EventKind.SCHEDULED,
        EventKind.CONFIRMED,
        EventKind.MET,
    }
)
_ENDS: Final = frozenset({EventKind.DECLINED, EventKind.CLOSED})
SILENT: Final = frozenset({"declined", "no-reply", "closed"})
_ALIKE: Final = (
    frozenset({"met", "keeping"}),
    frozenset({"to-research", "ready"}),
    frozenset({"no-reply", "closed"}),
)


def find_statuses(
    book: Book, events: Mapping[PersonId, Sequence[Event]], people: Iterable[PersonId]
) -> dict[PersonId, Status]:
    """Return the status of some contacts and leads, in their order."""
    return {
        one: status_of(note.status if note else "", events.get(one, ()))
        for one in people
        for note in [book.contact(one)]
    }


def status_of(written: str, events: Sequence[Event]) -> Status:
    """Return the status of a contact.

    Args:
        written: The note's `status`; empty: none.
        events: Of that person, oldest first.

    Returns:
        The written word wins, except that declined, no-reply and closed yield to
        what came after a Log line that says so.

    Source: README, "Status".
    """
    derived, event = _derive(events)
    deciding = [one for one in events if one.kind in _WORD]
    ended = bool(deciding) and deciding[-1].log and deciding[-1].kind in _ENDS
    if not written or (written in SILENT and _came_back(events)):
        return Status(
            word=derived,
            event=event,
            derived=derived,
            contradicts=bool(written),
            silenced=derived in SILENT,
        )
    return Status(
        word=written,
        written=True,
        event=event,
        derived=derived,
        contradicts=bool(deciding) and not _alike(written, derived),
        silenced=written in SILENT or ended,
    )


def _derive(events: Sequence[Event]) -> tuple[str, Event | None]:
    """Return what the events alone say, and the one that decides.

    Keeping in touch changes the word; what decides is still the meeting.
    """
    word, decided = "to-research", None
    met: Event | None = None
    again = False
    for event in events:
        kind = event.kind
        if kind is EventKind.MET:
            met, again = event, False
        elif kind in _AGAIN:
            again = True
        if met and met is not event and _keeps(kind, again=again):
            if word in {"met", "keeping"}:
                word = "keeping"
            continue
        if kind is EventKind.CLOSED and word in {"asked", "nudged"}:
            word, decided = "no-reply", event
        elif kind in _WORD:
            word, decided = _WORD[kind], event
    return word, decided


def _keeps(kind: EventKind, *, again: bool) -> bool:
    """Whether an event after a meeting is a sign of keeping in touch."""
    if kind is EventKind.REPLIED:
        return not again
    return kind in CONTACTING and kind not in _WORD and kind is not EventKind.THANKED


def _came_back(events: Sequence[Event]) -> bool:
    """Whether somebody spoke again after a Log line declined or closed."""
    ends = [event for event in events if event.log and event.kind in _ENDS]
    return bool(ends) and any(
        event.kind in _CAME_BACK and is_later(event, ends[-1]) for event in events
    )


def _alike(written: str, derived: str) -> bool:
    return written == derived or any({written, derived} <= pair for pair in _ALIKE)
