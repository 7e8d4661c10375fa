"""Front matter made to break readers, and values that readers like to change."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING, Final

import pytest

from generator.diagnostics import Severity
from tests.hostile.data import yaml_inputs
from tests.parse.reading import read

if TYPE_CHECKING:
    from tests.conftest import MakeBook

NINE: Final = 9
MOST_BYTES: Final = 100 * 1024 * 1024
WORDS: Final = (
    *("No", "no", "NO", "Yes", "yes", "On", "off", "Y", "n", "True", "false", "Null"),
    *("NULL", "None", "NaN", ".nan", ".inf", "-.Inf", "Inf", "void"),
    *(
        "0",
        "00",
        "007",
        "0044",
        "0044 20 7946 0958",
        "+44 20 7946 0958",
        "0o17",
        "0x1F",
    ),
    *("0b101", "1_000", "1,000", "1e3", "1E5", "12e03", "-0", "+1", "1.", ".5", "1.10"),
    *("10:30", "9:05", "23:59:59", "1:2:3", "190:20:30", "10.30", "2026.03", "3.14.15"),
    *("01067", "08540", "00501", "SW1A 1AA", "K1A 0B6", "1012 AB", "100-0001", "06000"),
    *("030 1234567", "(030) 123-4567", "555-0199", "1-800-555-0100", "112", "+351 912"),
    *(
        "=",
        "<<",
        "v1.0",
        "1st",
        "2nd",
        "3D",
        "4/5",
        "12-31",
        "2026-W09",
        "2026-1",
        "1/2",
    ),
    *("Noor", "Nulle", "Yesenia", "Truong", "Ontiveros", "Falsey", "Nan", "Infante"),
    *("May", "June", "Sun", "Mon", "Jan", "Al", "Bo", "O'No", "D’Null", "Ng", "E", "N"),
)


def numbers() -> tuple[str, ...]:
    """Return further telephone numbers, postal codes and times."""
    phones = [f"00{code} {code * 7919 % 10**7:07}" for code in range(30, 70)]
    codes = [f"{code:05}" for code in range(1, 9_000, 200)]
    times = [f"{hour:02}:{hour * 7 % 60:02}" for hour in range(24)]
    return (*phones, *codes, *times)


VALUES: Final = tuple(dict.fromkeys((*WORDS, *numbers())))


def test_the_suite_of_yaml_is_read_or_refused() -> None:
    """Each input as front matter: no fault, and what is refused has place and words."""
    inputs = yaml_inputs()
    for name, text in inputs.items():
        note, problems = read(f"---\n{text.rstrip()}\n---\n\nThe body of {name}.\n")
        assert note is not None
        for problem in problems:
            assert problem.message, name
            assert problem.span.path, name
            assert problem.span.line >= 1, name
    assert len(inputs) > 300


@pytest.mark.parametrize(
    "bomb",
    [
        "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(20)),
        "\n".join(
            f"k{n}: &k{n} {{<<: [{', '.join([f'*k{n - 1}'] * 9)}]}}" for n in range(20)
        ),
        "a: " + "[" * 10_000,
        "a: " + "{a: " * 5_000,
        "? " * 10_000,
        "- " * 10_000,
        "a: !!python/object/apply:os.system [true]",
        "a: !!binary " + "A" * 60_000,
        "a: |" + "\n  b" * 12_000,
        "a" * 60_000 + ": b",
        "".join(f"k{n}: 1\n" for n in range(12_000)),
        'a: "' + "\\x41" * 12_000 + '"',
    ],
    ids=range(12),
)
def test_a_bomb_takes_no_memory(bomb: str) -> None:
    """Little memory is taken, and something is said or all of it is read."""
    tracemalloc.start()
    note, problems = read(f"---\n{bomb}\nrole: analyst\n---\n\nText.\n")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MOST_BYTES
    assert note is not None
    assert all(problem.message for problem in problems)


def test_there_are_two_hundred_values() -> None:
    """The list below is as long as it says."""
    assert len(VALUES) >= 200


@pytest.mark.parametrize("quotes", ["", '"', "'"], ids=["bare", "double", "single"])
def test_a_value_stands_on_the_page_as_written(book: MakeBook, quotes: str) -> None:
    """No telephone number, postal code, time or surname is turned into another."""
    texts = {}
    for number, value in enumerate(VALUES):
        written = value.replace("'", "''") if quotes == "'" else value
        texts[f"contacts/{number}.md"] = (
            f"---\nname: Somebody {number}\nrole: {quotes}{written}{quotes}\n"
            f"phone: {quotes}{written}{quotes}\n---\n"
        )
    result = book(texts)
    changed = {}
    for number, value in enumerate(VALUES):
        contact = result.book.notes[f"contacts/{number}.md"]
        got = getattr(contact, "role", None)
        if got != value:
            changed[value] = got
    assert changed == {}
    errors = [one for one in result.diagnostics if one.severity is Severity.ERROR]
    assert errors == []
