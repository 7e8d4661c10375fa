"""Attachments as secrets: their names, pieces of their bytes, what images carry."""

from __future__ import annotations

import re
import struct
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.publish.leaks.phrases import phrases_of
from generator.publish.leaks.records import Secret
from generator.publish.leaks.streams import open_streams

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.graph.records import Book
    from generator.source import Asset

PIECE: Final = 32
_VARIED: Final = 12
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_TEXTS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf"})
_JPEG: Final = b"\xff\xd8"
# Of JPEG's segments the comment, and those of programs: EXIF, XMP, IPTC.
_JPEG_TEXTS: Final = frozenset({0xFE, 0xE1, 0xED})
_WEBP_TEXTS: Final = frozenset({b"EXIF", b"XMP "})
_LETTERS: Final = re.compile(rb"[\x20-\x7e\xa0-\xff]{4,}")


def secrets_of_assets(book: Book, kept: Collection[str]) -> Iterator[Secret]:
    """Yield the names of what is not shown, and what is written inside what is.

    Args:
        book: The owner's.
        kept: Paths of the attachments that are shown.
    """
    shown = {part for path in kept for part in PurePosixPath(path).parts}
    for path, asset in book.assets.items():
        if path not in kept:
            yield Secret(kind="file", text=PurePosixPath(path).stem, path=path)
            for part in PurePosixPath(path).parts[:-1]:
                if part not in shown:
                    yield Secret(kind="folder", text=part, path=path)
        for text in _texts(_bytes_of(asset)):
            for phrase in phrases_of(text):
                yield Secret(kind="metadata", text=phrase, path=path)


def pieces_of_assets(
    book: Book, kept: Collection[str]
) -> dict[bytes, Secret]:
    """Return pieces of bytes that give away what is not shown, or carried along."""
    found: dict[bytes, Secret] = {}
    allowed: list[bytes] = []
    for path, asset in book.assets.items():
        data = _bytes_of(asset)
        carried = list(_metadata(data))
        if path in kept:
            allowed.append(_without(data, carried))
        for piece in _pieces(data if path not in kept else b"", *carried):
            found.setdefault(piece, Secret(kind="bytes", text="bytes", path=path))
    return {
        piece: secret
        for piece, secret in found.items()
        if not any(piece in data for data in allowed)
    }


def _bytes_of(asset: Asset) -> bytes:
    try:
        return asset.file.read_bytes()
    except FileNotFoundError:
        return b""  # taken away since the book was read; then no site has it either


def _pieces(*parts: bytes) -> Iterator[bytes]:
    """Yield three pieces of each part that are not all alike."""
    for data in parts:
        for quarter in (1, 2, 3):
            at = len(data) * quarter // 4
            piece = data[at : at + PIECE]
            if len(piece) == PIECE and len(set(piece)) >= _VARIED:
                yield piece


def _without(data: bytes, carried: list[bytes]) -> bytes:
    for one in carried:
        data = data.replace(one, b"")
    return data


def _texts(data: bytes) -> Iterator[str]:
    """Yield what an image carries as text."""
    for part in _metadata(data):
        for opened in (part, *open_streams(part)):
            for run in _LETTERS.findall(opened):
                text = run.decode("utf-8", "ignore")
                yield re.sub(r"<[^<>]*>", " | ", text)


def _metadata(data: bytes) -> Iterator[bytes]:
    """Yield the parts of an image that are not its picture."""
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
