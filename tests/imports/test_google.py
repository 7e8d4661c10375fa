"""Contacts of Google in both layouts, with many values and none."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.imports.google import read_google
from generator.imports.records import Person
from generator.imports.tables import ForeignFileError

NEW: Final = (
    "First Name,Middle Name,Last Name,Name Prefix,Name Suffix,Nickname,File As,"
    "Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,"
    "E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,"
    "Phone 1 - Value,Address 1 - City,Address 1 - Country,Website 1 - Label,"
    "Website 1 - Value"
)
OLD: Final = (
    "Name,Given Name,Additional Name,Family Name,Location,Notes,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Organization 1 - Name,Organization 1 - Title"
)


def test_the_layout_since_2024() -> None:
    """Names in parts, system labels left out, preferred values first."""
    row = (
        'Ana,Maria,Silva,Dr.,PhD,,,Blue Door,Editor,"met in Porto\n[[Bo]]",'
        "Navy ::: * myContacts ::: Sea * Salt,Other,a@x.example ::: b@x.example,"
        "* Work,c@x.example,Mobile,+351 91 ::: 0123,Porto,Portugal,Profile,"
        "https://www.linkedin.com/in/ana ::: https://ana.example"
    )
    (person,) = read_google(f"{NEW}\r\n{row}\r\n".encode()).people
    assert person == Person(
        line=2,
        name="Dr. Ana Maria Silva PhD",
        emails=("c@x.example", "a@x.example", "b@x.example"),
        phones=("+351 91", "0123"),
        profile="https://www.linkedin.com/in/ana",
        websites=("https://ana.example",),
        organization="Blue Door",
        role="Editor",
        location="Porto, Portugal",
        note="met in Porto\n[[Bo]]",
        labels=("Navy", "Sea * Salt"),
    )


def test_the_layout_before() -> None:
    """Other names of the columns, the same person."""
    row = (
        "Zoë Ünal,Zoë,,Ünal,Wien,,* myContacts ::: Navy,* Work,z@x.example,"
        "Mobile,+43 1,Verlag,Lektorin"
    )
    (person,) = read_google(f"\ufeff{OLD}\n{row}\n".encode()).people
    assert person == Person(
        line=2,
        name="Zoë Ünal",
        emails=("z@x.example",),
        phones=("+43 1",),
        organization="Verlag",
        role="Lektorin",
        location="Wien",
        labels=("Navy",),
    )


def test_rows_without_a_name() -> None:
    """Filed as something, or a place of work alone; else the line is named."""
    rows = [
        ",,,,,,The plumber,,,,,,,,,,,,,,",
        ",,,,,,,Acme,,,,,,,,,,,,,",
        ",,,,,,,,,,* myContacts,,x@y.example,,,,,,,,",
        ",,,,,,,,,,* myContacts,,,,,,0123,,,,",
        ",,,,,,,,,,,,,,,,,,,,",
        'Bo,"Open,Chen,,,,,,,,,,,,,,,,,,',
        "Cy,,,,,,,,,,,,,,,,,,,,",
    ]
    reading = read_google("\n".join([NEW, *rows]).encode())
    assert [one.name for one in reading.people] == ["The plumber", "Acme", "", "Cy"]
    assert reading.people[2].emails == ("x@y.example",)
    assert [one.line for one in reading.rejections] == [5, 7]


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("First Name,Last Name,URL,Connected On", "airbook import linkedin"),
        ("First Name,Middle Name,E-mail Address", "Outlook"),
        ("First Name,Last Name,Age", "no file of Google"),
    ],
)
def test_other_tables_are_refused_by_name(header: str, named: str) -> None:
    """It is said what reads them."""
    with pytest.raises(ForeignFileError, match=named):
        read_google(f"{header}\n1,2,3\n".encode())


@given(st.lists(st.text(max_size=12), max_size=25))
def test_any_cells_are_read(cells: list[str]) -> None:
    """Whatever stands in them, nothing is raised."""
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    reading = read_google(f"{NEW}\n{row}".encode("utf-8", "replace"))
    assert len(reading.people) <= 1
