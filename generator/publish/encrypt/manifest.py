"""The manifest: every shard by its hash, and which shards hold which file."""

from __future__ import annotations

import json
import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.publish.encrypt.format import (
    FORMAT,
    HASH,
    HEADER,
    MIB_4,
    OVERHEAD,
    SIZES,
    EncryptedSiteError,
)
from generator.publish.encrypt.header import is_number, parsed_object

if TYPE_CHECKING:
    from collections.abc import Mapping

START: Final = "index.html"
_LEVEL: Final = 6


class Manifest(Struct, frozen=True, kw_only=True):
    """What an encrypted site consists of.

    Attributes:
        generation: As in the header.
        start: Path of the first page.
        shards: Hashes of the shards, those that only fill up among them.
        files: By path, for each part the number of its shard.
    """

    generation: int
    start: str = START
    shards: tuple[str, ...]
    files: Mapping[str, tuple[int, ...]]


def manifest_parts(manifest: Manifest) -> list[tuple[bytes, int]]:
    """Return the data of the manifest's files, each with the size it is padded to.

    One file, unless it is too large; then a power of two, so that the number of them
    says little.
    """
    value = {
        "format": FORMAT,
        "generation": manifest.generation,
        "start": manifest.start,
        "shards": manifest.shards,
        "files": dict(manifest.files),
    }
    text = json.dumps(value, separators=(",", ":"), sort_keys=True).encode()
    number = 1
    while True:
        step = -(-len(text) // number)
        parts = [
            zlib.compress(text[at : at + step], _LEVEL)
            for at in range(0, len(text), step)
        ]
        if max(map(len, parts)) <= MIB_4 - OVERHEAD:
            most = max(map(len, parts))
            size = next(size for size in SIZES if most <= size - OVERHEAD)
            return [(part, size) for part in parts]
        number *= 2


def read_manifest(text: bytes, generation: int) -> Manifest:
    """Read the joined data of the manifest's files.

    Args:
        text: JSON.
        generation: That of the header.

    Raises:
        EncryptedSiteError: Where anything does not fit.
    """
    value = parsed_object(HEADER, text)
    if value.get("format") != FORMAT or value.get("generation") != generation:
        raise EncryptedSiteError(HEADER, "does not belong to its manifest")
    shards: Any = value.get("shards")
    files: Any = value.get("files")
    start: Any = value.get("start")
    if not _are_hashes(shards) or not _are_files(files, len(shards)):
        raise EncryptedSiteError(HEADER, "has a manifest that contradicts itself")
    if not isinstance(start, str) or start not in files:
        raise EncryptedSiteError(HEADER, "has a manifest without a first page")
    return Manifest(
        generation=generation,
        start=start,
        shards=tuple(shards),
        files=MappingProxyType({path: tuple(one) for path, one in files.items()}),
    )


def _are_hashes(shards: Any) -> bool:
    return (
        isinstance(shards, list)
        and all(isinstance(one, str) and HASH.fullmatch(one) for one in shards)
        and len(set(shards)) == len(shards)
    )


def _are_files(files: Any, shards: int) -> bool:
    return isinstance(files, dict) and all(
        isinstance(parts, list)
        and bool(parts)
        and all(is_number(one, 0, shards - 1) for one in parts)
        for parts in files.values()
    )
