"""Many phrases looked for at once, each by its rarest word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.publish.leaks.words import folded, is_short, same_case, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from generator.publish.leaks.records import Secret

_FEWEST_BYTES: Final = 6
_MOST_KNOWN: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Needle:
    """A secret as it is looked for.

    Attributes:
        secret: What it is.
        words: Its words, folded.
        spelled: Its words as written.
        loud: Whether it is long enough not to occur by chance among random bytes.
    """

    secret: Secret
    words: tuple[str, ...]
    spelled: tuple[str, ...]
    loud: bool

    def fits(self, found: Sequence[str]) -> bool:
        """Whether words that were found are these; one short word keeps its case."""
        if tuple(map(folded, found)) != self.words:
            return False
        return not self.case or same_case(self.case, found[0])

    @property
    def case(self) -> str:
        """The one short word whose case counts; empty where no case does."""
        alone = len(self.words) == 1 and is_short(self.words[0])
        return self.spelled[0] if alone else ""


def needle_of(secret: Secret, text: str = "") -> Needle | None:
    """Return what is looked for, none where there is no word in it."""
    spelled = tuple(words_of(text or secret.text))
    if not spelled:
        return None
    return Needle(
        secret=secret,
        words=tuple(map(folded, spelled)),
        spelled=spelled,
        loud=len("".join(spelled).encode(errors="replace")) >= _FEWEST_BYTES,
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A needle where it was found, and how it is spelled there."""

    needle: Needle
    spelled: tuple[str, ...]


class Finder:
    """Looks for needles in lists of words."""

    def __init__(self, needles: Iterable[Needle], excused: Collection[Hit] = ()) -> None:
        """Prepare the search.

        Args:
            needles: What is looked for.
            excused: What does not count, in that spelling.
        """
        self.needles = tuple(needles)
        self._excused = {(id(hit.needle), hit.spelled) for hit in excused}
        counts = Counter(word for one in self.needles for word in set(one.words))
        self._by_anchor: dict[str, list[tuple[int, Needle]]] = {}
        self._loud: dict[str, list[tuple[int, Needle]]] = {}
        for one in self.needles:
            at = min(
                range(len(one.words)),
                key=lambda at, one=one: (  # type: ignore[misc]
                    counts[one.words[at]],
                    -len(one.words[at]),
                ),
            )
            self._by_anchor.setdefault(one.words[at], []).append((at, one))
            if one.loud:
                for spelling in {one.spelled[at], one.spelled[at].lower(), one.words[at]}:
                    self._loud.setdefault(spelling, []).append((at, one))
        self._known: dict[str, tuple[tuple[int, Needle], ...]] = {}

    def hits(self, words: Sequence[str], *, noise: bool = False) -> Iterator[Hit]:
        """Yield what is found.

        Args:
            words: Of a text, in order.
            noise: Whether short words and other spellings would occur by chance.
        """
        look = self._among_noise if noise else self._candidates
        hot = {word: found for word in set(words) if (found := look(word))}
        if not hot:
            return
        for place, word in enumerate(words):
            if word in hot:
                for at, needle in hot[word]:
                    first = place - at
                    found = words[max(first, 0) : first + len(needle.words)]
                    if needle.fits(found) and not self._is_excused(needle, found):
                        yield Hit(needle, tuple(found))

    def _candidates(self, word: str) -> Sequence[tuple[int, Needle]]:
        """Return the needles that a word may belong to; most words to none."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            every = self._by_anchor.get(folded(word), ())
            known = self._known[word] = tuple(self._counting(word, every))
        return known

    def _among_noise(self, word: str) -> Sequence[tuple[int, Needle]]:
        return self._loud.get(word, ())

    def _counting(
        self, word: str, every: Iterable[tuple[int, Needle]]
    ) -> Iterator[tuple[int, Needle]]:
        """Leave out what one word alone settles, once for all of its places."""
        for at, one in every:
            alone = len(one.words) == 1
            if not alone or (one.fits([word]) and not self._is_excused(one, [word])):
                yield at, one

    def _is_excused(self, needle: Needle, found: Sequence[str]) -> bool:
        return (id(needle), tuple(found)) in self._excused
