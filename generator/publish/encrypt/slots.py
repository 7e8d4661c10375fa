"""A slot holds the master key, wrapped by what follows from one passphrase."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from generator.publish.encrypt.derivation import KEY, decrypt, encrypt, wrapping_key

if TYPE_CHECKING:
    from collections.abc import Sequence

SLOTS: Final = 8
SALT: Final = 32
_NONCE: Final = 12
SLOT: Final = _NONCE + KEY + 16


def unused_slot() -> bytes:
    """Return a slot that no passphrase opens, and that nobody can tell from others."""
    return secrets.token_bytes(SLOT)


def wrap(
    master: bytes, wrapping: bytes, number: int, *, salt: bytes, rounds: int
) -> bytes:
    """Wrap a master key in a slot.

    Args:
        master: The master key.
        wrapping: What `wrapping_key` gave for the passphrase.
        number: Of the slot, 0 to 7.
        salt: Of the header.
        rounds: Of the header.
    """
    nonce = secrets.token_bytes(_NONCE)
    return nonce + encrypt(wrapping, nonce, master, _associated(number, salt, rounds))


def unwrap(
    slots: Sequence[bytes], passphrase: bytes, *, salt: bytes, rounds: int
) -> bytes | None:
    """Return the master key out of the slot that a passphrase opens; none if none.

    Args:
        slots: All slots of a header.
        passphrase: Normalized.
        salt: Of the header.
        rounds: Of the header.
    """
    wrapping = wrapping_key(passphrase, salt, rounds)
    for number, slot in enumerate(slots):
        nonce, wrapped = slot[:_NONCE], slot[_NONCE:]
        master = decrypt(wrapping, nonce, wrapped, _associated(number, salt, rounds))
        if master is not None:
            return master
    return None


def _associated(number: int, salt: bytes, rounds: int) -> bytes:
    return f"airbook/1/slot/{number}/{rounds}/".encode() + salt
