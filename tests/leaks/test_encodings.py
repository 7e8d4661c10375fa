"""However a secret is written down, it is found."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pytest

from generator.publish.leaks import streams
from generator.publish.leaks.check import Secrets, find_leaks
from generator.publish.leaks.finder import Finder, needle_of
from generator.publish.leaks.numbers import key_of
from generator.publish.leaks.records import Secret
from tests.canaries import picture

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES: Final = ("Zoë Kőszegi", "Rosalind Quist", "Ірина Бондаренко", "山田 太郎")


def secrets(*texts: str, kind: str = "name") -> Secrets:
    """Return texts as what is looked for."""
    every = [Secret(kind=kind, text=text, path="a.md", line=3) for text in texts]
    needles = filter(None, map(needle_of, every))
    numbers = {key_of(one.text): one for one in every if kind == "number"}
    return Secrets(finder=Finder(needles), numbers=numbers, pieces={})


def found(looked_for: Secrets, data: bytes, path: str = "page.html") -> list[str]:
    """Return how secrets stand in a file."""
    return [leak.how for leak in find_leaks(looked_for, [(path, data)])]


def zipped(data: bytes) -> bytes:
    """Return a zip with one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return file.getvalue()


def in_base64(shift: int) -> Callable[[str], bytes]:
    """Return what encodes a text behind some bytes."""
    return lambda text: b'"' + base64.b64encode(b"-" * shift + text.encode()) + b'"'


ENCODINGS: Final[dict[str, Callable[[str], bytes]]] = {
    "plain": lambda text: f"<p>Met {text}.</p>".encode(),
    "small": lambda text: text.lower().encode(),
    "capitals": lambda text: text.upper().encode(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "HTML": lambda text: (
        html.escape(text).replace("o", "&#111;").encode("ascii", "xmlcharrefreplace")
    ),
    "URL": lambda text: quote(f"people/{text}.html").encode(),
    "URL twice": lambda text: quote(quote(text)).encode(),
    "slug": lambda text: f'href="{quote(text.lower().replace(" ", "-"))}"'.encode(),
    "JSON": lambda text: json.dumps({"a": f"\n{text}"}).encode(),
    "JSON twice": lambda text: json.dumps(json.dumps(f"\n{text}")).encode(),
    "base64": in_base64(0),
    "base64 one on": in_base64(1),
    "base64 two on": in_base64(2),
    "base64 in a path": lambda text: b"img/" + base64.b64encode(text.encode()),
    "base64 of URLs": lambda text: base64.urlsafe_b64encode(f"??{text}".encode()),
    "base64, long": lambda text: base64.b64encode(f"{'word ' * 80}{text}".encode()),
    "base64 in lines": lambda text: base64.encodebytes(f"{'x ' * 33}{text}".encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "hex in capitals": lambda text: f"a{text.encode().hex().upper()}".encode(),
    "UTF-16, marked": lambda text: f"by {text}.".encode("utf-16"),
    "UTF-32": lambda text: f"by {text}.".encode("utf-32"),
    "gzip": lambda text: gzip.compress(f"by {text}".encode(), mtime=0),
    "zlib in bytes": lambda text: b"\0\xff" + zlib.compress(f"by {text}".encode()),
    "zip": lambda text: zipped(text.encode()),
    "gzip in base64": lambda text: base64.b64encode(gzip.compress(text.encode())),
    "picture": lambda text: picture(text, "nothing"),
    "picture, compressed": lambda text: picture(text[::-1], "nothing"),
    "picture in a page": lambda text: (
        b'src="data:image/png;base64,%s"' % base64.b64encode(picture(text, "nothing"))
    ),
    "bytes": lambda text: b"\0\x01\xfe" + text.encode() + b"\0\xff",
    "markup": lambda text: f"<b>{text.replace(' ', '</b> <i>')}</i>".encode(),
    "calendar": lambda text: (
        f"BEGIN:VCALENDAR\r\nSUMMARY:{text[:2]}\r\n {text[2:]}\r\n".encode()
    ),
    "script": lambda text: f"airbook.give('x',JSON.parse('[\"{text}\"]'))".encode(),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_encoding_is_read(encoding: str, name: str) -> None:
    """Letters of every script are found in every encoding; another's name is not."""
    data = ENCODINGS[encoding](name)
    assert found(secrets(name), data), data
    assert not found(secrets("Tove Ekelund", "田中 花子"), data)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_letters_are_found_without_a_mark(encoding: str) -> None:
    """As Windows and Java write them, in the middle of a file."""
    for name in NAMES[:3]:
        data = b"\xff\x01\x02\x07\xf0" + name.encode(encoding) + b"\xff\xff\xf1"
        assert found(secrets(name), data) == ["in UTF-16"]


def test_an_old_encoding_is_read() -> None:
    """A text of Windows has no UTF-8."""
    data = "Gespräch mit Zoë Müller über alles".encode("cp1252")
    assert found(secrets("Zoë Müller"), data) == ["as text"]


def test_names_are_found_as_the_search_writes_them() -> None:
    """Without accents and capitals; glued together by a sign that binds."""
    assert found(secrets("Kőszegi"), b'"words":"kastanje koszegi zebra"')
    assert found(secrets("Zoë"), b'"words":"zebra zoe"')
    assert found(secrets("Østergård"), b"ostergard")


def test_a_word_that_markup_parts_is_found() -> None:
    """A hit of a search marks letters within a word."""
    assert found(secrets("Rosalind"), b"<p><mark>Rosa</mark>lind said</p>")
    assert found(secrets("Rosalind"), b"<p>Ro<mark>sal</mark>ind said</p>")
    assert found(secrets("Rosalind Quist"), b"<td>Rosalind</td><td>Quist</td>")


def test_only_whole_words_count() -> None:
    """A name within another word is another word."""
    assert not found(secrets("Rosalind", "Ana"), b"Rosalinda banana Anabel rosalinds")
    assert found(secrets("Ana"), b"Ana's")


@pytest.mark.parametrize(
    ("text", "count"),
    [("Al said", 1), ("et al.", 1), ("AL and aL", 0), ("also Alan", 0)],
)
def test_a_short_word_keeps_its_case(text: str, count: int) -> None:
    """Al is a name, AL a state; small letters are an address or an index."""
    assert len(found(secrets("Al"), text.encode())) == count


def test_paths_are_looked_at() -> None:
    """A file's name says as much as its content."""
    for path in ("contacts/rosalind-quist.html", "img/Rosalind%20Quist.png"):
        assert found(secrets("Rosalind Quist"), b"", path) == ["in its path"]


@pytest.mark.parametrize(
    "text",
    [
        "+31 6 1234 5678",
        "06-12345678",
        "(06) 12 34 56 78",
        'href="tel:+31612345678"',
        "call 0031612345678.",
        "<td>06</td><td>12345678</td>",
    ],
)
def test_a_number_is_found_however_it_is_grouped(text: str) -> None:
    """With and without the country; other numbers and days are not it."""
    looked_for = secrets("+31 6 12345678", kind="number")
    assert found(looked_for, text.encode())
    assert not found(looked_for, b"2026-03-02 +31 6 12345679 1712345 678")


def test_compressed_data_within_compressed_data_is_opened() -> None:
    """A document in a zip in a page; a cut stream is read as far as it goes."""
    inner = zipped(b"about Rosalind Quist")
    assert found(secrets("Rosalind Quist"), gzip.compress(inner, 0))
    whole = gzip.compress(b"about Rosalind Quist " + bytes(range(256)) * 90)
    assert found(secrets("Rosalind Quist"), whole[:-40])


def test_bytes_that_only_look_compressed_do_no_harm() -> None:
    """A header at the very end, a zip that is none, deflated nothing."""
    for data in (b"\xffPK\x03\x04", b"\xff\x1f\x8b\x08", b"\xffx\x9cabc", b"\xff" * 9):
        assert not found(secrets("Rosalind"), data)


def test_a_bomb_is_not_opened_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few bytes that are many: only the first of them are read."""
    monkeypatch.setattr(streams, "_MOST", 1 << 12)
    data = zlib.compress(b" " * (1 << 22) + b"Rosalind")
    assert not found(secrets("Rosalind"), data)
