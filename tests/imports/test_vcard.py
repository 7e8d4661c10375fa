"""Cards of every version and every fault that phones and programs put into them."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.imports.records import Person
from generator.imports.vcard import read_vcards


def card(*lines: str, version: str = "3.0") -> str:
    """Return a card with some lines."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def said(person: Person) -> dict[str, object]:
    """Return what a person has, without what is empty and the line."""
    values = {name: getattr(person, name) for name in Person.__struct_fields__}
    return {name: value for name, value in values.items() if value and name != "line"}


def only(data: bytes | str) -> dict[str, object]:
    """Return what the only card of a file says; nothing else is in the file."""
    people, rejections = read_vcards(data.encode() if isinstance(data, str) else data)
    assert rejections == ()
    (person,) = people
    return said(person)


CASES: Final[dict[str, tuple[str, dict[str, object]]]] = {
    "version 2.1": (
        card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:K=C5=91szegi;Zs=C3=B3fia;;;",
            "TEL;CELL;VOICE:+36 1 234",
            "TEL;PREF;WORK:+36 1 999",
            "EMAIL;INTERNET:zs@example.org",
            "ORG;QUOTED-PRINTABLE:Kék Ajtó=3B=20Kft;=",
            "Design",
            "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo =",
            " and three",
            version="2.1",
        ),
        {
            "name": "Zsófia Kőszegi",
            "phones": ("+36 1 999", "+36 1 234"),
            "emails": ("zs@example.org",),
            "organization": "Kék Ajtó",
            "extra": (("department", "Kft, Design"),),
            "note": "one\ntwo  and three",
        },
    ),
    "version 3.0": (
        card(
            "FN:Ana Silva",
            "N:Silva;Ana;;;",
            "ORG:Blue Door\\, Ltd;Research;Field",
            "TITLE:Editor",
            "ROLE:Anything",
            "EMAIL;TYPE=INTERNET:second@example.org",
            'EMAIL;TYPE="INTERNET,pref":first@example.org',
            "ADR;TYPE=HOME:;;Rua 1;Porto;;4000;Portugal",
            "NOTE:one\\ntwo\\; three",
            "CATEGORIES:Friends,myContacts,Book club",
            "URL:https://ana.example",
            "URL:https://www.linkedin.com/in/ana",
            "RELATED;TYPE=friend:Bo",
        ),
        {
            "name": "Ana Silva",
            "organization": "Blue Door, Ltd",
            "extra": (("department", "Research, Field"),),
            "role": "Editor",
            "emails": ("first@example.org", "second@example.org"),
            "location": "Porto, Portugal",
            "note": "one\ntwo; three",
            "labels": ("Friends", "Book club"),
            "websites": ("https://ana.example",),
            "profile": "https://www.linkedin.com/in/ana",
        },
    ),
    "version 4.0": (
        card(
            "FN;PREF=2:Other",
            "FN;PREF=1:山田 太郎",
            "EMAIL;PREF=50:b@example.org",
            "EMAIL;PREF=1:mailto:a@example.org",
            'TEL;VALUE=uri;TYPE="voice,cell":tel:+81-3-1234;ext=5',
            "SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://linkedin.com/in/taro",
            "ROLE:研究",
            version="4.0",
        ),
        {
            "name": "山田 太郎",
            "emails": ("a@example.org", "b@example.org"),
            "phones": ("+81-3-1234 ext. 5",),
            "profile": "https://linkedin.com/in/taro",
            "role": "研究",
        },
    ),
    "items of Apple": (
        card(
            "FN:Bo",
            "item1.EMAIL;type=INTERNET:bo@example.org",
            "item1.X-ABLabel:_$!<Other>!$_",
            "item2.ADR:;;1 St;;;;",
            "X-SOCIALPROFILE;type=linkedin;x-user=bo-li:x-apple:bo-li",
        ),
        {
            "name": "Bo",
            "emails": ("bo@example.org",),
            "location": "1 St",
            "profile": "https://www.linkedin.com/in/bo-li",
        },
    ),
    "no FN": (card("N:van der Berg;Ana;M.;Dr.;"), {"name": "Ana M. van der Berg"}),
    "an empty FN": (
        card("FN:", "N:;;;;", "ORG:Acme"),
        {"name": "Acme", "organization": "Acme"},
    ),
    "an address alone": (
        card("EMAIL:Cy <cy@example.org>", "EMAIL:nothing"),
        {"name": "cy@example.org", "emails": ("cy@example.org",)},
    ),
    "a quote that is not closed": (
        card('EMAIL;X="a:b@example.org', "FN:Di"),
        {"name": "Di", "emails": ("b@example.org",)},
    ),
    "carets in a parameter": (
        card("FN;X=a^nb^^c^'d:Ed"),
        {"name": "Ed"},
    ),
    "a card in a card": (
        card("FN:Outer", "AGENT:", *card("FN:Inner").split("\r\n")[:-1], "TEL:1"),
        {"name": "Outer", "phones": ("1",)},
    ),
    "a picture in lines that are not folded": (
        card(
            "FN:Pic", "PHOTO;BASE64;JPEG:", "AAAA", "BBBB=", "", "TEL:1", version="2.1"
        ),
        {"name": "Pic", "phones": ("1",)},
    ),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_card_is_read(case: str) -> None:
    """Each kind of line ends up where a note has it."""
    text, expected = CASES[case]
    assert only(text) == expected


@pytest.mark.parametrize("ends", ["\n", "\r", "\r\r\n"])
def test_line_ends_do_not_matter(ends: str) -> None:
    """Of any system, and doubled as some mail programs do."""
    text = card("FN:Ana Silva", "NOTE:one", "  two", "TEL:1").replace("\r\n", ends)
    assert only(text) == {"name": "Ana Silva", "note": "one two", "phones": ("1",)}


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_any_unicode_is_read(charset: str) -> None:
    """With a byte order mark or without."""
    assert only(card("FN:Ірина Бондаренко").encode(charset)) == {
        "name": "Ірина Бондаренко"
    }


def test_other_charsets_are_read() -> None:
    """As the line says; else one byte a letter; a charset that is none is passed by."""
    plain = card("FN:Jürgen").encode("latin-1")
    assert only(plain)["name"] == "Jürgen"
    said_so = card("FN;CHARSET=windows-1251:Ірина").encode("windows-1251")
    assert only(said_so)["name"] == "Ірина"
    assert only(card("FN;CHARSET=punycode:Ana"))["name"] == "Ana"
    assert only(card("FN;CHARSET=utf-9:Ana"))["name"] == "Ana"
    assert only(b"BEGIN:VCARD\nFN:A\x81\nEND:VCARD")["name"] == "A\x81"


def test_a_fold_may_split_a_letter() -> None:
    """Programs that count bytes do that."""
    whole = card("FN:Ñandú").encode()
    at = whole.index("Ñ".encode()) + 1
    assert only(whole[:at] + b"\r\n " + whole[at:])["name"] == "Ñandú"


def test_what_is_left_out_is_named_with_its_line() -> None:
    """Junk once, cards that are no people, cards without a name; the rest is read."""
    text = "\n".join(
        [
            *("junk", "more junk"),
            *("BEGIN:VCARD", "FN:No end", "TEL:1"),
            *("BEGIN:VCARD", "TEL:2", "END:VCARD"),
            *("BEGIN:VCARD", "FN:Acme", "X-ABShowAs:COMPANY", "END:VCARD", "junk"),
            *("BEGIN:VCARD", "KIND:group", "FN:All", "END:VCARD"),
            *("BEGIN:VCARD", "FN:Cut off"),
        ]
    )
    people, rejections = read_vcards(text.encode())
    assert [(one.line, one.name) for one in people] == [(3, "No end"), (18, "Cut off")]
    assert [(one.line, one.reason) for one in rejections] == [
        (1, "the line is in no card"),
        (6, "the card has no name"),
        (9, "the card is an organization, not a person"),
        (13, "the line is in no card"),
        (14, "the card is a group, not a person"),
    ]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_a_card_is_said(data: bytes) -> None:
    """Nothing to read is something to say."""
    (rejection,) = read_vcards(data)[1]
    assert rejection.line == 1


def test_values_too_long_to_be_true_are_left_out() -> None:
    """A note holds names and addresses, no megabytes; nor do such take long."""
    long = "(a@" * 30_000
    found = only(card("FN:Ana", f"EMAIL:{long}", f"TEL;X={long}:1", f"URL:{long}"))
    assert found == {"name": "Ana", "phones": ("1",)}


LINES: Final = st.sampled_from(
    [
        *(b"BEGIN:VCARD", b"END:VCARD", b"BEGIN:VCARD\r", b"FN:", b"N:a;b", b"AGENT:"),
        *(b" ", b"\t", b"=", b";", b":", b'"', b"\\", b",", b"\n", b"\r\n", b"\x00"),
        *(b"EMAIL;PREF=\xc2\xb2:a@b", b"TEL;QUOTED-PRINTABLE:=4", b"ORG:;", b"ADR:,"),
        *(b"X-SOCIALPROFILE;TYPE=linkedin:x", b"CATEGORIES:* a", b"\xff\xfe", b"FN:A"),
    ]
)


@given(
    st.one_of(
        st.binary(), st.lists(st.one_of(LINES, st.binary(max_size=3))).map(b"".join)
    )
)
def test_no_bytes_are_too_strange(data: bytes) -> None:
    """Whatever is in a file, each part is read or named by a line of the file."""
    people, rejections = read_vcards(data)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert people or rejections
    assert all(1 <= one.line <= lines for one in people)
    assert all(1 <= one.line <= lines for one in rejections)
    assert all(one.name.strip() for one in people)
