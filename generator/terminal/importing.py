"""What an import would do, row by row, and in sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.imports.plan import Outcome
from generator.terminal.problems import counted
from generator.terminal.style import pad, plain

if TYPE_CHECKING:
    from generator.imports.plan import Entry, Plan
    from generator.terminal.style import Style

_LOOKS: Final = {
    Outcome.NEW: ("green",),
    Outcome.UPDATED: ("cyan",),
    Outcome.SAME: ("dim",),
    Outcome.UNSURE: ("yellow",),
    Outcome.SKIPPED: ("red",),
}
_WIDTH: Final = max(map(len, Outcome))


def show_plan(plan: Plan, style: Style, *, everything: bool = False) -> str:
    """Return a line for each row of a file.

    Args:
        plan: What is to become of them.
        style: How it may look.
        everything: Whether rows that change nothing and say nothing new are shown.
    """
    shown = [
        one
        for one in plan.entries
        if everything or one.outcome is not Outcome.SAME or one.said
    ]
    return "\n".join(_line(one, style) for one in shown)


def _line(entry: Entry, style: Style) -> str:
    outcome = style.paint(pad(entry.outcome, _WIDTH), *_LOOKS[entry.outcome])
    about = ", ".join(filter(None, (entry.name, entry.path)))
    said = "; ".join(entry.said)
    text = f"{about}: {said}" if about and said else about or said
    return f"{outcome}  line {entry.line}: {plain(text)}"


def sum_of(plan: Plan) -> str:
    """Return how many rows came to what: `2 new, 1 updated, 0 same, 1 skipped`."""
    counts = plan.counts()
    always = {Outcome.NEW, Outcome.UPDATED, Outcome.SAME}
    return ", ".join(
        f"{number:,} {outcome}"
        for outcome, number in counts.items()
        if number or outcome in always
    )


def say_unknown(plan: Plan) -> str:
    """Return which organizations have no note yet; empty where all have one."""
    if not plan.unknown:
        return ""
    first = "; ".join(map(plain, plan.unknown[:3]))
    more = f"; and {len(plan.unknown) - 3:,} more" if len(plan.unknown) > 3 else ""
    has = "has" if len(plan.unknown) == 1 else "have"
    named = counted(len(plan.unknown), "organization")
    return f"{named} {has} no note yet: {first}{more}"
