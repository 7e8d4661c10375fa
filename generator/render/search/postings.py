"""Which word stands in which documents: sorted words, and packed numbers.

A number is written in one or more characters: its last one of 52 (`(` to `[`), those
before it of 34 (`]` to `~`). No backslash or quote is among them, so that nothing is
escaped. templates/static/search-index.js reads it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.render.search.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.render.search.documents import Document

TEXT, OFTEN, FIELD, ALIAS, NAME = range(5)
"""Where in a document a word stands, the most telling place last."""

_BETWEEN: Final = "!"
_LAST, _LAST_FROM = 52, ord("(")
_MORE, _MORE_FROM = 34, ord("]")
_MANY: Final = 3
ONE_SIGN: Final = _LAST - 1
"""The greatest number that is written in one character."""


class Postings:
    """Collects the words of documents, one after the other."""

    def __init__(self) -> None:
        """Begin without any."""
        self._places: dict[str, tuple[list[int], ...]] = defaultdict(
            lambda: ([], [], [], [], [])
        )
        self._words: dict[str, tuple[str, ...]] = {}

    def add(self, number: int, document: Document) -> int:
        """Take in a document; their numbers must rise.

        Returns:
            How many words its name has.
        """
        found = self._texts(document)
        for place, texts in (
            (FIELD, (*document.fields, *document.tags)),
            (FIELD, (one.heading for one in document.passages)),
            (ALIAS, document.aliases),
        ):
            found.update(dict.fromkeys(self._of(texts), place))
        name = dict.fromkeys(self._of([document.name]), NAME)
        found.update(name)
        for word, place in found.items():
            self._places[word][place].append(number)
        return len(name)

    def _texts(self, document: Document) -> dict[str, int]:
        counts: dict[str, int] = defaultdict(int)
        for word in self._of(one.text for one in document.passages):
            counts[word] += 1
        return {
            word: OFTEN if count >= _MANY else TEXT for word, count in counts.items()
        }

    def _of(self, texts: Iterable[str]) -> Iterable[str]:
        """Return the words of texts; those of each piece are found out once."""
        known = self._words
        for text in texts:
            for piece in text.split():
                if piece not in known:
                    known[piece] = tuple(words(piece))
                yield from known[piece]

    def packed(self) -> tuple[str, str]:
        """Return all words in a browser's order, and their documents in the same."""
        ordered = sorted(self._places, key=lambda one: one.encode("utf-16-be"))
        lists = (_packed(self._places[word]) for word in ordered)
        return " ".join(ordered), " ".join(lists)


def _packed(places: Sequence[Sequence[int]]) -> str:
    return _BETWEEN.join(map(gaps, places)).rstrip(_BETWEEN)


def gaps(numbers: Sequence[int]) -> str:
    """Return rising numbers as the gaps between them, which are small."""
    before = -1
    signs = []
    for number in numbers:
        signs.append(packed(number - before - 1))
        before = number
    return "".join(signs)


@lru_cache(maxsize=1 << 15)
def packed(number: int) -> str:
    """Return a number from 0 in as few characters as it needs."""
    number, last = divmod(number, _LAST)
    signs = chr(_LAST_FROM + last)
    while number:
        number, sign = divmod(number - 1, _MORE)
        signs = chr(_MORE_FROM + sign) + signs
    return signs
