"""A data file: padded, encrypted, named by its own hash; same text, same file."""

from __future__ import annotations

import hmac
import zlib
from typing import TYPE_CHECKING, Final

from generator.publish.encrypt.derivation import decrypt, encrypt, hkdf, mac
from generator.publish.encrypt.format import (
    DIGEST,
    FRESH,
    LENGTH,
    OVERHEAD,
    SIZES,
    EncryptedSiteError,
    data_path,
    hash_of,
    read_script,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.publish.encrypt.derivation import RoleKeys

SHARD: Final = "shard"
MANIFEST: Final = "manifest"
# A key never meets two plaintexts, since it follows from the plaintext's digest.
_NONCE: Final = bytes(12)


def seal_file(
    roles: RoleKeys, role: str, data: bytes, size: int, fresh: bytes
) -> bytes:
    """Return the content of a data file.

    Args:
        roles: The keys.
        role: `SHARD` or `MANIFEST`.
        data: Compressed, or empty in a file that only fills up.
        size: One of `SIZES`, which the data fit into.
        fresh: 16 bytes that make the file differ from others with the same data.
    """
    plain = fresh + len(data).to_bytes(LENGTH, "big") + data
    plain += bytes(size - OVERHEAD + FRESH + LENGTH - len(plain))
    digest = _digest(roles, role, plain)
    key, associated = _key(roles, digest), _associated(roles, role, digest)
    return digest + encrypt(key, _NONCE, plain, associated)


def read_file(
    roles: RoleKeys, role: str, hashed: str, read: Callable[[str], bytes]
) -> bytes:
    """Return the decompressed data of a data file.

    Args:
        roles: The keys.
        role: `SHARD` or `MANIFEST`.
        hashed: The hash that manifest or header have for it.
        read: Returns a file of the site by its path.

    Raises:
        EncryptedSiteError: Where the file is missing or anything does not fit.
    """
    path = data_path(hashed)
    content = read_script(path, taken(read, path))
    if len(content) not in SIZES or hash_of(content) != hashed:
        raise EncryptedSiteError(path, "is damaged or was changed")
    digest, ciphertext = content[:DIGEST], content[DIGEST:]
    associated = _associated(roles, role, digest)
    plain = decrypt(_key(roles, digest), _NONCE, ciphertext, associated)
    if plain is None or not hmac.compare_digest(digest, _digest(roles, role, plain)):
        raise EncryptedSiteError(path, "does not open with this key")
    start = FRESH + LENGTH
    length = int.from_bytes(plain[FRESH:start], "big")
    if length > len(plain) - start or any(plain[start + length :]):
        raise EncryptedSiteError(path, "has a wrong length")
    return _decompressed(path, plain[start : start + length])


def taken(read: Callable[[str], bytes], path: str) -> bytes:
    """Read a file of the site.

    Raises:
        EncryptedSiteError: Where it is missing.
    """
    try:
        return read(path)
    except (FileNotFoundError, KeyError) as error:
        raise EncryptedSiteError(path, "is missing") from error


def _decompressed(path: str, data: bytes) -> bytes:
    if not data:
        return b""
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(data)
    except zlib.error as error:
        raise EncryptedSiteError(path, "is compressed wrongly") from error
    if not stream.eof or stream.unused_data:
        raise EncryptedSiteError(path, "is compressed wrongly")
    return plain


def _digest(roles: RoleKeys, role: str, plain: bytes) -> bytes:
    return mac(roles.digest, role.encode() + b"\0" + plain)


def _key(roles: RoleKeys, digest: bytes) -> bytes:
    return hkdf(roles.content, digest, b"airbook/1/file")


def _associated(roles: RoleKeys, role: str, digest: bytes) -> bytes:
    return f"airbook/1/{role}/{roles.book}/".encode() + digest
