"""Numbers of telephones, however their digits are grouped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW: Final = re.compile(r"\d+(?:[\s().\-–/+]{1,3}\d+)*")
_FEWEST, _MOST = 7, 15
_TELLING: Final = 9


def key_of(number: str) -> str:
    """Return the digits by which a number is known: +31 6 … and 06 … are one."""
    return "".join(filter(str.isdecimal, number))[-_TELLING:]


def keys_in(text: str) -> Iterator[str]:
    """Yield what may be a number in a text: neighbouring groups of digits, joined."""
    for row in _ROW.findall(text):
        if len(row) < _FEWEST:
            continue
        groups = re.findall(r"\d+", row)
        for first in range(len(groups)):
            digits = ""
            for group in groups[first:]:
                digits += group
                if len(digits) > _MOST:
                    break
                if len(digits) >= _FEWEST:
                    yield digits[-_TELLING:]
