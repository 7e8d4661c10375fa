"""Drawings: laws of axes, bars, points, ranges and years."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config.settings import WEEK_STARTS
from generator.derive.weeks import week_start
from generator.render.draw.bars import THICK, draw_bars
from generator.render.draw.points import draw_points
from generator.render.draw.ranges import draw_ranges, short_amount
from generator.render.draw.scale import round_ticks, span_of
from generator.render.draw.year import PITCH, draw_year, level_of

DAYS: Final = st.dates()
COUNTS: Final = st.integers(0, 10**6)
AMOUNTS: Final = st.floats(0, 1e15, allow_nan=False)
ROWS: Final = st.lists(st.tuples(st.text(max_size=9), COUNTS), max_size=9)
YEARS: Final = st.integers(1, 9999)


@given(AMOUNTS, st.integers(2, 9))
def test_ticks_are_round_and_cover(most: float, count: int) -> None:
    """They begin at 0, go on in steps of 1, 2 or 5 times ten, and reach the most."""
    ticks = round_ticks(most, count)
    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] == 0
    assert 2 <= len(ticks) <= count
    assert len(steps) == 1
    assert re.fullmatch("[125]0*", str(steps.pop()))
    assert ticks[-1] >= most
    assert len(ticks) == 2 or ticks[-2] < most


@given(DAYS, DAYS, st.integers(2, 6))
def test_an_axis_of_time_is_of_whole_months(one: date, other: date, count: int) -> None:
    """It holds its days, and its ticks are first days of months in equal steps."""
    first, last = sorted((one, other))
    span = span_of(first, last, count)
    assert span.first <= first <= last <= span.last
    assert span.first.day == 1
    assert len(span.months) <= count
    assert all(span.first <= month <= span.last for month in span.months)
    numbers = [
        12 * month.year + month.month for month in span.months if month < date.max
    ]
    assert all(month.day == 1 for month in span.months if month < date.max)
    assert len({after - before for before, after in pairwise(numbers)}) <= 1


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 365 * 15))
def test_an_axis_of_time_says_where_it_is(first: date, days: int) -> None:
    """Up to fifteen years have two ticks at least: one alone would tell no pace."""
    assert len(span_of(first, first + timedelta(days)).months) >= 2


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-03-02", "2026-03-02", "2026-03 2026-04"),
        ("2026-01-31", "2026-03-01", "2026-01 2026-02 2026-03 2026-04"),
        ("2025-10-24", "2026-02-27", "2025-11 2026-01 2026-03"),
        ("2022-11-01", "2026-02-27", "2023-01 2024-01 2025-01 2026-01"),
    ],
)
def test_ticks_of_time(first: str, last: str, months: str) -> None:
    """The finest steps that fit are taken."""
    span = span_of(date.fromisoformat(first), date.fromisoformat(last))
    assert " ".join(f"{month:%Y-%m}" for month in span.months) == months


@given(st.lists(st.tuples(st.text(max_size=9), ROWS), max_size=5), COUNTS)
def test_bars_keep_apart(
    groups: list[tuple[str, list[tuple[str, int]]]], mark: int
) -> None:
    """Bars lie in the drawing, none on another, each as long as its count says."""
    drawn = draw_bars(groups, mark)
    bars = [bar for group in drawn.groups for bar in group.bars]
    assert [(bar.text, bar.value) for bar in bars] == [
        row for _, rows in groups for row in rows
    ]
    assert all(before.y + THICK < after.y for before, after in pairwise(bars))
    assert all(drawn.top <= bar.y <= drawn.bottom - THICK for bar in bars)
    assert drawn.bottom < drawn.height
    most = int(drawn.ticks[-1].text.replace(",", ""))
    assert all(bar.width == round(100 * bar.value / most, 1) for bar in bars)
    assert all(0 <= bar.width <= 100 for bar in bars)
    assert (drawn.mark is not None) == bool(mark)
    assert drawn.mark is None or drawn.mark.at <= 100


@given(st.lists(st.tuples(DAYS, st.integers(1, 5)), min_size=1, max_size=200))
def test_points_lie_where_they_belong(marks: list[tuple[date, int]]) -> None:
    """Later is never further left, higher marks are higher, and none is lost."""
    marks.sort()
    drawn = draw_points(marks, marks[0][0], marks[-1][0])
    height = {level.value: level.y for level in drawn.levels}
    assert list(height) == [5, 4, 3, 2, 1]
    assert sorted(height.values()) == list(height.values())
    assert 0 < height[5] < height[1] < drawn.height
    assert sum(point.count for point in drawn.points) == len(marks)
    assert [point.y for point in drawn.points] == [
        height[value] for _, value in dict.fromkeys(marks)
    ]
    across = [point.x for point in drawn.points]
    assert across == sorted(across)
    assert all(0 <= x <= 100 for x in across)


def test_points_keep_the_distance_of_days() -> None:
    """Ten days are ten times as far as one, and one place holds one point."""
    start = date(2026, 3, 1)
    days = [start, start, start + timedelta(1), start + timedelta(11)]
    drawn = draw_points([(day, 3) for day in days], days[0], days[-1])
    assert [(point.x, point.count) for point in drawn.points] == [
        (0, 2),
        (3.2, 1),
        (35.5, 1),
    ]


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS).map(sorted), max_size=9))
def test_ranges_lie_on_one_axis(found: list[list[float]]) -> None:
    """Each lies between 0 and the last tick; what is higher is not further left."""
    drawn = draw_ranges([(low, high) for low, high in found])
    assert drawn.ticks[0].text == "0"
    assert len(drawn.ranges) == len(found)
    for one in drawn.ranges:
        assert 0 <= one.start <= one.start + one.width <= 100.01
    ordered = sorted(zip(found, drawn.ranges, strict=True), key=lambda one: one[0])
    starts = [one.start for _, one in ordered]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("amount", "most", "said"),
    [
        (0, 40_000, "0"),
        (20_000, 40_000, "20k"),
        (500_000, 2_000_000, "500k"),
        (1_500_000, 2_000_000, "1.5m"),
        (1000, 5000, "1,000"),
        (15, 20, "15"),
    ],
)
def test_long_amounts_are_short(amount: int, most: int, said: str) -> None:
    """A scale that goes far is written in thousands and millions."""
    assert short_amount(amount, most) == said


@settings(max_examples=30)
@given(YEARS, st.sampled_from(WEEK_STARTS))
def test_every_day_of_a_year_has_its_place(year: int, week_starts: str) -> None:
    """A week is a column, a weekday a row, and all lies in the drawing."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [
        date.fromordinal(number)
        for number in range(first.toordinal(), last.toordinal() + 1)
    ]
    grid = draw_year(year, dict.fromkeys(days, 1), week_starts)
    places = dict(zip(days, grid.dots, strict=True))
    assert len({(dot.x, dot.y) for dot in grid.dots}) == len(days)
    for before, after in pairwise(days):
        new_week = week_start(after, week_starts) == after
        assert places[after].x - places[before].x == (PITCH if new_week else 0)
    assert all(dot.x + dot.r <= grid.width for dot in grid.dots)
    assert all(dot.y + dot.r <= grid.height for dot in grid.dots)
    for row in grid.rows:
        across = [dot.x for dot in grid.dots if dot.y == row.y]
        assert (row.start, row.end - 1) == (min(across), max(across))
    names = [name.x for name in grid.months]
    assert names == sorted(names)
    assert names[-1] + 24 < grid.width


@given(st.integers(1, 10**9))
def test_more_is_a_larger_dot(count: int) -> None:
    """There are four sizes, and one more never makes a smaller dot."""
    assert 1 <= level_of(count) <= level_of(count + 1) <= 4
