"""How many people were asked, replied, met and named somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.people import contact_of
from generator.derive.records import Funnel
from generator.vocabulary import BOTH, SOURCES, THEIRS, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from generator.facts.records import Event, Facts
    from generator.graph.records import Book, PersonId

ASKING: Final = frozenset({EventKind.ASKED, EventKind.NUDGED, EventKind.PROPOSED})
_REPLY: Final = THEIRS | BOTH
_SOURCE_ORDER: Final = {word: i for i, word in enumerate((*SOURCES, ""))}


class Journey(Struct, frozen=True, kw_only=True):
    """How far one came with one person.

    Attributes:
        source: The contact's `source`, else `referral` for somebody named; empty:
            not said.
        asked: Day of the first ask; none: not asked, as far as the notes say.
        replied: Day of the first answer to it, else of whatever they did first.
        met: Day of the first meeting.
        referred: Whether they named somebody.
    """

    source: str
    asked: date | None
    replied: date | None
    met: date | None
    referred: bool

    @property
    def month(self) -> str:
        """The month it began in, such as `2026-02`; empty: nothing happened."""
        began = self.asked or self.met or self.replied
        return f"{began:%Y-%m}" if began else ""


def derive_journeys(book: Book, facts: Facts) -> tuple[Journey, ...]:
    """Return how far one came with each contact and lead.

    Args:
        book: The book.
        facts: As of today.

    Returns:
        In the order of the statuses. Asked: anything asked, nudged or proposed.
        Replied: any sign of theirs or of both on the day of the first ask or
        later, a refusal too; without an ask, any at all. Met: an interview or a
        Log line. People who were met and never asked are not taken as asked:
        the notes would say so.
    """
    named = {referral.person for referral in facts.referrals if referral.referrers}
    naming = {one for referral in facts.referrals for one in referral.referrers}
    return tuple(
        _journey(
            _source(book, person, named=person in named),
            facts.events.get(person, ()),
            facts.today,
            referred=person in naming,
        )
        for person in facts.statuses
    )


def _source(book: Book, person: PersonId, *, named: bool) -> str:
    note = contact_of(book, person)
    return (note.source if note else "") or ("referral" if named else "")


def _journey(
    source: str, events: Sequence[Event], today: date, *, referred: bool
) -> Journey:
    asked = _first(events, ASKING)
    after = [one for one in events if asked is None or one.on >= asked]
    replied = _first(after, _REPLY)
    return Journey(
        source=source,
        asked=asked,
        # An interview to come is an answer that was given by today.
        replied=min(replied, today) if replied else None,
        met=_first(events, frozenset({EventKind.MET})),
        referred=referred,
    )


def _first(events: Iterable[Event], kinds: frozenset[EventKind]) -> date | None:
    return min((one.on for one in events if one.kind in kinds), default=None)


def sum_up(label: str, journeys: Iterable[Journey]) -> Funnel:
    """Return how many people came how far.

    Args:
        label: What they have in common.
        journeys: Of some people.

    Returns:
        Each stage counts for itself: who was met without an ask is in `met` and
        `replied`, not in `asked`, and `unasked` says how many.
    """
    people = tuple(journeys)
    replied = [one for one in people if one.replied]
    return Funnel(
        label=label,
        asked=sum(one.asked is not None for one in people),
        replied=len(replied),
        met=sum(one.met is not None for one in people),
        referred=sum(one.referred for one in people),
        unasked=sum(one.asked is None for one in replied),
    )


def by_source(journeys: Iterable[Journey]) -> tuple[Funnel, ...]:
    """Return a funnel for each source that anything came of.

    Args:
        journeys: Of everyone.

    Returns:
        In the vocabulary's order; people without a source last, label "".
    """
    groups: dict[str, list[Journey]] = {}
    for one in journeys:
        if one.month or one.referred:
            groups.setdefault(one.source, []).append(one)
    order = sorted(groups, key=_SOURCE_ORDER.__getitem__)
    return tuple(sum_up(source, groups[source]) for source in order)


def by_month(journeys: Iterable[Journey]) -> tuple[Funnel, ...]:
    """Return a funnel for each month in which something began.

    Args:
        journeys: Of everyone.

    Returns:
        Oldest first. A person counts whole in the month of the first ask, else of
        the first meeting, else of the first sign of theirs.
    """
    groups: dict[str, list[Journey]] = {}
    for one in journeys:
        if one.month:
            groups.setdefault(one.month, []).append(one)
    return tuple(sum_up(month, groups[month]) for month in sorted(groups))
