"""What is no leak: words of every site, and what may be seen and is."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.publish.leaks.decoding import Decoder
from generator.publish.leaks.finder import Needle, needle_of
from generator.publish.leaks.numbers import keys_in
from generator.publish.leaks.records import CALLED, PART
from generator.publish.leaks.words import APART, folded, folded_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from generator.publish.leaks.finder import Finder, Hit
    from generator.publish.leaks.permitted import Permitted
    from generator.publish.leaks.records import Secret

_TELLING: Final = 4
_SHORTEST: Final = 3
_LONE: Final = 5


def words_of_files(files: Iterable[tuple[str, bytes]]) -> tuple[Sequence[str], ...]:
    """Return the words of every text that can be read in files and their paths."""
    decoder = Decoder()
    return tuple(
        words_of(reading.text)
        for path, data in files
        for blob in (path.encode(), data)
        for reading in decoder.readings(blob)
        if not isinstance(reading, bytes)
    )


def needles_of(
    secrets: Sequence[Secret], usual: Iterable[Sequence[str]], allow: Iterable[str]
) -> tuple[Needle, ...]:
    """Return what is to be looked for, each once.

    Args:
        secrets: What tells most first.
        usual: The words of every site; they count only within a name.
        allow: What the owner lets through: words, or several in a row.
    """
    common = {folded(word) for words in usual for word in words}
    allowed = _Allowed(allow)
    found: dict[object, Needle] = {}
    for needle in chain(_wholes(secrets, common), _words(secrets, common)):
        if needle not in allowed:
            found.setdefault((needle.words, needle.case), needle)
    return tuple(found.values())


class _Allowed:
    """What the owner lets through: a part of it, or several of its single words."""

    def __init__(self, allow: Iterable[str]) -> None:
        phrases = [folded_words(one) for one in allow]
        self._single = {one[0] for one in phrases if len(one) == 1}
        self._whole = "\n".join(f" {' '.join(one)} " for one in phrases)

    def __contains__(self, needle: Needle) -> bool:
        written = f" {' '.join(needle.words)} "
        return written in self._whole or self._single.issuperset(needle.words)


def _wholes(secrets: Iterable[Secret], common: AbstractSet[str]) -> Iterator[Needle]:
    for secret in secrets:
        digits = "".join(filter(str.isdecimal, secret.text))
        needle = needle_of(secret, digits if secret.kind == "number" else "")
        if needle and _counts(needle, common):
            yield needle


def _words(secrets: Iterable[Secret], common: AbstractSet[str]) -> Iterator[Needle]:
    """Yield single words that no site has of itself: an index holds no sentences."""
    told: set[str] = set()
    for secret in secrets:
        for word in words_of(secret.text):
            low = folded(word)
            if low in told or len(low) < _LONE or not low.isalpha() or low in common:
                continue
            told.add(low)
            one = replace(secret, text=word, strict=False)
            yield Needle(secret=one, words=(low,), spelled=(word,), loud=False)


def _counts(needle: Needle, common: AbstractSet[str]) -> bool:
    """Whether a secret says enough to be known again."""
    words = needle.words
    if needle.secret.kind == "number":
        return True
    if all(word.isdecimal() for word in words) or len("".join(words)) < 2:
        return False
    if needle.secret.kind in CALLED or len(words) >= _TELLING:
        return True
    telling = [one for one in words if one not in common and not one.isdecimal()]
    return len("".join(telling)) >= _SHORTEST


class Excuses:
    """Collects what does not count.

    Attributes:
        wholly: Needles that may be found anywhere.
        spelled: Needles that may be found in one spelling.
        numbers: Keys of numbers that may be found.
    """

    def __init__(self, finder: Finder) -> None:
        """Begin without any."""
        self._finder = finder
        self.wholly: set[Needle] = set()
        self.spelled: set[Hit] = set()
        self.numbers: set[str] = set()

    def take_usual(self, usual: Iterable[Sequence[str]]) -> None:
        """Excuse what every site says; a single word only as it is spelled there."""
        for words in usual:
            for hit in self._finder.hits(words):
                if len(hit.spelled) > 1:
                    self.wholly.add(hit.needle)
                else:
                    self.spelled.add(hit)

    def take_permitted(self, allowed: Permitted, shown: Iterable[str]) -> None:
        """Excuse what may be seen, where it is seen.

        Args:
            allowed: What may be seen.
            shown: Every text of the audience's own book.
        """
        shown = tuple(shown)
        seen = set(self._hits(shown))
        needles = {hit.needle for hit in seen}
        for texts, wholly in (
            (allowed.titles, _always),
            (allowed.values, _unless_a_name),
            (allowed.prose, _unless_replaced),
        ):
            for hit in self._hits(texts):
                if hit.needle in needles and wholly(hit.needle):
                    self.wholly.add(hit.needle)
                elif hit in seen and _is_ordinary(hit):
                    self.spelled.add(hit)
            lowered = map(str.lower, texts)  # as in addresses and in the search
            self.wholly |= {
                hit.needle for hit in self._hits(lowered) if wholly(hit.needle)
            }
        told = (*allowed.titles, *allowed.values, *allowed.prose)
        self.numbers = {key for one in told for key in keys_in(one)}
        self.numbers &= {key for one in shown for key in keys_in(one)}

    def _hits(self, texts: Iterable[str]) -> Iterator[Hit]:
        yield from self._finder.hits(words_of(APART.join(texts)))


def _always(needle: Needle) -> bool:
    del needle
    return True


def _unless_a_name(needle: Needle) -> bool:
    return not needle.secret.strict or len(needle.words) == 1


def _unless_replaced(needle: Needle) -> bool:
    return not needle.secret.strict


def _is_ordinary(hit: Hit) -> bool:
    """Whether words are no name as they are spelled: summer, not Summer."""
    if all(word.islower() for word in hit.spelled):
        return True
    # Nobody can tell where a script has neither capitals nor spaces.
    return (
        hit.needle.secret.kind == PART
        and hit.spelled[0].lower() == hit.spelled[0].upper()
    )
