"""Whom a text names, without going through everybody's names first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.audience.scripts import fold_word, is_unspaced, visible, words_in
from generator.audience.words import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.audience.words import Span
    from generator.graph.records import PersonId


class Naming:
    """Finds names as `Names` with everybody in it does.

    A name is found only where all its words stand in a text. So a person is added
    when one of theirs comes up, which few do while a single page is made.
    """

    def __init__(self, called: Mapping[PersonId, tuple[str, ...]]) -> None:
        """Begin with the names of each person, the shown name first."""
        self._names = Names()
        self._called = dict(called)
        self._by_word: dict[str, list[PersonId]] = defaultdict(list)
        self._unspaced = []
        for person, names in called.items():
            for word in {word for name in names for word in _words(name)}:
                self._by_word[word].append(person)
            if any(map(is_unspaced, names)):
                self._unspaced.append(person)

    def spans(self, text: str) -> list[Span]:
        """Return where a text names people; each span has a person's id as text."""
        words = {fold_word(word[0]) for word in words_in(text)}
        for word in words & self._by_word.keys():
            self._add(self._by_word.pop(word))
        if self._unspaced and is_unspaced(text):
            self._add(self._unspaced)
            self._unspaced.clear()
        return self._names.spans(text)

    def _add(self, people: Iterable[PersonId]) -> None:
        for person in people:
            if names := self._called.pop(person, None):
                self._names.person(names, person)


def _words(name: str) -> Iterator[str]:
    """Yield the words of a name, and what its parts are when written as one."""
    if name.isascii() and (joined := name.replace(" ", "")).isalnum():
        yield from (*name.lower().split(), joined.lower())
        return
    joined = "".join(fold_word(visible(part)) for part in name.split())
    for text in (name, joined):
        yield from (fold_word(word[0]) for word in words_in(text))
