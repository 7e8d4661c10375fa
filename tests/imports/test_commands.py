"""The commands: shown first, done when asked, taken back at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from generator.cli import airbook, importing, progress
from tests.books import ROOT, files_of, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

HEADER: Final = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
GOOGLE: Final = "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Notes"
SETTINGS: Final = 'book_id = "abc"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small book with files to import, and stand in it."""
    rows = [
        "Ana,Silva,https://www.linkedin.com/in/ana,,Blue Door,Editor,12 Mar 2024",
        'Bo,"Open,https://www.linkedin.com/in/bo,,Acme,Dev,1 Jan 2020',
        "Cy,Ng,https://www.linkedin.com/in/cy,,Acme Books,Editor,03/04/2024",
    ]
    many = [
        f"N {n},X,https://www.linkedin.com/in/n{n},,Big,,1 Jan 2020" for n in range(30)
    ]
    files = {
        "content/contacts/Ana.md": "---\nlinkedin: linkedin.com/in/ana\n---\n",
        "airbook.toml": SETTINGS,
        "C.csv": "\n".join([HEADER, *rows]),
        "many.csv": "\n".join([HEADER, *many]),
        "G.csv": f'{GOOGLE}\nDi,Ü,*,d@x.example,"# hi"\n,,,,\n',
        "T.csv": "Name;Firm\nEd;Acme\n",
        "O.csv": "name,status\nBig One,active\n",
        "R.csv": "Datum;Wer\n1;2\n",
        "I.csv": "with,date\nAna,2026-02-02\n",
    }
    write_files(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(progress, "PATIENCE", 600)
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    """Run a command as on the pinned day; it must end as expected."""
    done = CliRunner().invoke(airbook, ["--today", "2026-03-02", *arguments])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


def test_an_import_is_shown_then_done_then_taken_back(folder: Path) -> None:
    """The same lines both times; the same file again is nothing new."""
    before = files_of(folder / "content")
    shown = run("import", "linkedin", "C.csv")
    assert shown.stdout.split("\n") == [
        "updated  line 2: Ana Silva, contacts/Ana.md: gets organization, role; "
        "called Ana Silva in the file",
        "skipped  line 3: a quote in this line is never closed; the line is left out",
        "new      line 4: Cy Ng, contacts/Cy Ng.md",
        "",
    ]
    assert "C.csv: line 4: 03/04/2024 may be two days" in shown.stderr
    assert "1 new, 1 updated, 0 same, 1 skipped; nothing is written" in shown.stderr
    assert "2 organizations have no note yet: Blue Door; Acme Books" in shown.stderr
    assert files_of(folder / "content") == before
    done = run("import", "linkedin", "C.csv", "--apply")
    assert done.stdout == shown.stdout
    assert "airbook undo takes it back" in done.stderr
    after = files_of(folder / "content")
    assert b"source: online" in after["contacts/Cy Ng.md"]
    assert b"connected on LinkedIn, 03/04/2024" in after["contacts/Cy Ng.md"]
    again = run("import", "linkedin", "C.csv", "--apply")
    assert "0 new, 0 updated, 2 same, 1 skipped; nothing is written" in again.stderr
    assert files_of(folder / "content") == after
    run("undo")
    assert files_of(folder / "content") == before


def test_verbose_and_quiet(folder: Path) -> None:
    """Rows that change nothing are shown when asked; quiet says nothing beside."""
    run("-q", "import", "linkedin", "C.csv", "--apply")
    assert "same     line 4" not in run("import", "linkedin", "C.csv").stdout
    assert "same     line 4: Cy Ng" in run("-v", "import", "linkedin", "C.csv").stdout
    assert run("-q", "import", "linkedin", "C.csv").stderr == ""
    assert (folder / "content/contacts/Cy Ng.md").is_file()


def test_hundreds_of_notes_are_asked_for_or_refused(folder: Path) -> None:
    """The sentence names the options; each of them does what it says."""
    refused = run("import", "linkedin", "many.csv", code=2)
    assert (
        "this would make more than 25 notes; say whom you mean with" in refused.stderr
    )
    assert (
        run("import", "linkedin", "many.csv", "--company", "big").stdout.count("new ")
        == 30
    )
    assert (
        run("import", "linkedin", "many.csv", "--match", "N 7").stdout.count("new ")
        == 1
    )
    limited = run("import", "linkedin", "many.csv", "--limit", "2", "--apply")
    assert "2 new, 0 updated, 0 same, 28 skipped" in limited.stderr
    assert len(files_of(folder / "content")) == 3


def test_the_private_list_is_made_and_asked(folder: Path) -> None:
    """No note comes of it; `who` finds them, as text and as data."""
    before = files_of(folder / "content")
    assert "There is no list of connections" in run("who", "Acme").stderr
    shown = run("import", "linkedin", "C.csv", "--index")
    assert "Connections: 2 new, 0 updated, 0 same" in shown.stderr
    assert "skipped  line 3" in shown.stdout
    assert not (folder / "data").exists()
    done = run("import", "linkedin", "C.csv", "--index", "--apply")
    assert str(folder / "data" / "airbook" / "abc" / "connections.json") in done.stderr
    assert files_of(folder / "content") == before
    again = run("import", "linkedin", "C.csv", "--index", "--apply")
    assert "0 new, 0 updated, 2 same" in again.stderr
    assert "Cy Ng  Editor  Acme Books" in run("who", "acme").stdout
    assert "You know nobody at Nowhere yet." in run("who", "Nowhere").stderr
    found = json.loads(run("who", "acme books inc", "--format", "json").stdout)
    schema = json.loads((ROOT / "generator/schemas/who.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    assert [one["name"] for one in found["connections"]] == ["Cy Ng"]
    both = run("import", "linkedin", "many.csv", "--index", "--limit", "1", "--apply")
    assert "Connections: 30 new" in both.stderr
    assert "1 new, 0 updated, 0 same, 29 skipped" in both.stderr


def test_google_and_any_table(folder: Path) -> None:
    """Each with its own options; `note` goes into the body as text."""
    run("import", "google", "G.csv", "--source", "alumni", "--apply")
    text = (folder / "content/contacts/Di Ü.md").read_text(encoding="utf-8")
    assert "source: alumni" in text
    assert "\\# hi" in text
    run(
        "import",
        "csv",
        "T.csv",
        "--map",
        "Firm=company",
        "--map",
        "Name=name",
        "--apply",
    )
    text = (folder / "content/contacts/Ed.md").read_text(encoding="utf-8")
    assert 'organization: "[[Acme]]"' in text
    run("import", "csv", "O.csv", "--kind", "organization", "--apply")
    assert (folder / "content/organizations/Big One.md").is_file()
    run("import", "csv", "I.csv", "--kind", "interview", "--apply")
    assert (folder / "content/interviews/2026-02-02 Ana.md").is_file()
    for arguments in (
        ("google", "G.csv"),
        ("csv", "T.csv", "--map", "Name=name", "--map", "Firm=company"),
        ("csv", "O.csv", "--kind", "organization"),
        ("csv", "I.csv", "--kind", "interview"),
    ):
        assert "0 new, 0 updated, 1 same; there" in run("import", *arguments).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("linkedin", "G.csv"), "airbook import google reads them"),
        (("google", "C.csv"), "airbook import linkedin reads them"),
        (("csv", "T.csv", "--map", "Frim=company"), 'did you mean "firm"?'),
        (("csv", "T.csv", "--map", "Firm=compny"), 'did you mean "company"'),
        (("csv", "T.csv", "--map", "Firm"), "write a column and a key"),
        (("csv", "R.csv"), "say which is which with --map"),
        (("linkedin", "no.csv"), "does not exist"),
        (("linkedin", "C.csv", "--limit", "0"), "0 is not in the range"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_is_said_in_a_line(
    arguments: tuple[str, ...], said: str
) -> None:
    """Status 2, and nothing is written."""
    assert said in run("import", *arguments, code=2).stderr


@pytest.mark.usefixtures("folder")
def test_a_file_much_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is looked at first."""
    monkeypatch.setattr(importing, "MOST_BYTES", 10)
    assert "larger than 64 MiB" in run("import", "google", "G.csv", code=2).stderr


def test_a_file_in_the_way_stops_the_whole_import(folder: Path) -> None:
    """Where a note is that the book does not read, nothing is written at all."""
    write_files(
        folder, {"airbook.toml": f'{SETTINGS}[folders]\nignore = ["Cy Ng.md"]\n'}
    )
    (folder / "content/contacts/Cy Ng.md").mkdir()
    before = files_of(folder / "content")
    run("import", "linkedin", "C.csv", "--apply", code=3)
    assert files_of(folder / "content") == before
