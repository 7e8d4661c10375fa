"""Not one of a thousand secrets is in any path or byte of what an audience gets."""

from __future__ import annotations

import base64
import gzip
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.audience.canaries import planted
from tests.books import airbook, files_of, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def readings(data: bytes) -> Iterator[str]:
    """Yield what a file may be read as."""
    yield data.decode("utf-8", "replace").casefold()
    yield data.decode("utf-16-le", "replace").casefold()
    for found in re.findall(rb"[A-Za-z0-9+/=]{24,}", data):
        try:
            packed = base64.b64decode(found)
        except ValueError:
            continue
        yield packed.decode("utf-8", "replace").casefold()
        if packed.startswith(b"\x1f\x8b"):
            yield gzip.decompress(packed).decode("utf-8", "replace").casefold()


@pytest.mark.parametrize("names", ["initials", "pseudonym", "full"])
def test_no_secret_is_in_the_site(tmp_path: Path, names: str) -> None:
    """Of every kind, in every path and byte; what may be seen is there."""
    book = planted()
    assert len(book.all) > 1000
    assert len(book.secrets) >= 12
    hidden = set(book.all)
    if names == "full":
        shown = {
            word
            for path, text in book.texts.items()
            if path.startswith("contacts/") and b"private: false" in _bytes(text)
            for word in path[9:-3].split()
        }
        hidden -= shown
    toml = f'{book.toml}names = "{names}"\n'
    toml = 'book_id = "canaries"\n' + toml
    write_files(tmp_path / "book", {"airbook.toml": toml})
    write_files(tmp_path / "book" / "content", book.texts)
    site = tmp_path / "site"
    done = airbook(
        "--output", site, "build", "--audience", "share", cwd=tmp_path / "book"
    )
    assert done.returncode == 0, done.stderr
    files = files_of(site)
    found = set()
    for path, data in files.items():
        for text in (path.casefold(), *readings(data)):
            composed = unicodedata.normalize("NFC", text)
            words = set(re.findall(r"q(?:[bcdfghklmnprstvz][aeiou]){5}", composed))
            found |= {(word, path) for word in words}
    lowered = {word.casefold(): word for word in hidden}
    kinds = {w.casefold(): kind for kind, ws in book.secrets.items() for w in ws}
    leaks = [(f"{word} {kinds[word]}", path) for word, path in found if word in lowered]
    assert leaks == []
    seen = {word for word, _ in found}
    assert {word.casefold() for word in book.kept} <= seen


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
