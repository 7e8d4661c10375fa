"""Characters that no page may hold; each becomes the sign for what is unreadable."""

from __future__ import annotations

import re
from typing import Final

# In each of the sixteen planes above the first, the last two are no characters.
_LAST: Final = "".join(
    chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)
)
_UNFIT: Final = re.compile(
    f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_LAST}]"
)


def readable(text: str) -> str:
    """Return a text of the same length without controls and non-characters.

    Tabs, line ends and form feeds stay; HTML takes any other control for an error.
    """
    return _UNFIT.sub("\ufffd", text)
