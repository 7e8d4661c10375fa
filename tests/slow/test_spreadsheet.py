"""Tables opened by LibreOffice: no cell is a formula, whatever stands in the notes."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pytest

from generator.render.data.csv import TABLES, render_csv
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import ROOT
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from generator.build import BuildResult
    from tests.conftest import MakeBook

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
BEGINNINGS: Final = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1,1)", "'=1+1", "''=1+1", "=cmd|' /C calc'!A0"),
    *('=HYPERLINK("http://x.example";"a")', " =1+1", "＝1+1", "＋1", "－1", "＠x"),
    *("\t=1+1", "\r=1+1", "{=1+1}", "%=1", ";=1+1", '"=1+1"', "山田=1", "=سلمى"),
)


def hostile(book: MakeBook) -> BuildResult:
    """Return a book in which every text begins as a formula might."""
    texts = {}
    for number, text in enumerate(BEGINNINGS):
        quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        quoted = quoted.replace("\r", "\\r")
        texts[f"contacts/{number}.md"] = (
            f'---\nname: "{quoted}"\nrole: "{quoted}"\naliases: ["{quoted}", "=2"]\n'
            f'phone: "{quoted}"\nfield: "{quoted}"\nreferred_by: "[[1]]"\n---\n'
        )
        texts[f"interviews/{number} talk.md"] = (
            f'---\nwith: "[[contacts/{number}]]"\ndate: 2026-02-20\n'
            f'place: "{quoted}"\ntopics: ["{quoted}"]\n---\n'
            f"## Advice\n- {text}\n\n## Referrals\n- [[Cleo {number}]] - {text}\n"
        )
    return book(texts)


def opened(folder: Path, files: dict[str, bytes]) -> dict[str, ET.Element]:
    """Return tables as LibreOffice has them after opening a file."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    for name, data in files.items():
        (folder / f"{name}.csv").write_bytes(data)
    done = subprocess.run(  # noqa: S603 - our own files
        (
            *(program, "--headless", f"-env:UserInstallation=file://{folder}/profile"),
            "--infilter=Text - txt - csv (StarCalc):44,34,UTF8,1",
            *("--convert-to", "fods", "--outdir", str(folder / "made")),
            *(str(folder / f"{name}.csv") for name in files),
        ),
        capture_output=True,
        check=False,
        timeout=300,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return {
        name: ET.parse(folder / "made" / f"{name}.fods").getroot()  # noqa: S314 - just made
        for name in files
    }


def formulas(sheet: ET.Element) -> list[str]:
    """Return every formula of a sheet."""
    cells = sheet.iter(f"{_TABLE}table-cell")
    return [
        cell.get(f"{_TABLE}formula", "")
        for cell in cells
        if cell.get(f"{_TABLE}formula")
    ]


def test_no_cell_is_a_formula(book: MakeBook, tmp_path: Path) -> None:
    """Of any table of a book full of them; the texts are there as they were written."""
    books = {
        "hostile": hostile(book),
        "sample": build_book(open_workspace(ROOT, today=TODAY, pinned=True)),
    }
    files = {
        f"{name}-{table}": render_csv(table, made.book, made.facts, made.derived)
        for name, made in books.items()
        for table in TABLES
    }
    files["unguarded"] = b"name\r\n=1+1\r\n"
    sheets = opened(tmp_path, files)
    assert formulas(sheets.pop("unguarded")) == ["of:=1+1"]
    for name, sheet in sheets.items():
        assert formulas(sheet) == [], name
        text = files[name].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        shown = {"".join(one.itertext()) for one in sheet.iter(_TEXT)}
        assert set(rows[0]) <= shown
        assert {row[0].split("\n")[0].strip() for row in rows} <= shown, name
    cells = len(BEGINNINGS) * sum(len(columns) for columns, _ in TABLES.values())
    print(f"{len(sheets)} tables, some {cells} hostile cells, no formula")  # noqa: T201
