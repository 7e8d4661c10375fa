"""The newest events."""

from __future__ import annotations

from generator.derive.newest import newest_events
from generator.vocabulary import EventKind
from tests.derive.building import Builder


def test_newest_first() -> None:
    """Events of anybody stand newest first, by time and kind on one day."""
    made = Builder()
    ana, bo = made.contact("Ana"), made.contact("Bo")
    met = made.event(ana, EventKind.MET, "2026-02-01")
    early = made.event(bo, EventKind.MET, "2026-02-01", "09:00")
    thanked = made.event(ana, EventKind.THANKED, "2026-02-01")
    old = made.event(bo, EventKind.ASKED, "2026-01-01")
    assert newest_events(made.facts()) == (thanked, met, early, old)


def test_twelve_and_nothing_to_come() -> None:
    """At most twelve are shown, and none is a talk that waits for its text."""
    made = Builder()
    ana = made.contact("Ana")
    made.interview("2026-03-09", ana, status="scheduled")
    made.interview("2026-03-01", ana, status="scheduled")
    for day in range(1, 21):
        made.event(ana, EventKind.NOTE, f"2026-02-{day:02}")
    newest = newest_events(made.facts())
    assert len(newest) == 12
    assert str(newest[0].on) == "2026-02-20"


def test_empty() -> None:
    """Where nothing happened there is nothing new."""
    assert newest_events(Builder().facts()) == ()
