"""Texts as words, so that markup, punctuation, case and accents hide nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from generator.render.search.folding import fold

# Written without spaces, or with endings glued on: each character is a word.
_UNSPACED: Final = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD: Final = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
# Accents that stand alone, points of Hebrew and Arabic, and what nobody sees.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_SHORT: Final = 5
APART: Final = " qqzx "
"""Stands between texts that are no sentence together: nobody's word."""


_ASCII: Final = bytes(
    code if code > 127 or chr(code).isalnum() else ord(" ") for code in range(256)
)


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, spelled as they are."""
    if not text.isascii():
        for char in set(text):
            if char > "\x7f" and unicodedata.category(char)[0] in "PSZ":
                text = text.replace(char, " ")
    bounds = text.encode(errors="replace").translate(_ASCII).decode().split()
    if text.isascii():
        return bounds
    odd = {bound for bound in set(bounds) if not bound.isascii()}
    return [
        word
        for bound in bounds
        for word in (_apart(bound) if bound in odd else (bound,))
    ]


@lru_cache(maxsize=1 << 16)
def _apart(bound: str) -> list[str]:
    """Return the words of what stands between two signs of ASCII."""
    plain = unicodedata.normalize("NFC", bound)
    return _WORD.findall(_INVISIBLE.sub("", plain))


@lru_cache(maxsize=1 << 18)
def folded(word: str) -> str:
    """Return a word as it is compared, and as the index of the search has it."""
    return fold(word)


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(map(folded, words_of(text)))


def is_short(word: str) -> bool:
    """Whether the case of a word counts: Al, May."""
    return len(word) < _SHORT


def same_case(written: str, found: str) -> bool:
    """Whether a word has its own capitals, or none, as in an address or an index."""
    return found == found.lower() or _capitals(found) == _capitals(written)


def _capitals(word: str) -> list[bool]:
    plain = unicodedata.normalize("NFC", word)
    return [char.isupper() for char in plain]
