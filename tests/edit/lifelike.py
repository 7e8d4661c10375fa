"""The sample's notes as four people would write them, each with an edit of its kind."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.edit.happening import Happening
from generator.vocabulary import EventKind
from tests.edit.generated import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT: Final = Path(__file__).parent.parent.parent / "content"
_SIMPLE: Final = re.compile(r"^(\w+): ([\w -]+)$", re.MULTILINE)
_EDITS: Final = {
    "contacts": (
        Edit("set", "next", ("2026-05-04",)),
        Edit("add", "aliases", ("Nick Name",)),
        Edit("log", happening=Happening(kind=EventKind.ASKED, on=date(2026, 3, 1))),
    ),
    "interviews": (
        Edit("set", "thanked", ("2026-03-01",)),
        Edit("add", "topics", ("what comes next",)),
        Edit("log", happening=Happening(kind=EventKind.NOTE, on=date(2026, 3, 1))),
    ),
}
_OTHERS: Final = (Edit("add", "tags", ("seen-again",)),)


def lifelike_edits() -> Iterator[tuple[str, bytes, Edit]]:
    """Yield path, bytes and edit: every note in every hand, the edits in turn."""
    for number, file in enumerate(sorted(CONTENT.rglob("*.md"))):
        path = file.relative_to(CONTENT).as_posix()
        edits = _EDITS.get(path.partition("/")[0], _OTHERS)
        for hand, data in enumerate(_hands(file.read_text(encoding="utf-8"))):
            yield path, data, edits[(number + hand) % len(edits)]


def _hands(text: str) -> Iterator[bytes]:
    """Yield a note as it is, from Windows, with remarks, and as a form fills it."""
    _, head, body = text.split("---\n", 2)
    yield text.encode()
    yield b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    remarks = _SIMPLE.sub(r"\1: \2  # kept", head)
    yield f"---\n# Who and what\n{remarks}\n# kept\n---\n{body}".encode()
    form = _SIMPLE.sub(lambda m: f'"{m[1].capitalize()}":   "{m[2]}"', head)
    yield f"--- \n\n{form}aliases:\n  - \ntopics: []\n---\n{body}".encode()
