"""Pay heard as ranges: a chart for each field, currency and unit of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.render.draw.ranges import draw_ranges
from generator.render.views.lines import line

if TYPE_CHECKING:
    from generator.derive.records import LedgerLine, PayHeard
    from generator.model import Pay
    from generator.render.draw.ranges import Range
    from generator.render.draw.scale import Tick
    from generator.render.material import Material
    from generator.render.views.parts import Line


class PayRow(Struct, frozen=True, kw_only=True):
    """One amount.

    Attributes:
        text: As it was written.
        low: The lower end, in figures.
        high: The upper end; the same as `low`: a single amount.
        range: Its bar.
        line: Who said it, when and where.
    """

    text: str
    low: str
    high: str
    range: Range
    line: Line


class PayChart(Struct, frozen=True, kw_only=True):
    """Pay heard in one field, currency and unit.

    Attributes:
        field: Empty: of no field.
        unit: `EUR a year`.
        label: What it shows, for who cannot see it.
        ticks: Of the axis.
        rows: A bar for each amount.
    """

    field: str
    unit: str
    label: str
    ticks: tuple[Tick, ...]
    rows: tuple[PayRow, ...]


def pay_chart(material: Material, heard: PayHeard, page: str) -> PayChart:
    """Return what was heard of one field, currency and unit."""
    found = [
        (entry, pay)
        for entry in heard.lines
        for pay in entry.entry.pay
        if (pay.currency, pay.per) == (heard.currency, heard.per)
    ]
    drawn = draw_ranges([_ends(pay) for _, pay in found])
    article = "an" if heard.per == "hour" else "a"
    unit = f"{heard.currency} {article} {heard.per}"
    times = "once" if len(found) == 1 else f"{len(found)} times"
    low, high = _amount(heard.low), _amount(heard.high)
    return PayChart(
        field=heard.field,
        unit=unit,
        label=f"Pay in {unit}, heard {times}: from {low} to {high}.",
        ticks=drawn.ticks,
        rows=tuple(
            _row(material, entry, pay, bar, page)
            for (entry, pay), bar in zip(found, drawn.ranges, strict=True)
        ),
    )


def _row(
    material: Material, entry: LedgerLine, pay: Pay, bar: Range, page: str
) -> PayRow:
    low, high = _ends(pay)
    return PayRow(
        text=pay.text,
        low=_amount(low),
        high=_amount(high),
        range=bar,
        line=line(material, entry, page),
    )


def _ends(pay: Pay) -> tuple[float, float]:
    low = pay.low or 0
    return low, low if pay.high is None else pay.high


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
