"""Days as other programs write them; one that can be read in two ways is not read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

# English, German, Dutch, French, Spanish, Italian, Portuguese: how each begins.
_MONTHS: Final = (
    ("jan", "ene", "gen"),
    ("feb", "fev", "fév"),
    ("mar", "maa", "mrt", "mae", "mär"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mei", "mag"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aou", "aoû", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "déc", "dez", "dic"),
)
_NAMED: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|º)?[\s\-/]+(?:de\s+)?([^\W\d_]{3,12})\.?"
    r"[\s\-/,]+(?:de\s+)?(\d{4}|\d{2})"
)
_NAMED_FIRST: Final = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2}),?\s+(\d{4})")
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")


def read_written_day(text: str) -> date | None:
    """Read a day.

    Args:
        text: Such as `12 Mar 2024`, `7-Feb-22`, `Mar 12, 2024`, `2024-03-12`,
            `12.03.2024`, `15/03/2024`; months in seven languages.

    Returns:
        The day; none where there is no such day, or the text may mean two.
    """
    text = " ".join(text.split())
    if match := _NAMED.fullmatch(text):
        return _day(match[3], _month(match[2]), match[1])
    if match := _NAMED_FIRST.fullmatch(text):
        return _day(match[3], _month(match[1]), match[2])
    if match := _ISO.fullmatch(text):
        return _day(match[1], int(match[2]), match[3])
    if match := _DOTTED.fullmatch(text):
        return _day(match[3], int(match[2]), match[1])
    if match := _SLASHED.fullmatch(text):
        return _slashed(match[3], match[1], match[2])
    return None


def _slashed(year: str, first: str, second: str) -> date | None:
    """Read a day whose order is not said: only where there is one way."""
    readings = {_day(year, int(first), second), _day(year, int(second), first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _month(name: str) -> int:
    folded = unicodedata.normalize("NFC", name.casefold())
    for number, beginnings in enumerate(_MONTHS, 1):
        if folded.startswith(beginnings):
            return number
    return 0


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year) + 2000 * (len(year) == 2), month, int(day))
    except ValueError:
        return None
