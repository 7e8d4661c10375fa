"""Letters: how names are compared, which scripts write no spaces, first letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from generator.audience.common import TITLES

# Scripts that put no space between words, or let particles follow a name at once.
UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fd5\u3005-\u3007"
    "\u3040-\u318f\u31f0-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_UNSPACED: Final = re.compile(f"[{UNSPACED}]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_LEADING: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_NO_LETTER: Final = "X."


@cache
def invisible() -> str:
    """Return marks and signs without width as the inside of a character class."""
    found: list[list[int]] = []
    for code in range(0xAD, 0x11FFF):
        if unicodedata.category(chr(code)) in {"Mn", "Mc", "Me", "Cf"}:
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(
        re.escape(chr(first)) + ("-" + re.escape(chr(last)) if last > first else "")
        for first, last in found
    )


@cache
def word_pattern() -> re.Pattern[str]:
    """Return the pattern of a word in a script that writes spaces."""
    letter = rf"[^\W_{UNSPACED}]"
    return re.compile(rf"{letter}(?:{letter}|[{invisible()}])*")


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Return a word as names are compared: no case, accents or signs without width."""
    if word.isascii():
        return word.lower()
    kept = (
        c
        for c in unicodedata.normalize("NFD", word)
        if unicodedata.category(c) != "Cf" and unicodedata.combining(c) < 10
    )
    return unicodedata.normalize("NFC", "".join(kept).casefold())


@lru_cache(maxsize=1 << 16)
def visible(word: str) -> str:
    """Return a word in NFC without the signs that have no width."""
    if word.isascii():
        return word
    kept = (c for c in word if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", "".join(kept))


def is_unspaced(text: str) -> bool:
    """Whether a text has letters of a script without spaces."""
    return _UNSPACED.search(text) is not None


def initials(name: str) -> str:
    """Return the first letter of each part of a name.

    Args:
        name: Such as `Geert-Jan Ooms`.

    Returns:
        `G. O.`; a Korean syllable gives its first sound. A sign that is itself a word
        has no first letter, and an X stands for it.
    """
    if name.islower():  # a file's name such as ana-lima
        name = re.sub(r"[-_]+", " ", name).title()
    parts = [visible(part) for part in re.split(r"[\s.,]+", name)]
    letters = [_first(part) for part in parts if fold_word(part) not in TITLES]
    return " ".join(one for one in letters if one) or _NO_LETTER


def _first(part: str) -> str:
    for at, char in enumerate(part):
        if not char.isalnum():
            continue
        if _HANGUL.match(char):
            return f"{_LEADING[(ord(char) - 0xAC00) // 588]}."
        if is_unspaced(char):
            return _NO_LETTER
        marks = re.match(rf"[{invisible()}]*", part[at + 1 :])
        return f"{char}{marks[0] if marks else ''}."
    return ""
