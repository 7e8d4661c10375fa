"""Whom a text names, without going through everybody's names first."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.audience.scripts import fold_word, is_unspaced, visible, words_in
from generator.audience.words import Names
from generator.derive.asked import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audience.words import Span
    from generator.graph.records import PersonId

    Called = tuple[PersonId, tuple[str, ...]]

_SIGNS: Final = ""


class Naming:
    """Finds names as `Names` with everybody in it does.

    A name is found only where all its words stand in a text. So who is called by a
    word is looked up when a text holds it, and nobody else is asked about.
    """

    def __init__(self, by_word: Mapping[str, tuple[Called, ...]]) -> None:
        """Begin without a name.

        Args:
            by_word: As of `people_by_word`.
        """
        self._by_word = by_word
        self._names = Names()
        self._known: set[str] = set()
        self._people: set[PersonId] = set()

    def spans(self, text: str) -> list[Span]:
        """Return where a text names people; each span has a person's id as text."""
        words = {fold_word(word[0]) for word in words_in(text)}
        if is_unspaced(text):
            words.add(_SIGNS)
        for word in words:
            called = self._by_word.get(word)
            if called and word not in self._known:
                self._known.add(word)
                self._add(called)
        return self._names.spans(text)

    def _add(self, called: tuple[Called, ...]) -> None:
        for person, names in called:
            if person not in self._people:
                self._people.add(person)
                self._names.person(names, person)


# A preview asks again after every save, and people are seldom called otherwise.
@lru_cache(maxsize=1)
def people_by_word(called: tuple[Called, ...]) -> Mapping[str, tuple[Called, ...]]:
    """Return people and their names by each word of these.

    Args:
        called: What each person is called, the shown name first.

    Returns:
        In the order given; under no word at all, who has a name in a script that
        puts no spaces between them.
    """
    return grouped((word, one) for one in called for word in _words_of(one[1]))


def _words_of(names: tuple[str, ...]) -> set[str]:
    words = {word for name in names for word in _words(name)}
    return words | {_SIGNS} if any(map(is_unspaced, names)) else words


def _words(name: str) -> Iterator[str]:
    """Yield the words of a name, and what its parts are when written as one."""
    if name.isascii() and (joined := name.replace(" ", "")).isalnum():
        yield from (*name.lower().split(), joined.lower())
        return
    joined = "".join(fold_word(visible(part)) for part in name.split())
    for text in (name, joined):
        yield from (fold_word(word[0]) for word in words_in(text))
