"""Pictures without what their files say besides the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_PNG: Final = b"\x89PNG\r\n\x1a\n"
# What a picture needs to look as it should; everything else may say more.
_PNG_KEPT: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs sPLT "
    b"acTL fcTL fdAT".split()
)
_WEBP_KEPT: Final = frozenset(
    [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"]
)
_LOOPS: Final = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})


def strip_picture(data: bytes) -> bytes:
    """Return a picture without metadata: EXIF, XMP, comments, times, thumbnails.

    Args:
        data: A whole file.

    Returns:
        The picture with its colour profile; empty where the bytes are no picture
        of the four kinds. What stands behind a fault in the file is left out.
    """
    for begins, parts in _KINDS.items():
        if data.startswith(begins):
            return b"".join(parts(data))
    return b""


def _png(data: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        name, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data):
            return
        if name in _PNG_KEPT:
            yield data[at:end]
        if name == b"IEND":
            return
        at = end


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Keep what draws: JFIF, colour profile, Adobe's colour sign, tables and scans."""
    yield data[:2]
    at = 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        sign = data[at + 1]
        if sign == 0xFF:  # fill
            at += 1
            continue
        if sign == 0xD9:
            yield data[at : at + 2]
            return
        size = int.from_bytes(data[at + 2 : at + 4])
        end = at + 2 + size
        if size < 2 or end > len(data):
            return
        if _draws(sign, data[at + 4 : end]):
            yield _plain_jfif(data[at:end]) if sign == 0xE0 else data[at:end]
        if sign == 0xDA:
            scan = _scan_end(data, end)
            yield data[end:scan]
            end = scan
        at = end


def _draws(sign: int, content: bytes) -> bool:
    if 0xE0 <= sign <= 0xEF or sign == 0xFE:
        return (
            (sign == 0xE0 and content.startswith(b"JFIF\0") and len(content) >= 14)
            or (sign == 0xE2 and content.startswith(b"ICC_PROFILE\0"))
            or (sign == 0xEE and content.startswith(b"Adobe") and len(content) == 12)
        )
    return sign != 0x01


def _plain_jfif(segment: bytes) -> bytes:
    """Return a JFIF header without its thumbnail."""
    return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"


def _scan_end(data: bytes, at: int) -> int:
    """Return where the next segment begins behind the bytes of a scan."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _gif(data: bytes) -> Iterator[bytes]:
    """Keep frames and their times; comments, texts and applications' data go."""
    at = 13 + _colours(data[10]) if len(data) > 12 else len(data)
    yield data[:at]
    while at + 1 < len(data):
        start = at
        if data[at] == 0x21:
            at = _blocks_end(data, at + 2)
            label, first = data[start + 1], data[start + 3 : start + 14]
            if label == 0xF9 or (label == 0xFF and first in _LOOPS):
                yield data[start:at]
        elif data[at] == 0x2C and at + 10 < len(data):
            at = _blocks_end(data, at + 11 + _colours(data[at + 9]))
            yield data[start:at]
        else:
            break
    yield b";"


def _colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return min(at + 1, len(data))


def _webp(data: bytes) -> Iterator[bytes]:
    chunks = b"".join(_webp_chunks(data)) if data[8:12] == b"WEBP" else b""
    if chunks:
        size = (len(chunks) + 4).to_bytes(4, "little")
        yield b"RIFF" + size + b"WEBP" + chunks


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        name, end = data[at : at + 4], at + 8 + size
        if end > len(data):
            return
        if name == b"VP8X":  # it says whether there are EXIF (8) and XMP (4)
            flags = bytes([data[at + 8] & ~0x0C]) if size else b""
            yield data[at : at + 8] + flags + data[at + 9 : end] + b"\0" * (size % 2)
        elif name in _WEBP_KEPT:
            yield data[at:end] + b"\0" * (size % 2)
        at = end + size % 2


_KINDS: Final[Mapping[bytes, Callable[[bytes], Iterator[bytes]]]] = {
    _PNG: _png,
    b"\xff\xd8": _jpeg,
    b"GIF87a": _gif,
    b"GIF89a": _gif,
    b"RIFF": _webp,
}
