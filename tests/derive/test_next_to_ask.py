"""Whom to ask next, and why them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.derive.fields import derive_fields
from generator.derive.next_to_ask import next_to_ask
from generator.derive.records import Challenge
from generator.model import Snooze
from tests.derive.building import TODAY, Builder, name_of


def asked(made: Builder, goal: int = 20, done: int = 0) -> dict[str, str]:
    """Return the candidates' names in order, with the reasons."""
    book, facts = made.book(), made.facts()
    challenge = Challenge(goal=goal, done=done, label="", per="month", periods=())
    found = next_to_ask(book, facts, derive_fields(book, facts), challenge)
    return {name_of(one.person): one.reason for one in found}


def test_closeness() -> None:
    """Closest first; a referral with the name allowed stands before faculty."""
    made = Builder()
    for name, source in (
        ("a", "cold"),
        ("b", "event"),
        ("c", "faculty"),
        ("e", "colleague"),
        ("f", "alumni"),
        ("g", "family-friend"),
    ):
        made.contact(name, source=source)
    made.refer("contacts/a.md", made.lead("d"), "2026-02-01", may_use_name="yes")
    assert list(asked(made)) == ["g", "f", "e", "d", "c", "b", "a"]


def test_allowed_name_lifts_a_cold_contact() -> None:
    """The closest of source and referral decides, and is the reason given."""
    made = Builder()
    ana = made.contact("Ana", "met")
    for name, source in (("Bo", "cold"), ("Cem", "alumni"), ("Dee", "faculty")):
        person = made.contact(name, source=source)
        made.refer(ana, person, "2026-02-01", may_use_name="yes")
    assert asked(made) == {
        "Cem": "same school",
        "Bo": "named by Ana, whose name you may use",
        "Dee": "named by Ana, whose name you may use",
    }


def test_fields_with_the_fewest_interviews() -> None:
    """Among equals the least known field first, a person without a field last."""
    made = Builder()
    met = made.contact("Met", "met")
    for name in ("old", "old", "one", "soon"):
        status = "scheduled" if name == "soon" else "done"
        on = "2026-03-09" if name == "soon" else "2026-02-01"
        made.interview(on, met, status=status, field=(name,))
    made.contact("a", source="alumni")
    made.contact("b", source="alumni", field=("old",))
    made.contact("c", source="alumni", field=("Old", "soon"))
    made.contact("d", source="alumni", field=("ONE",))
    made.contact("e", source="alumni", field=("new",))
    assert asked(made) == {
        "e": "same school; nobody in new yet",
        "c": "same school; in soon only 1 interview to come",
        "d": "same school; 1 interview in ONE so far",
        "b": "same school; 2 interviews in old so far",
        "a": "same school",
    }


def test_name_comes_last() -> None:
    """Who is equal in all else stands by name."""
    made = Builder()
    for name in ("Zoe", "órla", "Oscar"):
        made.contact(name)
    assert list(asked(made)) == ["órla", "Oscar", "Zoe"]


@pytest.mark.parametrize(
    ("naming", "reason"),
    [
        ({"may_use_name": "yes"}, "named by Ana, whose name you may use"),
        ({"introduced": True}, "introduced by Ana"),
        ({"may_use_name": "no"}, "named by Ana, who wants to stay out of it"),
        ({}, "named by Ana; ask first whether you may use the name"),
    ],
)
def test_reason_of_a_referral(naming: dict[str, Any], reason: str) -> None:
    """Of a referral the reason says who named them, and about the name."""
    made = Builder()
    made.refer(made.contact("Ana", "met"), made.lead("Bo"), "2026-02-01", **naming)
    assert asked(made) == {"Bo": reason}


def test_the_referral_to_lean_on() -> None:
    """Of several referrals the one whose name may be used is the reason."""
    made = Builder()
    ana, cem = made.contact("Ana", "met"), made.contact("Cem", "met")
    bo = made.lead("Bo")
    made.refer(ana, bo, "2026-02-01")
    made.refer((cem, ana), bo, "2026-02-02", may_use_name="yes")
    assert asked(made) == {"Bo": "named by Cem and Ana, whose name you may use"}


def test_reason_without_any() -> None:
    """Without source and referrer the reason is that nobody asked them yet."""
    made = Builder()
    made.contact("Ana", "ready", source="other")
    made.contact("Bo", source="recruiter")
    made.refer("", made.lead("Cem"))
    made.refer("contacts/Ana.md", made.lead("Dee"), "2026-03-03")
    assert asked(made) == {
        "Ana": "in your contacts, not asked yet",
        "Bo": "recruiter",
        "Cem": "named in your notes",
        "Dee": "named in your notes",
    }


@pytest.mark.parametrize(
    "keys",
    [
        {"status": "asked"},
        {"status": "keeping"},
        {"status": "closed"},
        {"do_not_contact": True},
        {"paused": True},
        {"snooze": (Snooze(until=TODAY.replace(day=3)),)},
    ],
)
def test_not_to_be_asked(keys: dict[str, Any]) -> None:
    """People asked already or silenced are no candidates."""
    made = Builder()
    made.contact("Ana", **keys)
    assert asked(made) == {}


def test_closed_lead() -> None:
    """A lead that was closed is no candidate."""
    made = Builder()
    made.lead("Ana", "closed")
    assert asked(made) == {}


def test_an_interview_on_its_way() -> None:
    """Who is in a requested interview was asked; a plan alone is no ask."""
    made = Builder()
    ana, bo = made.contact("Ana"), made.contact("Bo")
    made.interview("", ana, status="requested")
    made.interview("", bo, status="planned")
    assert list(asked(made)) == ["Bo"]


@pytest.mark.parametrize(
    ("goal", "done", "count"), [(5, 0, 5), (5, 1, 4), (5, 4, 3), (0, 9, 3), (20, 0, 6)]
)
def test_as_many_as_the_goal_needs(goal: int, done: int, count: int) -> None:
    """As many as the goal still needs, at least three, at most all."""
    made = Builder()
    for name in "abcdef":
        made.contact(name)
    assert len(asked(made, goal, done)) == count
