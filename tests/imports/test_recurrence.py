"""Rules of recurrence, judged by dateutil wherever that comes to an end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Final

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from generator.imports.recurrence import Patience, RuleError, parse_rule

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NUMBERS: Final = {
    "BYMONTH": (1, 2, 3, 6, 12),
    "BYMONTHDAY": (1, 13, 28, 30, 31, -1, -5, -31),
    "BYYEARDAY": (1, 60, 100, 366, -1, -300),
}


@st.composite
def rules(draw: DrawFn) -> str:
    """Return a rule that matches some day in any twelve years."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    yearly = frequency == "YEARLY"
    for name, numbers in NUMBERS.items():
        allowed = {"BYMONTH": True, "BYMONTHDAY": frequency != "WEEKLY"}.get(
            name, yearly
        )
        taken = len(parts) > 1 and name != "BYMONTHDAY"
        if allowed and not taken and draw(st.integers(0, 2)) == 0:
            some = draw(st.sets(st.sampled_from(numbers), min_size=1, max_size=3))
            parts.append(f"{name}={','.join(map(str, sorted(some)))}")
    if len(parts) == 1 and draw(st.booleans()):
        nth = frequency in {"MONTHLY", "YEARLY"} and draw(st.booleans())
        days = draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1, max_size=4))
        which = str(draw(st.sampled_from([-2, -1, 1, 3]))) if nth else ""
        parts.append("BYDAY=" + ",".join(f"{which}{day}" for day in sorted(days)))
        if yearly and not nth and draw(st.booleans()):
            parts.append(f"BYWEEKNO={draw(st.sampled_from([1, 20, 53, -1]))}")
        elif frequency in {"MONTHLY", "YEARLY"} and draw(st.booleans()):
            parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, -1]))}")
    for name, most in (("INTERVAL", 4), ("COUNT", 30)):
        if draw(st.booleans()):
            parts.append(f"{name}={draw(st.integers(1, most))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    return ";".join(parts)


@example("FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU", date(2015, 12, 30))
@example("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=FR;WKST=SU", date(2016, 2, 29))
@example("FREQ=WEEKLY;BYDAY=2MO;INTERVAL=2;WKST=WE", date(2016, 2, 29))
@given(rules(), st.dates(date(2015, 1, 1), date(2024, 12, 31)))
def test_days_are_those_of_dateutil(text: str, start: date) -> None:
    """But the first day of a series is always one of it, as calendars show it."""
    last = start + timedelta(days=800)
    ours = list(parse_rule(text).days(start, start, last, Patience()))
    series = rrulestr(text, dtstart=datetime(start.year, start.month, start.day))  # noqa: DTZ001
    within = takewhile(lambda one: one.date() <= last, series)
    theirs = [one.date() for one in within]
    if start not in theirs:
        theirs = [start, *theirs]
        theirs = theirs[: parse_rule(text).count]
    assert ours == theirs


def test_a_rule_without_an_end_is_asked_near_the_wanted_days_only() -> None:
    """Neither a series since the year 1 nor one of no day at all takes long."""
    patience = Patience(100)
    first, last = date(2026, 3, 1), date(2026, 3, 10)
    daily = parse_rule("FREQ=DAILY")
    found = list(daily.days(date(1, 1, 1), first, first, patience))
    assert found == [first]
    never = parse_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert list(never.days(date(1, 1, 1), first, last, patience)) == []


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_last_days_there_are(day: date) -> None:
    """Whatever week, month or year they are asked for."""
    for text in ("FREQ=YEARLY;BYWEEKNO=52;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=-1FR"):
        found = list(parse_rule(text).days(date(9, 9, 9), day, day, Patience()))
        assert len(found) <= 1


def test_patience_ends() -> None:
    """Counting from the year 1 is more than a file may cost."""
    rule = parse_rule("FREQ=DAILY;COUNT=999999")
    with pytest.raises(RuleError, match="too many"):
        list(
            rule.days(date(1, 1, 1), date(2026, 1, 1), date(2026, 2, 1), Patience(1000))
        )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FREQ=SECONDLY", "by the second"),
        ("FREQ=HOURLY;COUNT=3", "by the hour"),
        ("", "not said"),
        ("FREQ=NEVER", "not said"),
        ("FREQ=DAILY;BYHOUR=9,10", "several times"),
        ("FREQ=DAILY;INTERVAL=0", "number"),
        ("FREQ=DAILY;COUNT=x", "number"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "number"),
        ("FREQ=MONTHLY;BYMONTHDAY=first", "number"),
        ("FREQ=WEEKLY;BYDAY=MON", "weekday"),
        ("FREQ=YEARLY;RSCALE=HEBREW", "RSCALE"),
    ],
)
def test_what_cannot_be_followed_is_said(text: str, reason: str) -> None:
    """One line, in words."""
    with pytest.raises(RuleError, match=reason):
        parse_rule(text)
