"""What a picture carries is a secret, shown or not; it is known by its bytes."""

from __future__ import annotations

import struct
from hashlib import sha512
from typing import TYPE_CHECKING, Final

import pytest

from generator.publish.leaks import find_leaks, secrets_of
from generator.publish.leaks.images import carried_by
from generator.source.records import Sources
from tests.canaries import picture
from tests.leaks.checking import checked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeBook

PIXELS: Final = b"".join(sha512(bytes([at])).digest() for at in range(8))


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """Return a JPEG of some segments."""
    parts = (
        struct.pack(">BBH", 0xFF, kind, len(data) + 2) + data for kind, data in segments
    )
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xda\0\x02" + PIXELS + b"\xff\xd9"


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a WebP of some chunks."""
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


XMP: Final = b"<x:xmpmeta><dc:creator>Wendel Aster</dc:creator></x:xmpmeta>"
IMAGES: Final = {
    "a.jpg": jpeg((0xE0, b"JFIF\0"), (0xE1, b"Exif\0\0" + XMP), (0xFE, b"by hand")),
    "a.webp": webp((b"VP8 ", PIXELS), (b"EXIF", b"II*\0odd"), (b"XMP ", XMP)),
    "a.png": picture("Wendel Aster", "pixels") + b"behind the end",
}


@pytest.mark.parametrize("name", IMAGES)
def test_what_a_picture_carries_is_told_from_the_picture(name: str) -> None:
    """EXIF, XMP, comments and what stands behind the end; never what is drawn."""
    carried = list(carried_by(IMAGES[name]))
    assert any(b"Wendel Aster" in part for part in carried)
    assert not any(PIXELS[:32] in part for part in carried)
    assert len(carried) == (3 if name == "a.png" else 2)


@pytest.mark.parametrize("name", IMAGES)
def test_a_cut_picture_is_read_as_far_as_it_goes(name: str) -> None:
    """At every byte."""
    for end in range(len(IMAGES[name])):
        assert all(part in IMAGES[name] for part in carried_by(IMAGES[name][:end]))


@pytest.mark.parametrize("name", IMAGES)
def test_what_a_shown_picture_carries_is_a_secret(name: str, tmp_path: Path) -> None:
    """The site has the picture without it; as it was it must not get there."""
    note = f"## Advice\n- ![[shots/{name}]]\n"
    book = checked(
        tmp_path,
        {
            "airbook.toml": 'book_id = "images"\n',
            "content/contacts/A B.md": note,
            f"content/shots/{name}": IMAGES[name],
            f"content/other shots/hidden-{name}": IMAGES[name].replace(
                PIXELS[:64], PIXELS[64:128]
            ),
        },
    )
    assert not book.leaks()
    found = {one.secret.text for one in book.leaks({"files/a": IMAGES[name]})}
    assert "Wendel Aster" in found
    assert book.leaks({"files/other-shots/b": b""})
    assert book.leaks({f"files/hidden-{name}": b""})


def test_an_attachment_that_is_gone_is_only_a_name(book: MakeBook) -> None:
    """It was taken away since the book was read; no site can have its bytes."""
    made = book({"gone/Wendel Aster.bin": "some bytes that nobody has any more"})
    secrets = secrets_of(
        made.book,
        made.settings,
        made.settings.audiences["share"],
        made.book,
        sources=Sources(),
        templates=made.templates,
    )
    assert not secrets.pieces
    assert [*find_leaks(secrets, [("a", b"Wendel Aster")])]
