"""An encrypted site read back: every check of the format, or nothing is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.publish.encrypt.datafile import MANIFEST, SHARD, read_file, taken
from generator.publish.encrypt.derivation import route_id
from generator.publish.encrypt.format import HEADER, EncryptedSiteError, data_path
from generator.publish.encrypt.header import read_header
from generator.publish.encrypt.keys import Keys
from generator.publish.encrypt.manifest import read_manifest
from generator.publish.encrypt.passphrase import normalized
from generator.publish.encrypt.shards import read_shard
from generator.publish.encrypt.slots import unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.encrypt.derivation import RoleKeys
    from generator.publish.encrypt.header import Header
    from generator.publish.encrypt.manifest import Manifest

_KEPT: Final = 8

Read = Callable[[str], bytes]
"""Returns a file by its path in the site; FileNotFoundError or KeyError if missing."""


class OpenedSite(Mapping[str, bytes]):
    """The files of the plain site by path; each is decrypted when it is asked for.

    Attributes:
        header: Proved by the key.
        manifest: Whole.
    """

    def __init__(
        self, header: Header, manifest: Manifest, roles: RoleKeys, read: Read
    ) -> None:
        self.header = header
        self.manifest = manifest
        self._roles = roles
        self._read = read
        self.pieces = lru_cache(maxsize=_KEPT)(self._pieces)

    def _pieces(self, number: int) -> Mapping[tuple[bytes, int], bytes]:
        """Return the pieces of a shard; none of one that only fills up."""
        hashed = self.manifest.shards[number]
        data = read_file(self._roles, SHARD, hashed, self._read)
        return read_shard(data_path(hashed), data) if data else {}

    def id_of(self, path: str) -> bytes:
        """Return the 16 bytes that stand for a path in shards and addresses."""
        return route_id(self._roles.routes, path)

    def __getitem__(self, path: str) -> bytes:
        found = []
        for part, number in enumerate(self.manifest.files[path]):
            piece = self.pieces(number).get((self.id_of(path), part))
            if piece is None:
                where = data_path(self.manifest.shards[number])
                raise EncryptedSiteError(where, "lacks a piece that is promised")
            found.append(piece)
        return b"".join(found)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths shard by shard, so that each is opened about once."""
        files = self.manifest.files
        return iter(sorted(files, key=lambda path: (files[path], path)))

    def __len__(self) -> int:
        return len(self.manifest.files)


def open_site(read: Read, keys: Keys | str) -> OpenedSite:
    """Open an encrypted site.

    Args:
        read: Returns a file of the site by its path.
        keys: The audience's keys, or a passphrase.

    Returns:
        Its files by path. Header and manifest are checked; a shard is when it is used.

    Raises:
        EncryptedSiteError: Where anything does not fit; of a shard, when it is used.
        OSError: Where a file is there and cannot be read.
    """
    found = read_header(taken(read, HEADER))
    header = found.header
    if isinstance(keys, Keys):
        master: bytes | None = keys.master
    else:
        master = unwrap(
            header.slots, normalized(keys), salt=header.salt, rounds=header.rounds
        )
    if master is None:
        raise EncryptedSiteError(HEADER, "does not open with this passphrase")
    roles = found.prove(master)
    parts = (read_file(roles, MANIFEST, one, read) for one in header.manifest)
    manifest = read_manifest(b"".join(parts), header.generation)
    return OpenedSite(header, manifest, roles, read)
