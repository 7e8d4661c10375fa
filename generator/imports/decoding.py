"""Bytes of a file by another program -> text, whatever it was written in."""

from __future__ import annotations

import codecs
from typing import Final, NamedTuple

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 4096


class Decoded(NamedTuple):
    """The text of a file.

    Attributes:
        text: Without byte order mark; line ends as they are.
        remark: What the user should know of it; empty: nothing.
    """

    text: str
    remark: str = ""


def decode_text(data: bytes) -> Decoded:
    """Decode a file; never raises.

    Returns:
        Its text: as the byte order mark says, else UTF-16 where every second byte is
        nought, else UTF-8, else Windows-1252, which is said. Bytes that stand for
        nothing become a question mark in a diamond.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"))
    if wide := _wide(data[:_SAMPLE]):
        return Decoded(data.decode(wide, "replace"), "it is read as UTF-16")
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        remark = "it is no UTF-8 and is read as Windows-1252; look at the accents"
        return Decoded(text, remark)


def _wide(sample: bytes) -> str:
    """Return the sort of UTF-16 that a file without a mark is in; empty: none."""
    pairs = len(sample) // 2
    high, low = sample[0 : pairs * 2 : 2].count(0), sample[1::2].count(0)
    if pairs and low > pairs * 0.6 and high < pairs * 0.1:
        return "utf-16-le"
    if pairs and high > pairs * 0.6 and low < pairs * 0.1:
        return "utf-16-be"
    return ""
