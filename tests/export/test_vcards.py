"""Contact cards: what is in them, and how other programs read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Contact
from generator.render.data.content_lines import address, clean
from generator.render.data.notes import linked
from generator.render.data.vcard import VERSIONS, render_vcards
from tests.export.reading import node_readings, unfolded

if TYPE_CHECKING:
    from generator.build import BuildResult
    from tests.conftest import MakeBook

SINGLE: Final = ("version", "uid", "fn", "title", "org")
SEVERAL: Final = ("email", "tel", "url", "nickname", "x-socialprofile")
ONE: Final = """\
=== contacts/Ana.md
---
name: Ana Lima; PhD
aliases: [Anita, "Lima, A."]
organization: "[[Blue Door]]"
role: editor, \\ chief
email: [a@x.example, b@x.example]
phone: +351 912 345 678
linkedin: [none, "https://network.example/in/ana,1"]
website: example.org
field: [publishing]
tags: [print, publishing]
private: true
---
Not for anybody. #print
=== contacts/Bo.md
---
linkedin: none
uid: bo-1
organization: "[[gone|Gone & Co]]"
---
=== contacts/Copy.md
---
uid: bo-1
---
=== contacts/Eda.md
---
uid: urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6
referred_by: "[[Cleo Ray]]"
---
"""
CARDS: Final = """\
BEGIN:VCARD
VERSION:4.0
PRODID:-//Airbook//Contacts//EN
UID:urn:uuid:…
FN:Ana Lima; PhD
N:;Ana Lima\\; PhD;;;
NICKNAME:Anita
NICKNAME:Lima\\, A.
ORG:Blue Door
TITLE:editor\\, \\\\ chief
EMAIL:a@x.example
EMAIL:b@x.example
TEL:+351 912 345 678
X-SOCIALPROFILE;TYPE=linkedin:https://network.example/in/ana%2C1
URL:example.org
URL:https://network.example/in/ana%2C1
CATEGORIES:publishing,print
END:VCARD
BEGIN:VCARD
VERSION:4.0
PRODID:-//Airbook//Contacts//EN
UID;VALUE=text:bo-1
FN:Bo
N:;Bo;;;
ORG:gone
END:VCARD
BEGIN:VCARD
VERSION:4.0
PRODID:-//Airbook//Contacts//EN
UID:urn:uuid:…
FN:Copy
N:;Copy;;;
END:VCARD
BEGIN:VCARD
VERSION:4.0
PRODID:-//Airbook//Contacts//EN
UID:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6
FN:Eda
N:;Eda;;;
END:VCARD
"""


def test_what_a_card_holds(book: MakeBook) -> None:
    """Contacts, not leads; names, work, addresses and groups; no text, no clock."""
    result = book(ONE)
    lines = unfolded(render_vcards(result.book))
    made = [line for line in lines if line.startswith("UID:urn:uuid:")]
    assert len(set(made)) == len(made) == 3
    known = [
        line if "f81d4fae" in line or line not in made else "UID:urn:uuid:…"
        for line in lines
    ]
    assert "\n".join(known) + "\n" == CARDS
    assert render_vcards(result.book) == render_vcards(book(ONE).book)


def test_an_older_version_knows_an_id_as_text(book: MakeBook) -> None:
    """Version 3 differs in its number, in what an id may be, and in a semicolon."""
    old = render_vcards(book(ONE).book, version="3.0").decode()
    new = render_vcards(book(ONE).book).decode()
    for ours, theirs in (
        ("VERSION:4.0", "VERSION:3.0"),
        (";VALUE=text", ""),
        ("FN:Ana Lima;", "FN:Ana Lima\\;"),
    ):
        new = new.replace(ours, theirs)
    assert old == new


def of_notes(result: BuildResult, version: str) -> list[dict[str, Any]]:
    """Return what the notes say, card by card."""
    return [_said(result, note, version) for note in result.book.of(Contact)]


def _said(result: BuildResult, note: Contact, version: str) -> dict[str, Any]:
    profiles = [address(one) for one in note.linkedin if one != "none"]
    where = note.organization
    found = {
        "version": version,
        "fn": clean(note.name),
        "title": clean(note.role),
        "org": clean(linked(result.book, note.path, where)["name"])
        if where is not None
        else "",
        "email": list(note.email),
        "tel": list(map(clean, note.phone)),
        "url": [*map(address, note.website), *profiles],
        "nickname": list(map(clean, note.aliases)),
        "x-socialprofile": profiles,
        "categories": list(dict.fromkeys((*note.field, *note.tags))),
    }
    return {key: value for key, value in found.items() if value}


def of_vobject(data: bytes) -> list[dict[str, Any]]:
    """Return cards as vobject reads them."""
    return [_card(one) for one in vobject.readComponents(data.decode())]


def _card(card: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, lines in card.contents.items():
        values = [one.value for one in lines]
        if name == "org":
            (found["org"],) = values[0]
        elif name in {*SINGLE, "categories"}:
            found[name] = values[0]
        elif name in SEVERAL:
            found[name] = values
    found.pop("uid")
    return found


def of_icaljs(cards: list[list[list[Any]]]) -> list[dict[str, Any]]:
    """Return cards as ical.js reads them."""
    found: list[dict[str, Any]] = []
    for card in cards:
        said: dict[str, Any] = {}
        for name, *values in card:
            if name in SEVERAL:
                said.setdefault(name, []).extend(values)
            elif name == "categories":
                said[name] = values
            elif name in SINGLE:
                said[name] = values[0]
        said.pop("uid")
        found.append(said)
    return found


def test_two_programs_read_what_the_notes_say(
    sample: BuildResult, hostile: BuildResult, book: MakeBook
) -> None:
    """vobject and ical.js: equal fields, in both versions, of any alphabet."""
    books = {"sample": sample, "hostile": hostile, "one": book(ONE)}
    cards = {
        f"{name} {version}": render_vcards(result.book, version=version)
        for name, result in books.items()
        for version in VERSIONS
    }
    told = node_readings(**cards)
    for name, data in cards.items():
        unfolded(data)
        which, version = name.split()
        wanted = of_notes(books[which], version)
        assert of_vobject(data) == wanted, name
        found = of_icaljs(told[name]["icaljs"])
        # ical.js leaves the mark before a semicolon of version 3.
        assert _without_marks(found, version) == _without_marks(wanted, version), name
    assert render_vcards(book().book) == b""


def _without_marks(cards: list[dict[str, Any]], version: str) -> str:
    said = json.dumps(cards, ensure_ascii=False, sort_keys=True)
    return said.replace("\\", "") if version == "3.0" else said


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=120), st.sampled_from(VERSIONS))
def test_any_name_is_read_back(book: MakeBook, name: str, version: str) -> None:
    """Whatever a name is, the card is one card, and says it."""
    quoted = json.dumps(name, ensure_ascii=False)
    result = book({"contacts/a.md": f"---\nname: {quoted}\nrole: {quoted}\n---\n"})
    data = render_vcards(result.book, version=version)
    unfolded(data)
    (card,) = of_vobject(data)
    assert card == of_notes(result, version)[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("https://a.example/x?y=1&z=ü", "https://a.example/x?y=1&z=ü"),
        (" a;b,c\\d\n", "a%3Bb%2Cc%5Cd"),
        ("a b\x00\x85c", "a%20b%00%C2%85c"),
    ],
)
def test_an_address_never_ends_its_line(written: str, value: str) -> None:
    """What a reader would cut at is percent-encoded; all else is as it was."""
    assert address(written) == value
