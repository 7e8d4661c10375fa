"""What only a faulty writer makes, with the right key, is refused like damage."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from generator.publish.encrypt import EncryptedSiteError, open_site, verify_site
from generator.publish.encrypt.datafile import MANIFEST, SHARD, read_file, seal_file
from generator.publish.encrypt.derivation import encrypt, hkdf, mac, route_id
from generator.publish.encrypt.format import KIB_64, data_path, hash_of, script
from generator.publish.encrypt.header import Header, write_header
from tests.encrypt.sealing import keys_of

ROLES = keys_of().roles()
PAGE = route_id(ROLES.routes, "index.html")
ENTRY = PAGE + bytes(4) + (2).to_bytes(4, "big")
GOOD_SHARD = (1).to_bytes(4, "big") + ENTRY + b"hi"


def site_of(
    shard: bytes = GOOD_SHARD,
    *,
    packed: bytes | None = None,
    role: str = SHARD,
    manifest: bytes | None = None,
    **values: Any,
) -> dict[str, bytes]:
    """Return a site of one page, with one thing as no writer makes it."""
    files: dict[str, bytes] = {}

    def put(content: bytes) -> str:
        hashed = hash_of(content)
        files[data_path(hashed)] = script(hashed[:32], content)
        return hashed

    data = zlib.compress(shard) if packed is None else packed
    hashed = put(seal_file(ROLES, role, data, KIB_64, bytes(16)))
    value = {
        "format": 1,
        "generation": 1,
        "start": "index.html",
        "shards": [hashed],
        "files": {"index.html": [0]},
        **values,
    }
    text = json.dumps(value).encode() if manifest is None else manifest
    index = put(seal_file(ROLES, MANIFEST, zlib.compress(text), KIB_64, bytes(16)))
    keys = keys_of()
    header = Header(
        book=ROLES.book,
        rounds=keys.rounds,
        salt=keys.salt,
        slots=tuple(slot.sealed for slot in keys.slots),
        generation=1,
        manifest=(index,),
    )
    return {**files, "h.js": write_header(header, ROLES)}


def test_the_site_that_the_faulty_ones_are_made_of_is_right() -> None:
    """Else they would be refused for another reason."""
    assert dict(open_site(site_of().__getitem__, keys_of())) == {"index.html": b"hi"}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"packed": b"no zlib"}, "compressed"),
        ({"packed": zlib.compress(GOOD_SHARD) + b"more"}, "compressed"),
        ({"packed": zlib.compress(GOOD_SHARD)[:-2]}, "compressed"),
        ({"packed": b""}, "lacks"),
        ({"role": MANIFEST}, "does not open"),
        ({"shard": GOOD_SHARD + b"!"}, "do not fit"),
        ({"shard": GOOD_SHARD[:-1]}, "do not fit"),
        ({"shard": b"\xff\xff\xff\xff" + ENTRY}, "do not fit"),
        ({"shard": (2).to_bytes(4, "big") + 2 * ENTRY + b"hihi"}, "do not fit"),
        ({"shard": bytes(4)}, "lacks"),
        ({"manifest": b"{"}, "JSON"),
        ({"format": 2}, "does not belong"),
        ({"generation": 2}, "does not belong"),
        ({"start": "other.html"}, "first page"),
        ({"start": ["index.html"]}, "first page"),
        ({"shards": None}, "contradicts"),
        ({"shards": ["AB"]}, "contradicts"),
        ({"shards": ["ab" * 32] * 2}, "contradicts"),
        ({"files": None}, "contradicts"),
        ({"files": {"index.html": []}}, "contradicts"),
        ({"files": {"index.html": [1]}}, "contradicts"),
        ({"files": {"index.html": [False]}}, "contradicts"),
    ],
    ids=range(22),  # the key is another one in each process
)
def test_a_fault_inside_is_refused(values: dict[str, Any], reason: str) -> None:
    """With what is wrong; never a part of a page."""
    files = site_of(**values)
    with pytest.raises(EncryptedSiteError, match=reason):
        open_site(files.__getitem__, keys_of())["index.html"]
    assert verify_site(files.__getitem__, keys_of()).problems


def test_a_page_that_the_manifest_does_not_know_is_told() -> None:
    """A shard holds what it promises, no less and no more."""
    other = route_id(ROLES.routes, "secret.html") + ENTRY[16:]
    shard = (2).to_bytes(4, "big") + ENTRY + other + b"hiho"
    found = verify_site(site_of(shard).__getitem__, keys_of())
    assert len(found.problems) == 1
    assert "other pieces" in found.problems[0]


@pytest.mark.parametrize("tail", [b"\xff\xff\xff\xff", b"\0\0\0\1"], ids=repr)
def test_a_wrong_length_inside_is_refused(tail: bytes) -> None:
    """More data than there is room for, and something behind the data."""
    plain = bytes(16) + tail + b"ab" + bytes(KIB_64 - 70)
    digest = mac(ROLES.digest, b"shard\0" + plain)
    key = hkdf(ROLES.content, digest, b"airbook/1/file")
    associated = f"airbook/1/shard/{ROLES.book}/".encode() + digest
    content = digest + encrypt(key, bytes(12), plain, associated)
    hashed = hash_of(content)
    files = {data_path(hashed): script(hashed[:32], content)}
    with pytest.raises(EncryptedSiteError, match="length"):
        read_file(ROLES, SHARD, hashed, files.__getitem__)
