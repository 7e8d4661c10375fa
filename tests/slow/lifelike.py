"""The made-up big book, with as many different words as people really use."""

from __future__ import annotations

# ruff: noqa: SIM905, S311 - words in a row; chance that can be repeated
import random
import re
from itertools import accumulate, product
from typing import TYPE_CHECKING, Final

from tests.slow.bigbook import make_book

if TYPE_CHECKING:
    from collections.abc import Mapping

_BEGINNINGS: Final = "b br ch d f g gr h k l m n p pl r s st t tr v w".split()
_ENDINGS: Final = "a al an ar e el en er i il ing o on or ou u um y".split()
WORDS: Final = 60_000
_FEWEST, _MOST = 150, 600
# The long paragraphs of the made-up book, whose sentences are of the same few parts.
_PROSE: Final = re.compile(r"^(?:[A-Z][^\[\n]{150,})\n", re.MULTILINE)


def make_lifelike(notes: int, *, seed: int = 7) -> Mapping[str, str]:
    """Make up a book of so many notes, each of 150 to 600 words.

    Args:
        notes: How many.
        seed: The same seed makes the same book.

    Returns:
        Notes by path. Words are as unlike in how often they come as in a language
        (Zipf): few make up half of every text, most stand in a handful of notes.
    """
    chance = random.Random(seed)
    words = _words(chance)
    weights = list(accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(WORDS)))
    book = {}
    for path, text in make_book(notes, links=6 * notes, seed=seed).notes.items():
        kept = _PROSE.sub("", text)
        missing = chance.randint(_FEWEST, _MOST) - len(kept.split())
        more = chance.choices(words, cum_weights=weights, k=max(missing, 0))
        book[path] = f"{kept}\n## Reading\n{_sentences(more)}\n"
    return book


def _words(chance: random.Random) -> list[str]:
    """Return so many words, all different, the frequent ones shorter."""
    syllables = ["".join(one) for one in product(_BEGINNINGS, _ENDINGS)]
    two = ["".join(one) for one in product(syllables, repeat=2)]
    three = ["".join(chance.choices(syllables, k=3)) for _ in range(2 * WORDS)]
    for some in (syllables, two):
        chance.shuffle(some)
    return list(dict.fromkeys([*syllables, *two[: WORDS // 4], *three]))[:WORDS]


def _sentences(words: list[str]) -> str:
    lines = [words[at : at + 12] for at in range(0, len(words), 12)]
    return " ".join(f"{' '.join(line).capitalize()}." for line in lines)
