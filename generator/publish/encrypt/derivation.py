"""From a passphrase to the master key, and from there to one key for each role."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from msgspec import Struct

from generator.publish.encrypt.extra import needs_cryptography

KEY: Final = 32
ROUNDS: Final = 2_000_000
LEAST_ROUNDS: Final = 600_000
MOST_ROUNDS: Final = 10_000_000


class RoleKeys(Struct, frozen=True, kw_only=True):
    """The keys that follow from a master key, each for one use.

    Attributes:
        book: 32 hex digits that name the site in a browser's memory.
        routes: For addresses and the places of files in shards.
        digest: For digests of plaintexts.
        content: For the keys of files.
        commitment: For the commitment over the header.
    """

    book: str
    routes: bytes
    digest: bytes
    content: bytes
    commitment: bytes


def wrapping_key(passphrase: bytes, salt: bytes, rounds: int) -> bytes:
    """Return the key that wraps the master key in a slot: PBKDF2-HMAC-SHA-256.

    Args:
        passphrase: In the form that `passphrase.normalized` gives it.
        salt: Of the header.
        rounds: Of the header.
    """
    return hashlib.pbkdf2_hmac("sha256", passphrase, salt, rounds, KEY)


def hkdf(key: bytes, salt: bytes, info: bytes, length: int = KEY) -> bytes:
    """Return a key that follows from another: HKDF-SHA-256.

    Args:
        key: The other.
        salt: Empty for those of roles.
        info: What the key is for.
        length: Of the key, in bytes.
    """
    with needs_cryptography():
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length, salt, info).derive(key)


def role_keys(master: bytes) -> RoleKeys:
    """Return the keys that follow from a master key."""

    def of(role: str) -> bytes:
        return hkdf(master, b"", f"airbook/1/{role}".encode())

    return RoleKeys(
        book=of("book")[:16].hex(),
        routes=of("routes"),
        digest=of("digest"),
        content=of("content"),
        commitment=of("commitment"),
    )


def encrypt(key: bytes, nonce: bytes, plaintext: bytes, associated: bytes) -> bytes:
    """Encrypt by AES-256-GCM; the tag stands behind the ciphertext."""
    with needs_cryptography():
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).encrypt(nonce, plaintext, associated)


def decrypt(
    key: bytes, nonce: bytes, ciphertext: bytes, associated: bytes
) -> bytes | None:
    """Decrypt by AES-256-GCM; none where the tag does not fit."""
    with needs_cryptography():
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(nonce, ciphertext, associated)
    except InvalidTag:
        return None


def mac(key: bytes, text: bytes) -> bytes:
    """Return HMAC-SHA-256 of a text."""
    return hmac.digest(key, text, "sha256")


def route_id(routes: bytes, path: str) -> bytes:
    """Return the 16 bytes that stand for a path of the plain site."""
    return mac(routes, path.encode())[:16]
