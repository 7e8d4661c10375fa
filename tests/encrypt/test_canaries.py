"""Of a thousand secrets none is in an encrypted site, closed or opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.encrypt import encrypt_site, read_shell
from tests.canaries import make_canaries
from tests.encrypt.sealing import PASSPHRASE, content_of, keys_of
from tests.encrypt.standalone import Reader
from tests.leaks.checking import checked

if TYPE_CHECKING:
    from pathlib import Path


def test_no_canary_is_in_the_encrypted_site(tmp_path: Path) -> None:
    """Not one word of the book in its paths and bytes; opened, what may be seen."""
    book = make_canaries(24)
    assert len(book.canaries) >= 850
    share = checked(tmp_path, book.files)
    site = content_of(share.site)
    files = dict(encrypt_site(site, keys_of(), read_shell(), generation=1))
    closed = b"\n".join(path.encode() + data for path, data in files.items()).lower()
    words = {one.word.lower().encode(): one for one in book.canaries}
    assert [one for word, one in words.items() if word in closed] == []
    opened = Reader(lambda path: files[path], PASSPHRASE).all_files()
    assert opened == share.site
    text = b"\n".join(path.encode() + data for path, data in opened.items()).lower()
    hidden = [one for word, one in words.items() if word in text and not one.shown]
    assert hidden == []
    assert any(word in text for word, one in words.items() if one.shown)
