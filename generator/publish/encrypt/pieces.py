"""The files of a site as pieces: whole, or cut where their content says so."""

from __future__ import annotations

import re
import zlib
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.publish.encrypt.derivation import route_id
from generator.publish.encrypt.format import KIB_64, KIB_256, MIB_1

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.write.records import Content

# A page's shard should open within a moment; a photo should not be a hundred files.
SHARD_SIZES: Final = (KIB_64, KIB_256, MIB_1)
_LEAST_PART: Final = 512 << 10
_MOST_PART: Final = 960 << 10  # fits into a shard even where nothing can be compressed
# Where a part may end: after a line, a value, a tag.
_END: Final = re.compile(rb"[\n,>]")
_WINDOW: Final = 32


class Piece(Struct, frozen=True, kw_only=True):
    """A file of the plain site, or a part of one.

    Attributes:
        path: Of the file.
        part: From 0.
        id: Stands for the path.
        length: In bytes.
        load: Returns the bytes.
    """

    path: str
    part: int
    id: bytes
    length: int
    load: Callable[[], bytes]

    @property
    def place(self) -> int:
        """256 bits that say which shard takes it; its neighbours have no say."""
        number = self.part.to_bytes(4, "big")
        return int.from_bytes(sha256(self.id + number).digest(), "big")


def pieces_of(site: Mapping[str, Content], routes: bytes) -> dict[int, list[Piece]]:
    """Return the pieces of a site by the size of the shards they go to.

    Each file is taken once. What was made for us is kept compressed; what lies on the
    disk stays there, and is read again.

    Args:
        site: Content by path.
        routes: The key for ids.

    Raises:
        OSError: Where a file cannot be read.
    """
    found: dict[int, list[Piece]] = {size: [] for size in SHARD_SIZES}
    for path, content in sorted(site.items()):
        data = content.read_bytes() if isinstance(content, Path) else content()
        packed = zlib.compress(data, 1)
        size = _shard_size(len(packed))
        parts = cuts(data) if len(packed) > _most_whole(size) else [(0, len(data))]
        for number, (start, end) in enumerate(parts):
            if isinstance(content, Path):
                load = partial(_read, content, start, end)
            elif len(parts) == 1:
                load = partial(zlib.decompress, packed)
            else:
                load = partial(zlib.decompress, zlib.compress(data[start:end], 1))
            found[size].append(
                Piece(
                    path=path,
                    part=number,
                    id=route_id(routes, path),
                    length=end - start,
                    load=load,
                )
            )
    return found


def cuts(data: bytes) -> list[tuple[int, int]]:
    """Cut a large file where its content says so.

    An end is taken where the bytes before it have the smallest checksum far and wide;
    so an edit moves the ends next to it and no others.

    Args:
        data: The file.

    Returns:
        Start and end of each part.
    """
    found = []
    start = 0
    while len(data) - start > _MOST_PART:
        end = _cut(data, start + _LEAST_PART, start + _MOST_PART)
        found.append((start, end))
        start = end
    return [*found, (start, len(data))]


def _cut(data: bytes, least: int, most: int) -> int:
    def checksum(end: int) -> tuple[int, int]:
        return zlib.crc32(data[end - _WINDOW : end]), end

    ends = (match.end() for match in _END.finditer(data, least, most))
    return min(ends, key=checksum, default=most)


def _shard_size(packed: int) -> int:
    """Return the smallest size that a file fills by three quarters at most."""
    fitting = (size for size in SHARD_SIZES if packed <= _most_whole(size))
    return next(fitting, SHARD_SIZES[-1])


def _most_whole(size: int) -> int:
    return size * 3 // 4


def _read(file: Path, start: int, end: int) -> bytes:
    with file.open("rb") as opened:
        opened.seek(start)
        data = opened.read(end - start)
    if len(data) != end - start:
        raise OSError(None, "changed while it was read", str(file))
    return data
