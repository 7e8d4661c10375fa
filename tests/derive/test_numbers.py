"""The numbers page: funnel, goal, formats, figures, pay."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.config.settings import Goal, Settings
from generator.derive.ledgers import derive_ledger
from generator.derive.numbers import derive_numbers
from generator.model import Pay
from generator.vocabulary import LEDGERS, EventKind, Section
from tests.derive.building import Builder

if TYPE_CHECKING:
    from generator.derive.records import Funnel, Numbers


def numbers(made: Builder, settings: Settings | None = None) -> Numbers:
    book, facts = made.book(), made.facts()
    ledgers = [derive_ledger(book, facts, section) for section in LEDGERS]
    return derive_numbers(book, facts, settings or Settings(), ledgers)


def row(funnel: Funnel) -> tuple[str, int, int, int, int, int]:
    return (
        funnel.label,
        funnel.asked,
        funnel.replied,
        funnel.met,
        funnel.referred,
        funnel.unasked,
    )


def test_funnel() -> None:
    """People count once in each stage that they reached."""
    made = Builder()
    ana, bo = made.contact("Ana"), made.contact("Bo")
    made.event(ana, EventKind.ASKED, "2026-02-01")
    made.event(ana, EventKind.NUDGED, "2026-02-09")
    made.event(ana, EventKind.REPLIED, "2026-02-10")
    made.interview("2026-02-12", ana)
    made.interview("2026-02-20", ana)
    made.refer(ana, bo, "2026-02-12")
    made.event(bo, EventKind.PROPOSED, "2026-02-13")
    assert row(numbers(made).total) == ("", 2, 1, 1, 1, 0)


def test_a_refusal_is_a_reply() -> None:
    """Who declined has replied."""
    made = Builder()
    ana = made.contact("Ana")
    made.event(ana, EventKind.ASKED, "2026-02-01")
    made.event(ana, EventKind.DECLINED, "2026-02-02")
    assert row(numbers(made).total) == ("", 1, 1, 0, 0, 0)


def test_a_sign_before_the_ask_is_no_reply() -> None:
    """Who was met at an event and asked later has not replied to the ask."""
    made = Builder()
    ana = made.contact("Ana")
    made.event(ana, EventKind.MET, "2026-01-01")
    made.event(ana, EventKind.ASKED, "2026-02-01")
    assert row(numbers(made).total) == ("", 1, 0, 1, 0, 0)


def test_met_without_an_ask() -> None:
    """Who was met without an ask is replied and met, not asked."""
    made = Builder()
    made.interview("2026-01-31", made.lead("Ana"))
    assert row(numbers(made).total) == ("", 0, 1, 1, 0, 1)
    assert [row(one) for one in numbers(made).by_month] == [("2026-01", 0, 1, 1, 0, 1)]


def test_by_source() -> None:
    """Sources stand in the vocabulary's order; somebody named is a referral."""
    made = Builder()
    for name, source in (("A", ""), ("B", "cold"), ("C", "alumni"), ("D", "other")):
        person = made.contact(name, source=source)
        made.event(person, EventKind.ASKED, "2026-02-01")
    lead = made.lead("E")
    made.refer("contacts/A.md", lead)
    made.event(lead, EventKind.ASKED, "2026-02-02")
    made.contact("F", source="faculty")
    assert [row(one) for one in numbers(made).by_source] == [
        ("alumni", 1, 0, 0, 0, 0),
        ("referral", 1, 0, 0, 0, 0),
        ("cold", 1, 0, 0, 0, 0),
        ("other", 1, 0, 0, 0, 0),
        ("", 1, 0, 0, 1, 0),
    ]


def test_by_month() -> None:
    """A person counts in the month of the first ask; a sign to come counts today."""
    made = Builder()
    ana, bo, cem = made.contact("Ana"), made.contact("Bo"), made.contact("Cem")
    made.event(ana, EventKind.MET, "2025-12-01")
    made.event(ana, EventKind.ASKED, "2026-01-05")
    made.interview("2026-04-09", bo, status="scheduled")
    made.refer(cem, bo)
    assert [row(one) for one in numbers(made).by_month] == [
        ("2026-01", 1, 0, 1, 0, 0),
        ("2026-03", 0, 1, 0, 0, 1),
    ]


def test_challenge_by_month() -> None:
    """Done interviews count in their month; empty months between are shown."""
    made = Builder()
    ana = made.contact("Ana")
    for on in ("2025-12-31", "2026-02-01", "2026-02-28", "2026-03-01", "2026-03-02"):
        made.interview(on, ana)
    made.interview("2026-03-02", ana, status="cancelled")
    made.interview("2026-03-03", ana)
    made.interview("", ana)
    challenge = numbers(made, Settings(goal=Goal(interviews=3))).challenge
    assert (challenge.goal, challenge.done) == (3, 2)
    assert challenge.label == "in March 2026"
    assert challenge.per == "month"
    assert challenge.periods == (
        (date(2025, 12, 1), 1),
        (date(2026, 1, 1), 0),
        (date(2026, 2, 1), 2),
        (date(2026, 3, 1), 2),
    )


@pytest.mark.parametrize(
    ("first", "done", "label", "before"),
    [
        ("monday", 1, "in the week of 2 March 2026", (date(2026, 2, 23), 2)),
        ("sunday", 2, "in the week of 1 March 2026", (date(2026, 2, 22), 1)),
        (
            "saturday",
            3,
            "in the week of 28 February 2026",
            (date(2026, 2, 21), 0),
        ),
    ],
)
def test_challenge_by_week(
    first: str, done: int, label: str, before: tuple[date, int]
) -> None:
    """A week begins on the day that the settings say."""
    made = Builder()
    ana = made.contact("Ana")
    for on in ("2026-02-15", "2026-02-28", "2026-03-01", "2026-03-02"):
        made.interview(on, ana)
    settings = Settings(goal=Goal(interviews=1, per="week"), week_starts=first)
    challenge = numbers(made, settings).challenge
    assert (challenge.done, challenge.label) == (done, label)
    assert challenge.per == "week"
    assert challenge.periods[-2] == before
    assert challenge.periods[-1][1] == done


def test_challenge_by_a_day() -> None:
    """With `by` every interview up to that day counts; the periods are months."""
    made = Builder()
    for on in ("2020-01-01", "2026-02-20", "2026-03-01"):
        made.interview(on, made.contact("Ana"))
    settings = Settings(goal=Goal(interviews=10, per="week", by=date(2026, 2, 28)))
    challenge = numbers(made, settings).challenge
    assert (challenge.goal, challenge.done) == (10, 2)
    assert (challenge.label, challenge.per) == ("by 28 February 2026", "month")
    assert challenge.periods[0] == (date(2020, 1, 1), 1)
    assert challenge.periods[-2:] == ((date(2026, 2, 1), 1), (date(2026, 3, 1), 1))


def test_a_mistyped_year_fills_no_page() -> None:
    """At most 120 periods are shown, the newest; the first day there is, is fine."""
    made = Builder()
    made.interview("0001-01-03", made.contact("Ana"))
    for per in ("month", "week"):
        settings = Settings(goal=Goal(per=per), week_starts="sunday")
        assert len(numbers(made, settings).challenge.periods) == 120


def test_formats_and_lengths() -> None:
    """Interviews done count by mode, most first, and by length, shortest first."""
    made = Builder()
    ana = made.contact("Ana")
    for mode, duration in (("", None), ("video", 30), ("phone", 20), ("video", 30)):
        made.interview("2026-02-01", ana, mode=mode, duration=duration)
    made.interview("2026-03-09", ana, status="scheduled", mode="chat", duration=5)
    found = numbers(made)
    assert found.formats == (("video", 2), ("phone", 1), ("", 1))
    assert found.lengths == ((20, 1), (30, 2))


def test_samples() -> None:
    """Interviews with a day and any figure are samples, oldest first."""
    made = Builder()
    ana = made.contact("Ana")
    late = made.interview("2026-02-09", ana, rating=4)
    early = made.interview("2026-02-01", ana, confidence=1)
    made.interview("2026-02-01", ana)
    made.interview("", ana, energy=3, status="planned")
    samples = numbers(made).samples
    assert [(one.interview, one.rating) for one in samples] == [
        (early, None),
        (late, 4),
    ]


def test_pay() -> None:
    """Pay groups by field, currency and unit, from the lowest to the highest end."""
    made = Builder()
    ana = made.contact("Ana", field=("Data", "ports"))
    talk = made.interview("2026-02-01", ana, field=("data",))
    year = Pay(text="", low=80, high=95, currency="USD", per="year")
    both = Pay(text="", low=70, high=70, currency="USD", per="year")
    hour = Pay(text="", low=9, currency="USD", per="hour")
    euro = Pay(text="", low=50, high=60, currency="EUR", per="year")
    made.entry(talk, Section.INFORMATION, "one", pay=(year, both, hour))
    made.entry(talk, Section.ADVICE, "two", pay=(year,))
    made.entry(ana, Section.ADVICE, "three", pay=(euro,))
    made.entry(made.page("page.md"), Section.ADVICE, "four", pay=(hour,))
    found = [
        (one.field, one.currency, one.per, one.low, one.high, len(one.lines))
        for one in numbers(made).pay
    ]
    assert found == [
        ("Data", "EUR", "year", 50, 60, 1),
        ("Data", "USD", "year", 70, 95, 2),
        ("Data", "USD", "hour", 9, 9, 1),
        ("ports", "EUR", "year", 50, 60, 1),
        ("", "USD", "hour", 9, 9, 1),
    ]


def test_pay_that_cannot_be_charted() -> None:
    """A line with free text is listed once, and charted for what can be read."""
    made = Builder()
    good = Pay(text="", low=9, high=9, currency="USD", per="fortnight")
    slip = Pay(text="1e400", low=9, high=float("inf"), currency="USD", per="year")
    free = (Pay(text="peanuts"), Pay(text="10", low=10, high=10), slip)
    made.entry(made.contact("Ana"), Section.ADVICE, "one", pay=(*free, good))
    found = numbers(made)
    assert [line.entry.text for line in found.listed] == ["one"]
    assert [one.per for one in found.pay] == ["fortnight"]


def test_empty() -> None:
    """An empty book counts nothing."""
    found = numbers(Builder())
    assert row(found.total) == ("", 0, 0, 0, 0, 0)
    assert found.challenge.periods == ()
    assert (found.by_source, found.by_month, found.pay) == ((), (), ())
