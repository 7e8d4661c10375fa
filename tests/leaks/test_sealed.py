"""In ciphertext and other noise only long words are found, and none by chance."""

from __future__ import annotations

# ruff: noqa: S311 - chance that can be repeated
import base64
import json
import random
from typing import TYPE_CHECKING, Final

from tests.leaks.test_encodings import found, secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT: Final = ("Al", "May", "Bo", "IBM", "Ana", "Will", "AB", "Lee", "Xu", "SAP", "A1")


def sealed(data: bytes) -> bytes:
    """Return a file of an encrypted site."""
    text = base64.b64encode(data).decode()
    return f'airbookFile("{"0a" * 16}","{text}");\n'.encode()


def noise(seed: int, size: int) -> bytes:
    """Return bytes as those of ciphertext."""
    return random.Random(seed).randbytes(size)


def test_short_words_are_not_found_in_ciphertext() -> None:
    """They occur in every shard; the same goes for the pixels of a picture."""
    looked_for = secrets(*SHORT)
    for seed in range(4):
        data = noise(seed, 1 << 16)
        assert not found(looked_for, sealed(data), "d/00.js")
        assert not found(looked_for, data, "picture.jpg")
        assert not found(looked_for, base64.b64encode(data), "page.html")


def test_what_is_not_encrypted_is_found_among_what_is() -> None:
    """A name, an address, a number in the plaintext of a shard."""
    for text in ("Rosalind Quist", "rosalind@quist.example", "Zoë Kő"):
        data = noise(1, 70_000) + b"\0" + text.encode() + b"\0" + noise(2, 70_000)
        assert found(secrets(text), sealed(data)) == ["in ciphertext"]


def test_a_header_is_read_as_text() -> None:
    """It is JSON in base64 and holds nothing by chance."""
    data = json.dumps({"public": json.dumps({"book": "Ana"}), "commitment": "0" * 64})
    assert found(secrets("Ana"), sealed(data.encode()))
    assert not found(secrets("Ana"), sealed(data.replace("Ana", "Ani").encode()))


def test_numbers_of_the_search_are_no_words() -> None:
    """Its lists are written in letters: any short name stands in them."""
    data = json.dumps(
        {
            "tags": [("rail", "Al)May(")],
            "names": ["Someone", "else"],
            "kind": "(()Bo(",
            "words": "rail someone else",
            "lists": " ".join(_lists()),
        },
        separators=(",", ":"),
    )
    assert not found(secrets(*SHORT), data.encode(), "search/index.js")
    for name in ("Someone", "rail", "Else"):
        assert found(secrets(name), data.encode(), "search/index.js") == ["as text"]


def test_words_that_are_sorted_are_no_names() -> None:
    """Will and Wood are neighbours in an index where both are ordinary words."""
    data = b'{"words":"white will wood words","lists":"( ) * +"}'
    assert not found(secrets("Will Wood"), data, "search/index.js")
    assert found(secrets("Wood"), data, "search/index.js")
    assert found(secrets("Will Wood"), b"by will-wood", "search/index.js")


def _lists() -> Iterator[str]:
    yield from (f"({name})!!{name}" for name in SHORT)
