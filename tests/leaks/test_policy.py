"""What the settings keep back is a secret; what they let through is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.leaks.checking import checked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.leaks.checking import Checked

SETTINGS: Final = """book_id = "policy"
[audience.share]
hide_topics = ["pay"]
except = ["secretive", "contacts/old"]
"""
BOOK: Final[Mapping[str, str]] = {
    "contacts/Rosalind Quist.md": """---
aliases: [Rosie Marr]
organization: "[[Zephyr Works]]"
past_organizations: "[[Umbra Labs]]"
role: weaver of nets
location: Grimsby harbour
phone: "+44 7700 900123"
linkedin: https://profiles.example/in/rquist-77
shoe_width: narrowish
tags: [lighthouse-club]
next: 2026-04-01 # a YAML comment on herons
---
Outside all sections she is grumpy.

## Advice
- Learn knots, says [[Tobias Fenn]]
- They gave her thirty-one thousand #pay
  - and a bicycle
- Go to the harbour at dawn ^dawn-tip
- [ ] bring her marmalade
  - two jars of it

### [[What is a day like]]
Long, and full of gulls.

### Of her own
Mind the tide. %%she lies about tides%%

## Secret plans
Leave in autumn, write to plans@quist.example or ring 0161 496 0000.

## Private
### [[What is a day like]]
Dreadful, honestly.

## Log
- 2026-01-05 asked (email): whether otters bite
""",
    "contacts/Tobias Fenn.md": "---\nname: Tobias Fenn\n---\n",
    "contacts/old/Ursula Vane.md": (
        "---\naliases: [Ulla]\n---\n## Advice\n- Trust no map\n"
    ),
    "organizations/Zephyr Works.md": (
        "---\naliases: [ZW Ltd]\nwebsite: zw.example\n---\n"
    ),
    "organizations/Umbra Labs.md": "---\nprivate: true\n---\n",
    "organizations/Quiet Mill.md": "---\ntags: [secretive]\n---\n",
    "questions/What is a day like.md": "---\ncategory: day\n---\nAsk it last of all.\n",
    "pages/Moon diary.md": "# Moon diary\n\nThe owl returned. [[Leo Strand]]\n",
    "referrals.md": "## Referrals\n- [[Petra Onslow]] - knows everybody\n",
}
SECRET: Final = (
    *("Rosalind Quist", "rosalind", "Quist", "Rosie Marr", "rosie-marr", "Rosie"),
    *("Tobias Fenn", "Fenn", "Ursula Vane", "Ulla", "Petra Onslow", "onslow"),
    *("Umbra Labs", "umbra-labs", "Quiet Mill", "ZW Ltd", "zw.example"),
    *("+44 7700 900123", "07700900123", "0161 496 0000", "plans@quist.example"),
    *("profiles.example/in/rquist-77", "rquist", "Grimsby", "shoe_width", "narrowish"),
    *("lighthouse-club", "a YAML comment on herons", "herons", "grumpy"),
    *("thirty-one thousand", "and a bicycle", "marmalade", "two jars of it"),
    *("she lies about tides", "Leave in autumn", "Secret plans"),
    *("Dreadful, honestly", "dreadful", "whether otters bite", "otters"),
    *("Trust no map", "Moon diary", "moon-diary", "The owl returned", "Leo Strand"),
    *("knows everybody", "Ask it last of all"),
)
SEEN: Final = (
    *("Learn knots", "Go to the harbour at dawn", "harbour", "Zephyr Works"),
    *("zephyr-works", "weaver of nets", "Long, and full of gulls", "Mind the tide"),
    *("What is a day like", "Of her own", "R. Q.", "someone", "2026-04-01", "April"),
    *("Contacts", "a day", "asked", "Advice", "bicycles"),
)


def files_of(book: Mapping[str, str], settings: str = SETTINGS) -> dict[str, str]:
    """Return the files of a book."""
    notes = {f"content/{path}": text for path, text in book.items()}
    return {"airbook.toml": settings, **notes}


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The book as `share` sees it."""
    return checked(tmp_path_factory.mktemp("policy"), files_of(BOOK))


def leaks_in(book: Checked, text: str) -> list[str]:
    """Return the leaks of a page with a text, as lines."""
    return [str(leak) for leak in book.leaks({"a.html": f"<p>{text}</p>".encode()})]


@pytest.mark.parametrize("text", SECRET)
def test_what_is_kept_back_is_found(text: str, share: Checked) -> None:
    """Names, values, addresses, sentences, and single words of them."""
    assert leaks_in(share, text)


@pytest.mark.parametrize("text", SEEN)
def test_what_may_be_seen_is_let_through(text: str, share: Checked) -> None:
    """Kept values and sections, words of every site, days."""
    assert not leaks_in(share, text)


def test_the_site_of_that_book_is_clean(share: Checked) -> None:
    """What the audience gets holds none of it."""
    assert not share.leaks()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Rosie Marr", "alias 'Rosie Marr' of contacts/Rosalind Quist.md:2, as text"),
        ("Grimsby", "location 'Grimsby' of contacts/Rosalind Quist.md:6, as text"),
        ("two jars", ""),
        ("two jars of it", "text 'two jars of it' of contacts/Rosalind Quist.md:21"),
        ("lies about", ""),
        ("Umbra Labs", "name 'Umbra Labs' of organizations/Umbra Labs.md:1, as text"),
    ],
)
def test_a_leak_is_said_in_one_line(text: str, line: str, share: Checked) -> None:
    """The file, what it is, whose note and line, how it stands there."""
    said = leaks_in(share, text)
    assert not said if not line else said[0].startswith(f"a.html: {line}"), said


def test_a_part_of_a_name_is_not_said_beside_the_name(share: Checked) -> None:
    """One leak is one line."""
    assert len(leaks_in(share, "Ursula Vane")) == 1
    assert len(leaks_in(share, "Ursula, and Vane")) == 2


def test_words_may_be_allowed(tmp_path: Path) -> None:
    """Alone or several in a row, in any case; what is longer is still found."""
    settings = f'{SETTINGS}allow = ["Ursula", "vane", "moon DIARY", "owl"]\n'
    book = checked(tmp_path, files_of(BOOK, settings))
    assert not leaks_in(book, "Ursula Vane and her moon-diary")
    assert leaks_in(book, "The owl returned")


def test_full_names_are_those_of_kept_people_alone(tmp_path: Path) -> None:
    """A dropped person is found even where others are named."""
    book = checked(tmp_path, files_of(BOOK, f'{SETTINGS}names = "full"\n'))
    assert not book.leaks()
    assert not leaks_in(book, "Rosalind Quist and Tobias")
    assert leaks_in(book, "Ursula Vane")
    assert leaks_in(book, "Vane")


def test_an_ordinary_word_is_no_name_where_it_is_written_small(tmp_path: Path) -> None:
    """Summer is somebody; the summer of a sentence that is kept is not."""
    notes = {
        "contacts/Summer Baker.md": "## Advice\n- In the summer nobody hires a baker\n",
        "organizations/Target.md": "---\nprivate: true\n---\n",
        "organizations/Gap.md": "## Advice\n- Meet the target, mind the gap\n",
    }
    book = checked(tmp_path, files_of(notes))
    assert not book.leaks()
    assert not leaks_in(book, "In the summer nobody hires a baker, meet the target")
    for text in ("Summer", "Baker", "summer baker", "Target"):
        assert leaks_in(book, text), text


def test_an_empty_book_has_no_secrets(tmp_path: Path) -> None:
    """And its site no leaks."""
    book = checked(tmp_path, {"airbook.toml": SETTINGS})
    assert not book.secrets.finder.needles
    assert not book.leaks()


def test_comments_that_are_code_are_no_comments(tmp_path: Path) -> None:
    """Two percent signs in code are shown; so they are no secret."""
    notes = {
        "contacts/A B.md": "## Advice\n- Write `%%remember the milk%%` in a note\n"
    }
    book = checked(tmp_path, files_of(notes))
    assert not leaks_in(book, "remember the milk")
    assert not book.leaks()


def test_a_log_is_a_secret_even_where_it_is_listed(tmp_path: Path) -> None:
    """What happened may be shown as an event, never in its words."""
    settings = 'book_id = "log"\n[audience.share]\nsections = ["Log", "Advice"]\n'
    book = checked(tmp_path, files_of(BOOK, settings))
    assert leaks_in(book, "whether otters bite")
    assert not leaks_in(book, "Go to the harbour at dawn")
