"""The charts of people, interviews and practice: a drawing, and the same in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.wording import MONTHS
from generator.render.draw.bars import draw_bars
from generator.render.draw.points import draw_points

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.derive.records import Funnel, Sample
    from generator.render.draw.bars import Bars
    from generator.render.draw.points import Points
    from generator.render.material import Material

PERIODS: Final = 24
SAMPLES: Final = 200
ALL: Final = "Everyone"


class FunnelRow(Struct, frozen=True, kw_only=True):
    """How many people were asked, replied, met, and named somebody."""

    text: str
    asked: int
    replied: int
    met: int
    referred: int


class FunnelChart(Struct, frozen=True, kw_only=True):
    """The funnel: of everyone first, then by how one knew of them.

    Attributes:
        label: What it shows, for who cannot see it.
        bars: The drawing.
        rows: The same numbers.
        unasked: Those who replied and were not asked.
    """

    label: str
    bars: Bars
    rows: tuple[FunnelRow, ...]
    unasked: int


class PeriodChart(Struct, frozen=True, kw_only=True):
    """Interviews done by month or week.

    Attributes:
        label: What it shows, for who cannot see it.
        per: `month` or `week`.
        bars: The drawing.
        goal: How many were wanted in each; 0: no goal for each.
        partial: Whether earlier ones are left off.
    """

    label: str
    per: str
    bars: Bars
    goal: int
    partial: bool


class MarkChart(Struct, frozen=True, kw_only=True):
    """What one felt or gave of 5, over time.

    Attributes:
        name: Of the mark.
        label: What it shows, for who cannot see it.
        said: The same without its name.
        points: The drawing.
    """

    name: str
    label: str
    said: str
    points: Points


def funnel_row(funnel: Funnel, text: str) -> FunnelRow:
    """Return a funnel as a row of a table."""
    return FunnelRow(
        text=text or "not said",
        asked=funnel.asked,
        replied=funnel.replied,
        met=funnel.met,
        referred=funnel.referred,
    )


def funnel_chart(material: Material) -> FunnelChart | None:
    """Return the funnel; none where nothing has come of anybody."""
    numbers = material.derived.numbers
    if not numbers.by_source:
        return None
    rows = [funnel_row(numbers.total, ALL)]
    if len(numbers.by_source) > 1 or numbers.by_source[0].label:
        rows += [funnel_row(one, one.label) for one in numbers.by_source]
    return FunnelChart(
        label="; ".join(map(_funnel_said, rows)) + ".",
        bars=draw_bars([(row.text, _stages(row)) for row in rows]),
        rows=tuple(rows),
        unasked=numbers.total.unasked,
    )


def period_chart(material: Material) -> PeriodChart | None:
    """Return the newest months or weeks; none before the first interview."""
    challenge = material.derived.numbers.challenge
    shown = challenge.periods[-PERIODS:]
    if not shown:
        return None
    goal = 0 if material.settings.goal.by else challenge.goal
    named = [(_period(material, on, challenge.per), done) for on, done in shown]
    return PeriodChart(
        label=_periods_said(named, challenge.per, goal),
        per=challenge.per,
        bars=draw_bars([("", named)], mark=goal),
        goal=goal,
        partial=len(challenge.periods) > PERIODS,
    )


def mark_charts(material: Material) -> tuple[MarkChart, ...]:
    """Return confidence, energy and rating, each that was written down at all."""
    samples = material.derived.numbers.samples[-SAMPLES:]
    marks = (
        ("Confidence", [(one.on, one.confidence) for one in samples]),
        ("Energy", [(one.on, one.energy) for one in samples]),
        ("Rating", [(one.on, one.rating) for one in samples]),
    )
    charts = []
    for name, found in marks:
        given = [(on, value) for on, value in found if value is not None]
        if given:
            charts.append(_mark_chart(material, name, given, samples))
    return tuple(charts)


def _mark_chart(
    material: Material,
    name: str,
    given: Sequence[tuple[date, int]],
    samples: Sequence[Sample],
) -> MarkChart:
    values = [value for _, value in given]
    said = f"{len(values)} of {len(samples)} interviews"
    said += f": lowest {min(values)}, highest {max(values)}, newest {values[-1]}"
    first, last = (material.dates.full(on).text for on, _ in (given[0], given[-1]))
    return MarkChart(
        name=name,
        label=f"{name} of 5, from {first} to {last}, in {said}.",
        said=said,
        points=draw_points(given, samples[0].on, samples[-1].on),
    )


def _stages(row: FunnelRow) -> list[tuple[str, int]]:
    return [
        ("asked", row.asked),
        ("replied", row.replied),
        ("met", row.met),
        ("named someone", row.referred),
    ]


def _funnel_said(row: FunnelRow) -> str:
    return f"{row.text}: " + ", ".join(
        f"{count} {name}" for name, count in _stages(row)
    )


def _period(material: Material, first: date, per: str) -> str:
    if per == "week":
        return material.dates.full(first).text
    return f"{MONTHS[first.month - 1][:3]} {first.year}"


def _periods_said(named: Sequence[tuple[str, int]], per: str, goal: int) -> str:
    counts = [done for _, done in named]
    said = f"Interviews done by {per}, {named[0][0]} to {named[-1][0]}: {sum(counts)}"
    said += f" in all, at most {max(counts)} in one {per}"
    if goal:
        reached = sum(done >= goal for done in counts)
        said += f"; the goal of {goal} reached in {reached} of {len(counts)}"
    return f"{said}."
