"""Days as people say them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.days import day_past, day_to_come

MONDAY = date(2026, 3, 2)
WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "today", "wanted"),
    [
        ("2026-02-28", MONDAY, "2026-02-28"),
        ("2026-2-8", MONDAY, "2026-02-08"),
        ("today", MONDAY, "2026-03-02"),
        (" Yesterday ", MONDAY, "2026-03-01"),
        ("3d", MONDAY, "2026-02-27"),
        ("2 w ago", MONDAY, "2026-02-16"),
        ("1m", date(2026, 3, 31), "2026-02-28"),
        ("monday", MONDAY, "2026-03-02"),
        ("last monday", MONDAY, "2026-02-23"),
        ("tue", MONDAY, "2026-02-24"),
        ("last tuesday", WEDNESDAY, "2026-03-03"),
    ],
)
def test_days_past(text: str, today: date, wanted: str) -> None:
    """A weekday is the newest one; with `last`, before today."""
    assert day_past(text, today) == date.fromisoformat(wanted)


@pytest.mark.parametrize(
    ("text", "today", "wanted"),
    [
        ("2026-06-01", MONDAY, "2026-06-01"),
        ("tomorrow", MONDAY, "2026-03-03"),
        ("in 3d", MONDAY, "2026-03-05"),
        ("2w", MONDAY, "2026-03-16"),
        ("1m", date(2026, 1, 31), "2026-02-28"),
        ("11m", MONDAY, "2027-02-02"),
        ("monday", MONDAY, "2026-03-09"),
        ("next monday", MONDAY, "2026-03-09"),
        ("next monday", WEDNESDAY, "2026-03-09"),
        ("friday", WEDNESDAY, "2026-03-06"),
        ("next friday", WEDNESDAY, "2026-03-13"),
        ("Next  Week", WEDNESDAY, "2026-03-09"),
        ("next month", date(2026, 12, 31), "2027-01-01"),
    ],
)
def test_days_to_come(text: str, today: date, wanted: str) -> None:
    """A weekday is the first after today; with `next`, of the week after this."""
    assert day_to_come(text, today) == date.fromisoformat(wanted)


@given(st.one_of(st.text(), st.from_regex(r"\d+ ?[dwm]|next \w+|last \w+")), st.dates())
def test_no_words_break_it(text: str, today: date) -> None:
    """What is no day is none, whatever it is and whenever."""
    for read in (day_past, day_to_come):
        assert isinstance(read(text, today), date | None)


@pytest.mark.parametrize("text", ["", "mo", "soon", "2026-02-30", "9999m", "next", "d"])
def test_what_is_no_day(text: str) -> None:
    """Words that mean none, and days that do not exist."""
    assert day_past(text, MONDAY) is None
    assert day_to_come(text, MONDAY) is None
