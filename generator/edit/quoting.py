"""Texts -> YAML scalars that every reader takes for the same texts."""

from __future__ import annotations

import json
import re
from typing import Final

_PLAIN: Final = re.compile(r"[^\W_](?:[\w .,()/+@'&-]*[\w.)])?")
_SPECIAL: Final = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}
)
_NUMBER: Final = re.compile(r"(?=.*\d)[\d.,_:oOeE+-]+|0x[0-9A-Fa-f]+")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?")


def quote_text(text: str) -> str:
    """Return a text as a YAML scalar that every reader takes for the same text.

    Args:
        text: On one line.

    Returns:
        As it is where it is a day, a number or plain words, else in quotes.
    """
    if _DAY.fullmatch(text) or re.fullmatch(r"[1-9]\d{0,5}|0", text):
        return text
    return text if _is_plain(text) else _quoted(text)


def quote_item(text: str) -> str:
    """Return a text as a scalar of a list in brackets, where commas divide."""
    return _quoted(text) if "," in text else quote_text(text)


def quote_like(text: str, old: str) -> str:
    """Return a text in the kind of quotes that another scalar stands in, if any."""
    if old.startswith('"'):
        return _quoted(text)
    if old.startswith("'") and text.isprintable() and not re.search("{{|<%", text):
        return "'" + text.replace("'", "''") + "'"
    return quote_text(text)


def quote_key(key: str) -> str:
    """Return a key as it can stand before a colon."""
    return key if _is_plain(key) else _quoted(key)


def _is_plain(text: str) -> bool:
    if text.casefold() in _SPECIAL or _NUMBER.fullmatch(text):
        return False
    return _PLAIN.fullmatch(text) is not None and text.isprintable()


def _quoted(text: str) -> str:
    # A template's placeholder is looked for in the source, quotes or not.
    quoted = json.dumps(text, ensure_ascii=False)
    quoted = quoted.replace("{{", "{\\x7b").replace("<%", "<\\x25")
    return "".join(char if char.isprintable() else _escaped(char) for char in quoted)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
