"""A book of imported cells: each vector in each column of each foreign file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.derive.connections import Connection
from generator.imports.google import read_google
from generator.imports.linkedin import read_connections
from generator.imports.mapped import read_mapped
from generator.imports.plan import Choices, plan_notes, plan_people
from generator.vocabulary import KEYS, Kind, ValueType
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.build import BuildResult
    from tests.conftest import MakeBook

_LINKEDIN: Final = (
    *("First Name", "Last Name", "URL", "Email Address", "Company", "Position"),
    "Connected On",
)
_GOOGLE: Final = (
    *("First Name", "Middle Name", "Last Name", "Nickname", "File As", "Notes"),
    *("Organization Name", "Organization Title", "Labels", "E-mail 1 - Label"),
    *("E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value", "Address 1 - City"),
    *("Website 1 - Label", "Website 1 - Value"),
)
_ANY: Final = frozenset({ValueType.TEXT, ValueType.TEXTS, ValueType.TAGS})
_MAPPED: Final = (
    *(
        key.name
        for key in KEYS[Kind.CONTACT]
        if key.type in _ANY and key.name != "type"
    ),
    *("organization", "referred_by", "note"),
)


def imported_book(make: MakeBook, vectors: Iterable[str]) -> BuildResult:
    """Return a book of nothing but what three importers made of vectors.

    Each vector is alone in a row and stands in every column; then it is a person of
    the private list, at an organization with a note.
    """
    cells = [one.encode("utf-8", "replace").decode() for one in vectors]
    result = make({}, today=TODAY)
    mapped = read_mapped(_table(_MAPPED, cells), {}, Kind.CONTACT, {})
    people = [
        *read_connections(_table(_LINKEDIN, cells)).people,
        *read_google(_table(_GOOGLE, cells)).people,
    ]
    texts: dict[str, str] = {}
    for plan in (
        plan_people(result, people, lambda _: b"", (), Choices(source="online")),
        plan_notes(result, mapped.proposals, lambda _: b""),
    ):
        for number, change in enumerate(plan.changes):
            assert change.after is not None
            folder, _, name = change.path.rpartition("/")
            texts[f"{folder}/{len(texts)}-{number} {name}"] = change.after.decode()
    texts["organizations/Acme.md"] = ""
    known = [
        Connection(
            name=f"{one} known",
            organization="Acme",
            role=one,
            connected=one,
            profile=one,
        )
        for one in cells
    ]
    return replace(make(texts, today=TODAY), connections=tuple(known))


def _table(header: Sequence[str], cells: Iterable[str]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows([cell] * len(header) for cell in cells)
    return stream.getvalue().encode()
