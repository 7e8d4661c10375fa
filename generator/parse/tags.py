"""Tags as they stand in front matter."""

from __future__ import annotations

import re


def tags_in(text: str) -> list[str]:
    """Return the tags of a value, in order, repeats too.

    Args:
        text: One, or several with commas or spaces between them, each with or without
            `#`.

    Returns:
        Without `#`, and without slashes at the ends, as `#tags` of a text are read;
        empty where nothing is left.
    """
    words = (word.lstrip("#").strip("/") for word in re.split(r"[,\s]+", text))
    return [word for word in words if word]
