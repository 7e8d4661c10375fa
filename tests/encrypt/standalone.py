"""A reader written from the words of `.readme/encrypted-site.md` and nothing else.

It imports nothing of Airbook: what it can read, somebody else's program can.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import unicodedata
import zlib
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from collections.abc import Callable


class RefusedError(Exception):
    """The copy is damaged or was changed."""


def hkdf(key: bytes, salt: bytes, info: str) -> bytes:
    """RFC 5869 with SHA-256; 32 bytes are one block."""
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, info.encode() + b"\x01", "sha256")


def content_of(name: str, text: bytes) -> bytes:
    """Section "Files"."""
    line = re.fullmatch(rb'airbookFile\("([^"]*)","([^"]*)"\);', text)
    if line is None or line[1].decode() != name:
        raise RefusedError(name)
    content = base64.b64decode(line[2], validate=True)
    if base64.b64encode(content) != line[2]:
        raise RefusedError(name)
    return content


class Reader:
    """A site opened with a passphrase."""

    def __init__(self, read: Callable[[str], bytes], passphrase: str) -> None:
        self.read = read
        header = json.loads(content_of("h", read("h.js")))
        self.public: dict[str, Any] = json.loads(header["public"])
        if self.public["format"] != 1:
            raise RefusedError("format")
        self.master = self.unlock(passphrase)
        commitment = hmac.digest(
            self.key("commitment"), header["public"].encode(), "sha256"
        )
        if commitment.hex() != header["commitment"]:
            raise RefusedError("commitment")
        if self.key("book")[:16].hex() != self.public["book"]:
            raise RefusedError("book")
        text = b"".join(self.data("manifest", one) for one in self.public["manifest"])
        self.manifest: dict[str, Any] = json.loads(text)
        if self.manifest["generation"] != self.public["generation"]:
            raise RefusedError("generation")

    def unlock(self, passphrase: str) -> bytes:
        """Section "From the passphrase to the keys", 1 to 3."""
        rounds, salt = self.public["rounds"], bytes.fromhex(self.public["salt"])
        if not 600_000 <= rounds <= 10_000_000 or len(self.public["slots"]) != 8:
            raise RefusedError("parameters")
        typed = unicodedata.normalize("NFKC", passphrase).strip().encode()
        wrapping = AESGCM(hashlib.pbkdf2_hmac("sha256", typed, salt, rounds))
        for number, text in enumerate(self.public["slots"]):
            slot = bytes.fromhex(text)
            aad = f"airbook/1/slot/{number}/{rounds}/".encode() + salt
            try:
                return wrapping.decrypt(slot[:12], slot[12:], aad)
            except Exception:  # noqa: BLE001, S112 - the next slot may open
                continue
        raise RefusedError("passphrase")

    def key(self, role: str) -> bytes:
        """Section "From the passphrase to the keys", 4."""
        return hkdf(self.master, b"", f"airbook/1/{role}")

    def data(self, role: str, hashed: str) -> bytes:
        """Section "Data files"."""
        name = hashed[:32]
        content = content_of(name, self.read(f"d/{name}.js"))
        if len(content) not in {65_536, 262_144, 1_048_576, 4_194_304}:
            raise RefusedError(name)
        if hashlib.sha256(content).hexdigest() != hashed:
            raise RefusedError(name)
        digest, ciphertext = content[:32], content[32:]
        key = hkdf(self.key("content"), digest, "airbook/1/file")
        aad = f"airbook/1/{role}/{self.public['book']}/".encode() + digest
        plain = AESGCM(key).decrypt(bytes(12), ciphertext, aad)
        own = hmac.digest(self.key("digest"), role.encode() + b"\0" + plain, "sha256")
        if own != digest:
            raise RefusedError(name)
        length = int.from_bytes(plain[16:20], "big")
        data = plain[20 : 20 + length]
        if len(data) != length or plain[20 + length :].strip(b"\0"):
            raise RefusedError(name)
        return zlib.decompress(data) if data else b""

    def pieces(self, hashed: str) -> dict[tuple[bytes, int], bytes]:
        """Section "Shards"."""
        data = self.data("shard", hashed)
        count = int.from_bytes(data[:4], "big")
        found, at = {}, 4 + 24 * count
        for start in range(4, 4 + 24 * count, 24):
            part = int.from_bytes(data[start + 16 : start + 20], "big")
            length = int.from_bytes(data[start + 20 : start + 24], "big")
            found[data[start : start + 16], part] = data[at : at + length]
            at += length
        if at != max(len(data), 4):
            raise RefusedError(hashed)
        return found

    def id_of(self, path: str) -> bytes:
        """Section "Shards"."""
        return hmac.digest(self.key("routes"), path.encode(), "sha256")[:16]

    def all_files(self) -> dict[str, bytes]:
        """Section "Manifest": every file of the plain site."""
        shards = [self.pieces(one) for one in self.manifest["shards"]]
        return {
            path: b"".join(
                shards[number][self.id_of(path), part]
                for part, number in enumerate(parts)
            )
            for path, parts in self.manifest["files"].items()
        }
