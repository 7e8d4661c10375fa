"""Common words of several languages: what a folder, key or heading may mean.

They are a first guess; what the notes hold decides. Accents and case do not count.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@lru_cache(maxsize=65536)
def fold_word(text: str) -> str:
    """Fold a word: no case, accents, numbers or signs around it, single spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (c if c.isalnum() else " " for c in plain if not _is_mark(c))
    return re.sub(r"^(?:\d+ )+(?=\D)", "", " ".join("".join(kept).split()))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Cf"}


class Vocabulary:
    """The words of all languages for one thing, by what they mean."""

    def __init__(self, thing: str, languages: Mapping[str, Any]) -> None:
        self._meanings: dict[str, dict[str, None]] = {}
        self._languages: dict[str, set[str]] = {}
        for language, things in languages.items():
            for meaning, words in things.get(thing, {}).items():
                for word in _folded(words):
                    self._meanings.setdefault(word, {})[meaning] = None
                    self._languages.setdefault(word, set()).add(language)

    def meanings(self, text: str) -> tuple[str, ...]:
        """Return what a word may mean; none: it is unknown."""
        return tuple(self._meanings.get(fold_word(text), ()))

    def languages(self, text: str) -> frozenset[str]:
        """Return the languages that have the word."""
        return frozenset(self._languages.get(fold_word(text), ()))


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold_word, words))


_TEXT: Final = files("generator.adopt").joinpath("words.toml").read_text("utf-8")
_WORDS: Final = tomllib.loads(_TEXT)
_OTHER: Final = _WORDS.pop("other")
PLACE_VOCABULARY: Final = Vocabulary("folders", _WORDS)
KEY_VOCABULARY: Final = Vocabulary("keys", _WORDS)
SECTION_VOCABULARY: Final = Vocabulary("sections", _WORDS)
VOCABULARIES: Final[Mapping[str, Vocabulary]] = {
    "folders": PLACE_VOCABULARY,
    "keys": KEY_VOCABULARY,
    "sections": SECTION_VOCABULARY,
}
NO_DAY: Final = _folded(_OTHER["no_meeting_day"])
NOT_NAMED: Final = _folded(_OTHER["no_referrals"])
WEAK: Final = _folded(_OTHER["weak"])
ASKING: Final = _folded(_OTHER["asking"])
