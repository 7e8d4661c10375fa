"""Any table: columns named by hand, or called like our keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.imports.mapped import read_mapped
from generator.imports.tables import ForeignFileError
from generator.model import Contact, Interview
from generator.render.data.csv import render_csv
from generator.vocabulary import Kind
from tests.imports.planning import Importing, outcomes

if TYPE_CHECKING:
    from generator.model import Note
    from tests.conftest import MakeBook

MADE: Final[dict[Kind, type[Note]]] = {Kind.CONTACT: Contact, Kind.INTERVIEW: Interview}
TABLE: Final = """Tracker of mine

Full name;Firm;Mail;Last talk;Remark
Zoë Ünal;Verlag;z@x.example; y@x.example;2 Mar 2024;"Likes #tea
and [[Bo]]"
;;;;
李 王;;;;
"""


def test_columns_are_named_by_hand() -> None:
    """The header is the first line that has them all; what is left is said."""
    mapping = {"full name": "name", "FIRM": "company", "Mail": "email"}
    text = TABLE.replace("z@x.example; y@x.example", '"z@x.example; y@x.example"')
    table = read_mapped(text.encode(), mapping, Kind.CONTACT, {})
    first, second = table.proposals
    assert (first.line, first.name) == (4, "Zoë Ünal")
    assert first.values == {
        "organization": ("Verlag",),
        "email": ("z@x.example", "y@x.example"),
    }
    assert (second.name, second.values) == ("李 王", {})
    assert table.remarks == ("not taken over: Last talk, Remark",)


def test_notes_days_and_own_keys() -> None:
    """A text goes into the body, a day is read; the settings may name keys."""
    text = "Wer,Firma,Bis,Text\nAna,Acme,12 Mar 2024,a\nBo,,03/04/2024,\n"
    mapping = {"Wer": "name", "Firma": "firma", "Bis": "next", "Text": "note"}
    own = {"firma": "organization"}
    table = read_mapped(text.encode(), mapping, Kind.CONTACT, own)
    (one,) = table.proposals
    assert one.values == {"organization": ("Acme",), "next": ("2024-03-12",)}
    assert one.text == "a"
    (refused,) = table.rejections
    assert refused.line == 3
    assert refused.reason.startswith("next: 03/04/2024 is no day, or may be two")


def test_columns_called_like_keys_need_no_names() -> None:
    """First and last names are joined; the guard of formulas is taken off."""
    text = (
        "First Name,Last name,role,phone,path,Company\n"
        "Ana,Silva,'=1+1,'+351 91,x,''quoted\n"
        "Bo,Li,'plain,'-5,,'@x\n"
    )
    table = read_mapped(text.encode(), {}, Kind.CONTACT, {})
    assert [(one.name, dict(one.values)) for one in table.proposals] == [
        (
            "Ana Silva",
            {"role": ("=1+1",), "phone": ("+351 91",), "organization": ("'quoted",)},
        ),
        ("Bo Li", {"role": ("'plain",), "phone": ("-5",), "organization": ("@x",)}),
    ]
    assert table.remarks == ("not taken over: path",)


def test_interviews_are_called_by_whom_they_are_with(book: MakeBook) -> None:
    """And become notes with the day in their name."""
    text = "with,date,mode\nAna; Bo,2026-02-02 10:30,video\n,,\nCy,,\n"
    table = read_mapped(text.encode(), {}, Kind.INTERVIEW, {})
    importing = Importing(book, {"contacts/Ana.md": ""})
    plan = importing.notes(table.proposals)
    assert outcomes(plan) == [
        ("new", "interviews/2026-02-02 Ana, Bo.md"),
        ("new", "interviews/Cy.md"),
    ]
    importing.apply(plan)
    meeting = importing.result.facts.meetings["interviews/2026-02-02 Ana, Bo.md"]
    assert meeting.people == ("contacts/Ana.md", "lead:bo")
    again = importing.notes(table.proposals)
    assert {one.outcome for one in again.entries} == {"same"}


def test_every_key_of_a_contact_comes_back(book: MakeBook) -> None:
    """A table with all of them makes a note that has all of them."""
    text = (
        "name,aliases,field,timezone,source,met,tier,cadence,snooze,paused,tags\n"
        "Ana,A; Aninha,pay; law,Europe/Lisbon,alumni,2019,warm,30,"
        "keep 2026-09-01; 2026-07-01,true,a; b\n"
    )
    table = read_mapped(text.encode(), {}, Kind.CONTACT, {})
    importing = Importing(book, {})
    importing.apply(importing.notes(table.proposals))
    note = importing.result.book.notes["contacts/Ana.md"]
    assert isinstance(note, Contact)
    assert (note.aliases, note.field) == (("A", "Aninha"), ("pay", "law"))
    assert (note.timezone, note.cadence, note.paused) == ("Europe/Lisbon", 30, True)
    assert len(note.snooze) == 2
    assert not importing.result.diagnostics


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"Fll name": "name"}, 'did you mean "full name"'),
        ({"zzz": "name"}, "it may be firm, full name"),
        ({"Full name": "nmae"}, 'did you mean "name"'),
        ({"Full name": "qqqqqq"}, "no key `qqqqqq`"),
        ({}, "say which is which with --map"),
    ],
)
def test_unknown_columns_and_keys_are_refused(
    mapping: dict[str, str], said: str
) -> None:
    """With the nearest of those that there are."""
    with pytest.raises(ForeignFileError, match=said):
        read_mapped(TABLE.encode(), mapping, Kind.CONTACT, {})


def test_a_text_is_no_table() -> None:
    """It is said so."""
    with pytest.raises(ForeignFileError, match="no line has two columns"):
        read_mapped(b"hello\nworld\n", {}, Kind.ORGANIZATION, {})


@given(st.text(max_size=60), st.sampled_from([Kind.CONTACT, Kind.INTERVIEW]))
def test_any_table_is_read_or_refused(text: str, kind: Kind) -> None:
    """Whatever stands under a header."""
    data = f"name,with,date,note,tags\n{text}".encode("utf-8", "replace")
    for one in read_mapped(data, {}, kind, {}).proposals:
        assert one.line > 1


def test_what_we_export_comes_back(book: MakeBook) -> None:
    """Every table of notes: the same book again is nothing new, an empty one gets all.

    What a spreadsheet would take for a formula is what it was.
    """
    texts = {
        "contacts/Ana.md": (
            '---\nname: "=1+1"\nrole: "\'quoted"\nphone: ["+351 91", "-2"]\n'
            'organization: "[[Blue Door]]"\nemail: [a@x.example, b@x.example]\n'
            "tags: [x, y/z]\ntimezone: Europe/Lisbon\ncadence: 30\npaused: true\n"
            "snooze: [keep 2026-09-01]\nmet: 2019-05\n---\n"
        ),
        "contacts/Bo.md": '---\nreferred_by: ["[[Ana]]"]\nlinkedin: none\n---\n',
        "interviews/x.md": (
            '---\nwith: ["[[Ana]]", "[[Bo]]"]\ndate: 2026-02-02T10:30\nmode: video\n'
            "rating: 3\n---\n"
        ),
    }
    full = Importing(book, texts)
    bare = Importing(book, {})
    result = full.result
    for kind, name in ((Kind.CONTACT, "contacts"), (Kind.INTERVIEW, "interviews")):
        data = render_csv(name, result.book, result.facts, result.derived)
        table = read_mapped(data, {}, kind, {})
        assert table.rejections == ()
        assert len(table.proposals) == len([*result.book.of(MADE[kind])])
        again = full.notes(table.proposals)
        assert {str(one.outcome) for one in again.entries} == {"same"}
        assert [one.said for one in again.entries if one.said] == []
        bare.apply(bare.notes(table.proposals))
    back = next(one for one in bare.result.book.of(Contact) if one.name == "=1+1")
    ana = result.book.notes["contacts/Ana.md"]
    assert isinstance(ana, Contact)
    for key in ("role", "phone", "email", "tags", "timezone", "cadence", "met"):
        assert getattr(back, key) == getattr(ana, key)
    assert (back.paused, back.snooze) == (ana.paused, ana.snooze)
    (talk,) = bare.result.facts.meetings.values()
    assert len(talk.people) == 2
