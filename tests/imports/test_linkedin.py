"""Connections of LinkedIn, as the export writes them and as people spoil them."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.imports.days import read_written_day
from generator.imports.linkedin import read_connections
from generator.imports.tables import ForeignFileError

HEADER: Final = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
PREAMBLE: Final = (
    'Notes:\r\n"When you export, you may notice that some ""addresses"" are missing. '
    'Your connections, see below,\r\nmay not share theirs."\r\n\r\n'
)
ANA: Final = (
    "Ana,Silva,https://www.linkedin.com/in/ana-silva,ana@x.example,"
    '"Blue Door, GmbH",Editor,12 Mar 2024'
)
WHOLE: Final = f"{PREAMBLE}{HEADER}\r\n{ANA}\r\n"


@pytest.mark.parametrize(
    "data",
    [
        WHOLE.encode(),
        b"\xef\xbb\xbf" + WHOLE.encode(),
        WHOLE.encode("utf-16"),
        WHOLE.replace("\r\n", "\n").encode(),
        WHOLE.replace("Notes:", '"Notes:"').encode(),
        f"{HEADER}\n{ANA}".encode(),
        f"Notes:\n\n\n{HEADER}\n{ANA}\n".encode(),
        f'Notes:\n"an unclosed, paragraph\n\n{HEADER}\n{ANA}\n'.encode(),
        f"{HEADER.upper()}\n{ANA}\n".encode(),
    ],
    ids=range(9),
)
def test_the_header_is_found_wherever_it_stands(data: bytes) -> None:
    """With a mark, a preamble or none; nothing of the preamble is a person."""
    (person,) = read_connections(data).people
    assert person.name == "Ana Silva"
    assert person.profile == "https://www.linkedin.com/in/ana-silva"
    assert person.emails == ("ana@x.example",)
    assert (person.organization, person.role) == ("Blue Door, GmbH", "Editor")
    assert person.connected_on == date(2024, 3, 12)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_columns_move_and_other_signs_divide_them(delimiter: str) -> None:
    """Only the names of the columns count."""
    rows = [
        ["Connected On", "Position", "Last Name", "Extra", "First Name", "URL"],
        ["7-Feb-22", "Editor, senior", "Silva", "x", "Ana", "linkedin.com/in/ana"],
    ]
    text = "\n".join(delimiter.join(row) for row in rows)
    (person,) = read_connections(text.encode()).people
    assert (person.name, person.role) == ("Ana Silva", "Editor, senior")
    assert person.connected_on == date(2022, 2, 7)
    assert (person.emails, person.organization) == ((), "")


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Vorname;Nachname;URL;E-Mail-Adresse;Unternehmen;Position;Verbunden am", 5),
        ("Prénom;Nom;URL;Adresse e-mail;Entreprise;Poste;Connexion établie le", 5),
        ("Nombre;Apellidos;URL;Correo electrónico;Empresa;Cargo;Conectado el", 5),
        ("Nome;Cognome;URL;Indirizzo e-mail;Azienda;Posizione;Collegato il", 5),
    ],
)
def test_exports_in_other_languages(header: str, day: int) -> None:
    """Their columns and months are known."""
    row = f"Zoë;Ünal;https://de.linkedin.com/in/zoe;;Verlag;Lektorin;{day}. Mai 2023"
    (person,) = read_connections(f"{header}\n{row}".encode()).people
    assert (person.name, person.organization) == ("Zoë Ünal", "Verlag")
    assert person.connected_on == date(2023, 5, day)


def test_rows_as_they_come() -> None:
    """Commas alone, cells of two lines, no last name, no name at all, twins."""
    text = "\n".join(
        [
            HEADER,
            ",,,,,,",
            '李,,https://www.linkedin.com/in/li,,"Two\nLines","A ""b""",1 Jan 2020',
            ",,,,Acme,,",
            '"Cy,Open,https://www.linkedin.com/in/cy,,Acme,Dev,1 Jan 2020',
            ANA,
            "Only,Name",
            ANA + ",one,too,many",
            " , , , , , , ",
        ]
    )
    reading = read_connections(text.encode())
    assert [(one.line, one.name) for one in reading.people] == [
        (3, "李"),
        (7, "Ana Silva"),
        (8, "Only Name"),
        (9, "Ana Silva"),
    ]
    assert (reading.people[0].organization, reading.people[0].role) == (
        "Two Lines",
        'A "b"',
    )
    assert [(one.line, one.reason[:12]) for one in reading.rejections] == [
        (5, "neither a na"),
        (6, "a quote in t"),
    ]


def test_a_day_that_may_be_two_stays_a_text_and_is_said() -> None:
    """The first line is named, the others are counted."""
    row = ANA.replace("12 Mar 2024", "03/04/2024")
    reading = read_connections(f"{HEADER}\n{row}\n{row}\n{ANA}".encode())
    assert [(one.connected, one.connected_on) for one in reading.people] == [
        ("03/04/2024", None),
        ("03/04/2024", None),
        ("", date(2024, 3, 12)),
    ]
    (said,) = reading.remarks
    assert said.startswith("line 2: 03/04/2024 may be two days")
    assert said.endswith("; there are 2 such days")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Mar 2024", date(2024, 3, 12)),
        ("7-Feb-22", date(2022, 2, 7)),
        ("Mar 12, 2024", date(2024, 3, 12)),
        ("March 1 2024", date(2024, 3, 1)),
        ("12. März 2024", date(2024, 3, 12)),
        ("1er", None),
        ("3 de dezembro de 2021", date(2021, 12, 3)),
        ("1 août 2021", date(2021, 8, 1)),
        ("2024-03-12", date(2024, 3, 12)),
        ("2024/3/2 10:30", date(2024, 3, 2)),
        ("12.03.2024", date(2024, 3, 12)),
        ("03/15/2024", date(2024, 3, 15)),
        ("15/03/24", date(2024, 3, 15)),
        ("05/05/2024", date(2024, 5, 5)),
        ("03/04/2024", None),
        ("03-04-24", None),
        ("31 Feb 2024", None),
        ("13/13/2024", None),
        ("12 Foo 2024", None),
        ("", None),
        ("soon", None),
    ],
)
def test_days_are_read_only_where_they_are_one(text: str, day: date | None) -> None:
    """Months by name in several languages; figures where only one order fits."""
    assert read_written_day(text) == day


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("CONVERSATION ID,CONVERSATION TITLE,FROM,TO,DATE,CONTENT", "messages.csv"),
        ("From,To,Sent At,Message,Direction", "Invitations.csv"),
        ("Company Name,Title,Description,Location,Started On", "Positions.csv"),
        ("School Name,Start Date,End Date,Notes,Degree Name", "Education.csv"),
        ("First Name,Last Name,Headline,Summary,Industry", "Profile.csv"),
        ("Endorsement Date,Skill Name,Endorser First Name", "Endorsement"),
        ("First Name,Last Name,Company,Job Title,Text,Status", "Recommendations"),
        ("Organization,Followed On", "Company Follows.csv"),
        ("FirstName,LastName,Emails,PhoneNumbers", "ImportedContacts.csv"),
        ("Given Name,Family Name,E-mail 1 - Value", "airbook import google"),
        ("a,b,c", "no Connections.csv"),
        ("hello", "no Connections.csv"),
    ],
)
def test_other_files_are_refused_by_name(header: str, named: str) -> None:
    """Each other file of the export is known by its columns."""
    with pytest.raises(ForeignFileError, match=named):
        read_connections(f"{header}\nx,y,z,1,2,3\n".encode())


@given(st.binary(max_size=300), st.integers(0, len(WHOLE)), st.integers(0, 40))
def test_any_file_is_read_or_refused(noise: bytes, at: int, cut: int) -> None:
    """Bytes of any sort within a file, or instead of it."""
    data = WHOLE.encode()
    for one in (noise, data[:at] + noise + data[at + cut :]):
        with contextlib.suppress(ForeignFileError):
            assert all(person.line > 0 for person in read_connections(one).people)
