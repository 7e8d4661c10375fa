"""Which word stands in which documents: sorted words, and packed numbers.

A number is written in one or more characters: its last one of 52 (`(` to `[`), those
before it of 34 (`]` to `~`). No backslash or quote is among them, so that nothing is
escaped. templates/static/search-index.js reads it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from generator.render.search.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.render.search.documents import Document

TEXT, OFTEN, FIELD, ALIAS, NAME = range(5)
"""Where in a document a word stands, the most telling place last."""

_BETWEEN: Final = "!"
_LAST, _LAST_FROM = 52, ord("(")
_MORE, _MORE_FROM = 34, ord("]")
_MANY: Final = 3
ONE_SIGN: Final = _LAST - 1
"""The greatest number that is written in one character."""


class _Words(dict[str, tuple[str, ...]]):
    """The words of each piece of text between spaces, found out once."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        made = self[piece] = tuple(words(piece))
        return made


class Postings:
    """Collects the words of documents, one after the other."""

    def __init__(self) -> None:
        """Begin without any."""
        self._words = _Words()
        self._places: tuple[dict[str, list[int]], ...] = tuple(
            defaultdict(list) for _ in range(NAME + 1)
        )

    def add(self, number: int, document: Document) -> int:
        """Take in a document; their numbers must rise.

        Returns:
            How many words its name has.
        """
        name = dict.fromkeys(self._in([document.name]), NAME)
        headings = (one.heading for one in document.passages)
        fields = (*document.fields, *document.tags, *headings)
        found = dict.fromkeys(self._in(fields), FIELD)
        found |= dict.fromkeys(self._in(document.aliases), ALIAS)
        found |= name
        for word, place in found.items():
            self._places[place][word].append(number)
        text, often = self._places[TEXT], self._places[OFTEN]
        counts = Counter(self._in(one.text for one in document.passages))
        for word, count in counts.items():
            if word not in found:
                (often if count >= _MANY else text)[word].append(number)
        return len(name)

    def _in(self, texts: Iterable[str]) -> Iterator[str]:
        """Return the words of some texts, repeats too."""
        pieces = chain.from_iterable(map(str.split, texts))
        return chain.from_iterable(map(self._words.__getitem__, pieces))

    def packed(self) -> tuple[str, str]:
        """Return all words in a browser's order, and their documents in the same."""
        every = set().union(*self._places)
        ordered = sorted(every, key=lambda one: one.encode("utf-16-be"))
        return " ".join(ordered), " ".join(map(self._list, ordered))

    def _list(self, word: str) -> str:
        places = (gaps(place.get(word, ())) for place in self._places)
        return _BETWEEN.join(places).rstrip(_BETWEEN)


def gaps(numbers: Sequence[int]) -> str:
    """Return rising numbers as the gaps between them, which are small."""
    if not numbers:
        return ""
    # A book of 10,000 notes has a million and a half of these.
    signs = _SIGNS
    apart = [signs[after - before - 1] for before, after in pairwise(numbers)]
    return packed(numbers[0]) + "".join(apart)


class _Signs(dict[int, str]):
    """Numbers as they are written, found out once."""

    def __missing__(self, number: int) -> str:
        made = self[number] = _written(number)
        return made


_SIGNS: Final = _Signs()


def packed(number: int) -> str:
    """Return a number from 0 in as few characters as it needs."""
    return _SIGNS[number]


def _written(number: int) -> str:
    number, last = divmod(number, _LAST)
    signs = chr(_LAST_FROM + last)
    while number:
        number, sign = divmod(number - 1, _MORE)
        signs = chr(_MORE_FROM + sign) + signs
    return signs
