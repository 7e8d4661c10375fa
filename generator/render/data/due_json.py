"""Follow-ups as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.derive.grouping import Group, group_on
from generator.render.data.encoding import encode_list, iso

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.derive.records import Item
    from generator.graph.records import Book
    from generator.render.data.encoding import Record

_SEVERITY: Final = {
    Group.SNOOZED: "snoozed",
    Group.STALE: "stale",
    Group.OVERDUE: "overdue",
    Group.TODAY: "due",
}


def severity_on(item: Item, day: date) -> str:
    """Return how pressing an item is on a day.

    Returns:
        `snoozed`, `stale`, `overdue`, `due`, else `upcoming`, which an item
        without a date is, too.
    """
    return _SEVERITY.get(group_on(item, day), "upcoming")


def render_due(items: Iterable[Item], book: Book, today: date) -> bytes:
    """Return follow-ups as a JSON list (`schemas/due.json`).

    Args:
        items: In the order of output.
        book: Knows the names.
        today: The day that lateness is counted from.

    Returns:
        A bare list in the same order.
    """
    return encode_list(item_record(item, book, today) for item in items)


def item_record(item: Item, book: Book, today: date) -> Record:
    """Return one follow-up as a record."""
    names = ", ".join(book.name_of(one) for one in item.people)
    span = item.source.span
    return {
        "id": item.id,
        "contact": names or None,
        "rule": str(item.rule),
        "due": iso(item.due_on),
        "days_late": (today - item.due_on).days if item.due_on else None,
        "severity": severity_on(item, today),
        "reason": item.reason,
        "action": item.action,
        "source": {"path": span.path, "line": span.line, "date": iso(item.on)},
        "settles": list(item.settles),
        "silence": item.silence,
    }
