"""What an edit is about to do, or has done, as one file that outlives the process."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.edit.changes import Change, EditRefusedError
from generator.write.file import replace_file

if TYPE_CHECKING:
    from pathlib import Path


class Record(Struct, frozen=True, kw_only=True):
    """An edit.

    Attributes:
        changes: What becomes of each file.
        modes: Who may read and write them, by path; without those that are new.
        undoing: Whether it takes another edit back.
    """

    changes: tuple[Change, ...]
    modes: dict[str, int]
    undoing: bool = False


def write_record(file: Path, record: Record) -> None:
    """Write a record, readable by its owner alone; it is on the disk afterwards."""
    value = {
        "undoing": record.undoing,
        "modes": record.modes,
        "changes": [
            {
                "path": one.path,
                "before": _text(one.before),
                "after": _text(one.after),
                "moved_from": one.moved_from,
            }
            for one in record.changes
        ],
    }
    replace_file(file, json.dumps(value, indent=1).encode(), mode=0o600)


def read_record(file: Path) -> Record | None:
    """Read a record; none where there is no such file.

    Raises:
        EditRefusedError: Where the file is damaged.
        OSError: Where it cannot be read.
    """
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return None
    try:
        value = json.loads(text)
        changes = tuple(_change(one) for one in value["changes"])
        modes = {str(path): int(mode) for path, mode in value["modes"].items()}
        return Record(changes=changes, modes=modes, undoing=bool(value["undoing"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise EditRefusedError(
            f"{file} is damaged; look through the notes that were edited last, "
            "then delete it"
        ) from None


def _change(value: dict[str, Any]) -> Change:
    return Change(
        path=str(value["path"]),
        before=_bytes(value["before"]),
        after=_bytes(value["after"]),
        moved_from=str(value.get("moved_from", "")),
    )


def _text(data: bytes | None) -> str | None:
    return None if data is None else b64encode(data).decode()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text, validate=True)
