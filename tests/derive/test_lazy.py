"""Derived views are made when asked for, and no sooner."""

from __future__ import annotations

from generator.config.settings import Settings
from generator.derive import derive
from tests.derive.building import Builder

GIVEN = {"book", "facts", "settings"}


def test_nothing_is_made_before_it_is_asked_for() -> None:
    """A page that reads one view does not wait for the others."""
    made = Builder()
    made.interview("2026-02-01", made.contact("Amélie", field=("Law",)))
    derived = derive(made.book(), made.facts(), Settings())
    assert vars(derived).keys() == GIVEN
    assert [one.name for one in derived.fields] == ["Law"]
    assert vars(derived).keys() == GIVEN | {"fields"}


def test_whom_to_ask_next_counts_nothing_but_the_goal() -> None:
    """It reads the fields and the goal, and leaves ledgers and numbers alone."""
    made = Builder()
    made.contact("Ολυμπία", status="ready")
    derived = derive(made.book(), made.facts(), Settings())
    assert [one.person for one in derived.next_to_ask] == ["contacts/Ολυμπία.md"]
    assert vars(derived).keys() == GIVEN | {"fields", "next_to_ask"}
    assert derived.next_to_ask is derived.next_to_ask
