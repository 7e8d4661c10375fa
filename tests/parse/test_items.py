"""List items: the tables of Log lines, tasks and entries of the ledgers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.parse.tables import cases, problem_lines, read_case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Entry, LogLine, Note, Pay, Task

DATES = ("due", "scheduled", "starts", "created", "done", "cancelled", "logged")


def written(note: Note, numbers: Iterable[int]) -> str:
    """Return links as they are written."""
    return " ".join(note.links[number].written for number in numbers)


def log_line(note: Note, line: LogLine) -> str:
    """Return an event as the table writes it."""
    time = f" {line.day.at:%H:%M}" if line.day.at else ""
    said = f"{line.day.on}{time} {line.kind}"
    said += f" ({line.how})" if line.how else ""
    said += f" {written(note, line.people)}" if line.people else ""
    said += f" -> {written(note, line.subjects)}" if line.subjects else ""
    return f"{said}: {line.text}" if line.text else said


def task_line(note: Note, task: Task) -> str:
    """Return a task as the table writes it."""
    parts = [f"{task.state} {task.text}".strip()]
    parts += [f"{name} {day}" for name in DATES if (day := getattr(task, f"{name}_on"))]
    parts += [f"priority {task.priority}"] if task.priority else []
    parts += [f"repeats {task.repeats}"] if task.repeats else []
    parts += [f"owner {written(note, [task.owner])}"] if task.owner is not None else []
    parts += [f"links {written(note, task.links)}"] if task.links else []
    return " | ".join(parts)


def entry_line(note: Note, entry: Entry, anchors: list[str]) -> str:
    """Return an entry as the table writes it, its anchor where the case asks."""
    depth = f" {entry.depth}" if entry.depth else ""
    parts = [f"{entry.section}{depth} {entry.text}"]
    parts += [f"topics {' '.join(entry.topics)}"] if entry.topics else []
    parts += [f"links {written(note, entry.links)}"] if entry.links else []
    parts += [f"name {entry.may_use_name}"] if entry.may_use_name else []
    parts += [f"pay {', '.join(map(pay, entry.pay))}"] if entry.pay else []
    if entry.question is not None:
        parts.append(f"question {written(note, [entry.question])}")
    parts += [f"day {entry.day}"] if entry.day else []
    if anchors:
        parts.append(f"anchor {numbered(entry.anchor, anchors)}")
    return " | ".join(parts)


def numbered(anchor: str, anchors: list[str]) -> str:
    """Return an anchor with the number of its digest among all, from 1."""
    digests = dict.fromkeys(re.sub(r"(a-\w+).*", r"\1", one) for one in anchors)
    order = [one for one in digests if one.startswith("a-")]
    return re.sub(r"a-\w+", lambda m: f"a-{order.index(m[0]) + 1}", anchor)


def pay(one: Pay) -> str:
    """Return pay as the table writes it."""
    if one.low is None:
        return "?"
    return f"{one.low:g}-{one.high:g} {one.currency} {one.per}"


@pytest.mark.parametrize(("text", "expected"), cases("log.md"))
def test_log(text: str, expected: str) -> None:
    """One dated line of a Log is one event, or a problem, or a remark."""
    if "# " not in text:
        head, newline, rest = text.rpartition(".md\n")
        text = f"{head}{newline}## Log\n{rest}"
    note, problems = read_case(text)
    lines = [log_line(note, line) for line in note.body.log]
    assert "\n".join([*lines, *problem_lines(problems)] or ["none"]) == expected


@pytest.mark.parametrize(("text", "expected"), cases("tasks.md"))
def test_tasks(text: str, expected: str) -> None:
    """A task line is taken apart as Obsidian Tasks and Dataview write it."""
    note, problems = read_case(text)
    lines = [task_line(note, task) for task in note.body.tasks]
    assert "\n".join([*lines, *problem_lines(problems)] or ["none"]) == expected


@pytest.mark.parametrize(("text", "expected"), cases("entries.md"))
def test_entries(text: str, expected: str) -> None:
    """A list item of a ledger is an entry, with what its words say."""
    note, problems = read_case(text)
    asked = "| anchor" in expected
    anchors = [entry.anchor for entry in note.body.entries] if asked else []
    lines = [entry_line(note, entry, anchors) for entry in note.body.entries]
    assert "\n".join([*lines, *problem_lines(problems)] or ["none"]) == expected
