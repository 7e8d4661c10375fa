"""Feeds and cards as other programs read them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import icalendar
import pytest

from tests.npm import npm_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

HERE: Final = Path(__file__).parent
_SCRIPT: Final = HERE / "read.cjs"
# A calendar of its own in a zone of its own, and every field on a line of its own.
_KHAL: Final = """\
[calendars]
[[book]]
path = {folder}/cal
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
_FORMAT: Final = "{uid}\t{start-long-full}"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """An event or task: its id, its day or its moment in UTC, its title."""

    uid: str
    begins: str
    title: str
    text: str = ""


def entries(data: bytes) -> list[Entry]:
    """Return events and tasks as icalendar reads them."""
    parts = icalendar.Calendar.from_ical(data).walk()
    return sorted(map(_entry, (one for one in parts if "UID" in one)))


def _entry(part: Any) -> Entry:
    begins = part.get("DTSTART") or part.get("DUE")
    return Entry(
        str(part["UID"]),
        _moment(begins.dt) if begins else "",
        str(part["SUMMARY"]),
        str(part.get("DESCRIPTION", "")),
    )


def _moment(day: date) -> str:
    if not isinstance(day, datetime):
        return day.isoformat()
    if day.tzinfo is None:
        return f"{day:%Y-%m-%d %H:%M}"
    return f"{day.astimezone(UTC):%Y-%m-%d %H:%M}Z"


def khal_entries(folder: Path, *feeds: bytes) -> list[tuple[str, str]]:
    """Return id and day of every event, as khal lists them in ten years."""
    (folder / "cal").mkdir(parents=True)
    (folder / "conf").write_text(_KHAL.format(folder=folder), encoding="utf-8")
    files = [f"{number}.ics" for number, _ in enumerate(feeds)]
    for file, data in zip(files, feeds, strict=True):
        (folder / file).write_bytes(data)
    _khal(folder, "import", "--batch", "-a", "book", *files)
    said = _khal(
        folder,
        *("list", "2024-01-01", "3650d", "--once", "--day-format", ""),
        *("--format", _FORMAT),
    )
    lines = (line.split("\t") for line in said.splitlines() if line)
    return sorted((uid, begins[:10]) for uid, begins in lines)


def _khal(folder: Path, *arguments: str) -> str:
    command = Path(sys.executable).with_name("khal")
    done = subprocess.run(  # noqa: S603 - our own words
        (str(command), "-c", "conf", *arguments),
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=120,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PATH": "/usr/bin:/bin", "TZ": "UTC"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@cache
def _tree() -> Path | None:
    return npm_tree(HERE / "calendars") if shutil.which("node") else None


def node_readings(**files: bytes) -> dict[str, Any]:
    """Return what ical.js and node-ical read in files, by name and program."""
    tree = _tree()
    if tree is None:
        pytest.skip("ical.js and node-ical cannot be had here")
    texts = {name: data.decode() for name, data in files.items()}
    done = subprocess.run(  # noqa: S603 - our own script
        (str(shutil.which("node")), str(_SCRIPT), str(tree)),
        input=json.dumps(texts).encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def unfolded(data: bytes) -> list[str]:
    """Return content lines; each must end in CRLF, and no line be too long."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")[:-1]
    for line in lines:
        assert len(line) <= 75
        assert not set(line) & {10, 13}
        line.decode()  # no character is cut in two
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def blocks(lines: list[str], kind: str) -> Iterator[list[str]]:
    """Yield the lines of each event, task or card."""
    while f"BEGIN:{kind}" in lines:
        start, end = lines.index(f"BEGIN:{kind}"), lines.index(f"END:{kind}")
        yield lines[start : end + 1]
        lines = lines[end + 1 :]
