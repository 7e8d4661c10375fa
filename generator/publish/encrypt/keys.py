"""An audience's keys: one master key, and up to eight passphrases that open it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.publish.encrypt.derivation import KEY, ROUNDS, role_keys, wrapping_key
from generator.publish.encrypt.passphrase import normalized
from generator.publish.encrypt.slots import SALT, SLOTS, unused_slot, wrap

if TYPE_CHECKING:
    from generator.publish.encrypt.derivation import RoleKeys


class KeysError(Exception):
    """Something cannot be done with a key; one line says why."""


class Slot(Struct, frozen=True, kw_only=True):
    """One of the eight places for a passphrase.

    Attributes:
        sealed: What stands in the header.
        label: Whose passphrase it is, as the owner calls it; none: unused.
    """

    sealed: bytes
    label: str | None = None


class Keys(Struct, frozen=True, kw_only=True):
    """All that it takes to encrypt the site of one audience; no passphrase.

    Attributes:
        audience: Its name.
        master: The master key.
        salt: Of the header.
        rounds: Of the header.
        slots: Eight.
        generation: Of what was published last; 0: nothing was.
    """

    audience: str
    master: bytes
    salt: bytes
    rounds: int
    slots: tuple[Slot, ...]
    generation: int = 0

    def roles(self) -> RoleKeys:
        """Return the keys for each role."""
        return role_keys(self.master)


def new_keys(
    audience: str, passphrase: str, *, label: str = "first", rounds: int = ROUNDS
) -> Keys:
    """Make keys that one passphrase opens.

    Args:
        audience: For whom.
        passphrase: It is not kept.
        label: What the owner calls it.
        rounds: Of PBKDF2.
    """
    empty = tuple(Slot(sealed=unused_slot()) for _ in range(SLOTS))
    keys = Keys(
        audience=audience,
        master=secrets.token_bytes(KEY),
        salt=secrets.token_bytes(SALT),
        rounds=rounds,
        slots=empty,
    )
    return add_passphrase(keys, passphrase, label=label)[0]


def rotated(keys: Keys, passphrase: str, *, label: str = "first") -> Keys:
    """Make other keys for the same audience; no old passphrase opens them.

    Args:
        keys: The old ones; only the generation is taken over, so that it grows on.
        passphrase: The one that opens the new ones.
        label: What the owner calls it.
    """
    made = new_keys(keys.audience, passphrase, label=label, rounds=keys.rounds)
    return replace(made, generation=keys.generation)


def add_passphrase(keys: Keys, passphrase: str, *, label: str) -> tuple[Keys, int]:
    """Let one more passphrase open the keys.

    Args:
        keys: The keys.
        passphrase: The new one; the old ones are not needed.
        label: What the owner calls it.

    Returns:
        The keys with it, and the number of its slot.

    Raises:
        KeysError: Where all slots are used, or the label is.
    """
    labels = [slot.label for slot in keys.slots]
    if label in labels:
        raise KeysError(f"slot {labels.index(label)} is called {label} already")
    if None not in labels:
        raise KeysError("all eight slots are used; revoke one first")
    number = labels.index(None)
    wrapping = wrapping_key(normalized(passphrase), keys.salt, keys.rounds)
    sealed = wrap(keys.master, wrapping, number, salt=keys.salt, rounds=keys.rounds)
    return _with_slot(keys, number, Slot(sealed=sealed, label=label)), number


def revoke(keys: Keys, number: int) -> Keys:
    """Fill a slot with random bytes.

    Args:
        keys: The keys.
        number: Of the slot.

    Raises:
        KeysError: Where the slot is not used, or is the last that is.
    """
    used = [at for at, slot in enumerate(keys.slots) if slot.label is not None]
    if number not in used:
        raise KeysError(f"slot {number} is not used; see `airbook key list`")
    if used == [number]:
        raise KeysError(
            f"slot {number} is the only one; add another passphrase first, or rotate"
        )
    return _with_slot(keys, number, Slot(sealed=unused_slot()))


def _with_slot(keys: Keys, number: int, slot: Slot) -> Keys:
    slots = (*keys.slots[:number], slot, *keys.slots[number + 1 :])
    return replace(keys, slots=slots)
