"""How wide a text will be, before any browser has seen it, and where it wraps.

No font is at hand when a page is made, and which one a reader has is not known. So
the widths are those of the wider ones among common sans-serif fonts: a text may
come out shorter than estimated, hardly ever longer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Widths in hundredths of the font's size. Letters that differ much from their kind:
_SINGLE: Final = {
    char: width
    for chars, width in (
        (" i\u0131jlł.,:;'’|", 32),
        ("ft()[]/\\-I!·", 40),
        ('r`"', 46),
        ("ckszvxyJ", 57),
        ("mwMW@%&…—✓", 100),
        ("жшщюыфмЖШЩЮЫФМ", 108),
    )
    for char in chars
}
_BY_CATEGORY: Final = {"Nd": 64, "Ll": 63, "Lu": 78}
_EUROPEAN: Final = "\u04ff"  # the last letter of Latin, Greek and Cyrillic
_OTHER: Final = 80
_WIDE: Final = 100
_HUGE: Final = 135  # emoji, and scripts that nobody writes by hand any more
_BOLD: Final = 1.14
_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
# A text may break before white space, but for the unbreakable, and behind a hyphen.
_PIECE: Final = re.compile(r"\s*(?:(?:[^\s-]|\xa0)+-*|-+)")


@lru_cache(maxsize=1 << 12)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text in one line is, rather more than less.

    Args:
        text: The text, in any script.
        size: Of the font, in the unit of the result.
        bold: Whether it is set in a semibold or bold weight.
    """
    return sum(map(_hundredths, text)) * size / 100 * (_BOLD if bold else 1)


@lru_cache(maxsize=1 << 12)
def wrap(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines, and lose nothing of it but white space.

    Args:
        text: The text.
        size: Of the font.
        room: How wide a line may be, in the same unit.
        bold: Whether it is set in a semibold or bold weight.

    Returns:
        At least one line. Words that are wider than a line break where they must;
        a single letter that is wider stands alone.
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        joined = lines[-1] + (piece if lines[-1] else piece.lstrip())
        if text_width(joined, size, bold=bold) <= room:
            lines[-1] = joined
            continue
        # A word that is too wide for any line begins a new one as others do.
        first, *rest = _broken(piece.lstrip(), size, room, bold=bold)
        lines[len(lines) - (not lines[-1]) :] = [first, *rest]
    return tuple(lines)


def _broken(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Break a word between letters; accents stay with theirs."""
    lines, width = [""], 0.0
    for char in word:
        step = text_width(char, size, bold=bold)
        if lines[-1] and step and width + step > room:
            lines.append("")
            width = 0.0
        lines[-1] += char
        width += step
    return lines


@lru_cache(maxsize=4096)
def _hundredths(char: str) -> int:
    category = unicodedata.category(char)
    if category in _NO_WIDTH:
        return 0
    # Letters with accents are as wide as without.
    bare = unicodedata.normalize("NFD", char)[0]
    known = _SINGLE.get(char) or _SINGLE.get(bare)
    if known:
        return known
    if char >= "\U00010000":
        return _HUGE
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    return _OTHER if bare > _EUROPEAN else _BY_CATEGORY.get(category, _OTHER)
