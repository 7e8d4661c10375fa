"""Whom one knows at an organization, as text and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from generator.model import Contact
from generator.terminal.style import plain
from generator.terminal.table import Table, show_table

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.derive.acquaintances import Acquaintances
    from generator.terminal.style import Style

_WIDEST = 40


def who_records(result: BuildResult, found: Acquaintances) -> dict[str, Any]:
    """Return people and connections as data.

    Args:
        result: The book.
        found: Whom one knows.
    """
    people = []
    for one in found.people:
        note = result.book.notes[one.path]
        assert isinstance(note, Contact)  # noqa: S101 - only contacts are found
        people.append(
            {
                "name": note.name,
                "when": one.when,
                "organization": one.organization,
                "role": note.role or None,
                "status": result.facts.statuses[note.path].word,
                "path": note.path,
            }
        )
    others = [
        {key: value or None for key, value in asdict(one).items()}
        for one in found.connections
    ]
    return {"people": people, "connections": others}


def show_who(records: dict[str, Any], style: Style) -> str:
    """Return the people of the book, then the connections; empty without any."""
    parts = []
    for key, columns in _COLUMNS.items():
        rows = [
            tuple(plain(str(one[column] or "")) for column in columns)
            for one in records[key]
        ]
        if rows:
            head = _HEADS[key]
            table = show_table(
                Table(head=columns, rows=tuple(rows)), style, widest=_WIDEST
            )
            parts.append(f"{style.paint(head, 'bold')}\n{table}")
    return "\n\n".join(parts)


_COLUMNS = {
    "people": ("name", "when", "role", "status", "organization", "path"),
    "connections": ("name", "role", "organization", "connected", "profile"),
}
_HEADS = {
    "people": "In this book",
    "connections": "Connections without a note",
}
