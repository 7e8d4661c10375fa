"""The numbers page: people, the goal, how the talks went, pay heard."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from generator.derive.challenge import derive_challenge
from generator.derive.funnel import by_month, by_source, derive_journeys, sum_up
from generator.derive.pay import derive_pay
from generator.derive.records import Numbers, Sample
from generator.model import Interview
from generator.vocabulary import MODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.config.settings import Settings
    from generator.derive.records import Ledger
    from generator.facts.records import Facts
    from generator.graph.records import Book

_MODE_ORDER: Final = {word: i for i, word in enumerate((*MODES, ""))}


def derive_numbers(
    book: Book, facts: Facts, settings: Settings, ledgers: Iterable[Ledger]
) -> Numbers:
    """Return everything that is counted.

    Args:
        book: The book.
        facts: As of today.
        settings: For the goal and the first day of the week.
        ledgers: Those whose pay counts, in the order in which lines shall stand.

    Returns:
        Formats and lengths count interviews that are done; samples are of any
        interview with a day and a figure. All is zero or empty in an empty book.
    """
    journeys = derive_journeys(book, facts)
    interviews = tuple(book.of(Interview))
    done = [one for one in interviews if facts.meetings[one.path].status == "done"]
    pay, listed = derive_pay(book, ledgers)
    return Numbers(
        total=sum_up("", journeys),
        by_source=by_source(journeys),
        by_month=by_month(journeys),
        challenge=derive_challenge(facts, settings),
        formats=_formats(done),
        lengths=_lengths(done),
        samples=_samples(interviews, facts),
        pay=pay,
        listed=listed,
    )


def _formats(done: Iterable[Interview]) -> tuple[tuple[str, int], ...]:
    counts = Counter(one.mode for one in done)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], _MODE_ORDER[one[0]])))


def _lengths(done: Iterable[Interview]) -> tuple[tuple[int, int], ...]:
    minutes = Counter(one.duration for one in done if one.duration is not None)
    return tuple(sorted(minutes.items()))


def _samples(interviews: Sequence[Interview], facts: Facts) -> tuple[Sample, ...]:
    samples = [
        Sample(
            interview=one.path,
            on=on,
            rating=one.rating,
            energy=one.energy,
            confidence=one.confidence,
        )
        for one in interviews
        if (on := facts.meetings[one.path].on)
        and (one.rating, one.energy, one.confidence) != (None, None, None)
    ]
    return tuple(sorted(samples, key=lambda one: (one.on, one.interview)))
