"""Names of files -> names that are safe in a URL and on every file system."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import Final

MAX_BYTES: Final = 160
_OTHERS: Final = re.compile("[^a-z0-9]+")
_PORTS: Final = "0123456789¹²³"
_RESERVED: Final = frozenset(
    {
        *("con", "prn", "aux", "nul", "conin", "conout", "clock"),
        *(f"com{port}" for port in _PORTS),
        *(f"lpt{port}" for port in _PORTS),
    }
)


def slug_of(text: str, otherwise: str = "note") -> str:
    """Return the slug of a name.

    Args:
        text: A file's name without its ending, or any other name.
        otherwise: What to return where no letter or digit is left.

    Returns:
        NFC and lower case; letters and digits of every alphabet and the marks on
        them are kept, any other run becomes one hyphen, none at the ends.
    """
    if text.isascii():  # most are, and have no marks
        return _OTHERS.sub("-", text.lower()).strip("-") or otherwise
    kept: list[str] = []
    lowered = unicodedata.normalize("NFC", text).lower()
    for char in unicodedata.normalize("NFC", lowered):
        if char.isalnum() or (kept and kept[-1] != "-" and _is_mark(char)):
            kept.append(char)
        elif kept and kept[-1] != "-":
            kept.append("-")
    return "".join(kept).strip("-") or otherwise


def is_unsafe(slug: str) -> bool:
    """Whether a slug is too long for a file's name, or Windows reserves it."""
    return slug in _RESERVED or len(slug.encode()) > MAX_BYTES


def with_digest(slug: str, source: str, digits: int) -> str:
    """Tell a slug apart from others by what it was made from.

    Args:
        slug: Cut to `MAX_BYTES` where it is longer, never inside a character.
        source: What tells it apart: a path, a lead's id.
        digits: How many hex digits of the digest of `source`, at most 64.

    Returns:
        The slug, a hyphen and the digits.
    """
    digest = blake2b(source.encode(errors="surrogatepass"), digest_size=32)
    cut = slug.encode()[:MAX_BYTES].decode(errors="ignore").strip("-")
    return f"{cut}-{digest.hexdigest()[:digits]}"


def folder_slug(part: str, source: str) -> str:
    """Return the slug of one folder of a path, made safe on its own.

    Args:
        part: The folder's name.
        source: Its whole path.

    Returns:
        The slug; with four digits of the path's digest where it is unsafe.
    """
    slug = slug_of(part, "folder")
    return with_digest(slug, source, 4) if is_unsafe(slug) else slug


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")
