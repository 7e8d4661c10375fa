"""Inline tokens as plain text, and the sentence around a link."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from generator.parse.wikilinks import shown_text, split_wikilink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

# Beginning with the sign, so that only the signs of a text are looked at.
_SENTENCE: Final = re.compile(
    r"[.!?…。！？](?:(?<=[。！？])"
    r"|(?<!\b[A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)"
    r"[\"')\]»”’]*\s+(?=[^\sa-z]))"
)
_TAG: Final = "\x1d"
_GAP: Final = re.compile(r"[ \t]*\x1d(?=[\s\x1d,.;:!?)\]]|$)")
_MOST: Final = 160
_FAR: Final = 4 * _MOST


def plain_text(children: Sequence[Token], *, tags: bool = False) -> str:
    """Return inline tokens as text, without tags or with them."""
    parts = [token_text(child) for child in children]
    if tags:
        named = zip(parts, children, strict=True)
        return "".join(f"#{c.content}" if c.type == "tag" else p for p, c in named)
    return without_tags("".join(parts))


def token_text(child: Token) -> str:
    """Return the text of a token; a sign for a tag, which leaves no gap behind."""
    match child.type:
        case "text" | "code_inline" | "image" | "field":
            return child.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "wikilink":
            return shown_text(*split_wikilink(child.content))
        case "tag":
            return _TAG
        case _:
            return ""


def without_tags(text: str) -> str:
    """Return a text of `token_text` without the signs for tags."""
    return _GAP.sub("", text).replace(_TAG, "") if _TAG in text else text


class Sentences:
    """The sentences of one piece of text."""

    def __init__(self, text: str) -> None:
        """Find where each ends."""
        self._text = text
        found = (match.end() for match in _SENTENCE.finditer(text))
        self._ends = [0, *found, len(text)]

    def around(self, start: int, stop: int) -> tuple[str, str]:
        """Return what stands before and behind a part, in its own sentence."""
        begin = self._ends[bisect_right(self._ends, start) - 1]
        end = self._ends[bisect_left(self._ends, stop)]
        before = self._text[max(begin, start - _FAR) : start]
        after = self._text[stop : min(end, stop + _FAR)]
        return _clip(before, left=True), _clip(after, left=False)


def _clip(text: str, *, left: bool) -> str:
    text = without_tags(text)
    flat = " ".join(text.split())
    if left and text[-1:].isspace():
        flat += " "
    if not left and text[:1].isspace():
        flat = " " + flat
    if len(flat) <= _MOST:
        return flat
    if left:
        return "… " + flat[-_MOST:].partition(" ")[2]
    return flat[:_MOST].rpartition(" ")[0] + " …"
