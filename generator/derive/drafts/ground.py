"""What every draft is made from: what may be said to somebody, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from generator.derive.briefs.room import short
from generator.derive.discretion import Discretion
from generator.derive.drafts.naming import Naming, people_by_word
from generator.derive.people import contact_of
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from generator.derive.briefs import BriefGround
    from generator.derive.drafts.naming import Called
    from generator.derive.records import LedgerLine
    from generator.facts.records import Event, Referral
    from generator.graph.records import Book, PersonId
    from generator.model import Contact

LONGEST: Final = 160
"""Letters of a text that a message quotes."""


# Without slots: cached properties keep what they made beside the fields.
@dataclass(frozen=True, kw_only=True)
class DraftGround:
    """A book from which messages are drafted, with every index made once.

    A message leaves the house: it says nothing that a brief may not say, and less.

    Attributes:
        briefs: What may lie on a table between two people.
    """

    briefs: BriefGround

    @property
    def book(self) -> Book:
        """All notes."""
        return self.briefs.book

    @cached_property
    def discretion(self) -> Discretion:
        """What is left out for other readers."""
        return Discretion(book=self.book, settings=self.briefs.settings)

    def say(self, text: str, to: Collection[PersonId]) -> str:
        """Return a text of a note as one line; empty where it is not for them.

        Args:
            text: Plain.
            to: Who may be named in it: the reader, and whom they named.
        """
        line = short(text, LONGEST)
        return "" if not line or self._names_others(text, to) else line

    def _names_others(self, text: str, to: Collection[PersonId]) -> bool:
        allowed = {one.casefold() for one in to}
        found = self._naming.spans(text)
        return any(one.text.casefold() not in allowed for one in found)

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self.by_word)

    @cached_property
    def by_word(self) -> Mapping[str, tuple[Called, ...]]:
        """Everybody, and what the notes call them, by each word of that."""
        people = self.briefs.facts.statuses
        return people_by_word(tuple((one, self.names_of(one)) for one in people))

    def names_of(self, person: PersonId) -> tuple[str, ...]:
        """Return what the notes call somebody, the shown name first."""
        note = contact_of(self.book, person)
        aliases = note.aliases if note else ()
        stem = (note.path.rpartition("/")[2].removesuffix(".md"),) if note else ()
        return (self.book.name_of(person), *aliases, *stem)

    def open_note(self, person: PersonId) -> Contact | None:
        """Return the note of a person; none for a lead or a private one."""
        note = contact_of(self.book, person)
        return note if note and not note.private else None

    @cached_property
    def events(self) -> Callable[[PersonId], tuple[Event, ...]]:
        """What happened with somebody so far, newest first; several texts ask."""
        return cache(lambda person: tuple(self._events(person)))

    def _events(self, person: PersonId) -> Iterator[Event]:
        today = self.briefs.facts.today
        for event in reversed(self.briefs.facts.events.get(person, ())):
            if event.on <= today and self.briefs.is_open(event.source.span.path):
                yield event

    def said_by(self, person: PersonId) -> Iterator[LedgerLine]:
        """Yield what somebody said: advice, then information, each newest first."""
        for line in self.briefs.derived.ledgers.by_person[person]:
            if line.entry.section is not Section.REFERRALS and self.is_quotable(line):
                yield line

    @cached_property
    def named_by(self) -> Mapping[PersonId, tuple[Referral, ...]]:
        """Referrals by who named somebody; what private notes say is left out."""
        found: dict[PersonId, list[Referral]] = {}
        today = self.briefs.facts.today
        for one in self.briefs.facts.referrals:
            to_come = one.on is not None and one.on > today
            if self.briefs.is_open(one.source.span.path) and not to_come:
                for referrer in one.referrers:
                    found.setdefault(referrer, []).append(one)
        return {person: tuple(ones) for person, ones in found.items()}

    def is_quotable(self, line: LedgerLine) -> bool:
        """Tell whether a line may be quoted to who was there; pay may not."""
        return not (
            line.entry.pay
            or self.discretion.hides_entry(line.entry)
            or not self.briefs.is_open(line.note)
        )
