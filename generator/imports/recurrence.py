"""`RRULE` -> days. Each day is asked whether the rule has it.

Asking days ends whatever a rule says. Readers that step from match to match never
come back from a rule that matches nothing, and count every second of a rule for ever.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_OFTEN: Final = {"HOURLY": "hour", "MINUTELY": "minute", "SECONDLY": "second"}
_WEEKDAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER: Final = re.compile(r"[+-]?\d{1,3}")
_COUNT: Final = re.compile(r"0*[1-9]\d{0,8}")
_LISTS: Final = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
_TIMES: Final = ("BYHOUR", "BYMINUTE", "BYSECOND")
_COST_OF_MATCH: Final = 10
# At most so many days before or behind a day are of its period.
_REACH: Final = {"DAILY": 0, "WEEKLY": 6, "MONTHLY": 30, "YEARLY": 365}
_KNOWN: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"})


class RuleError(ValueError):
    """A rule that is not followed; one line says why."""


class Patience:
    """How many days may be asked and found in a whole file."""

    def __init__(self, days: int = 1_500_000) -> None:
        self.days = days

    def spend(self, days: int = 1) -> None:
        """Ask some more days.

        Raises:
            RuleError: Where there were too many.
        """
        self.days -= days
        if self.days < 0:
            raise RuleError("the repetitions of this file are too many to follow")


class Rule(Struct, frozen=True, kw_only=True):
    """A recurrence rule; see RFC 5545, 3.3.10.

    Attributes:
        frequency: `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`.
        interval: Every how many of these.
        count: How often; none: no limit.
        until: The last moment as written; empty: none.
        week_starts: Monday is 0.
        weekdays: Which one of the month or year (0: each), and the weekday.
        numbers: `BYMONTH`, `BYMONTHDAY`, `BYYEARDAY`, `BYWEEKNO` and `BYSETPOS`.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    week_starts: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()
    numbers: Mapping[str, frozenset[int]]

    def days(
        self, start: date, first: date, last: date, patience: Patience
    ) -> Iterator[date]:
        """Yield the days of a series, in order; the day it starts is always one.

        Args:
            start: The first day of the series.
            first: The first day that is wanted.
            last: The last one.
            patience: What the file may cost.

        Raises:
            RuleError: Where it would cost more.
        """
        matches, left = _Matcher(self, start, patience).matches, self.count or -1
        # Only a rule with a count needs to know what was before.
        at = start if self.count else max(start, first)
        for ordinal in range(at.toordinal(), last.toordinal() + 1):
            patience.spend()
            day = date.fromordinal(ordinal)
            if day == start or matches(day):
                if day >= first:
                    patience.spend(_COST_OF_MATCH)
                    yield day
                left -= 1
                if not left:
                    return


def parse_rule(text: str) -> Rule:
    """Read the value of an `RRULE`.

    Raises:
        RuleError: Where it repeats more often than daily, or cannot be read.
    """
    pairs = (one.partition("=") for one in text.upper().split(";") if one.strip())
    said = {name.strip(): value.strip() for name, _, value in pairs}
    frequency = said.get("FREQ", "")
    if frequency in _OFTEN:
        raise RuleError(f"it repeats by the {_OFTEN[frequency]}, as no meeting does")
    if frequency not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise RuleError("how often it repeats is not said")
    if any("," in said.get(name, "") for name in _TIMES):
        raise RuleError("it repeats at several times of a day")
    if unknown := said.keys() - _KNOWN - {*_LISTS, *_TIMES}:
        raise RuleError(f"the rule that it repeats by has {min(unknown)[:40]!r}")
    return Rule(
        frequency=frequency,
        interval=_positive(said.get("INTERVAL", "1")),
        count=_positive(said["COUNT"]) if "COUNT" in said else None,
        until=said.get("UNTIL", ""),
        week_starts=_DAYS.index(said["WKST"]) if said.get("WKST") in _DAYS else 0,
        weekdays=tuple(_weekdays(said.get("BYDAY", ""))),
        numbers={name: frozenset(_numbers(said.get(name, ""))) for name in _LISTS},
    )


def _positive(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise RuleError("the rule that it repeats by has a number that is none")
    return int(text)


def _numbers(text: str) -> Iterator[int]:
    for one in filter(None, map(str.strip, text.split(","))):
        if not _NUMBER.fullmatch(one) or not int(one):
            raise RuleError("the rule that it repeats by has a number that is none")
        yield int(one)


def _weekdays(text: str) -> Iterator[tuple[int, int]]:
    for one in filter(None, map(str.strip, text.split(","))):
        match = _WEEKDAY.fullmatch(one)
        if match is None:
            raise RuleError("the rule that it repeats by has a weekday that is none")
        yield int(match[1] or 0), _DAYS.index(match[2])


class _Matcher:
    """Whether a day is one of a rule's, for a series that starts on some day."""

    def __init__(self, rule: Rule, start: date, patience: Patience) -> None:
        self.rule = rule
        self.patience = patience
        self.start = start
        self.numbers = dict(rule.numbers)
        self.weekdays = frozenset(rule.weekdays)
        self._add_what_start_says()
        # In a month the third Friday is the month's, in a year the year's.
        self.by_month = rule.frequency == "MONTHLY" or bool(rule.numbers["BYMONTH"])
        self.nth = rule.frequency in {"MONTHLY", "YEARLY"}
        self.chosen: dict[int, frozenset[date]] = {}
        self.index = self._index(start)
        self.tests = tuple(self._tests())

    def _add_what_start_says(self) -> None:
        """Add weekday, day and month of the first day, where the rule has none."""
        rule, numbers = self.rule, self.numbers
        days = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
        if self.weekdays or any(numbers[one] for one in days[:2]):
            return
        if rule.frequency == "WEEKLY" or numbers["BYWEEKNO"]:
            self.weekdays = frozenset({(0, self.start.weekday())})
        elif rule.frequency in {"MONTHLY", "YEARLY"}:
            numbers["BYMONTHDAY"] = frozenset({self.start.day})
            if rule.frequency == "YEARLY" and not numbers["BYMONTH"]:
                numbers["BYMONTH"] = frozenset({self.start.month})

    def _tests(self) -> Iterator[Callable[[date], bool]]:
        numbers = self.numbers
        if months := numbers["BYMONTH"]:
            yield lambda day: day.month in months
        if self.weekdays:
            yield self._on_weekday
        if numbers["BYMONTHDAY"]:
            yield lambda day: not numbers["BYMONTHDAY"].isdisjoint(_in_month(day))
        if numbers["BYYEARDAY"]:
            yield lambda day: not numbers["BYYEARDAY"].isdisjoint(_in_year(day))
        if numbers["BYWEEKNO"]:
            yield self._in_week

    def matches(self, day: date) -> bool:
        """Whether the rule has a day."""
        index = self._index(day)
        if (index - self.index) % self.rule.interval:
            return False
        if not all(test(day) for test in self.tests):
            return False
        return not self.numbers["BYSETPOS"] or day in self._choice(day, index)

    def _index(self, day: date) -> int:
        """Return the number of a day's period."""
        match self.rule.frequency:
            case "DAILY":
                return day.toordinal()
            case "WEEKLY":
                return (day.toordinal() - 1 - self.rule.week_starts) // 7
            case "MONTHLY":
                return day.year * 12 + day.month
            case _:
                return day.year

    def _on_weekday(self, day: date) -> bool:
        weekday = day.weekday()
        if (0, weekday) in self.weekdays:
            return True
        if not self.nth:
            return any(weekday == one for _, one in self.weekdays)
        first, last = _in_month(day) if self.by_month else _in_year(day)
        return any((one, weekday) in self.weekdays for one in _weeks(first, last))

    def _in_week(self, day: date) -> bool:
        begins = (day.weekday() - self.rule.week_starts) % 7
        middle = day.toordinal() - begins + 3  # a week is of the year of its fourth day
        first, last = _in_year(date.fromordinal(min(max(middle, 1), _END)))
        return not self.numbers["BYWEEKNO"].isdisjoint(_weeks(first, last))

    def _choice(self, day: date, index: int) -> frozenset[date]:
        """Return the days of a period that `BYSETPOS` takes."""
        if index not in self.chosen:
            here, reach = day.toordinal(), _REACH[self.rule.frequency]
            self.patience.spend(2 * reach + 1)
            near = range(here - reach, here + reach + 1)
            days = [date.fromordinal(one) for one in near if 1 <= one <= _END]
            fitting = [
                one
                for one in days
                if self._index(one) == index and all(test(one) for test in self.tests)
            ]
            places = self.numbers["BYSETPOS"]
            self.chosen[index] = frozenset(
                one
                for number, one in enumerate(fitting)
                if not places.isdisjoint({number + 1, number - len(fitting)})
            )
        return self.chosen[index]


_END: Final = date.max.toordinal()


def _in_month(day: date) -> tuple[int, int]:
    """Return a day's number from the beginning of its month, and from the end."""
    return day.day, day.day - calendar.monthrange(day.year, day.month)[1] - 1


def _in_year(day: date) -> tuple[int, int]:
    """Return a day's number from the beginning of its year, and from the end."""
    number = day.timetuple().tm_yday
    return number, number - (366 if calendar.isleap(day.year) else 365) - 1


def _weeks(first: int, last: int) -> tuple[int, int]:
    """Return which of its weekday a day is, from the beginning and from the end."""
    return (first - 1) // 7 + 1, -((-last - 1) // 7 + 1)
