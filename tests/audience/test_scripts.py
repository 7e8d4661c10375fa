"""Words are found with their marks, whichever of these are looked for."""

from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from generator.audience.scripts import UNSPACED, invisible, words_in

LETTER = rf"[^\W_{UNSPACED}]"
WORD = re.compile(rf"{LETTER}(?:{LETTER}|[{invisible()}])*")


def test_every_sign_in_a_word() -> None:
    """Each character alone between two letters: as if all marks were looked for."""
    for char in map(chr, range(sys.maxunicode + 1)):
        text = f"a{char}b"
        assert [word[0] for word in words_in(text)] == WORD.findall(text), ascii(char)


def test_marks_are_part_of_a_word() -> None:
    """Written apart from their letter, and without any width."""
    words = [word[0] for word in words_in("Zoe\u0308 d\u2019Or, a\u00adb अर्जुन")]
    assert words == ["Zoe\u0308", "d", "Or", "a\u00adb", "अर्जुन"]


@given(st.text())
def test_any_text(text: str) -> None:
    """The same words at the same places as if all marks were looked for."""
    wanted = [word.span() for word in WORD.finditer(text)]
    assert [word.span() for word in words_in(text)] == wanted
