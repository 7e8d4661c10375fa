"""Facts -> what the owner wants to know: follow-ups, ledgers, tree, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from generator.derive.follow_ups import derive_items
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from generator.config.settings import Settings
    from generator.derive.ledgers import Ledgers
    from generator.derive.records import (
        Candidate,
        FieldSummary,
        Item,
        Ledger,
        Matrix,
        Numbers,
    )
    from generator.derive.referrals import Network
    from generator.facts.records import Event, Facts
    from generator.graph.records import Book, PersonId


# Without slots: cached properties keep what they made beside the fields.
@dataclass(frozen=True, kw_only=True)
class Derived:
    """Everything derived, for pages and data alike; each view made when asked for.

    What makes it is imported then: a list of follow-ups needs none of the others.

    Attributes:
        book: All notes.
        facts: As of today.
        settings: Rules, goal and first day of the week.
    """

    book: Book
    facts: Facts
    settings: Settings

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Follow-ups, all groups, in the design's order as of today."""
        if not self.facts.told:
            return ()
        return derive_items(self.book, self.facts, self.settings)

    def items_about(self, people: AbstractSet[PersonId]) -> tuple[Item, ...]:
        """Return the follow-ups about any of some people, in order.

        Args:
            people: Contacts and leads.

        Returns:
            The same as in `items`, of which the others need not be made for it; those
            about nobody are among them.
        """
        return self._items_about(frozenset(people)) if self.facts.told else ()

    @cached_property
    def _items_about(self) -> Callable[[frozenset[PersonId]], tuple[Item, ...]]:
        """Returns the follow-ups about some people, a few of whom are asked again."""

        def find(people: frozenset[PersonId]) -> tuple[Item, ...]:
            return derive_items(self.book, self.facts, self.settings, people)

        return lru_cache(maxsize=64)(find)

    @cached_property
    def network(self) -> Network:
        """Referral tree and debts."""
        from generator.derive.referrals import Network

        return Network(self.book, self.facts, lambda: self._sections)

    @cached_property
    def ledgers(self) -> Ledgers:
        """What was said, by note."""
        from generator.derive.ledgers import Ledgers

        return Ledgers(self.book, self.facts)

    @cached_property
    def advice(self) -> Ledger:
        """What to do, as people advised."""
        return self.ledgers.of_section(Section.ADVICE)

    @cached_property
    def information(self) -> Ledger:
        """What people told."""
        return self.ledgers.of_section(Section.INFORMATION)

    @cached_property
    def referrals(self) -> Ledger:
        """Whom people named."""
        return self.ledgers.of_section(Section.REFERRALS)

    @cached_property
    def matrix(self) -> Matrix:
        """Questions by people."""
        from generator.derive.questions import derive_matrix

        return derive_matrix(self.book, self.facts)

    @cached_property
    def numbers(self) -> Numbers:
        """Counts."""
        from generator.derive.numbers import derive_numbers

        return derive_numbers(self.book, self.facts, self.settings, self._sections)

    @cached_property
    def next_to_ask(self) -> tuple[Candidate, ...]:
        """Candidates, best first."""
        if not self.facts.told:
            return ()
        from generator.derive.challenge import derive_challenge
        from generator.derive.next_to_ask import next_to_ask

        challenge = derive_challenge(self.facts, self.settings)
        return next_to_ask(self.book, self.facts, self.fields, challenge)

    @cached_property
    def fields(self) -> tuple[FieldSummary, ...]:
        """Careers being explored, by name."""
        from generator.derive.fields import derive_fields

        return derive_fields(self.book, self.facts)

    @cached_property
    def newest(self) -> tuple[Event, ...]:
        """The newest events of anybody, newest first, at most 12."""
        from generator.derive.newest import newest_events

        return newest_events(self.facts)

    @property
    def _sections(self) -> tuple[Ledger, Ledger, Ledger]:
        return self.advice, self.information, self.referrals


def derive(book: Book, facts: Facts, settings: Settings) -> Derived:
    """Return every derived view of a book, none of them made yet.

    Args:
        book: The book.
        facts: As of today.
        settings: Rules, goal and first day of the week.

    Returns:
        One record; an empty book gives empty views.
    """
    return Derived(book=book, facts=facts, settings=settings)
