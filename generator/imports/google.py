"""`contacts.csv` of Google Contacts, before and since 2024 -> people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.imports.reading import Reading
from generator.imports.records import Person, Rejection
from generator.imports.tables import (
    ForeignFileError,
    fold_column,
    headers_of,
    read_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.imports.rows import Row

_NAME_PARTS: Final = (
    ("name prefix",),
    ("first name", "given name"),
    ("middle name", "additional name"),
    ("last name", "family name"),
    ("name suffix",),
)
_OLD: Final = frozenset({"given name", "family name"})
_NEW: Final = frozenset({"first name", "last name"})
_OURS: Final = re.compile(
    r"(?:e mail|phone|website|organization|address) (\d+) (.+)|labels|group membership"
)
_BETWEEN: Final = ":::"
_SYSTEM: Final = re.compile(r"\*\s*")
_PREFERRED: Final = "*"
_NETWORK: Final = re.compile(r"https?://(?:[\w-]+\.)?linkedin\.com/", re.IGNORECASE)


def read_google(data: bytes) -> Reading:
    """Read the CSV file that Google Contacts exports, in either layout.

    Args:
        data: The file.

    Returns:
        The people. Somebody without a name is called as they are filed, or as their
        organization; a row that has not even an e-mail address is left out.

    Raises:
        ForeignFileError: Where it is another file.
    """
    table = read_table(data, _is_header)
    if table is None:
        raise ForeignFileError(_what_else(data))
    columns = _columns(table.header)
    people: list[Person] = []
    rejections = list(table.rejections)
    for row in table.rows:
        person = _Card(row, columns).person()
        if person.name or person.emails:
            people.append(person)
        else:
            reason = "there is neither a name nor an e-mail address in this row"
            rejections.append(Rejection(line=row.line, reason=reason))
    rejections.sort(key=lambda one: one.line)
    return Reading(
        people=tuple(people), rejections=tuple(rejections), remarks=table.remarks
    )


def _is_header(names: frozenset[str]) -> bool:
    named = names.issuperset(_OLD) or names.issuperset(_NEW)
    return named and any(_OURS.fullmatch(name) for name in names)


def _what_else(data: bytes) -> str:
    for names in headers_of(data):
        if "connected on" in names:
            return (
                "these are LinkedIn's connections; airbook import linkedin reads them"
            )
        if {"first name", "e mail address"} <= names:
            return "these are Outlook's contacts; airbook import csv --map reads them"
    return (
        "this is no file of Google Contacts: no line has First Name and E-mail 1 - "
        "Value; airbook import csv reads other tables"
    )


def _columns(header: tuple[str, ...]) -> dict[str, int]:
    """Return the place of each column by its folded name; of twins the first."""
    places: dict[str, int] = {}
    for at, name in enumerate(header):
        places.setdefault(fold_column(name), at)
    return places


class _Card:
    """One row, its cells by the folded name of the column."""

    def __init__(self, row: Row, columns: dict[str, int]) -> None:
        self.line = row.line
        self.cells = {
            name: row.cells[at] for name, at in columns.items() if at < len(row.cells)
        }

    def person(self) -> Person:
        """Return whom the row is about."""
        websites = [*self._values("website")]
        profile = next((one for one in websites if _NETWORK.match(one)), "")
        work = self._first("organization name", "organization 1 name")
        return Person(
            line=self.line,
            name=self._name() or self._first("file as", "nickname") or work,
            emails=tuple(self._values("e mail")),
            phones=tuple(self._values("phone")),
            profile=profile,
            websites=tuple(one for one in websites if one != profile),
            organization=work,
            role=self._first("organization title", "organization 1 title"),
            location=self._place(),
            note=self.cells.get("notes", ""),
            labels=tuple(self._labels()),
        )

    def _name(self) -> str:
        parts = (self._first(*names) for names in _NAME_PARTS)
        return " ".join(" ".join(parts).split()) or self._first("name")

    def _first(self, *names: str) -> str:
        """Return the first cell that is not empty, on one line, its first value."""
        for name in names:
            for value in self._split(self.cells.get(name, "")):
                return value
        return ""

    def _split(self, cell: str) -> Iterator[str]:
        for part in cell.split(_BETWEEN):
            if value := " ".join(part.split()):
                yield value

    def _values(self, sort: str) -> list[str]:
        """Return the values of columns such as `E-mail 1 - Value`, preferred first."""
        found: list[tuple[bool, str]] = []
        number = 1
        while (cell := self.cells.get(f"{sort} {number} value")) is not None:
            label = self.cells.get(f"{sort} {number} label", "") or self.cells.get(
                f"{sort} {number} type", ""
            )
            later = not label.startswith(_PREFERRED)
            found += [(later, value) for value in self._split(cell)]
            number += 1
        found.sort(key=lambda one: one[0])
        return list(dict.fromkeys(value for _, value in found))

    def _place(self) -> str:
        parts = (
            self._first(f"address 1 {one}") for one in ("city", "region", "country")
        )
        return ", ".join(filter(None, parts)) or self._first("location")

    def _labels(self) -> Iterator[str]:
        for name in ("labels", "group membership"):
            for label in self._split(self.cells.get(name, "")):
                if not _SYSTEM.match(label):
                    yield label
