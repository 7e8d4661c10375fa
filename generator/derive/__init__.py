"""Facts -> what the owner wants to know: follow-ups, ledgers, tree, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.fields import derive_fields
from generator.derive.follow_ups import derive_items
from generator.derive.ledgers import derive_ledger
from generator.derive.newest import newest_events
from generator.derive.next_to_ask import next_to_ask
from generator.derive.numbers import derive_numbers
from generator.derive.questions import derive_matrix
from generator.derive.records import Derived
from generator.derive.referrals import derive_network
from generator.vocabulary import Section

if TYPE_CHECKING:
    from generator.config import Settings
    from generator.facts.records import Facts
    from generator.graph.records import Book


def derive(book: Book, facts: Facts, settings: Settings) -> Derived:
    """Return every derived view of a book.

    Args:
        book: The book.
        facts: As of today.
        settings: Rules, goal and first day of the week.

    Returns:
        One record; an empty book gives empty views.
    """
    advice = derive_ledger(book, facts, Section.ADVICE)
    information = derive_ledger(book, facts, Section.INFORMATION)
    referrals = derive_ledger(book, facts, Section.REFERRALS)
    ledgers = (advice, information, referrals)
    numbers = derive_numbers(book, facts, settings, ledgers)
    fields = derive_fields(book, facts)
    return Derived(
        items=derive_items(book, facts, settings) if facts.told else (),
        network=derive_network(book, facts, ledgers),
        advice=advice,
        information=information,
        referrals=referrals,
        matrix=derive_matrix(book, facts),
        numbers=numbers,
        next_to_ask=(
            next_to_ask(book, facts, fields, numbers.challenge) if facts.told else ()
        ),
        fields=fields,
        newest=newest_events(facts),
    )
