"""What was measured, beside what it is meant to be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

OURS: Final = "airbook"
SECONDS: Final = "s"
MEGABYTES: Final = "MB"
MILLISECONDS: Final = "ms"
_EDITED: Final = ("sentence added", "word changed", "log line added")
TARGETS: Final[Mapping[int, Mapping[str, float]]] = {
    1_000: {
        "cold build": 1.5,
        "nothing changed": 0.12,
        **dict.fromkeys(_EDITED, 0.30),
        "peak memory, cold": 250,
        "save to served, p95": 80,
        "airbook --version": 2.5,
        "airbook due": 6,
    },
    10_000: {
        "cold build": 1.4,
        "nothing changed": 0.04,
        **dict.fromkeys(_EDITED, 0.12),
        "peak memory, cold": 700,
        "save to served, p95": 200,
    },
}
"""By number of notes and row, the most that Airbook is meant to take.

Times as a part of what they are measured by, memory in MB.
"""
GROWTH: Final = 1.1
"""The most that the cost of a cold build is meant to grow by, as a power of notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that several programs were measured at.

    Attributes:
        name: What they did.
        found: What it took, by program.
        by: The program that all are measured by.
        unit: `SECONDS`, which are compared as ratios; or another, in which each
            figure counts for itself.
        target: The most that Airbook is meant to take; none: not said.
    """

    name: str
    found: Mapping[str, float]
    by: str = "hugo"
    unit: str = SECONDS
    target: float | None = None

    @property
    def text(self) -> str:
        """One line: each figure, its ratio, and ours beside its target."""
        told = "   ".join(map(self._told, self.found))
        return f"  {self.name:18} {told}{self._judged()}"

    def _told(self, program: str) -> str:
        took = self.found[program]
        if self.unit != SECONDS:
            return f"{program} {took:,.0f} {self.unit}"
        shown = f"{took:.2f} s" if took >= 1 else f"{took * 1000:.0f} ms"
        ratio = self._ratio(program)
        return f"{program} {shown}" + (f" ({ratio:.2f})" if ratio else "")

    def _ratio(self, program: str) -> float | None:
        by = self.found.get(self.by)
        return self.found[program] / by if by else None

    def _judged(self) -> str:
        ours = self._ratio(OURS) if self.unit == SECONDS else self.found[OURS]
        if self.target is None or ours is None:
            return ""
        word = "met" if ours <= self.target else "missed"
        return f"   at most {self.target:g}: {word}"


def growth(times: Mapping[int, Mapping[str, float]]) -> list[str]:
    """Tell to which power of the notes a cold build grows, between two sizes each.

    Args:
        times: By number of notes, the seconds of each program.
    """
    sizes = sorted(times)
    return [
        f"  growth from {few:,} to {many:,} notes   "
        + "   ".join(
            f"{name} {log(times[many][name] / times[few][name]) / log(many / few):.2f}"
            for name in times[few]
        )
        + f"   at most {GROWTH:g}"
        for few, many in pairwise(sizes)
    ]
