"""The outer form of an encrypted site's files; `.readme/encrypted-site.md` says all."""

from __future__ import annotations

import base64
import binascii
import re
from hashlib import sha256
from typing import Final

FORMAT: Final = 1
HEADER: Final = "h.js"
FOLDER: Final = "d/"

# Of the content of a data file.
KIB_64: Final = 1 << 16
KIB_256: Final = 1 << 18
MIB_1: Final = 1 << 20
MIB_4: Final = 1 << 22
SIZES: Final = (KIB_64, KIB_256, MIB_1, MIB_4)

DIGEST: Final = 32
TAG: Final = 16
FRESH: Final = 16
LENGTH: Final = 4
OVERHEAD: Final = DIGEST + TAG + FRESH + LENGTH  # all of a data file but its data

HASH: Final = re.compile(r"[0-9a-f]{64}")
_LINE: Final = re.compile(
    rb'airbookFile\("(h|[0-9a-f]{32})","([A-Za-z0-9+/]+={0,2})"\);', re.DOTALL
)


class EncryptedSiteError(Exception):
    """An encrypted site is not to be trusted, or does not open.

    Attributes:
        file: Which of its files.
        reason: Why, for people.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


def script(name: str, content: bytes) -> bytes:
    """Return the line of JavaScript that a browser reads a content from.

    Args:
        name: `h`, or the 32 hex digits of a data file.
        content: What it holds.
    """
    return b'airbookFile("%s","%s");' % (name.encode(), base64.b64encode(content))


def read_script(path: str, text: bytes) -> bytes:
    """Take the content out of a line that `script` made; nothing is run.

    Args:
        path: Path of the file in the site; its name must stand in the line too.
        text: The file.

    Raises:
        EncryptedSiteError: Where it is anything else, to the byte.
    """
    line = _LINE.fullmatch(text)
    if line is None:
        raise EncryptedSiteError(path, "is no file of an encrypted site")
    if path != path_of(line[1].decode()):
        raise EncryptedSiteError(path, "is another file under this name")
    try:
        content = base64.b64decode(line[2], validate=True)
    except binascii.Error:
        content = b""
    # Two texts may mean the same bytes; only one of them is right.
    if base64.b64encode(content) != line[2]:
        raise EncryptedSiteError(path, "is no proper base64")
    return content


def path_of(name: str) -> str:
    """Return the path of a file in the site by its name in its line."""
    return HEADER if name == "h" else f"{FOLDER}{name}.js"


def hash_of(content: bytes) -> str:
    """Return the hash of a data file's content, as manifest and header have it."""
    return sha256(content).hexdigest()


def data_path(hashed: str) -> str:
    """Return the path of the data file that has a hash."""
    return path_of(hashed[:32])
