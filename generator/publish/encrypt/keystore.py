"""Keys on the owner's disk: one file for each audience, which nobody else may read."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from generator.publish.encrypt.derivation import KEY
from generator.publish.encrypt.header import is_generation, is_rounds
from generator.publish.encrypt.keys import Keys, Slot
from generator.publish.encrypt.slots import SALT, SLOT, SLOTS
from generator.workspace.errors import BookError
from generator.workspace.owned import data_folder
from generator.write.file import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from generator.workspace.opening import Workspace

_FORMAT: Final = 1
# Names that are the same file nowhere else, on a disk that ignores case either.
_PLAIN: Final = re.compile(r"[a-z][a-z0-9_-]{0,40}")


def key_file(workspace: Workspace, audience: str) -> Path:
    """Return where the keys of an audience lie, or would.

    Args:
        workspace: The book.
        audience: Its name, whatever characters are in it.

    Raises:
        BookError: Where the book has no `book_id`.
        OSError: Where the system refuses.
    """
    name = audience
    if not _PLAIN.fullmatch(audience):
        name = f"-{sha256(audience.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
    return data_folder(workspace) / f"key-{name}.json"


def load_keys(workspace: Workspace, audience: str) -> Keys | None:
    """Read the keys of an audience; none where there are none.

    Args:
        workspace: The book.
        audience: Its name.

    Raises:
        BookError: Where the file is damaged, or the book has no `book_id`.
        OSError: Where it cannot be read.
    """
    file = key_file(workspace, audience)
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return _read(json.loads(text), audience)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BookError(
            f"the key file {file} is damaged; put a copy of it in its place",
            exit_status=3,
        ) from error


def store_keys(workspace: Workspace, keys: Keys) -> Path:
    """Write the keys of an audience; they are on the disk when this returns.

    Args:
        workspace: The book.
        keys: They take the place of those that were there.

    Returns:
        The file.

    Raises:
        BookError: Where the book has no `book_id`.
        OSError: Where the system refuses; the old file is whole then.
    """
    file = key_file(workspace, keys.audience)
    replace_file(file, _written(keys), mode=0o600)
    return file


def _written(keys: Keys) -> bytes:
    value = {
        "format": _FORMAT,
        "audience": keys.audience,
        "master": keys.master.hex(),
        "salt": keys.salt.hex(),
        "rounds": keys.rounds,
        "generation": keys.generation,
        "slots": [
            {"label": slot.label, "sealed": slot.sealed.hex()} for slot in keys.slots
        ],
    }
    return (json.dumps(value, indent=1) + "\n").encode()


def _read(value: Any, audience: str) -> Keys:
    slots = tuple(
        Slot(sealed=_bytes(slot["sealed"], SLOT), label=_label(slot["label"]))
        for slot in value["slots"]
    )
    whose = value["format"], value["audience"], len(slots)
    if whose != (_FORMAT, audience, SLOTS):
        raise ValueError("another file")
    if not (is_rounds(value["rounds"]) and is_generation(value["generation"])):
        raise ValueError("a wrong number")
    return Keys(
        audience=audience,
        master=_bytes(value["master"], KEY),
        salt=_bytes(value["salt"], SALT),
        rounds=value["rounds"],
        slots=slots,
        generation=value["generation"],
    )


def _bytes(text: str, length: int) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != length:
        raise ValueError("a wrong length")
    return found


def _label(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise ValueError("no label")
