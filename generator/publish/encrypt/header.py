"""The header: what stands outside in the open, bound to the master key."""

from __future__ import annotations

import hmac
import json
import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.publish.encrypt.derivation import (
    LEAST_ROUNDS,
    MOST_ROUNDS,
    mac,
    role_keys,
)
from generator.publish.encrypt.format import (
    FORMAT,
    HASH,
    HEADER,
    EncryptedSiteError,
    read_script,
    script,
)
from generator.publish.encrypt.slots import SLOT, SLOTS

if TYPE_CHECKING:
    from generator.publish.encrypt.derivation import RoleKeys

_BOOK: Final = re.compile(r"[0-9a-f]{32}")
_SLOT: Final = re.compile(rf"[0-9a-f]{{{2 * SLOT}}}")


class Header(Struct, frozen=True, kw_only=True):
    """The public part of `h.js`.

    Attributes:
        book: Names the key's site in a browser's memory.
        rounds: Of PBKDF2.
        salt: Of PBKDF2.
        slots: Eight.
        generation: Grows with each publish that changed something.
        manifest: Hashes of the manifest's files, in order.
    """

    book: str
    rounds: int
    salt: bytes
    slots: tuple[bytes, ...]
    generation: int
    manifest: tuple[str, ...]


class ReadHeader(Struct, frozen=True, kw_only=True):
    """A header as it was read, before a key has proved it.

    Attributes:
        header: What it says.
        public: The text that says it.
        commitment: Over that text.
    """

    header: Header
    public: str
    commitment: str

    def prove(self, master: bytes) -> RoleKeys:
        """Return the keys of a master key that made this very header.

        Raises:
            EncryptedSiteError: Where it did not.
        """
        roles = role_keys(master)
        if not hmac.compare_digest(self.commitment, _commitment(roles, self.public)):
            raise EncryptedSiteError(HEADER, "was changed, or is of another key")
        if self.header.book != roles.book:
            raise EncryptedSiteError(HEADER, "names another book")
        return roles


def write_header(header: Header, roles: RoleKeys) -> bytes:
    """Return the file `h.js`."""
    public = _json(
        {
            "format": FORMAT,
            "book": header.book,
            "rounds": header.rounds,
            "salt": header.salt.hex(),
            "slots": [slot.hex() for slot in header.slots],
            "generation": header.generation,
            "manifest": list(header.manifest),
        }
    )
    both = {"public": public, "commitment": _commitment(roles, public)}
    return script("h", _json(both).encode())


def read_header(text: bytes) -> ReadHeader:
    """Read the file `h.js`; what it says is proved by `ReadHeader.prove`.

    Raises:
        EncryptedSiteError: Where it is no header of this format.
    """
    both = parsed_object(HEADER, read_script(HEADER, text))
    public, commitment = both.get("public"), both.get("commitment")
    if len(both) != 2 or not isinstance(public, str) or not _matches(HASH, commitment):
        raise EncryptedSiteError(HEADER, "is no header")
    value = parsed_object(HEADER, public.encode("utf-8", "surrogatepass"))
    if value.get("format") != FORMAT:
        raise EncryptedSiteError(HEADER, "is of a format that this Airbook cannot read")
    return ReadHeader(header=_header(value), public=public, commitment=str(commitment))


def parsed_object(file: str, text: bytes) -> dict[str, Any]:
    """Return a JSON object.

    Args:
        file: Whose content it is.
        text: JSON.

    Raises:
        EncryptedSiteError: Where it is none.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EncryptedSiteError(file, "is no proper JSON") from error
    if not isinstance(value, dict):
        raise EncryptedSiteError(file, "is no JSON object")
    return value


def is_rounds(value: object) -> bool:
    """Return whether a value is a number of rounds that helps no guesser and ends."""
    return is_number(value, LEAST_ROUNDS, MOST_ROUNDS)


def is_generation(value: object) -> bool:
    """Return whether a value is a generation, in a browser's numbers too."""
    return is_number(value, 0, (1 << 53) - 1)


def is_number(value: object, least: int, most: int) -> bool:
    """Return whether a value of JSON is a whole number between two others."""
    return type(value) is int and least <= value <= most


def _header(value: dict[str, Any]) -> Header:
    fits = (
        _matches(_BOOK, value.get("book"))
        and is_rounds(value.get("rounds"))
        and _matches(HASH, value.get("salt"))
        and _all_match(_SLOT, value.get("slots"))
        and len(value["slots"]) == SLOTS
        and is_generation(value.get("generation"))
        and _all_match(HASH, value.get("manifest"))
    )
    if not fits:
        raise EncryptedSiteError(HEADER, "has a value that does not fit")
    return Header(
        book=value["book"],
        rounds=value["rounds"],
        salt=bytes.fromhex(value["salt"]),
        slots=tuple(map(bytes.fromhex, value["slots"])),
        generation=value["generation"],
        manifest=tuple(value["manifest"]),
    )


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _all_match(pattern: re.Pattern[str], values: object) -> bool:
    return isinstance(values, list) and all(_matches(pattern, one) for one in values)


def _commitment(roles: RoleKeys, public: str) -> str:
    return mac(roles.commitment, public.encode("utf-8", "surrogatepass")).hex()


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
