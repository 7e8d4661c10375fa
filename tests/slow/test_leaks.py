"""The leak check at full size: fifty honest books, two thousand canaries, noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.canaries import make_canaries
from tests.leaks.checking import checked
from tests.leaks.honest import honest_book
from tests.leaks.test_encodings import found, secrets
from tests.leaks.test_sealed import noise, sealed

if TYPE_CHECKING:
    from pathlib import Path

NAMINGS = ("initials", "pseudonym", "full")


@pytest.mark.parametrize("seed", range(100, 150))
def test_honest_sites_raise_no_alarm(seed: int, tmp_path: Path) -> None:
    """Fifty books with short and common names, each naming in turn."""
    book = checked(tmp_path, honest_book(seed, NAMINGS[seed % 3]))
    assert not book.leaks()


def test_no_canary_gets_out_and_each_is_found_when_planted(tmp_path: Path) -> None:
    """By the leak check, and by looking at the bytes."""
    book = make_canaries(60, seed=11)
    share = checked(tmp_path, book.files)
    hidden = [one for one in book.canaries if not one.shown]
    assert len(book.canaries) > 2000
    every = b"\n".join(path.encode() + data for path, data in share.site.items())
    low = every.lower()
    assert not [one for one in hidden if one.word.lower().encode() in low]
    assert not share.leaks()
    for one in hidden:
        if one.kind != "image bytes":
            assert share.leaks({"a.html": f"<p>{one.word}</p>".encode()}), one


def test_ciphertext_raises_no_alarm() -> None:
    """64 MiB of noise, and a name of each sort that could occur in it."""
    book = make_canaries(200, seed=12)
    looked_for = secrets(*(one.word[:6] for one in book.canaries), "Al", "May", "Bo")
    for seed in range(64):
        assert not found(looked_for, sealed(noise(seed, 1 << 20)), f"d/{seed:032x}.js")
