"""Passphrases: how one is made, brought to one form, and judged."""

from __future__ import annotations

import re
import secrets
import unicodedata
from typing import Final

# 32 letters and digits without look-alikes: no l, o, 0, 1. Sixteen make 80 bits.
ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_GROUPS: Final = 4
_GROUP: Final = 4
_GENERATED: Final = re.compile("-".join([f"[{ALPHABET}]{{{_GROUP}}}"] * _GROUPS))
_LEAST_DISTINCT: Final = 8

LEAST_BITS: Final = 60
"""What an own passphrase must be worth.

A graphics card tries some 4,000 passphrases a second at 2,000,000 rounds. A thousand
of them try 2^50 in nine years, so 2^60 are out of reach, with room for faster ones.
"""
# What people choose is far from random, so a run of letters counts as a word out of
# 4,096, however long; a longer one as one more word for each eight letters.
_WORD_BITS: Final = 12.0
_WORD_LETTERS: Final = 8
_LETTER_BITS: Final = 4.7
_DIGIT_BITS: Final = 3.3
_MOST_NUMBER_BITS: Final = 10.0  # a year, a birthday
_OTHER_BITS: Final = 4.0
_RUN: Final = re.compile(
    r"(?P<word>[^\W\d_][^\W\d_A-Z]*)|(?P<number>\d+)|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)


class WeakPassphraseError(Exception):
    """A passphrase that somebody could guess; one line says what to do."""


def generate() -> str:
    """Return a new passphrase of 80 bits, in four groups of four."""
    while True:
        letters = [secrets.choice(ALPHABET) for _ in range(_GROUPS * _GROUP)]
        groups = range(0, len(letters), _GROUP)
        made = "-".join("".join(letters[at : at + _GROUP]) for at in groups)
        if _is_generated(made):  # all but one in 25,000 are
            return made


def normalized(passphrase: str) -> bytes:
    """Return the bytes of a passphrase, however it was typed: NFKC, ends stripped."""
    return unicodedata.normalize("NFKC", passphrase).strip().encode("utf-8", "replace")


def check_strength(passphrase: str) -> None:
    """Accept a passphrase that nobody will guess.

    Args:
        passphrase: The owner's own.

    Raises:
        WeakPassphraseError: Where it is below the floor.
    """
    if strength(passphrase) < LEAST_BITS:
        raise WeakPassphraseError(
            "this passphrase could be guessed, and who has the files can try for "
            "years; take six words that do not belong together, or a generated one"
        )


def strength(passphrase: str) -> float:
    """Return how many bits a passphrase is worth, rather too few than too many.

    Args:
        passphrase: Any text.
    """
    text = normalized(passphrase).decode()
    if _is_generated(text):
        return 5.0 * _GROUPS * _GROUP
    runs = {(run.lastgroup, run[0].casefold()) for run in _RUN.finditer(text)}
    return sum(_bits(str(kind), run) for kind, run in runs)  # a repetition adds nothing


def _bits(kind: str, run: str) -> float:
    if kind == "word":
        words = -(-len(run) // _WORD_LETTERS)
        return min(_LETTER_BITS * len(set(run)), _WORD_BITS * words)
    if kind == "number":
        return min(_DIGIT_BITS * len(set(run)), _MOST_NUMBER_BITS)
    return _OTHER_BITS if kind == "other" else 0.0


def _is_generated(text: str) -> bool:
    """Return whether a text looks as `generate` writes it, not like aaaa-aaaa."""
    distinct = len(set(text) - {"-"})
    return distinct >= _LEAST_DISTINCT and _GENERATED.fullmatch(text) is not None
