"""Lines of Markdown -> the phrases that would give them away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.publish.leaks.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIKILINK: Final = re.compile(r"!?\[\[([^\]|#]*)(?:#[^\]|]*)?(?:\\?\|([^\]]*))?\]\]")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_INLINE_FIELD: Final = re.compile(r"[\[(][\w -]+::([^\])]*)[\])]")
_ENDS: Final = re.compile(r"[.!?;:…]+(?=\s|$)|[。！？、]|\s[-–—]+\s|\|")
_ADDRESS: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>\"'\])}|]+"
)
_SCHEME: Final = re.compile(r"^(?:[a-z]+:)?/*(?:www\.)?", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\+?\(?\d(?:[\s().\-–/]{0,2}\d){6,}")
_DATE: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b(?:[T ]\d\d?:\d\d)?")
_MOST: Final = 8
_STEP: Final = 4


def plain(line: str) -> str:
    """Return a line as a page shows it: links by their text, fields by their value."""
    line = _WIKILINK.sub(lambda match: match[2] or match[1], line)
    return _INLINE_FIELD.sub(r" | \1 | ", _LINK.sub(r"\1", line))


def phrases_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text; of a long one its parts, since one is enough."""
    for sentence in _ENDS.split(plain(text)):
        words = words_of(sentence)
        if len(words) <= _MOST:
            yield " ".join(words)
            continue
        for start in range(0, len(words) - _MOST + 1, _STEP):
            yield " ".join(words[start : start + _MOST])
        yield " ".join(words[-_MOST:])


def addresses_of(text: str) -> Iterator[str]:
    """Yield mail addresses and URLs, without the scheme."""
    for match in _ADDRESS.finditer(text):
        yield _SCHEME.sub("", match[0]).rstrip(".,;:/")


def numbers_of(text: str) -> Iterator[str]:
    """Yield runs of seven digits and more, as of a telephone; days are none."""
    for match in _NUMBER.finditer(_DATE.sub(" ", text)):
        yield match[0]
