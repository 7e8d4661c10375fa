"""Amounts from low to high as bars, one below the other, on one scale from 0 on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.render.draw.scale import Tick, part, round_ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNITS: Final = ((10**9, "bn"), (10**6, "m"), (10**3, "k"))
_LONG: Final = 10_000


class Range(Struct, frozen=True, kw_only=True):
    """From low to high; `width` 0: a single amount."""

    start: float
    width: float


class Ranges(Struct, frozen=True, kw_only=True):
    """The axis, and a range for each that was given."""

    ticks: tuple[Tick, ...]
    ranges: tuple[Range, ...]


def draw_ranges(found: Sequence[tuple[float, float]]) -> Ranges:
    """Return amounts, low and high, as ranges in the same order."""
    ticks = round_ticks(max((high for _, high in found), default=0))
    most = ticks[-1]
    return Ranges(
        ticks=tuple(_tick(one, most) for one in ticks),
        ranges=tuple(_range(low, high, most) for low, high in found),
    )


def short_amount(amount: int, most: int) -> str:
    """Return `40k` for 40000 on an axis that ends at `most`: long ones are cut."""
    if most >= _LONG:
        for size, unit in _UNITS:
            if amount >= size:
                return f"{amount / size:g}{unit}"
    return f"{amount:,}"


def _range(low: float, high: float, most: int) -> Range:
    start = part(low, 0, most)
    return Range(start=start, width=round(part(high, 0, most) - start, 1))


def _tick(amount: int, most: int) -> Tick:
    return Tick(at=part(amount, 0, most), text=short_amount(amount, most))
