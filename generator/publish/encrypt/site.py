"""A plain site in, the files of an encrypted one out."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from generator.publish.encrypt.datafile import MANIFEST, SHARD, seal_file
from generator.publish.encrypt.format import (
    FRESH,
    HEADER,
    data_path,
    hash_of,
    script,
)
from generator.publish.encrypt.header import Header, write_header
from generator.publish.encrypt.manifest import Manifest, manifest_parts
from generator.publish.encrypt.pieces import pieces_of
from generator.publish.encrypt.shards import number_of, pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.publish.encrypt.keys import Keys
    from generator.publish.encrypt.pieces import Piece
    from generator.write.records import Content

File = tuple[str, bytes]
_SAME: Final = bytes(FRESH)


class Sealing:
    """One encryption of a site; first its shards, then its index, which names them.

    Attributes:
        keys: The audience's.
        fresh: Whether every file is to be another than before.
    """

    def __init__(
        self, site: Mapping[str, Content], keys: Keys, *, fresh: bool = False
    ) -> None:
        self.site = site
        self.keys = keys
        self.fresh = fresh
        self._roles = keys.roles()
        self._shards: list[str] = []
        self._files: dict[str, list[int]] = {}

    def shards(self) -> Iterator[File]:
        """Yield every shard, path and bytes; the same site gives the same ones.

        Raises:
            OSError: Where a file of the site cannot be read.
        """
        for size, pieces in pieces_of(self.site, self._roles.routes).items():
            before = len(self._shards)
            for packed, data in pack(pieces, size):
                self._place(packed)
                yield self._shard(data, size, _SAME)
            needed = len(self._shards) - before
            for number in range(needed, number_of(needed, size)):
                # Their number, or else all that fill up would be one and the same.
                yield self._shard(b"", size, (number + 1).to_bytes(FRESH, "big"))

    def index(self, generation: int) -> Iterator[File]:
        """Yield the files of the manifest, then the header; after all shards.

        Args:
            generation: Grows with each publish that changed something.
        """
        manifest = Manifest(
            generation=generation,
            shards=tuple(self._shards),
            files={path: tuple(parts) for path, parts in self._files.items()},
        )
        hashes = []
        for data, size in manifest_parts(manifest):
            hashed, file = self._sealed(MANIFEST, data, size, _SAME)
            hashes.append(hashed)
            yield file
        header = Header(
            book=self._roles.book,
            rounds=self.keys.rounds,
            salt=self.keys.salt,
            slots=tuple(slot.sealed for slot in self.keys.slots),
            generation=generation,
            manifest=tuple(hashes),
        )
        yield HEADER, write_header(header, self._roles)

    def _place(self, pieces: list[Piece]) -> None:
        """Note the next shard for its pieces; parts may come in any order."""
        for piece in pieces:
            parts = self._files.setdefault(piece.path, [])
            parts.extend([0] * (piece.part + 1 - len(parts)))
            parts[piece.part] = len(self._shards)

    def _shard(self, data: bytes, size: int, fresh: bytes) -> File:
        hashed, file = self._sealed(SHARD, data, size, fresh)
        self._shards.append(hashed)
        return file

    def _sealed(
        self, role: str, data: bytes, size: int, fresh: bytes
    ) -> tuple[str, File]:
        if self.fresh:
            fresh = secrets.token_bytes(FRESH)
        content = seal_file(self._roles, role, data, size, fresh)
        hashed = hash_of(content)
        return hashed, (data_path(hashed), script(hashed[:32], content))


def encrypt_site(
    site: Mapping[str, Content],
    keys: Keys,
    shell: Mapping[str, bytes],
    *,
    generation: int,
    fresh: bool = False,
) -> Iterator[File]:
    """Encrypt a site.

    Args:
        site: Content by path; it has an `index.html`.
        keys: The audience's.
        shell: The public files, as `read_shell` gives them.
        generation: Grows with each publish that changed something.
        fresh: Whether every data file is to be another than before.

    Yields:
        Path and bytes of every file, in the order in which they are to be written:
        data before what names it, the header last.

    Raises:
        OSError: Where a file of the site cannot be read.
    """
    sealing = Sealing(site, keys, fresh=fresh)
    yield from sealing.shards()
    yield from shell.items()
    yield from sealing.index(generation)
