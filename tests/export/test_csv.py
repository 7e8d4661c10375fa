"""Tables for spreadsheets: their columns, their rows, and no formula in any cell."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.render.data.csv import TABLES, guarded, render_csv, unguarded
from tests.books import ROOT

if TYPE_CHECKING:
    from generator.build import BuildResult
    from tests.conftest import MakeBook

SCHEMA: Final[dict[str, Any]] = json.loads(
    (ROOT / "generator/schemas/csv.json").read_text(encoding="utf-8")
)
SMALL: Final = """\
=== contacts/Ana.md
---
name: "=HYPERLINK(\\"http://x.example\\")"
aliases: ["Anita, A.", 'the "Ana"']
organization: "[[Blue Door]]"
referred_by: ["[[Bo]]", "[[Cleo Ray]]"]
phone: "+351 912 345 678"
snooze: ["keep 2026-05-01", 2026-03-03]
paused: true
do_not_contact: no
cadence: 30
private: true
---
## Log
- 2026-02-01 asked (email)
- 2026-02-03 replied: yes
=== contacts/Bo.md
---
name: "'Bo"
role: "@home"
---
=== interviews/Talk.md
---
with: ["[[Ana]]", "[[Bo]]"]
date: 2026-02-20T10:30
duration: 1h30
questions: ["[[Why]]"]
rating: 4
---
## Advice
- -1 is a number, "really" #books/old #pay [pay:: 100-200 EUR/day] [pay:: little]

## Referrals
- [[Cleo Ray]] - runs the press (use my name: yes)

### [[Why]]
=== organizations/Blue Door.md
=== questions/Why.md
---
name: Why?
---
"""
WRITTEN: Final = {
    "contacts": [
        {
            "name": '\'=HYPERLINK("http://x.example")',
            "aliases": 'Anita, A.; the "Ana"',
            "organization": "Blue Door",
            "referred_by": "''Bo; Cleo Ray",
            "phone": "'+351 912 345 678",
            "cadence": "30",
            "snooze": "keep 2026-05-01; 2026-03-03",
            "paused": "true",
            "private": "true",
            "status_now": "met",
            "since": "2026-02-20",
            "path": "contacts/Ana.md",
        },
        {
            "name": "''Bo",
            "role": "'@home",
            "status_now": "met",
            "since": "2026-02-20",
            "path": "contacts/Bo.md",
        },
    ],
    "interviews": [
        {
            "name": "Talk",
            "with": "'=HYPERLINK(\"http://x.example\"); 'Bo",
            "date": "2026-02-20T10:30",
            "duration": "90",
            "questions": "Why?",
            "rating": "4",
            "tags": "books/old; pay",
            "status_now": "done",
            "path": "interviews/Talk.md",
        }
    ],
    "referrals": [
        {
            "name": "Cleo Ray",
            "referred_by": "'=HYPERLINK(\"http://x.example\"); 'Bo",
            "date": "2026-02-20",
            "may_use_name": "yes",
            "text": "runs the press",
            "interview": "Talk",
            "path": "interviews/Talk.md",
            "line": "12",
        },
        {
            "name": '\'=HYPERLINK("http://x.example")',
            "referred_by": "''Bo",
            "path": "contacts/Ana.md",
            "line": "5",
        },
        {
            "name": '\'=HYPERLINK("http://x.example")',
            "referred_by": "Cleo Ray",
            "path": "contacts/Ana.md",
            "line": "5",
        },
    ],
    "ledgers": [
        {
            "section": "advice",
            "date": "2026-02-20",
            "with": "'=HYPERLINK(\"http://x.example\"); 'Bo",
            "organization": "Blue Door",
            "topics": "books/old; pay",
            "text": '\'-1 is a number, "really" 100-200 EUR/day little',
            "pay": "100-200 EUR/day; little",
            "path": "interviews/Talk.md",
            "line": "9",
        },
        {
            "section": "referrals",
            "date": "2026-02-20",
            "with": "'=HYPERLINK(\"http://x.example\"); 'Bo",
            "organization": "Blue Door",
            "text": "Cleo Ray - runs the press",
            "may_use_name": "yes",
            "path": "interviews/Talk.md",
            "line": "12",
        },
    ],
}


def rows(result: BuildResult, table: str) -> list[dict[str, str]]:
    """Return the rows of a table by its header."""
    data = render_csv(table, result.book, result.facts, result.derived)
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("table", TABLES)
def test_each_table_fits_its_schema(
    table: str, sample: BuildResult, hostile: BuildResult, book: MakeBook
) -> None:
    """The columns that are documented, in their order, in every row of any book."""
    Draft202012Validator.check_schema(SCHEMA)
    wanted = Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{table}"})
    columns = list(SCHEMA["$defs"][table]["properties"])
    assert columns == SCHEMA["$defs"][table]["required"] == [*TABLES[table][0]]
    for result in (sample, hostile, book(SMALL), book()):
        for row in rows(result, table):
            assert list(row) == columns
            assert list(wanted.iter_errors(row)) == []
    assert rows(book(), table) == []
    assert len(rows(sample, table)) > 10


@pytest.mark.parametrize("table", TABLES)
def test_what_the_cells_say(table: str, book: MakeBook) -> None:
    """Names rather than links, lists joined, a guard before what is no formula."""
    found = [
        {name: cell for name, cell in row.items() if cell}
        for row in rows(book(SMALL), table)
    ]
    assert found == WRITTEN[table]


@given(st.text(max_size=30) | st.text(alphabet="=+-@'\t\r a", max_size=4))
@example("'=1")
@example("''")
@example("＝1")
def test_the_guard_comes_off_again(cell: str) -> None:
    """No cell begins as a formula does, and each is read back as it was."""
    kept = guarded(cell)
    assert unguarded(kept) == cell
    assert not kept.startswith(tuple("=+-@\t\r"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_cell_is_read_back(name: str, role: str) -> None:
    """Commas, quotes and line ends of any system stay in their cell."""
    from generator.render.data.csv import _cell

    line = f"{_cell(name)},{_cell(role)},x\r\n"
    ((*cells, last),) = csv.reader(io.StringIO(line, newline=""), strict=True)
    assert last == "x"
    assert [unguarded(cell) for cell in cells] == [name.strip(), role.strip()]
