"""Content lines, of which calendars and contact cards are made: escaped and folded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDEST: Final = 75  # octets, without the line end
# Whatever some reader takes for the end of a line, and what no text may hold.
_BREAKS: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MARKS: Final = re.compile(r"[\\;,]")
_MARKS_OF_ONE: Final = re.compile(r"[\\,]")
# What an address may hold and a reader would cut at; the rest of it stays as it is.
_UNSAFE: Final = re.compile(r'[\s"\\,;<>^`{|}\x00-\x20\x7f-\x9f]')


def text(value: str, *, parts: bool = True) -> str:
    r"""Return a text as a value: `\\`, `\,`, `\n` and `\;`, without other controls.

    Args:
        value: The text.
        parts: Whether a semicolon would part the value, so that it is escaped, too.
    """
    marks = _MARKS if parts else _MARKS_OF_ONE
    return marks.sub(r"\\\g<0>", clean(value)).replace("\n", r"\n")


def clean(value: str) -> str:
    """Return a text without controls but tabs; every line end is a line feed."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", value)).strip()


def address(value: str) -> str:
    """Return an address as a value: not escaped, but never with what ends it."""
    return _UNSAFE.sub(lambda match: quote(match[0]), value.strip())


def encode(lines: Iterable[str]) -> bytes:
    """Return content lines as bytes: at most 75 octets a line, CRLF behind each.

    Args:
        lines: Each with name, parameters and value, none with a line end.

    Returns:
        UTF-8; no character is cut in two.
    """
    return b"".join(_folded(line.encode("utf-8", "replace")) for line in lines)


def _folded(line: bytes) -> bytes:
    parts = []
    start, room = 0, _WIDEST
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(line[start:end])
        start, room = end, _WIDEST - 1
    return b"\r\n ".join((*parts, line[start:])) + b"\r\n"
