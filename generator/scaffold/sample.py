"""The sample book, moved in time by whole weeks so that it is about now."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The Monday on which the sample's notes end.
SAMPLE_DAY: Final = date(2026, 3, 2)
_DAY: Final = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\d-])")
_SETTING: Final = re.compile(r"#?([\w-]+)\s*=")
_REMARK: Final = re.compile(r"\s+#[^\"']*$")
_HEADER: Final = re.compile(r"\[([\w.-]+)\]")


def weeks_to(today: date) -> timedelta:
    """Return how far the sample's days move: its last Monday becomes this week's."""
    return today - timedelta(days=today.weekday()) - SAMPLE_DAY


def move_days(text: str, by: timedelta) -> str:
    """Return a text with every day in it, written as 2026-03-02, moved.

    What looks like a day and is none stays as it is.
    """

    def moved(match: re.Match[str]) -> str:
        try:
            return (date.fromisoformat(match[0]) + by).isoformat()
        except (ValueError, OverflowError):
            return match[0]

    return _DAY.sub(moved, text)


def sample_files(notes: Path, by: timedelta) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file of the sample, days moved in both.

    Args:
        notes: Its content folder.
        by: A whole number of weeks, so that weekdays stay.
    """
    for file in sorted(notes.rglob("*")):
        path = file.relative_to(notes)
        if not file.is_file() or any(part.startswith(".") for part in path.parts):
            continue
        data = file.read_bytes()
        if file.suffix == ".md":
            data = move_days(data.decode(), by).encode()
        yield move_days(path.as_posix(), by), data


def with_settings(template: str, sample: str) -> str:
    """Return a commented `airbook.toml` with the lines of another one in force.

    Args:
        template: Has every setting, commented, each on one line.
        sample: Settings, each on one line; comments in it are left out.

    Returns:
        The template; each setting that the sample has stands as it is there, but
        for `book_id`.
    """
    wanted = {key: line for key, line in _settings(sample) if key != "book_id"}
    lines, table = [], ""
    for line in template.splitlines():
        header, match = _HEADER.match(line), _SETTING.match(line)
        table = f"{header[1]}." if header else table
        lines.append(wanted.get(f"{table}{match[1]}", line) if match else line)
    return "\n".join(lines) + "\n"


def _settings(text: str) -> Iterator[tuple[str, str]]:
    table = ""
    for line in text.splitlines():
        if header := _HEADER.match(line):
            table = f"{header[1]}."
        elif (match := _SETTING.match(line)) and not line.startswith("#"):
            yield f"{table}{match[1]}", _REMARK.sub("", line)
