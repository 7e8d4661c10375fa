"""The numbers: how many were asked, replied, met; the challenge; pay heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from generator.render.dates import month_name
from generator.render.views.frame import frame
from generator.render.views.lines import line, lines
from generator.render.views.people import ref

if TYPE_CHECKING:
    from generator.derive.records import Funnel, PayHeard
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.parts import Frame, Line, Ref

URL: Final = "numbers/index.html"
SAMPLES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A number as a bar: its name, itself, and its part of a hundred."""

    text: str
    value: str
    start: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelRow:
    """How many people were asked, replied, met, and named somebody."""

    text: str
    asked: int
    replied: int
    met: int
    referred: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """The challenge: what is wanted, what is done, what was done before."""

    wanted: int
    done: int
    label: str
    before: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """One interview's figures."""

    interview: Ref
    day: Day
    rating: int | None
    energy: int | None
    confidence: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayGroup:
    """Pay heard in one currency and unit, a bar for each who said it."""

    field: str
    unit: str
    bars: tuple[tuple[Bar, Line], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersView:
    """Plain counts, each with the table that it comes from.

    Attributes:
        samples: Of the newest interviews, at most `SAMPLES`, oldest first.
    """

    template: ClassVar[str] = "pages/numbers.html"
    frame: Frame
    total: tuple[Bar, ...]
    by_source: tuple[FunnelRow, ...]
    by_month: tuple[FunnelRow, ...]
    goal: Goal | None
    formats: tuple[Bar, ...]
    lengths: tuple[Bar, ...]
    samples: tuple[SampleRow, ...]
    pay: tuple[PayGroup, ...]
    listed: tuple[Line, ...]


def numbers_view(material: Material) -> NumbersView:
    """Return the page of numbers."""
    numbers = material.derived.numbers
    formats = [(mode.replace("-", " ") or "not said", n) for mode, n in numbers.formats]
    lengths = [(f"{minutes} min", n) for minutes, n in numbers.lengths]
    months = [_funnel_row(one, month_name(one.label)) for one in numbers.by_month]
    return NumbersView(
        frame=frame(material, URL, "Numbers"),
        total=funnel_bars(numbers.total),
        by_source=tuple(_funnel_row(one, one.label) for one in numbers.by_source),
        by_month=tuple(months),
        goal=goal(material),
        formats=bars(formats),
        lengths=bars(lengths),
        samples=_samples(material),
        pay=tuple(_pay_group(material, heard) for heard in numbers.pay),
        listed=lines(material, numbers.listed, URL),
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
        before=bars(list(challenge.periods)),
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


def _funnel_row(funnel: Funnel, text: str) -> FunnelRow:
    return FunnelRow(
        text=text or "not said",
        asked=funnel.asked,
        replied=funnel.replied,
        met=funnel.met,
        referred=funnel.referred,
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


def _pay_group(material: Material, heard: PayHeard) -> PayGroup:
    shown = []
    for entry in heard.lines:
        for pay in entry.entry.pay:
            fits = (pay.currency, pay.per) == (heard.currency, heard.per)
            if fits and pay.low is not None and pay.high is not None:
                bar = _range(pay.text, pay.low, pay.high, heard.high)
                shown.append((bar, line(material, entry, URL)))
    unit = f"{heard.currency} a {heard.per}" if heard.per else heard.currency
    return PayGroup(field=heard.field, unit=unit, bars=tuple(shown))


def _range(text: str, low: float, high: float, most: float) -> Bar:
    start = round(100 * low / most) if most else 0
    end = round(100 * high / most) if most else 0
    return Bar(text=text, value=text, start=start, width=max(2, end - start))
