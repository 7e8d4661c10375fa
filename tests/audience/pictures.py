"""Small pictures of each kind, with a secret in every place that can hold one."""

from __future__ import annotations

import struct
import zlib
from typing import Final

SECRET: Final = b"Zwetschge at 52.09N 5.12E"


def png() -> bytes:
    """Return a PNG of one pixel with texts, a time, EXIF and bytes behind its end."""
    text = _chunk(b"tEXt", b"Comment\0" + SECRET) + _chunk(b"eXIf", SECRET)
    text += _chunk(b"zTXt", b"c\0\0" + SECRET) + _chunk(b"iTXt", b"c\0" + SECRET)
    text += _chunk(b"tIME", b"\x07\xe6\x01\x02\x03\x04\x05") + _chunk(b"prIv", SECRET)
    return _png(text) + SECRET


def plain_png() -> bytes:
    """Return the same picture alone."""
    return _png(b"")


def _png(between: bytes) -> bytes:
    size = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", size)
        + between
        + _chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


def jpeg(*, secret: bool = True) -> bytes:
    """Return the segments of a JPEG of two scans; it draws nothing."""
    jfif = b"JFIF\0\1\1\0\0\1\0\1"
    told = (
        _segment(0xE1, b"Exif\0\0" + SECRET)
        + _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
        + _segment(0xED, b"Photoshop 3.0\0" + SECRET)
        + _segment(0xE2, b"MPF\0" + SECRET)
        + _segment(0xFE, SECRET)
    )
    thumbnail = b"\1\1" + SECRET[:3] if secret else b"\0\0"
    return (
        b"\xff\xd8"
        + _segment(0xE0, jfif + thumbnail)
        + (told if secret else b"")
        + _segment(0xE2, b"ICC_PROFILE\0\1\1profile")
        + _segment(0xDB, b"\0" * 65)
        + _segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x12\xff\0\x34\xff\xd0\x56"
        + (_segment(0xFE, SECRET) if secret else b"")
        + _segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x78\xff\0"
        + b"\xff\xd9"
        + (SECRET if secret else b"")
    )


def _segment(sign: int, data: bytes) -> bytes:
    return bytes([0xFF, sign]) + struct.pack(">H", len(data) + 2) + data


def gif(*, secret: bool = True) -> bytes:
    """Return a GIF of one pixel, with comments, a plain text and data of programs."""
    told = b"".join(
        bytes([0x21, label]) + head + bytes([len(SECRET)]) + SECRET + b"\0"
        for label, head in (
            (0xFE, b""),
            (0x01, b"\x0c" + b"\0" * 12),
            (0xFF, b"\x0bXMP DataXMP"),
        )
    )
    return (
        b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
        b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0"
        + (told if secret else b"")
        + b"!\xf9\4\0\0\0\0\0"
        + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"
        + b";"
        + (SECRET if secret else b"")
    )


def webp(*, secret: bool = True) -> bytes:
    """Return the chunks of a WebP with EXIF, XMP and one that nobody knows."""
    told = b"".join(_riff(name, SECRET) for name in (b"EXIF", b"XMP ", b"priv"))
    flags = bytes([0x2C if secret else 0x20])
    chunks = _riff(b"VP8X", flags + b"\0" * 9) + _riff(b"ICCP", b"abc")
    chunks += _riff(b"VP8L", b"\x2f\0\0\0\0") + (told if secret else b"")
    size = struct.pack("<I", len(chunks) + 4)
    return b"RIFF" + size + b"WEBP" + chunks + (SECRET if secret else b"")


def _riff(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
