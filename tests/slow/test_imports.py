"""Imports in full: ten thousand people, ten megabytes, files spoiled in every way."""

from __future__ import annotations

import contextlib
import random
from time import perf_counter
from typing import TYPE_CHECKING, Final

import pytest

from generator.imports.google import read_google
from generator.imports.index import index_people
from generator.imports.linkedin import read_connections
from generator.imports.mapped import read_mapped
from generator.imports.plan import Choices
from generator.imports.selecting import Selection
from generator.imports.tables import ForeignFileError
from generator.vocabulary import Kind
from tests.imports.planning import Importing

if TYPE_CHECKING:
    from tests.conftest import MakeBook

HEADER: Final = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
GOOGLE: Final = "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Notes,Labels"
ROW: Final = 'Zoë,"Ün""al, PhD",https://www.linkedin.com/in/z{0},z{0}@x.example,'
REST: Final = '"Firm {1}\n, Inc",Editor,12 Mar 2024\n'
MEGABYTES: Final = 10 * 1024 * 1024


def connections(number: int) -> bytes:
    """Return an export with so many rows, each of two lines."""
    row = ROW + REST
    rows = (row.format(one, one % 3000) for one in range(number))
    return f"{HEADER}\n{''.join(rows)}".encode()


def test_ten_thousand_connections(book: MakeBook) -> None:
    """Read, looked for, kept in the list and made notes; again nothing is new."""
    importing = Importing(book, {})
    begin = perf_counter()
    people = read_connections(connections(10_000)).people
    read = perf_counter()
    listed = index_people((), people)
    again = index_people(listed.connections, people)
    kept = perf_counter()
    some = Selection(companies=("Firm 77",)).of(people)
    chosen = perf_counter()
    plan = importing.people(people, Choices(limit=1_000))
    planned = perf_counter()
    importing.apply(plan)
    assert len(people) == listed.new == again.same == 10_000
    assert len(some) == 4
    assert len(plan.changes) == 1_000
    assert importing.people(people[:1_000]).changes == ()
    print(  # noqa: T201 - figures
        f"read {read - begin:.1f} s, list {kept - read:.1f} s, "
        f"choose {chosen - kept:.1f} s, 1,000 notes {planned - chosen:.1f} s"
    )


@pytest.mark.parametrize(
    "unit",
    [
        (ROW + REST).format(1, 1),
        '"a\n',
        'a,"b\n',
        '"a" ',
        '"',
        ",",
        "\n",
        "a,b,c,d,e,f,g\n",
        '"a,b,c,d,e,f,g\n',
        'x,"\n"\n',
        "\x00",
        "é",
    ],
)
def test_ten_megabytes_of_anything(unit: str) -> None:
    """Millions of rows within two minutes on a slow machine, all others sooner."""
    data = f"{HEADER}\n{unit * (MEGABYTES // len(unit.encode()))}".encode()
    begin = perf_counter()
    reading = read_connections(data)
    took = perf_counter() - begin
    assert took < 120
    rows, left = len(reading.people), len(reading.rejections)
    print(f"{unit!r:.20}: {took:.1f} s, {rows:,} people, {left:,} lines left out")  # noqa: T201 - figures


def test_files_spoiled_in_every_way() -> None:
    """Five thousand files with bytes changed, cut and doubled: no reader raises."""
    chance = random.Random(11)  # noqa: S311 - no secret
    whole = [
        connections(6),
        f'{GOOGLE}\nAna,Silva,* W,a@x.example,"x\ny",* a ::: b\nBo,,,,,\n'.encode(),
        'name,with,date,note\nAna,Bo,2026-01-01,"a\nb"\n'.encode("utf-16"),
    ]
    for _ in range(5_000):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randrange(1, 8)):
            at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
            spoil = chance.choice(
                [b"", b'"', b",", b"\n", b"\x00", b"\xff", data[at:to]]
            )
            data[at : chance.choice([at, at + 1, to])] = spoil
        for read in (read_connections, read_google):
            with contextlib.suppress(ForeignFileError):
                read(bytes(data))
        for kind in (Kind.CONTACT, Kind.INTERVIEW, Kind.ORGANIZATION):
            with contextlib.suppress(ForeignFileError):
                read_mapped(bytes(data), {}, kind, {})
