"""Pieces packed into shards: an edit changes few, and their number says little."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from generator.publish.encrypt.format import (
    KIB_64,
    KIB_256,
    MIB_1,
    OVERHEAD,
    EncryptedSiteError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.publish.encrypt.pieces import Piece

_LEVEL: Final = 6
_BITS: Final = 256
_ID: Final = 16
_NUMBER: Final = 4
_ENTRY: Final = _ID + 2 * _NUMBER
# Small books all look alike.
_FEWEST: Final[Mapping[int, int]] = {KIB_64: 16, KIB_256: 4, MIB_1: 1}


def pack(pieces: Sequence[Piece], size: int) -> Iterator[tuple[list[Piece], bytes]]:
    """Pack pieces into shards.

    The shards are the leaves of a binary trie over the pieces' places: a leaf is split
    where its content does not fit. So no piece moves for what happens elsewhere.

    Args:
        pieces: Each fits into a shard alone.
        size: Of a shard.

    Yields:
        The pieces of each shard, and its compressed data.
    """
    yield from _leaves(sorted(pieces, key=_order), size - OVERHEAD, _BITS - 1)


def _order(piece: Piece) -> tuple[str, int]:
    return piece.path, piece.part  # pages of a kind side by side compress better


def _leaves(
    pieces: list[Piece], most: int, bit: int
) -> Iterator[tuple[list[Piece], bytes]]:
    if not pieces:
        return
    data = _compressed(pieces, most)
    if data is not None:
        yield pieces, data
        return
    for side in (0, 1):
        half = [piece for piece in pieces if piece.place >> bit & 1 == side]
        yield from _leaves(half, most, bit - 1)


def _compressed(pieces: list[Piece], most: int) -> bytes | None:
    """Return the data of a shard; none as soon as it grows too large."""
    stream = zlib.compressobj(_LEVEL)
    done = [stream.compress(_table(pieces))]
    length = len(done[0])
    for piece in pieces:
        done.append(stream.compress(piece.load()))
        length += len(done[-1])
        if length > most:
            return None
    done.append(stream.flush())
    return b"".join(done) if length + len(done[-1]) <= most else None


def _table(pieces: list[Piece]) -> bytes:
    entries = (
        piece.id + _number(piece.part) + _number(piece.length) for piece in pieces
    )
    return _number(len(pieces)) + b"".join(entries)


def _number(value: int) -> bytes:
    return value.to_bytes(_NUMBER, "big")


def read_shard(path: str, data: bytes) -> Mapping[tuple[bytes, int], bytes]:
    """Return the pieces of a shard by id and part.

    Args:
        path: Of the shard's file.
        data: Decompressed.

    Raises:
        EncryptedSiteError: Where the table and the pieces do not fit.
    """
    count = int.from_bytes(data[:_NUMBER], "big")
    at = _NUMBER + count * _ENTRY
    table = data[_NUMBER:at]
    found: dict[tuple[bytes, int], bytes] = {}
    for start in range(0, len(table) - _ENTRY + 1, _ENTRY):
        name, rest = table[start : start + _ID], table[start + _ID : start + _ENTRY]
        part, length = (int.from_bytes(rest[i : i + _NUMBER], "big") for i in (0, 4))
        found[name, part] = data[at : at + length]
        at += length
    if at != len(data) or len(found) != count:
        raise EncryptedSiteError(path, "has pieces that do not fit")
    return found


def number_of(shards: int, size: int) -> int:
    """Return how many shards of a size are published where some are needed."""
    number = _FEWEST[size]
    while number < shards:
        number *= 2
    return number
