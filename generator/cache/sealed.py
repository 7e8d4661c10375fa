"""Values -> bytes that only this user's Airbook can have written, and back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from msgspec import msgpack

from generator.model import Later

if TYPE_CHECKING:
    from pathlib import Path

_SIZE: Final = 16
_KEY: Final = 32


def digest_of(value: Any) -> bytes:
    """Return 16 bytes that differ wherever two values differ.

    Args:
        value: Records, texts, numbers, days, and tuples, sets and mappings of them.
            Where a value can be of several types, its place must tell which.

    Returns:
        The same for equal values, in any process.
    """
    return digest_of_bytes(encoded(value))


def digest_of_bytes(data: bytes) -> bytes:
    """Return 16 bytes that differ wherever two runs of bytes do."""
    return hashlib.blake2b(data, digest_size=_SIZE).digest()


def encoded(value: Any) -> bytes:
    """Return the canonical encoding of a value (MessagePack, sets in order)."""
    return _ENCODER.encode(value)


def _plain(value: Any) -> Any:
    """Return what stands for something that the encoding does not know."""
    if isinstance(value, Mapping):
        return [*value.items()]  # in their order, which pages may follow
    if isinstance(value, (PurePath, date)):
        return str(value)
    if isinstance(value, Later):
        return value.prose
    raise TypeError(f"no value for the cache: {type(value).__name__}")


_ENCODER: Final = msgpack.Encoder(order="deterministic", enc_hook=_plain)


class Seal:
    """Signs what goes into a cache, so that what comes out of it is what went in.

    Pages are made from it without another look. So a cache that came with somebody
    else's folder, or that a disk has spoilt, must not be believed.
    """

    def __init__(self, key: bytes) -> None:
        """Take the secret of this user."""
        self._key = key

    def sign(self, name: str, data: bytes) -> bytes:
        """Return the signature of some bytes under a name."""
        hashed = hashlib.blake2b(data, key=self._key, digest_size=_SIZE)
        hashed.update(name.encode("utf-8", "surrogatepass"))
        return hashed.digest()

    def close(self, name: str, data: bytes) -> bytes:
        """Return bytes with their signature in front."""
        return self.sign(name, data) + data

    def open(self, name: str, sealed: bytes) -> bytes | None:
        """Return the bytes without it; none where it is not theirs."""
        data = sealed[_SIZE:]
        return data if sealed[:_SIZE] == self.sign(name, data) else None


def read_key(file: Path) -> bytes | None:
    """Return this user's secret for caches; made where it is absent.

    Returns:
        32 bytes; none where the system refuses, so that there is no cache.
    """
    try:
        if len(found := file.read_bytes()) == _KEY:
            return found
    except OSError:
        pass
    return _new_key(file)


def _new_key(file: Path) -> bytes | None:
    key = os.urandom(_KEY)
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as opened:
            opened.write(key)
        temporary.replace(file)
    except OSError:
        return None
    return key
