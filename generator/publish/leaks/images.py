"""What images carry besides the picture."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_TEXTS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf"})
_JPEG: Final = b"\xff\xd8"
# Of JPEG's segments the comment, and those of programs: EXIF, XMP, IPTC.
_JPEG_TEXTS: Final = frozenset({0xFE, 0xE1, 0xED})
_WEBP_TEXTS: Final = frozenset({b"EXIF", b"XMP "})


def carried_by(data: bytes) -> Iterator[bytes]:
    """Yield the parts of an image that are not its picture: EXIF, XMP, comments."""
    if data.startswith(_PNG):
        yield from _png(data)
    elif data.startswith(_JPEG):
        yield from _jpeg(data)
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        yield from _webp(data)


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if kind in _PNG_TEXTS:
            yield data[at + 8 : at + 8 + size]
        at += size + 12
        if kind == b"IEND":
            yield data[at:]
            return


def _jpeg(data: bytes) -> Iterator[bytes]:
    at = len(_JPEG)
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = struct.unpack_from(">H", data, at + 2)[0]
        if data[at + 1] in _JPEG_TEXTS:
            yield data[at + 4 : at + 2 + size]
        at += size + 2


def _webp(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        if kind in _WEBP_TEXTS:
            yield data[at + 8 : at + 8 + size]
        at += size + 8 + size % 2
