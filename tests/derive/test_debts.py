"""Referral debts: use, ask for the name, tell."""

from __future__ import annotations

import pytest

from generator.derive.debts import derive_debts
from generator.model import Snooze
from generator.vocabulary import EventKind
from tests.derive.building import TODAY, Builder, day, name_of


def debts(made: Builder) -> list[str]:
    """Return each debt as `Ana+Bo > Cem: state`."""
    return [
        "{} > {}: {}".format(
            "+".join(map(name_of, debt.referral.referrers)),
            name_of(debt.referral.person),
            debt.state,
        )
        for debt in derive_debts(made.book(), made.facts())
    ]


def two() -> tuple[Builder, str, str]:
    made = Builder()
    return made, made.contact("Ana", "met"), made.contact("Bo")


@pytest.mark.parametrize(
    ("answer", "own", "state", "holds"),
    [
        ("yes", "", "unused", "yes"),
        ("no", "yes", "unused", "no"),
        ("", "yes", "unused", "yes"),
        ("", "ask", "permission", "ask"),
        ("ask", "yes", "permission", "ask"),
        ("", "", "permission", ""),
    ],
)
def test_not_written_to(answer: str, own: str, state: str, holds: str) -> None:
    """Nobody wrote: unused, or permission where the answer that holds is open."""
    made = Builder()
    ana = made.contact("Ana")
    bo = made.contact("Bo", may_use_name=own)
    made.refer(ana, bo, "2026-02-01", may_use_name=answer)
    (debt,) = derive_debts(made.book(), made.facts())
    assert (debt.state, debt.may_use_name) == (state, holds)


def test_namings_of_one_pair_are_one_debt() -> None:
    """The same naming in a key and in the text is one debt, with its answer."""
    made, ana, bo = two()
    first = made.refer(ana, bo, "2026-02-01")
    made.refer(ana, bo, "2026-02-01", may_use_name="yes")
    made.refer(ana, bo)
    (debt,) = derive_debts(made.book(), made.facts())
    assert (debt.referral, debt.state, debt.may_use_name) == (first, "unused", "yes")


def test_a_later_yes_beats_ask() -> None:
    """Of several answers about one pair the newest yes or no holds."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-02-01", may_use_name="yes")
    made.refer(ana, bo, "2026-02-02", may_use_name="no")
    made.refer(ana, bo, "2026-02-03", may_use_name="ask")
    (debt,) = derive_debts(made.book(), made.facts())
    assert debt.may_use_name == "no"


def test_an_unknown_referrer_cannot_be_asked() -> None:
    """A person named by nobody known is unused; there is no name to ask for."""
    made = Builder()
    made.refer("", made.lead("Bo"), "2026-02-01")
    assert debts(made) == [" > Bo: unused"]


def test_an_unknown_referrer_cannot_be_told() -> None:
    """After contact nothing is owed to nobody."""
    made = Builder()
    bo = made.contact("Bo")
    made.refer("", bo, "2026-02-01")
    made.event(bo, EventKind.ASKED, "2026-02-02")
    assert debts(made) == []


def test_naming_oneself_owes_nothing() -> None:
    """Who names themselves is owed nothing."""
    made, ana, _ = two()
    made.refer(ana, ana, "2026-02-01")
    assert debts(made) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"do_not_contact": True},
        {"paused": True},
        {"snooze": (Snooze(until=day("2026-03-03") or TODAY),)},
        {"status": "declined"},
        {"status": "closed"},
        {"status": "no-reply"},
    ],
)
def test_silenced_people_are_no_debt(keys: dict[str, object]) -> None:
    """Nobody has to write to a person who is silenced."""
    made = Builder()
    made.refer(made.contact("Ana"), made.contact("Bo", **keys), "2026-02-01")  # type: ignore[arg-type]
    assert debts(made) == []


def test_a_snooze_that_is_over_or_elsewhere_counts_not() -> None:
    """A snooze ends on its day; a snooze of another rule is another matter."""
    made = Builder()
    over = (Snooze(until=TODAY), Snooze(until=TODAY.replace(day=9), rule="keep"))
    made.refer(made.contact("Ana"), made.contact("Bo", snooze=over), "2026-02-01")
    assert debts(made) == ["Ana > Bo: permission"]


def test_use_referral_snoozed() -> None:
    """A snooze of use-referral alone leaves the name to be asked for, no more."""
    made = Builder()
    snooze = (Snooze(until=TODAY.replace(day=3), rule="use-referral"),)
    bo, cem = (made.contact(one, snooze=snooze) for one in ("Bo", "Cem"))
    ana = made.contact("Ana")
    made.refer(ana, bo, "2026-02-01")
    made.refer(ana, cem, "2026-02-01", may_use_name="yes")
    assert debts(made) == ["Ana > Bo: permission"]


def test_undated_and_not_written_to() -> None:
    """A naming without a day is unused; nobody has to ask about the name."""
    made, ana, bo = two()
    made.refer(ana, bo)
    assert debts(made) == ["Ana > Bo: unused"]


def test_a_silenced_referrer_is_not_asked() -> None:
    """Where every referrer is silenced, the name cannot be asked for."""
    made = Builder()
    ana, cem = made.contact("Ana", "closed"), made.contact("Cem")
    bo, dee = made.lead("Bo"), made.lead("Dee")
    made.refer(ana, bo, "2026-02-01")
    made.refer((ana, cem), dee, "2026-02-01")
    assert debts(made) == ["Ana > Bo: unused", "Ana+Cem > Dee: permission"]


def test_contacted_since() -> None:
    """Contact on the day of the naming or later is to be told."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-02-01")
    made.event(bo, EventKind.ASKED, "2026-02-01")
    assert debts(made) == ["Ana > Bo: tell-contacted"]


def test_contacted_before() -> None:
    """Who was known before the naming, with nothing since, is no debt at all."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-02-01")
    made.event(bo, EventKind.ASKED, "2026-01-31")
    made.event(bo, EventKind.NOTE, "2026-02-05")
    assert debts(made) == []


def test_undated_naming() -> None:
    """Any contact counts as later than a naming without a day."""
    made, ana, bo = two()
    made.refer(ana, bo)
    made.event(bo, EventKind.ASKED, "2020-01-01")
    assert debts(made) == ["Ana > Bo: tell-contacted"]


def test_met_takes_over() -> None:
    """After an interview the meeting is what is to be told."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-02-01")
    made.event(bo, EventKind.ASKED, "2026-02-02")
    made.event(ana, EventKind.UPDATED, "2026-02-03")
    assert debts(made) == []
    made.interview("2026-02-10", bo)
    assert debts(made) == ["Ana > Bo: tell-met"]
    made.event(ana, EventKind.UPDATED, "2026-02-10")
    assert debts(made) == []


def test_met_from_a_log_line_is_contact() -> None:
    """A `met` without an interview is contact like any other."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-02-01")
    made.event(bo, EventKind.MET, "2026-02-02")
    assert debts(made) == ["Ana > Bo: tell-contacted"]


def test_to_come_is_no_news() -> None:
    """An interview to come is contact, so not unused, but nothing to tell yet."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-02-01")
    made.interview("2026-03-09", bo, status="scheduled")
    assert debts(made) == []


def test_the_referrer_was_there() -> None:
    """A referrer who sat in the first meeting need not be told of it."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-02-01")
    made.interview("2026-02-10", bo, ana)
    assert debts(made) == []


def test_told_about_somebody_else() -> None:
    """An update that links people settles what is owed about those alone."""
    made, ana, bo = two()
    cem = made.contact("Cem")
    for person in (bo, cem):
        made.refer(ana, person, "2026-02-01")
        made.event(person, EventKind.ASKED, "2026-02-02")
    made.event(ana, EventKind.UPDATED, "2026-02-05", subjects=(cem,))
    assert debts(made) == ["Ana > Bo: tell-contacted"]


def test_told_too_early() -> None:
    """An update before the contact settles nothing."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-02-01")
    made.event(ana, EventKind.UPDATED, "2026-02-01")
    made.event(bo, EventKind.ASKED, "2026-02-02")
    assert debts(made) == ["Ana > Bo: tell-contacted"]


def test_times_decide_on_one_day() -> None:
    """On one day the times decide, where both have one."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-02-01")
    made.event(bo, EventKind.ASKED, "2026-02-02", "15:00")
    made.event(ana, EventKind.UPDATED, "2026-02-02", "09:00")
    assert debts(made) == ["Ana > Bo: tell-contacted"]


def test_telling_one_of_a_panel_settles_it() -> None:
    """In a panel one update is enough, and the debt is one."""
    made, ana, bo = two()
    cem = made.contact("Cem")
    made.refer((ana, cem), bo, "2026-02-01")
    made.event(bo, EventKind.ASKED, "2026-02-02")
    assert debts(made) == ["Ana+Cem > Bo: tell-contacted"]
    made.event(cem, EventKind.UPDATED, "2026-02-05", subjects=(bo,))
    assert debts(made) == []


def test_a_silenced_referrer_is_not_told() -> None:
    """Nothing is owed to somebody who closed the matter."""
    made = Builder()
    ana, bo = made.contact("Ana", "declined"), made.contact("Bo")
    made.refer(ana, bo, "2026-02-01")
    made.event(bo, EventKind.ASKED, "2026-02-02")
    assert debts(made) == []


def test_an_introduction_settles_earlier_namings() -> None:
    """An introduction has the name allowed and is what is left to be used."""
    made, ana, bo = two()
    cem = made.contact("Cem")
    made.refer(ana, bo, "2026-02-01")
    made.refer(cem, bo)
    made.refer(ana, bo, "2026-02-03", introduced=True)
    assert debts(made) == ["Ana > Bo: unused"]
    dee = made.contact("Dee")
    made.refer(dee, bo, "2026-02-10")
    assert debts(made) == ["Ana > Bo: unused", "Dee > Bo: permission"]


def test_order() -> None:
    """Debts stand by the referrer's name, then in the referrals' order."""
    made = Builder()
    zoe, ana = made.contact("Zoe"), made.contact("Ana")
    made.refer("", made.lead("E"), "2026-01-01")
    made.refer(zoe, made.lead("D"), "2026-01-01")
    made.refer(ana, made.lead("C"))
    made.refer(ana, made.lead("B"), "2026-02-02")
    made.refer(ana, made.lead("A"), "2026-02-03")
    people = [line.split(":")[0][-1] for line in debts(made)]
    assert people == ["B", "A", "C", "D", "E"]


def test_an_interview_to_come_has_named_nobody() -> None:
    """What is written into an interview before its day is no referral yet."""
    made, ana, bo = two()
    made.refer(ana, bo, "2026-03-03")
    assert debts(made) == []
