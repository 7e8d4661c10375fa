"""What to call somebody in the first line of a message."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from generator.audience.common import TITLES
from generator.audience.scripts import is_unspaced
from generator.derive.people import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASIDE: Final = re.compile(r"\s*[(\[].*?[)\]]")


def call_name(name: str, aliases: Iterable[str] = ()) -> str:
    """Return the given name where it is plain which that is, else the whole name.

    It is the first word of a name in Latin letters. Of a name in other letters it
    is the first word only where an alias says so; scripts that put no space
    between words mostly begin with the family name.

    Args:
        name: The shown name.
        aliases: Other names of the same person.
    """
    whole = " ".join(_ASIDE.sub("", name).split()) or name
    words = [word for word in whole.split() if not _is_title(word)]
    if len(words) < 2 or "," in whole or is_unspaced(whole):
        return whole
    first = words[0]
    if not _is_given(first) or _is_particle(first, words):
        return whole
    called = {fold_name(one) for one in aliases}
    return first if _is_latin(first) or fold_name(first) in called else whole


def _is_title(word: str) -> bool:
    return word.strip(".").casefold() in TITLES


def _is_given(word: str) -> bool:
    """Whether a word is one of letters, and more than an initial."""
    letters = re.sub(r"[-'’‐‑·]", "", word)  # noqa: RUF001 - signs within names
    return len(letters) > 1 and all(map(_is_letter, letters))


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM"


def _is_particle(first: str, words: list[str]) -> bool:
    return first[0].islower() and any(word[0].isupper() for word in words)


def _is_latin(word: str) -> bool:
    return all(
        unicodedata.name(sign, "").startswith("LATIN")
        for sign in word
        if unicodedata.category(sign)[0] == "L"
    )
