"""Attachments as secrets: their names, pieces of their bytes, what images carry."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.publish.leaks.images import carried_by
from generator.publish.leaks.phrases import phrases_of
from generator.publish.leaks.records import Secret
from generator.publish.leaks.streams import open_streams

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.graph.records import Book
    from generator.source.records import Asset

PIECE: Final = 32
_VARIED: Final = 12
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


def pieces_of_assets(book: Book, kept: Collection[str]) -> dict[bytes, Secret]:
    """Return pieces of bytes that give away what is not shown, or carried along."""
    found: dict[bytes, Secret] = {}
    allowed: list[bytes] = []
    for path, asset in book.assets.items():
        data = _bytes_of(asset)
        carried = list(carried_by(data))
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
    for part in carried_by(data):
        for opened in (part, *open_streams(part)):
            for run in _LETTERS.findall(opened):
                text = run.decode("utf-8", "ignore")
                yield re.sub(r"<[^<>]*>", " | ", text)
