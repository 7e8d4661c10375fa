"""Values become bytes that only this user's Airbook can have written."""

from __future__ import annotations

import os
import stat
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache.sealed import Seal, digest_of, read_key
from generator.config.reading import parse_settings

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"k" * 32


def test_equal_values_have_one_digest() -> None:
    """However a set came to be, in whatever order."""
    names = [f"name {number}" for number in range(100)]
    assert digest_of(frozenset(names)) == digest_of(frozenset(reversed(names)))
    assert digest_of(PurePosixPath("a/b")) == digest_of("a/b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a",), ("a", "")),
        ((1,), (True,)),
        (("1",), (1,)),
        (None, ""),
        (MappingProxyType({"a": 1, "b": 2}), MappingProxyType({"b": 2, "a": 1})),
    ],
)
def test_other_values_have_other_digests(one: Any, other: Any) -> None:
    """Also where only the order of a mapping differs, which a page may follow."""
    assert digest_of(one) != digest_of(other)


def test_the_order_of_audiences_counts() -> None:
    """Their page lists them as the settings do."""
    tables = ["[audience.one]\n", "[audience.two]\n"]
    one, other = (
        parse_settings("".join(order), "airbook.toml")[0]
        for order in (tables, tables[::-1])
    )
    assert digest_of(one) != digest_of(other)


def test_what_has_no_canonical_form_is_refused() -> None:
    """A value that cannot be told from another must never be kept."""
    with pytest.raises(TypeError, match="object"):
        digest_of((object(),))


@given(st.text(), st.binary(), st.integers(0))
def test_whatever_was_sealed_comes_back_and_nothing_else(
    name: str, data: bytes, at: int
) -> None:
    """Neither with a flipped bit, nor shorter, nor under another name or key."""
    seal = Seal(KEY)
    sealed = seal.close(name, data)
    assert seal.open(name, sealed) == data
    at %= len(sealed)
    flipped = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    for foreign in (flipped, sealed[:at], sealed + b"x"):
        assert seal.open(name, foreign) is None
    assert seal.open(f"{name}x", sealed) is None
    assert Seal(b"o" * 32).open(name, sealed) is None


def test_a_key_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    """The next run reads the one that the first has made."""
    file = tmp_path / "deep" / "cache.key"
    key = read_key(file)
    assert key is not None
    assert len(key) == 32
    assert read_key(file) == key
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_key_that_is_cut_off_is_made_anew(tmp_path: Path) -> None:
    """What it signed is then nobody's."""
    file = tmp_path / "cache.key"
    file.write_bytes(b"short")
    key = read_key(file)
    assert key is not None
    assert file.read_bytes() == key


def test_no_folder_no_key(tmp_path: Path) -> None:
    """Where the system refuses, there is none, and so no cache."""
    (tmp_path / "file").touch()
    assert read_key(tmp_path / "file" / "cache.key") is None
