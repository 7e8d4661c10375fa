"""The primitives, through the functions that encrypt a site: other people's vectors."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish.encrypt.derivation import (
    decrypt,
    encrypt,
    hkdf,
    wrapping_key,
)
from tests.encrypt.vectors import (
    NONCE,
    RFC_7914,
    gcm_vectors,
    hkdf_vectors,
)

if TYPE_CHECKING:
    from tests.encrypt.vectors import (
        Gcm,
        Hkdf,
    )


@pytest.fixture(scope="module")
def gcm() -> list[Gcm]:
    """Return the vectors for AES-GCM, or skip."""
    return gcm_vectors() or pytest.skip("no vector was run: they cannot be had here")


@pytest.fixture(scope="module")
def hkdfs() -> list[Hkdf]:
    """Return the vectors for HKDF, or skip."""
    return hkdf_vectors() or pytest.skip("no vector was run: they cannot be had here")


def test_wycheproof_aes_gcm(gcm: list[Gcm]) -> None:
    """Each of our form passes; one of another form is refused or right as well."""
    run = 0
    for one in gcm:
        try:
            plain = decrypt(one.key, one.nonce, one.sealed, one.associated)
        except ValueError:
            assert len(one.nonce) != NONCE, one.name
            continue
        assert plain == (one.plain if one.valid else None), one.name
        if one.valid:
            made = encrypt(one.key, one.nonce, one.plain, one.associated)
            assert made == one.sealed, one.name
        run += 1
    assert len(gcm) == 316
    assert run >= 197


def test_wycheproof_hkdf(hkdfs: list[Hkdf]) -> None:
    """Each passes; a length beyond 255 blocks is refused."""
    assert len(hkdfs) == 86
    for one in hkdfs:
        if one.valid:
            derived = hkdf(one.key, one.salt, one.info, one.length)
            assert derived == one.derived, one.name
        else:
            with pytest.raises(ValueError, match="larger"):
                hkdf(one.key, one.salt, one.info, one.length)


def test_pbkdf2_of_rfc_7914() -> None:
    """The first 32 of the 64 bytes: we take one block."""
    for one in RFC_7914:
        derived = wrapping_key(one.password, one.salt, one.rounds)
        assert derived == one.derived[:32], one.name


@settings(max_examples=50)
@given(st.binary(max_size=150), st.binary(max_size=80), st.integers(1, 60))
def test_pbkdf2_is_what_rfc_8018_says(
    password: bytes, salt: bytes, rounds: int
) -> None:
    """The XOR of all rounds of the first block, with passwords longer than a block."""
    block = hmac.digest(password, salt + b"\0\0\0\1", "sha256")
    mixed = int.from_bytes(block, "big")
    for _ in range(rounds - 1):
        block = hmac.digest(password, block, "sha256")
        mixed ^= int.from_bytes(block, "big")
    assert wrapping_key(password, salt, rounds) == mixed.to_bytes(32, "big")
