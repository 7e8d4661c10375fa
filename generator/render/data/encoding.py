"""JSON with a record on each line: quick to write, to compare and to search."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from generator.model import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, time

    from generator.diagnostics import Span

Record = dict[str, Any]
VERSION: Final = 1


def encode_list(records: Iterable[Record]) -> bytes:
    """Return a JSON list, a record on each line; `[]` without any."""
    return f"{_list(records)}\n".encode("utf-8", "replace")


def encode_object(values: Mapping[str, Any]) -> bytes:
    """Return a JSON object, a key on each line, in a list a record on each line."""
    lines = [
        f"{_one(key)}: {_list(value) if isinstance(value, list) else _one(value)}"
        for key, value in values.items()
    ]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "replace")


def _list(records: Iterable[Record]) -> str:
    lines = [_one(record) for record in records]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _one(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def place(span: Span) -> Record:
    """Return path, line and column of a span."""
    return {"path": span.path, "line": span.line, "column": span.column}


def iso(day: date | Moment | None, at: time | None = None) -> str | None:
    """Return `2026-03-02`, `2026-03-02T10:30` where a time is known, or none."""
    if isinstance(day, Moment):
        return iso(day.on, day.at)
    if day is None:
        return None
    return f"{day.isoformat()}T{at:%H:%M}" if at else day.isoformat()
