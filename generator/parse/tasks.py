"""One task line -> its state, its text and its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.model import TaskState
from generator.parse.days import read_day

if TYPE_CHECKING:
    from datetime import date

_BOX: Final = re.compile(r"\[(.)\](?:[ \t\u00a0]+|$)")
_DATE: Final = r"(\d{4}-\d{2}-\d{2})"
_GAP: Final = "[\ufe0f\ufe0e \t\u00a0]*"
_EMOJI: Final = {
    "📅": "due",
    "📆": "due",
    "🗓": "due",
    "⏳": "scheduled",
    "⌛": "scheduled",
    "🛫": "start",
    "➕": "created",
    "✅": "completion",
    "❌": "cancelled",
}
_PRIORITY: Final = {
    "🔺": "highest",
    "⏫": "high",
    "🔼": "medium",
    "🔽": "low",
    "⏬": "lowest",
}
_NAMES: Final = frozenset(
    {*_EMOJI.values(), "priority", "repeat", "id", "dependsOn", "onCompletion"}
)
_EMOJI_DATE: Final = re.compile(rf"([{''.join(_EMOJI)}]){_GAP}{_DATE}$")
_EMOJI_BARE: Final = re.compile(rf"([{''.join(_PRIORITY)}]){_GAP}$")
_REPEAT: Final = re.compile(rf"🔁{_GAP}([A-Za-z0-9 ,!]+)$")
_OTHER: Final = re.compile(rf"(?:🆔|⛔|🏁){_GAP}[\w,\- ]+$")
_DATAVIEW: Final = re.compile(r"[\[(](\w+)::[ \t]*([^\[\]()]*)[\])]$")
_BRACKET: Final = re.compile(rf"\((\w+):[ \t]*{_DATE}\)$")
_TAIL: Final = re.compile(r"(?:(?<=\s)|^)(?:#[^\s#]+|\^[A-Za-z0-9\-]+)$")
# Looked at from the end, so that a line of nothing but fields is read in one go.
_LONGEST: Final = 400
_MOST: Final = 100
"""So many fields and tags end a line at most; those before them are text."""
_ANY: Final = re.compile(rf"[\[(](\w+)::[ \t]*{_DATE}[\])]")


@dataclass(slots=True)
class TaskLine:
    """A task line taken apart.

    Attributes:
        state: Open, done or cancelled.
        text: Its text without box and fields; further lines of the item stay.
        dates: Field name -> day.
        bad: Dates that do not exist, as typed.
        priority: `highest` to `lowest`, or empty.
        repeats: Text of the recurrence, or empty.
    """

    state: TaskState
    text: str
    dates: dict[str, date] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)
    priority: str = ""
    repeats: str = ""


def split_task(content: str) -> TaskLine | None:
    """Read the first line of a list item as a task.

    Args:
        content: The item's text; further lines are kept as they are.

    Returns:
        None where it does not begin with a box. Fields are read from the end of
        the line, as Obsidian Tasks does; Dataview's dates wherever they stand.

    Source: README, "Tasks"; Obsidian Tasks, "Tasks Emoji Format", "Dataview Format".
    """
    match = _BOX.match(content)
    if match is None:
        return None
    line, newline, rest = content[match.end() :].partition("\n")
    state = {"x": TaskState.DONE, "X": TaskState.DONE, "-": TaskState.CANCELLED}
    task = TaskLine(state.get(match[1], TaskState.OPEN), "")
    line, tail = line.rstrip(" \t\u00a0\ufe0f"), ""
    for _ in range(_MOST):
        cut = _take(task, line)
        if cut is None:
            kept = _TAIL.search(line, max(0, len(line) - _LONGEST))
            if kept is None:
                break
            tail = f" {kept[0]}{tail}"
            cut = line[: kept.start()]
        line = cut.rstrip(" \t\u00a0\ufe0f")
    line = _ANY.sub(lambda found: _dataview(task, found), line)
    task.text = (line.rstrip() + tail).strip() + newline + rest
    return task


def _take(task: TaskLine, line: str) -> str | None:
    """Read one field off the end of a line; return what is left, none: no field."""
    start = max(0, len(line) - _LONGEST)
    if match := _EMOJI_DATE.search(line, start):
        _date(task, _EMOJI[match[1]], match[2])
    elif match := _EMOJI_BARE.search(line, start):
        task.priority = task.priority or _PRIORITY[match[1]]
    elif match := _REPEAT.search(line, start):
        task.repeats = match[1].strip()
    elif match := _BRACKET.search(line, start):
        if match[1] not in _NAMES:
            return None
        _date(task, match[1], match[2])
    elif match := _DATAVIEW.search(line, start):
        if match[1] not in _NAMES:
            return None
        _named(task, match[1], match[2].strip())
    else:
        match = _OTHER.search(line, start)
    return line[: match.start()] if match else None


def _named(task: TaskLine, name: str, value: str) -> None:
    if name == "priority":
        task.priority = value.lower()
    elif name == "repeat":
        task.repeats = value
    elif name in _EMOJI.values():
        _date(task, name, value)


def _dataview(task: TaskLine, match: re.Match[str]) -> str:
    if match[1] not in _EMOJI.values():
        return match[0]
    _date(task, match[1], match[2])
    return ""


def _date(task: TaskLine, name: str, text: str) -> None:
    day = read_day(text)
    if day is None:
        task.bad.append(text)
    else:
        task.dates.setdefault(name, day)
