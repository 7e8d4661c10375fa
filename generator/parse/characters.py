"""Characters that no page may hold; each becomes the sign for what is unreadable."""

from __future__ import annotations

import re
from typing import Final

# In each of the sixteen planes above the first, the last two are no characters.
_PLANES: Final = "".join(
    f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17)
)
_FIT: Final = f"\t\n\f\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_PLANES}"
_UNFIT: Final = f"[^{_FIT}]"  # compiled when needed, which takes a while
# Almost every text is fit as a whole, which this tells ten times sooner.
_WHOLLY_FIT: Final = re.compile(f"[{_FIT}]*+")


def readable(text: str) -> str:
    """Return a text of the same length without controls and non-characters.

    Tabs, line ends and form feeds stay; HTML takes any other control for an error.
    """
    return text if _WHOLLY_FIT.fullmatch(text) else re.sub(_UNFIT, "\ufffd", text)
