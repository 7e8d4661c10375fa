"""The numbers: how many were asked, replied, met; the challenge; pay heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.render.dates import month_name
from generator.render.views.charts import (
    SAMPLES,
    funnel_chart,
    funnel_row,
    mark_charts,
    period_chart,
)
from generator.render.views.frame import frame
from generator.render.views.lines import lines
from generator.render.views.pay import pay_chart
from generator.render.views.people import ref
from generator.render.views.years import years

if TYPE_CHECKING:
    from generator.derive.records import Funnel
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.charts import (
        FunnelChart,
        FunnelRow,
        MarkChart,
        PeriodChart,
    )
    from generator.render.views.parts import Frame, Line, Ref
    from generator.render.views.pay import PayChart
    from generator.render.views.years import Years

URL: Final = "numbers/index.html"


class Bar(Struct, frozen=True, kw_only=True):
    """A number as a bar: its name, itself, and its part of a hundred."""

    text: str
    value: str
    start: int
    width: int


class Goal(Struct, frozen=True, kw_only=True):
    """The challenge: what is wanted, what is done, in which time."""

    wanted: int
    done: int
    label: str


class SampleRow(Struct, frozen=True, kw_only=True):
    """One interview's figures."""

    interview: Ref
    day: Day
    rating: int | None
    energy: int | None
    confidence: int | None


class NumbersView(Struct, frozen=True, kw_only=True):
    """Plain counts, each with the table that it comes from.

    Attributes:
        periods: Interviews by month or week.
        marks: How one rated oneself.
        samples: Of the newest interviews, at most `SAMPLES`, oldest first.
        partial: Whether earlier ones are left off.
        listed: Pay that cannot be charted.
    """

    template: ClassVar[str] = "pages/numbers.html"
    frame: Frame
    funnel: FunnelChart | None
    by_month: tuple[FunnelRow, ...]
    goal: Goal | None
    periods: PeriodChart | None
    formats: tuple[Bar, ...]
    lengths: tuple[Bar, ...]
    marks: tuple[MarkChart, ...]
    samples: tuple[SampleRow, ...]
    partial: bool
    pay: tuple[PayChart, ...]
    listed: tuple[Line, ...]
    years: Years


def numbers_view(material: Material) -> NumbersView:
    """Return the page of numbers."""
    numbers = material.derived.numbers
    formats = [(mode.replace("-", " ") or "not said", n) for mode, n in numbers.formats]
    lengths = [(f"{minutes} min", n) for minutes, n in numbers.lengths]
    months = [funnel_row(one, month_name(one.label)) for one in numbers.by_month]
    return NumbersView(
        frame=frame(material, URL, "Numbers"),
        funnel=funnel_chart(material),
        by_month=tuple(months),
        goal=goal(material),
        periods=period_chart(material),
        formats=bars(formats),
        lengths=bars(lengths),
        marks=mark_charts(material),
        samples=_samples(material),
        partial=len(numbers.samples) > SAMPLES,
        pay=tuple(pay_chart(material, heard, URL) for heard in numbers.pay),
        listed=lines(material, numbers.listed, URL),
        years=years(material),
    )


def funnel_bars(funnel: Funnel) -> tuple[Bar, ...]:
    """Return a funnel as bars, each against those who were asked."""
    return bars(
        [
            ("asked", funnel.asked),
            ("replied", funnel.replied),
            ("met", funnel.met),
            ("named someone", funnel.referred),
        ]
    )


def goal(material: Material) -> Goal | None:
    """Return the challenge; none where there is none."""
    challenge = material.derived.numbers.challenge
    if not challenge.goal:
        return None
    return Goal(
        wanted=challenge.goal,
        done=challenge.done,
        label=challenge.label,
    )


def bars(rows: list[tuple[str, int]]) -> tuple[Bar, ...]:
    """Return counts as bars against the largest of them."""
    most = max((count for _, count in rows), default=0)
    return tuple(
        Bar(
            text=text,
            value=str(count),
            start=0,
            width=round(100 * count / most) if most else 0,
        )
        for text, count in rows
    )


def _samples(material: Material) -> tuple[SampleRow, ...]:
    return tuple(
        SampleRow(
            interview=ref(material, one.interview, URL),
            day=material.dates.day(one.on),
            rating=one.rating,
            energy=one.energy,
            confidence=one.confidence,
        )
        for one in material.derived.numbers.samples[-SAMPLES:]
    )
