"""Text -> the words it is found by; templates/static/search-words.js does the same.

One table of cases, tests/cases/search_words.md, holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What nobody types: accents, points of Hebrew and Arabic, the Arabic stretch, letters
# that are only apostrophes, marks of direction, joiners. Marks that are vowels stay.
_DROPPED: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u00ad\u02b9-\u02bf\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
# Letters that do not come apart, and others that are typed alike.
_ALIKE: Final[Mapping[int, int | str]] = {
    **str.maketrans("øłđðħıŋŧĸəς", "olddhintkeσ"),  # noqa: RUF001 - that is the point
    **str.maketrans("ىیکة", "ييكه"),
    ord("ß"): "ss",
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("þ"): "th",
}
# Scripts that are written without spaces, or (Korean) with what one looks for inside
# a word. They are found by pairs of characters.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
# What binds parts to one word: O'Brien, data-driven, node.js, R&D.
_BINDING: Final = "'\u2018\u2019\u2010\\-._&"
_BINDS: Final = re.compile(f"[{_BINDING}]")
_BOUND: Final = re.compile(
    f"[^ {_BINDING}]+(?:[{_BINDING}][^ {_BINDING}]+)*"  # one sign between, no more
)
# The same where every letter is one of these, which is most of most books, and quicker.
_ASCII: Final = re.compile(rf"[a-z0-9]+(?:[{_BINDING}][a-z0-9]+)*")
LONGEST: Final = 40


def fold(text: str) -> str:
    """Return a text as it is compared: without accents, case and look-alikes."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", plain).lower().translate(_ALIKE)


def words(text: str) -> list[str]:
    """Return the words that a text is found by, repeats too, in order.

    Args:
        text: Plain text.

    Returns:
        Folded words. One of several parts is given whole and in its parts, those of
        one character aside; a run of a script without spaces as its pairs of
        characters and its last one, so that every one of its characters begins a word.
    """
    if text.isascii():
        bounds = _ASCII.findall(text.lower())
    else:
        kept = [
            char if _is_letter(char) or _BINDS.match(char) else " "
            for char in fold(text)
        ]
        bounds = _BOUND.findall("".join(kept))
    return [word for bound in bounds for word in _words_of(bound)]


def _words_of(bound: str) -> Iterator[str]:
    if bound.isalnum() and bound.isascii():
        yield bound[:LONGEST]
        return
    parts = _BINDS.split(bound)
    alone = len(parts) == 1
    for part in parts:
        for unspaced, chars in groupby(part, key=_is_unspaced):
            run = "".join(chars)
            if unspaced:
                yield from pairs(run)
                yield run[-1]
            elif alone or len(run) > 1:
                yield run[:LONGEST]
    if not alone:
        whole = "".join(parts)
        other = whole.isdecimal() or _UNSPACED.search(whole)
        if len(whole) <= LONGEST and not other:
            yield whole


def pairs(run: str) -> list[str]:
    """Return each two neighbours of a text."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _is_unspaced(char: str) -> bool:
    return _UNSPACED.match(char) is not None


@lru_cache(maxsize=1 << 12)
def _is_letter(char: str) -> bool:
    """Whether a character is a letter, a digit, or a mark on one."""
    return unicodedata.category(char)[0] in "LNM"
