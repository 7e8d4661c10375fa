"""What the rows of a page can be filtered by, as a text that its script reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def facets(*values: str | Iterable[str]) -> str:
    """Return a row's values: a line for each facet, several values between tabs.

    Args:
        values: Of each facet in the page's order; empty texts are left out.
    """
    return "\n".join(
        one_line(value)
        if isinstance(value, str)
        else "\t".join(filter(None, map(one_line, value)))
        for value in values
    )


def one_line(text: str) -> str:
    """Return a text in which no tab or line end divides anything."""
    return " ".join(text.split())
