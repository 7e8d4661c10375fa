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
        placed = self.placed(document)
        for word, place in placed.items():
            self._places[place][word].append(number)
        return [*placed.values()].count(NAME)

    def placed(self, document: Document) -> dict[str, int]:
        """Return the words of a document, and the most telling place of each."""
        headings = (one.heading for one in document.passages)
        fields = (*document.fields, *document.tags, *headings)
        counts = Counter(self._in(one.text for one in document.passages))
        placed = {
            word: OFTEN if count >= _MANY else TEXT for word, count in counts.items()
        }
        placed |= dict.fromkeys(self._in(fields), FIELD)
        placed |= dict.fromkeys(self._in(document.aliases), ALIAS)
        placed |= dict.fromkeys(self._in([document.name]), NAME)
        return placed

    def _in(self, texts: Iterable[str]) -> Iterator[str]:
        """Return the words of some texts, repeats too."""
        pieces = chain.from_iterable(map(str.split, texts))
        return chain.from_iterable(map(self._words.__getitem__, pieces))

    def packed(self) -> tuple[str, str]:
        """Return all words in a browser's order, and their documents in the same."""
        every = set().union(*self._places)
        ordered = in_order(every)
        lists = (
            listed([place.get(word, ()) for place in self._places]) for word in ordered
        )
        return " ".join(ordered), " ".join(lists)


def in_order(words: Iterable[str]) -> list[str]:
    """Return words in the order in which a browser compares them."""
    return sorted(words, key=lambda one: one.encode("utf-16-be"))


def listed(places: Iterable[Sequence[int]]) -> str:
    """Return the documents of a word as text, place by place."""
    return _BETWEEN.join(map(gaps, places)).rstrip(_BETWEEN)


def places_of(text: str) -> list[list[int]]:
    """Return what `listed` was given, as many places as there can be."""
    places = [[*_numbers(part)] for part in text.split(_BETWEEN)]
    return [*places, *([] for _ in range(NAME + 1 - len(places)))]


def _numbers(text: str) -> Iterator[int]:
    last = -1
    for gap in unpacked(text):
        last += gap + 1
        yield last


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


def unpacked(text: str) -> Iterator[int]:
    """Yield the numbers that `packed` wrote, one behind the other."""
    before = 0
    for sign in map(ord, text):
        if sign >= _MORE_FROM:
            before = before * _MORE + sign - _MORE_FROM + 1
        else:
            yield before * _LAST + sign - _LAST_FROM
            before = 0


def _written(number: int) -> str:
    number, last = divmod(number, _LAST)
    signs = chr(_LAST_FROM + last)
    while number:
        number, sign = divmod(number - 1, _MORE)
        signs = chr(_MORE_FROM + sign) + signs
    return signs
