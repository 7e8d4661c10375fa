"""Many phrases looked for at once, each by its rarest word."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.publish.leaks.words import folded, is_short, same_case, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.publish.leaks.records import Secret

_FEWEST_BYTES: Final = 6
_MOST_KNOWN: Final = 1 << 20
_ALONE: Final = (0, 1)


class Needle(Struct, frozen=True, kw_only=True, eq=False):
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
        """Whether these words are spelled as they may be; a short one has its case."""
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


# Around a word: by its place in a phrase and the phrase's length, phrases.
_Around = dict[tuple[int, int], dict[tuple[str, ...], list["Needle"]]]


class Hit(Struct, frozen=True):
    """A needle where it was found, and how it is spelled there."""

    needle: Needle
    spelled: tuple[str, ...]


class Finder:
    """Looks for needles in lists of words."""

    def __init__(
        self,
        needles: Iterable[Needle],
        excused: Iterable[Hit] = (),
        often: Iterable[str] = (),
    ) -> None:
        """Prepare the search.

        Args:
            needles: What is looked for.
            excused: What does not count, in that spelling.
            often: Words of texts like those that are looked through; a needle is
                looked for by the one of its words that comes least often.
        """
        self.needles = tuple(needles)
        self._excused = {(hit.needle, hit.spelled) for hit in excused}
        counts = Counter(map(folded, often))
        self._by_word: dict[str, _Around] = {}
        self._loud: dict[str, _Around] = {}
        for one in self.needles:
            ranks = [(counts[word], -len(word)) for word in one.words]
            at = ranks.index(min(ranks))
            _enter(self._by_word, one.words[at], at, one)
            if one.loud:
                written = one.spelled[at]
                for spelling in {written, written.lower(), one.words[at]}:
                    _enter(self._loud, spelling, at, one)
        self._known: dict[str, _Around | None] = {}

    def hits(self, words: Sequence[str], *, noise: bool = False) -> Iterator[Hit]:
        """Yield what is found.

        Args:
            words: Of a text, in order.
            noise: Whether short words and other spellings would occur by chance.
        """
        look = self._loud.get if noise else self._around
        hot = {word: found for word in set(words) if (found := look(word))}
        if not hot:
            return
        low = list(map(folded, words))
        for place, word in enumerate(words):
            if word not in hot:
                continue
            for (at, length), phrases in hot[word].items():
                first = place - at
                if first < 0:
                    continue
                for needle in phrases.get(tuple(low[first : first + length]), ()):
                    hit = Hit(needle, tuple(words[first : first + length]))
                    if needle.fits(hit.spelled) and not self._is_excused(hit):
                        yield hit

    def _around(self, word: str) -> _Around | None:
        """Return the needles that a word may belong to; most words to none."""
        if word not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[word] = self._counting(word)
        return self._known[word]

    def _counting(self, word: str) -> _Around | None:
        """Leave out what a word alone settles, once for all of its places."""
        around = self._by_word.get(folded(word))
        if around is None or _ALONE not in around:
            return around
        alone = [one for found in around[_ALONE].values() for one in found]
        hits = [Hit(one, (word,)) for one in alone if one.fits((word,))]
        if any(not self._is_excused(hit) for hit in hits):
            return around
        return {key: found for key, found in around.items() if key != _ALONE}

    def _is_excused(self, hit: Hit) -> bool:
        return (hit.needle, hit.spelled) in self._excused


def _enter(among: dict[str, _Around], word: str, at: int, needle: Needle) -> None:
    key = (at, len(needle.words))
    around = among.setdefault(word, {})
    around.setdefault(key, {}).setdefault(needle.words, []).append(needle)
