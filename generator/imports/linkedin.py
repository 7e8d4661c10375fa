"""`Connections.csv` of LinkedIn's data export -> people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.imports.days import read_written_day
from generator.imports.reading import Reading
from generator.imports.records import Person, Rejection
from generator.imports.tables import ForeignFileError, headers_of, read_table

if TYPE_CHECKING:
    from generator.imports.rows import Row
    from generator.imports.tables import Table

# English, then German, French, Spanish, Italian, Portuguese and Dutch.
_COLUMNS: Final = {
    "first": (
        *("first name", "vorname", "prénom", "nombre", "nome", "primeiro nome"),
        "voornaam",
    ),
    "last": (
        *("last name", "nachname", "nom", "apellidos", "cognome", "sobrenome"),
        *("apelido", "achternaam"),
    ),
    "profile": ("url", "profile url", "profil url", "url du profil"),
    "email": (
        *("email address", "e mail address", "email", "e mail adresse", "e mail"),
        *("adresse e mail", "correo electrónico", "dirección de correo electrónico"),
        *("indirizzo e mail", "indirizzo email", "endereço de e mail", "e mailadres"),
    ),
    "company": (
        *("company", "unternehmen", "firma", "entreprise", "empresa", "azienda"),
        "bedrijf",
    ),
    "position": (
        *("position", "poste", "cargo", "posición", "posizione", "ruolo", "functie"),
        "titel",
    ),
    "connected": (
        *("connected on", "verbunden am", "verknüpft am", "connexion le"),
        *("connexion établie le", "conectado el", "conectado em", "collegato il"),
        "verbonden op",
    ),
}
_ONLY_HERE: Final = frozenset({"profile", "position", "connected"})
# Of the other files of the export: columns that only they have, and what they are.
_OTHERS: Final = (
    ({"conversation id", "content"}, "messages.csv, your messages"),
    ({"from", "to", "date", "subject", "content"}, "messages.csv, your messages"),
    ({"from", "to", "sent at", "direction"}, "Invitations.csv, your invitations"),
    ({"company name", "title", "started on"}, "Positions.csv, your own positions"),
    ({"school name", "degree name"}, "Education.csv, your own education"),
    ({"headline", "summary"}, "Profile.csv, your own profile"),
    ({"endorsement date", "skill name"}, "an Endorsement file"),
    ({"recommender first name"}, "a Recommendations file"),
    ({"first name", "last name", "job title", "text"}, "a Recommendations file"),
    ({"job title", "application date"}, "Job Applications.csv"),
    ({"job title", "saved date"}, "Saved Jobs.csv"),
    ({"organization", "followed on"}, "Company Follows.csv"),
    ({"email address", "confirmed", "primary"}, "Email Addresses.csv, your own"),
    ({"number", "type", "extension"}, "PhoneNumbers.csv, your own"),
    ({"login date", "ip address"}, "Logins.csv"),
    ({"registered at", "registration ip"}, "Registration.csv"),
    ({"firstname", "lastname", "emails", "phonenumbers"}, "ImportedContacts.csv"),
)
_GOOGLE: Final = ("e mail 1 value", "phone 1 value", "group membership", "given name")


def read_connections(data: bytes) -> Reading:
    """Read `Connections.csv`, wherever its header stands.

    Args:
        data: The file.

    Returns:
        The people; an address that is no web address, and a day that may be two,
        are kept as text.

    Raises:
        ForeignFileError: Where it is another file; where it is another one of the
            export, it says which.
    """
    table = read_table(data, _is_header)
    if table is None:
        raise ForeignFileError(_what_else(data))
    places = table.columns(_COLUMNS)
    people: list[Person] = []
    rejections = list(table.rejections)
    for row in table.rows:
        person = _person(row, places)
        if person.name or person.profile or person.emails:
            people.append(person)
        else:
            reason = "neither a name nor an address stands in this row"
            rejections.append(Rejection(line=row.line, reason=reason))
    rejections.sort(key=lambda one: one.line)
    return Reading(
        people=tuple(people),
        rejections=tuple(rejections),
        remarks=_remarks(table, people),
    )


def _is_header(names: frozenset[str]) -> bool:
    """Whether a line names people and something only connections have."""
    if any(name in names for name in _GOOGLE):
        return False
    there = {ours for ours, called in _COLUMNS.items() if names.intersection(called)}
    return there >= {"first", "last"} and len(there) > 3 and bool(there & _ONLY_HERE)


def _what_else(data: bytes) -> str:
    for names in headers_of(data):
        for only, what in _OTHERS:
            if only <= names:
                return (
                    f"this is {what}, of the same export; the people are in "
                    "Connections.csv"
                )
        if any(name in names for name in _GOOGLE):
            return "these are Google's contacts; airbook import google reads them"
    return (
        "this is no Connections.csv: no line has First Name, Last Name and Connected "
        "On; airbook import csv reads other tables"
    )


def _person(row: Row, places: dict[str, int]) -> Person:
    def cell(name: str) -> str:
        at = places.get(name, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""

    written = cell("connected")
    day = read_written_day(written)
    return Person(
        line=row.line,
        name=" ".join(f"{cell('first')} {cell('last')}".split()),
        emails=(cell("email"),) if cell("email") else (),
        profile=cell("profile"),
        organization=" ".join(cell("company").split()),
        role=" ".join(cell("position").split()),
        connected_on=day,
        connected="" if day else written,
    )


def _remarks(table: Table, people: list[Person]) -> tuple[str, ...]:
    unread = [one for one in people if one.connected]
    if not unread:
        return table.remarks
    first = unread[0]
    more = f"; there are {len(unread):,} such days" if unread[1:] else ""
    said = (
        f"line {first.line}: {first.connected} may be two days, or none, and is kept "
        f"as text{more}"
    )
    return (*table.remarks, said)
