"""How much goes onto one page, counted in lines of a half-wide column."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, TypeVar
from unicodedata import east_asian_width

from generator.derive.briefs.records import Some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

One = TypeVar("One")
LINE: Final = 49
"""Narrow letters in a line of a column; wide ones count double."""
_OVERDRAFT: Final = 8
# No letter below is a wide one. In this form it is soon compiled.
_HIGH: Final = "[^\x00-\u10ff]"


def short(text: str, most: int) -> str:
    """Return a text cut behind a word, with a sign that it goes on.

    Args:
        text: On one line.
        most: How wide it may be, in narrow letters.
    """
    text = " ".join(text.split())
    taken = width(text)
    if taken <= most:
        return text
    ends: Sequence[int] = range(1, len(text) + 1)
    if taken > len(text):
        ends = [*accumulate(1 + _is_wide(one) for one in text)]
    kept = bisect_left(ends, most)
    words = text[:kept].rpartition(" ")[0]
    return (words if len(words) > kept // 2 else text[:kept]).rstrip(" ,;:-") + " …"


def width(text: str) -> int:
    """Return how wide a text is, in narrow letters."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(_is_wide, re.findall(_HIGH, text)))


@lru_cache(maxsize=1 << 12)
def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in "WF"


def lines(text: str, line: int = LINE) -> int:
    """Return how many lines a text takes.

    Args:
        text: Words, of which only too long ones and wide letters are divided.
        line: Narrow letters in a line.
    """
    taken, used = 0, line
    # A brief measures all that it says, and hardly any of it has wide letters.
    measured = len if width(text) == len(text) else width
    for word in text.split():
        needed = measured(word)
        if used + needed > line and needed == len(word):
            taken, used = taken + 1, 0
        used += needed
        taken += (used - 1) // line
        used = (used - 1) % line + 2
    return taken


class Room:
    """What is left of the columns while the parts of a brief take their share."""

    def __init__(self, left: int) -> None:
        """Begin with so many lines."""
        self.left = left

    def take(self, *texts: str) -> None:
        """Take the lines of some texts, each a paragraph of its own."""
        self.left -= sum(map(lines, texts))

    def some(
        self,
        found: Iterable[One],
        most: int,
        cost: Callable[[One], int],
        *,
        title: int = 3,
        count: int | None = None,
    ) -> Some[One]:
        """Take the first of a list as far as there is room.

        Args:
            found: In the order of what matters.
            most: How many lines at most.
            cost: How many lines one takes.
            title: How many lines the heading takes.
            count: How many there are, where it would be long to go through all.

        Returns:
            At least one, unless the page is more than full.
        """
        if count is None:
            found = tuple(found)
            count = len(found)
        self.left -= title * bool(count)
        taken: list[One] = []
        for one in found:
            spare, needed = 0 if taken else _OVERDRAFT, cost(one)
            if needed > min(self.left, most) + spare:
                break
            self.left -= needed
            most -= needed
            taken.append(one)
        return Some(shown=tuple(taken), more=count - len(taken))
