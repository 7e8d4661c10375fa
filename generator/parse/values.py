"""One value of the front matter as text -> what its type takes."""

from __future__ import annotations

import re
from datetime import time
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from generator.diagnostics import Code, Diagnostic, Fix
from generator.model import Moment, Snooze
from generator.parse.anchors import fold_name
from generator.parse.days import read_day
from generator.parse.tags import tags_in
from generator.parse.wikilinks import WIKILINK, split_wikilink
from generator.vocabulary import RuleId, ValueType

if TYPE_CHECKING:
    from generator.diagnostics import Span
    from generator.parse.front_matter import RawField, RawItem
    from generator.vocabulary import Key

_PART: Final = re.compile(r"\d{4}(?:-\d{2})?")
_DATE: Final = re.compile(
    r"(?:\[\[)?(\d{4}-\d{1,2}-\d{1,2})(?:\]\])?"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_MINUTES: Final = re.compile(
    r"(?:(\d+)\s*(?:h|hours?|hrs?))?\s*(?:(\d+)\s*(?:m|min|minutes?|mins)?\.?)?"
)
_TRUE: Final = frozenset({"true", "yes", "y", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "n", "off", "0"})


class ValueReader:
    """Reads the values of one note one after another."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        """Begin a note; what cannot be used is added to `problems`."""
        self.problems = problems

    def read(self, raw: RawField, key: Key, numbers: list[int]) -> Any:  # noqa: PLR0911 - one line a type
        """Return the value of a key as its type; none where it is of no use.

        Args:
            raw: The key with its values.
            key: What it means.
            numbers: Of its links.

        Diagnostics: `value-date`, `value-choice`, `value-number`, `value-bool`,
            `value-timezone`.
        """
        texts = tuple(t for t in (_shown(item.text) for item in raw.items) if t)
        match key.type:
            case ValueType.TEXT:
                return ", ".join(texts)
            case ValueType.PARTIAL_DATE:
                return self._partial(raw.items[0])
            case ValueType.TEXTS:
                return texts
            case ValueType.TAGS:
                return _tags(texts)
            case ValueType.LINK:
                return numbers[0] if numbers else None
            case ValueType.LINKS:
                return tuple(numbers)
            case ValueType.SNOOZE:
                found = tuple(self._snooze(item) for item in raw.items)
                return tuple(one for one in found if one)
            case _:
                return self._scalar(raw.items[0], key)

    def _scalar(self, item: RawItem, key: Key) -> Any:  # noqa: PLR0911 - one line a type
        text = item.text.strip()
        match key.type:
            case ValueType.DATE:
                moment = self._moment(item, text)
                return moment.on if moment else None
            case ValueType.MOMENT:
                return self._moment(item, text, timed=True)
            case ValueType.BOOL:
                return self._bool(item, key, text)
            case ValueType.CHOICE:
                return self._choice(item, key, text)
            case ValueType.TIMEZONE:
                return self._zone(item, text)
            case ValueType.MINUTES:
                return self._minutes(item, key, text)
            case _:
                return self._number(item, key, text)

    def _partial(self, item: RawItem) -> str | None:
        """Read a day, a month or a year; it stays as it was typed."""
        text = _shown(item.text)
        rest = "-01-01" if "-" not in text else "-01"
        if _PART.fullmatch(text) and read_day(text + rest):
            return text
        return text if self._moment(item, text) else None

    def _moment(
        self, item: RawItem, text: str, *, timed: bool = False
    ) -> Moment | None:
        moment = parse_moment(text)
        if moment is None:
            said = f"`{text}` is no date"
            if _DATE.fullmatch(text):
                said = f"there is no such day or time as `{text}`"
            advice = "write year-month-day, such as 2026-08-21"
            advice += ", with a time 2026-08-21T10:30" if timed else ""
            self._say(Code.VALUE_DATE, item.span, said, advice)
        return moment

    def _bool(self, item: RawItem, key: Key, text: str) -> bool | None:
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        said = f"`{text}` is neither true nor false"
        self._say(Code.VALUE_BOOL, item.span, said, f"write `{key.name}: true`")
        return None

    def _choice(self, item: RawItem, key: Key, text: str) -> str | None:
        folded = re.sub(r"[\s_]+", "-", fold_name(text))
        if key.name == "type":
            return folded
        if key.name == "may_use_name":
            folded = {"true": "yes", "false": "no"}.get(folded, folded)
        if folded in key.choices:
            return folded
        said = f"`{text}` is no {key.name}"
        words = ", ".join(key.choices)
        self._say(Code.VALUE_CHOICE, item.span, said, f"write one of {words}")
        return None

    def _zone(self, item: RawItem, text: str) -> str | None:
        if zone := _zones().get(text.lower()):
            return zone
        wanted = "/" + text.lower().replace(" ", "_")
        near = [zone for low, zone in _zones().items() if low.endswith(wanted)]
        self._say(
            Code.VALUE_TIMEZONE,
            item.span,
            f"`{text}` is no time zone",
            f"did you mean {near[0]}?"
            if near
            else "write continent and city, such as Europe/Lisbon",
            near[0] if len(near) == 1 else "",
        )
        return None

    def _minutes(self, item: RawItem, key: Key, text: str) -> int | None:
        match = _MINUTES.fullmatch(text.lower())
        if match and (match[1] or match[2]):
            minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
            return self._number(item, key, str(minutes))
        return self._number(item, key, text)

    def _number(self, item: RawItem, key: Key, text: str) -> int | None:
        high = key.high
        if re.fullmatch(r"\d{1,6}", text):
            number = int(text)
            if number >= key.low and (high is None or number <= high):
                return number
        wanted = f"from {key.low} to {high}" if high else f"of {key.low} or more"
        advice = f"write a whole number {wanted}"
        if key.type is ValueType.MINUTES:
            advice = "write minutes, such as 30, or hours, such as 1h 15min"
        said = f"`{item.text.strip()}` is no {key.name}"
        self._say(Code.VALUE_NUMBER, item.span, said, advice)
        return None

    def _snooze(self, item: RawItem) -> Snooze | None:
        rule, _, day = item.text.strip().rpartition(" ")
        moment = self._moment(item, day)
        if moment is None:
            return None
        if rule and rule not in set(RuleId):
            words = ", ".join(RuleId)
            said = f"`{rule}` is no rule"
            self._say(Code.VALUE_CHOICE, item.span, said, f"write one of {words}")
            return None
        return Snooze(until=moment.on, rule=rule)

    def _say(
        self, code: Code, span: Span, message: str, advice: str, fix: str = ""
    ) -> None:
        mend = Fix(span, fix) if fix else None
        self.problems.append(Diagnostic(code, span, message, advice, mend))


def parse_moment(text: str) -> Moment | None:
    """Read a date, or a date and time; none where there is no such day.

    Source: README, "Dates"; ISO 8601 without zone.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    on = read_day(match[1])
    try:
        at = time(int(match[2]), int(match[3])) if match[2] else None
    except ValueError:
        return None
    return Moment(on=on, at=at) if on else None


@cache
def _zones() -> dict[str, str]:
    """Return the names of the IANA list, folded -> as it spells them.

    They are read from a package and not from the system, so that every machine
    knows the same.
    """
    from importlib.resources import files

    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name.lower(): name for name in names}


def _shown(text: str) -> str:
    """Return a text value; one that is wholly a link is what the link shows."""
    stripped = text.strip()
    match = WIKILINK.fullmatch(stripped)
    if match is None:
        return stripped
    target, anchor, shown = split_wikilink(match[2])
    return shown or target.rpartition("/")[2] or anchor


def _tags(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for text in texts for tag in tags_in(text)))
