"""Colours of a terminal, and how much room a text takes in it."""

from __future__ import annotations

import unicodedata
from typing import Final

from msgspec import Struct

_CODES: Final = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}
_ESCAPE: Final = "\x1b["
_JOINERS: Final = frozenset("\u200c\u200d")


class Style(Struct, frozen=True, kw_only=True):
    """Whether what is printed may have colours.

    Attributes:
        colour: Whether it may.
    """

    colour: bool = False

    def paint(self, text: str, *looks: str) -> str:
        """Return a text in colours, or as it is.

        Args:
            text: Any text without colours.
            looks: Of `bold`, `dim`, `red`, `green`, `yellow`, `blue`, `cyan`.
        """
        if not self.colour or not looks or not text:
            return text
        codes = ";".join(_CODES[look] for look in looks)
        return f"{_ESCAPE}{codes}m{text}{_ESCAPE}0m"


def plain(text: str) -> str:
    """Return a text of a note as one line that steers no terminal.

    Control characters, and those that turn the direction of writing, become `?`;
    line breaks and tabs become spaces.
    """
    kept = []
    for char in text:
        if char.isprintable() or char in _JOINERS:
            kept.append(char)
        else:
            kept.append(" " if char.isspace() else "?")
    return "".join(kept)


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if char in _JOINERS or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """Return a text with spaces behind it, as wide as asked or wider."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """Return a text cut to so many columns, with … where something is missing."""
    if width(text) <= columns:
        return text
    kept, room = "", max(columns - 1, 0)
    for char in text:
        room -= _columns(char)
        if room < 0:
            break
        kept += char
    return f"{kept}…"
