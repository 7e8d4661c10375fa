"""Passphrases: made ones are strong, own ones must be, all come to one form."""

from __future__ import annotations

import re
from collections import Counter
from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.encrypt.passphrase import (
    ALPHABET,
    LEAST_BITS,
    WeakPassphraseError,
    check_strength,
    generate,
    normalized,
    strength,
)


def test_a_made_passphrase_has_80_bits_and_no_look_alikes() -> None:
    """Sixteen of 32 letters and digits, in groups that can be read out."""
    assert len(set(ALPHABET)) == 32
    assert not set("lo01IO") & set(ALPHABET)
    made = [generate() for _ in range(500)]
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", one) for one in made)
    assert len(set(made)) == len(made)
    letters = Counter("".join(made).replace("-", ""))
    assert set(letters) == set(ALPHABET)
    assert max(letters.values()) < 3 * min(letters.values())
    assert {strength(one) for one in made} == {80.0}


def test_a_made_passphrase_is_never_one_that_looks_weak(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Sixteen times the same letter is as likely as any; nobody would trust it."""
    letters = iter("a" * 16 + ALPHABET)
    monkeypatch.setattr("secrets.choice", lambda _: next(letters))
    assert generate() == "abcd-efgh-ijkm-npqr"


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "password",
        "correct horse battery staple",
        "Tr0ub4dor&3",
        "aaaa-aaaa-aaaa-aaaa",
        "abcdefghijklmnopqrstuvwxyz",
        "12345678901234567890",
        "secret secret secret secret secret secret secret",
        "Summer2026!",
        "ana silva 12 may 1980",
        "!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
    ],
)
def test_what_people_choose_is_refused(weak: str) -> None:
    """Each of them falls to a list of words in days."""
    assert strength(weak) < LEAST_BITS
    with pytest.raises(WeakPassphraseError, match="six words"):
        check_strength(weak)


@pytest.mark.parametrize(
    "good",
    [
        "lamp river seven otter quiet hinge",
        "Regen Teller sieben Otter leise Angel",
        "дождь тарелка семь выдра тихо петля",
        "k7#Qw!9zR@4mTx$2pLv8",
    ],
)
def test_six_words_or_twenty_random_signs_pass(good: str) -> None:
    """In any language."""
    check_strength(good)


@given(st.text(printable, max_size=40).filter(lambda one: "-" not in one))
def test_a_repetition_adds_nothing(text: str) -> None:
    """No passphrase is worth more for being typed twice."""
    assert strength(f"{text} {text}") == pytest.approx(strength(text))


@given(st.text(max_size=40))
def test_any_text_can_be_judged(text: str) -> None:
    """Half a character from a broken terminal, too."""
    assert strength(text) >= 0


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_one_form_is_final(text: str) -> None:
    """To bring it to form again changes nothing."""
    once = normalized(text)
    assert normalized(f"\n {once.decode()} ") == once
