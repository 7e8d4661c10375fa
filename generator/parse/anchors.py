"""HTML ids of headings, entries, lines and links; each once in a note."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

_PUNCTUATION = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")


class Anchors:
    """Gives ids out; twins get `-2`, `-3`."""

    def __init__(self) -> None:
        """Begin a note: nothing is taken."""
        self._taken: dict[str, int] = {}

    def heading(self, text: str) -> str:
        """Return the id of a heading: `h-` and its letters and digits."""
        return self._once(f"h-{slug(text)}")

    def digest(self, letter: str, *texts: str) -> str:
        """Return a letter, a hyphen and eight hex digits of the texts."""
        raw = "\0".join(texts).encode("utf-8", "surrogatepass")
        return self._once(f"{letter}-{blake2b(raw, digest_size=4).hexdigest()}")

    def _once(self, wanted: str) -> str:
        count = self._taken.get(wanted, 0) + 1
        given = wanted if count == 1 else f"{wanted}-{count}"
        while given in self._taken and count > 1:  # a heading may end in -2 itself
            count += 1
            given = f"{wanted}-{count}"
        self._taken[wanted] = count
        self._taken.setdefault(given, 1)
        return given


def slug(text: str) -> str:
    """Return letters and digits of any alphabet, lower case, others a hyphen.

    Args:
        text: Any text.

    Returns:
        NFC; without hyphens at the ends; empty where nothing is left.
    """
    folded = unicodedata.normalize("NFC", text).lower()
    kept = (
        c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in folded
    )
    return re.sub(r"-{2,}", "-", "".join(kept)).strip("-")


def fold_heading(text: str) -> str:
    """Return a heading as links compare it: no case, form or punctuation.

    Source: Obsidian's heading links, which ignore these characters.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return _PUNCTUATION.sub(" ", folded).strip()


@lru_cache(maxsize=65_536)
def fold_name(text: str) -> str:
    """Return a name as links compare it: NFC, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
