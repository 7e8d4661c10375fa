"""Which file the text of a page lies in; templates/static/texts.js says the same."""

from __future__ import annotations

from typing import Final

_PAGES: Final = 16


def shard_count(pages: int) -> int:
    """Return how many files the texts of so many pages lie in: a power of two."""
    count = 1
    while count * _PAGES < pages:
        count *= 2
    return count


def shard_of(url: str, count: int) -> int:
    """Return the number of the file for a page.

    Args:
        url: Of the page, from the root of the site, not encoded.
        count: How many files there are.

    Returns:
        From the 32-bit FNV-1a hash of the URL alone, so that one note more or less
        moves no other.
    """
    digest = 0x811C9DC5
    for byte in url.encode():
        digest = (digest ^ byte) * 0x01000193 & 0xFFFFFFFF
    return digest % count


def shard_url(number: int) -> str:
    """Return where one of the files lies."""
    return f"search/text/{number:x}.js"
