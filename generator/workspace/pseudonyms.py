"""The numbers that people are called by, kept so that they stay the same."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.workspace.errors import BookError
from generator.workspace.owned import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.workspace.opening import Workspace

_NAME: Final = "pseudonyms.json"


def read_pseudonyms(workspace: Workspace) -> dict[str, int]:
    """Return the numbers that were given before: path or lead's id -> number.

    Raises:
        BookError: Where the file does not hold numbers; other ones would give people
            away who kept theirs, so nothing is built.
        OSError: Where it cannot be read.
    """
    file = data_folder(workspace) / _NAME
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not _fits(found):
        raise BookError(
            f"{file} is damaged; put it back from a backup, or delete it: everybody "
            "then gets a new number",
            exit_status=3,
        )
    return dict(found)


def _fits(found: object) -> bool:
    if not isinstance(found, dict):
        return False
    numbers = list(found.values())
    whole = all(type(one) is int and one > 0 for one in numbers)
    return whole and len(set(numbers)) == len(numbers)


def keep_pseudonyms(workspace: Workspace, numbers: Mapping[str, int]) -> None:
    """Write the numbers down; nobody else may read them (mode 0600).

    Raises:
        OSError: Where the system refuses; an old file stays as it was.
    """
    folder = data_folder(workspace)
    ordered = dict(sorted(numbers.items(), key=lambda one: one[1]))
    data = json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"
    number, name = tempfile.mkstemp(dir=folder, prefix=".airbook-")
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).replace(folder / _NAME)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
