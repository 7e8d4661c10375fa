"""Front matter: the table of values, and what YAML may not do."""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from generator.model import Moment, Snooze
from tests.parse.tables import cases, problem_lines, read_case

if TYPE_CHECKING:
    from generator.model import Note

LINKS = frozenset({"people", "questions", "referrals", "referred_by", "organization"})
LEFT_OUT = frozenset({"path", "fields", "links", "body", "day"})


def spelled(note: Note, name: str, value: Any) -> str:
    """Return a value as the table writes it."""
    if isinstance(value, tuple):
        return " | ".join(spelled(note, name, one) for one in value)
    if name in LINKS or name == "past_organizations":
        return note.links[value].written
    match value:
        case bool():
            return "yes"
        case Moment(on=on, at=at):
            return f"{on} {at:%H:%M}" if at else str(on)
        case Snooze(until=until, rule=rule):
            return f"{rule} {until}".strip()
        case _:
            return str(value)


def lines_of(note: Note) -> list[str]:
    """Return every value that is not the default, then the unknown keys."""
    lines = []
    for field in fields(note):
        value = getattr(note, field.name)
        if field.name in LEFT_OUT or value == field.default:
            continue
        if field.name == "name" and value == PurePosixPath(note.path).stem:
            continue
        assert field.default is not MISSING or field.name == "name"
        lines.append(f"{field.name}: {spelled(note, field.name, value)}")
    for key in note.fields:
        if not key.name:
            lines.append(f"({key.key}): {' | '.join(key.texts)}".rstrip())
    return lines


@pytest.mark.parametrize(("text", "expected"), cases("front_matter.md"))
def test_values(text: str, expected: str) -> None:
    """Each key says what notes.md promises, and each problem knows its place."""
    note, problems = read_case(text)
    lines = [*lines_of(note), *problem_lines(problems)]
    assert "\n".join(lines or ["none"]) == expected
