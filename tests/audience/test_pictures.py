"""Pictures keep what draws them and nothing else; other attachments stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.audience.images import strip_picture
from tests.audience import pictures
from tests.audience.rewriting import FULL, rewritten

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = {
    "png": (pictures.png(), pictures.plain_png()),
    "jpeg": (pictures.jpeg(), pictures.jpeg(secret=False)),
    "gif": (pictures.gif(), pictures.gif(secret=False)),
    "webp": (pictures.webp(), pictures.webp(secret=False)),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_metadata_goes_and_the_picture_stays(kind: str) -> None:
    """Texts, EXIF, XMP, thumbnails, unknown parts, and bytes behind the end."""
    told, plain = WHOLE[kind]
    assert strip_picture(told) == plain
    assert strip_picture(plain) == plain


@pytest.mark.parametrize("kind", WHOLE)
def test_a_picture_that_is_cut_off_tells_nothing(kind: str) -> None:
    """At any byte: what cannot be taken apart is left out."""
    told, _ = WHOLE[kind]
    for end in range(len(told)):
        assert pictures.SECRET not in strip_picture(told[:end])


@given(st.sampled_from([told for told, _ in WHOLE.values()]), st.data())
def test_any_bytes_can_be_taken_apart(told: bytes, data: st.DataObject) -> None:
    """A damaged file never raises."""
    at = data.draw(st.integers(0, len(told)))
    strip_picture(told[:at] + data.draw(st.binary(max_size=40)) + told[at:])


def test_what_is_no_picture_gives_no_byte() -> None:
    """Whatever its name says."""
    for data in (b"", b"<svg>", b"%PDF-1.7", b"RIFF\4\0\0\0WAVE", b"plain text"):
        assert strip_picture(data) == b""


def test_pictures_of_kept_passages_are_copied_under_another_name(
    tmp_path: Path,
) -> None:
    """Those of other passages, and files of other kinds, are not there."""
    texts: dict[str, str | bytes] = {
        "interviews/Talk.md": "![[in prep.png]]\n## Advice\n"
        "![[Ana at work.png|Ana's desk]] ![](Ana%20at%20work.png)\n\n"
        "![[plan.svg|the plan]]\n\nsee [the paper](ana.pdf), [[ana.pdf]], "
        "[[Ana at work.png]]\n\n![[plan.svg|300]]\n\n## Private\n![[secret.png]]\n",
        "contacts/Ana Lima.md": "",
        **{
            f"files/{name}": b"x"
            for name in ("in prep.png", "plan.svg", "ana.pdf", "secret.png")
        },
        "files/Ana at work.png": pictures.png(),
    }
    made = rewritten(texts, FULL.replace("full", "initials"))
    note = next(one for one in made.sources.notes if "Talk" in one.path)
    name = made.sources.assets[0].path
    assert [asset.path for asset in made.sources.assets] == [name]
    assert name.startswith("picture ")
    assert note.text == (
        f"## Advice\n\n![[{name}|A. L.'s desk]] ![[{name}]]\n\nthe plan\n\n"
        f"see the paper, a file, [[{name}|a picture]]\n"
    )
    lying = tmp_path / "picture.png"
    lying.write_bytes(pictures.png())
    copied = replace(made.sources.assets[0], file=lying).copied()
    assert callable(copied)
    assert copied() == pictures.plain_png()
