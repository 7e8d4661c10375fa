"""The goal: how many interviews were wanted and done, period by period."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from generator.derive.records import Challenge
from generator.derive.weeks import add_days, week_start
from generator.derive.wording import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from generator.config.settings import Settings
    from generator.facts.records import Facts

LONGEST: Final = 120


def derive_challenge(facts: Facts, settings: Settings) -> Challenge:
    """Return the goal and how many interviews were done for it.

    Args:
        facts: As of today.
        settings: `[goal]` and `week_starts`.

    Returns:
        Interviews that are done and have a day up to today. With `by`, all of
        them up to that day, else those of this month or week. The periods are
        months where the goal has a last day.

    Source: README, "Settings", goal.
    """
    goal = settings.goal
    days = [
        one.on
        for one in facts.meetings.values()
        if one.status == "done" and one.on and one.on <= facts.today
    ]
    weekly = goal.per == "week" and not goal.by
    start: Callable[[date], date] = _month_start
    if weekly:
        start = partial(week_start, week_starts=settings.week_starts)
    done_in = Counter(map(start, days))
    current = start(facts.today)
    done, label = done_in[current], f"in {_period(current, weekly=weekly)}"
    if goal.by:
        done, label = sum(day <= goal.by for day in days), f"by {_day(goal.by)}"
    return Challenge(
        goal=goal.interviews,
        done=done,
        label=label,
        per="week" if weekly else "month",
        periods=tuple((one, done_in[one]) for one in _starts(start, current, days)),
    )


def goal_ends(today: date, settings: Settings) -> date:
    """Return the last day that counts for the goal: its own, or of its period.

    Args:
        today: The day of evaluation.
        settings: `[goal]` and `week_starts`.
    """
    goal = settings.goal
    if goal.by:
        return goal.by
    if goal.per == "week":
        return add_days(week_start(today, settings.week_starts), 6)
    return today.replace(day=monthrange(today.year, today.month)[1])


def _starts(
    start: Callable[[date], date], current: date, days: Sequence[date]
) -> list[date]:
    if not days:
        return []
    # The cap keeps a mistyped year from filling the page with empty months.
    first, starts = start(min(days)), [current]
    while current > first and len(starts) < LONGEST:
        current = start(current - timedelta(days=1))
        starts.append(current)
    return starts[::-1]


def _month_start(day: date) -> date:
    return day.replace(day=1)


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _period(first: date, *, weekly: bool) -> str:
    return f"the week of {_day(first)}" if weekly else _month(first)


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"
