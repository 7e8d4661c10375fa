"""Letters: how names are compared, which scripts write no spaces, first letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from generator.audience.common import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

# Scripts that put no space between words, or let particles follow a name at once.
UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fd5\u3005-\u3007"
    "\u3040-\u318f\u31f0-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_UNSPACED: Final = re.compile(f"[{UNSPACED}]")
_LETTER: Final = rf"[^\W_{UNSPACED}]"
_MARKS: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
_PERHAPS_MARK: Final = re.compile(r"[^\w\s\0-\xac\u2010-\u2027\U00012000-\U0010ffff]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_LEADING: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_NO_LETTER: Final = "X."


@cache
def invisible() -> str:
    """Return marks and signs without width as the inside of a character class."""
    return "".join(map(_marks, range(0x120)))


@cache
def _marks(row: int) -> str:
    """Return those of 256 characters."""
    characters = map(chr, range(row << 8, (row + 1) << 8))
    marks = (one for one in characters if unicodedata.category(one) in _MARKS)
    return re.escape("".join(marks))


def words_in(text: str) -> Iterator[re.Match[str]]:
    """Yield where a text has words of scripts that write spaces, in order."""
    rows = {ord(one) >> 8 for one in _PERHAPS_MARK.findall(text)}
    return _word(frozenset(filter(_marks, rows))).finditer(text)


@lru_cache
def _word(rows: frozenset[int]) -> re.Pattern[str]:
    """Return the pattern of a word with marks of some rows; to know all takes long."""
    marks = "".join(map(_marks, rows))
    inside = f"(?:{_LETTER}|[{marks}])" if marks else _LETTER
    return re.compile(f"{_LETTER}{inside}*")


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
