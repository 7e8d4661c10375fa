"""Compressed data anywhere in a file: gzip, zlib (in PDF and PNG), zip (in docx)."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINS: Final = re.compile(rb"\x1f\x8b\x08|PK\x03\x04|\x78[\x01\x5e\x9c\xda]")
_GZIP, _RAW = 31, -15
_ZIP_HEADER: Final = 30
_MOST: Final = 1 << 26
_LEAST: Final = 8


def open_streams(data: bytes) -> Iterator[bytes]:
    """Yield what is compressed in a file, as far as it can be read.

    What another one has taken in is not looked at again.
    """
    end = 0
    for match in _BEGINS.finditer(data):
        if match.start() < end:
            continue
        start, wbits = _start_of(data, match)
        opened, used = _inflate(data, start, wbits)
        if len(opened) >= _LEAST:
            end = start + used
            yield opened


def _start_of(data: bytes, match: re.Match[bytes]) -> tuple[int, int]:
    """Return where the compressed bytes begin, and of which sort they are."""
    if match.group().startswith(b"PK"):
        header = data[match.start() : match.start() + _ZIP_HEADER]
        if len(header) < _ZIP_HEADER:
            return len(data), _RAW
        name, extra = struct.unpack_from("<HH", header, 26)
        return match.start() + _ZIP_HEADER + name + extra, _RAW
    return match.start(), _GZIP if match.group().startswith(b"\x1f") else zlib.MAX_WBITS


def _inflate(data: bytes, start: int, wbits: int) -> tuple[bytes, int]:
    """Return what could be read and how many bytes it took; a cut end is no matter."""
    reader = zlib.decompressobj(wbits)
    opened = bytearray()
    at = start
    while at < len(data) and not reader.eof and len(opened) < _MOST:
        piece = data[at : at + 4096]
        try:
            opened += reader.decompress(piece, _MOST)
        except zlib.error:
            break
        at += len(piece)
    return bytes(opened), at - start - len(reader.unused_data)
