"""The private list of connections, kept with the user's data and never published."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import asdict

from generator.workspace.errors import BookError
from generator.workspace.owned import data_folder, data_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.derive.connections import Connection
    from generator.workspace.opening import Workspace

_NAME: Final = "connections.json"


def connections_file(workspace: Workspace) -> tuple[Path, ...]:
    """Return the file of a book's private list; empty where there is none."""
    place = data_place(workspace)
    file = place / _NAME if place else None
    return (file,) if file and file.is_file() else ()


def read_connections(workspace: Workspace) -> tuple[Connection, ...]:
    """Return the private list of a book; empty where it has none.

    Raises:
        BookError: Where the file does not hold such a list.
        OSError: Where it cannot be read.
    """
    place = data_place(workspace)
    if place is None:
        return ()
    file = place / _NAME
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    import json

    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(map(_fits, found)):
        raise BookError(
            f"{file} is damaged; delete it and import your connections again",
            exit_status=3,
        )
    from generator.derive.connections import Connection

    return tuple(Connection(**one) for one in found)


def _fits(record: object) -> bool:
    from generator.derive.connections import Connection

    return (
        isinstance(record, dict)
        and record.keys() <= set(Connection.__struct_fields__)
        and "name" in record
        and all(isinstance(value, str) for value in record.values())
    )


def keep_connections(workspace: Workspace, connections: Iterable[Connection]) -> Path:
    """Write the private list down; nobody else may read it (mode 0600).

    Returns:
        Where it lies.

    Raises:
        BookError: Where the book has no `book_id`.
        OSError: Where the system refuses; an old list stays as it was.
    """
    import json
    import tempfile

    folder = data_folder(workspace)
    lines = [
        json.dumps({k: v for k, v in asdict(one).items() if v}, ensure_ascii=False)
        for one in connections
    ]
    data = "[\n" + ",\n".join(lines) + "\n]\n"
    number, name = tempfile.mkstemp(dir=folder, prefix=".airbook-")
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        return Path(name).replace(folder / _NAME)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
