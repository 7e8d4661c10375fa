"""The commands that export: to a file or a pipe, and for anybody only what they see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner

from generator.cli import progress
from generator.cli.app import airbook
from generator.cli.reading import urls_of
from generator.render.data.book_json import render_book
from generator.render.data.csv import TABLES, render_csv
from generator.render.data.graph import render_graph_json, render_graph_tsv
from generator.render.data.ics import render_feed
from generator.render.data.vcard import VERSIONS, render_vcards
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.audience.canaries import planted
from tests.books import write_files
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

EXPORTS: Final = (
    *(("ics",), ("ics", "--todo"), ("vcard",), ("vcard", "--version", "3.0")),
    *(("csv", "contacts"), ("csv", "interviews"), ("csv", "referrals")),
    *(("csv", "ledgers"), ("json",), ("graph",), ("graph", "--format", "json")),
)
BOOK: Final = {
    "content/contacts/Ana Silva.md": "- [ ] ring\n- [ ] write 📅 2026-03-01\n"
    "- [ ] call 📅 2026-06-01\n",
    "content/contacts/Bo.md": "## Log\n- 2026-02-02 replied: yes, [[Ana Silva]]\n",
}


@pytest.fixture(autouse=True)
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in an empty folder, keep the user's data there, say nothing of progress."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(progress, "PATIENCE", 600)


def run(*arguments: str, code: int = 0) -> Result:
    """Run a command as on the pinned day; it must end as expected."""
    done = CliRunner().invoke(airbook, ["--today", "2026-03-02", *arguments])
    assert done.exit_code == code, done.output
    return done


def test_to_a_file_or_a_pipe(tmp_path: Path) -> None:
    """Both get the same bytes, the same ones each time; nothing among the notes."""
    write_files(tmp_path, BOOK)
    for what in EXPORTS:
        data = run("export", *what).stdout_bytes
        assert data
        assert run("export", *what, "-o", "file").stderr == "Wrote file\n"
        assert (tmp_path / "file").read_bytes() == data
        assert run("-q", "export", *what, "-o", "file").output == ""
        assert run("export", *what, "-o", "content/x", code=3).stdout == ""
    run("build")
    feed = (tmp_path / "site" / "follow-ups.ics").read_bytes()
    assert feed == run("export", "ics").stdout_bytes
    page = (tmp_path / "site/follow-ups/index.html").read_text("utf-8")
    assert 'href="../follow-ups.ics"' in page


@pytest.mark.parametrize("events", ["true", "false"])
def test_an_audience_gets_its_names(tmp_path: Path, events: str) -> None:
    """Each export is made from what it sees; no calendar where it sees no days."""
    toml = f'book_id = "x"\n[audience.share]\nevents = {events}\n'
    write_files(tmp_path, {**BOOK, "airbook.toml": toml})
    for what in EXPORTS:
        refused = what[0] == "ics" and events == "false"
        done = run("export", *what, "--audience", "share", code=2 if refused else 0)
        assert "Silva" not in done.output, what
        if refused:
            assert "[audience.share] allows it" in done.stderr
    assert "FN:A. S." in run("export", "vcard", "--audience", "share").stdout


def test_no_secret_is_in_any_export(tmp_path: Path) -> None:
    """Of all that a book hides from those who see its days; what they see is there."""
    book = planted(6)
    toml = f'book_id = "x"\n{book.toml}names = "initials"\nevents = true\n'
    write_files(tmp_path, {"airbook.toml": toml})
    write_files(tmp_path / "content", book.texts)
    workspace = open_workspace(tmp_path, today=TODAY, pinned=True)
    seen = build_book(workspace, audience="share")
    all_of_it = (seen.book, seen.facts, seen.derived)
    exports = [
        render_feed(*all_of_it, seen.settings),
        render_feed(*all_of_it, seen.settings, todo=True),
        *(render_vcards(seen.book, version=one) for one in VERSIONS),
        *(render_csv(table, *all_of_it) for table in TABLES),
        render_book(*all_of_it, seen.settings, urls_of(seen)),
        render_graph_json(seen.book, urls_of(seen)),
        render_graph_tsv(seen.book),
    ]
    text = b"\n".join(exports).decode().replace("\r\n ", "").casefold()
    words = set(re.findall(r"q(?:[bcdfghklmnprstvz][aeiou]){5}", text))
    assert words & {word.casefold() for word in book.all} == set()
    assert {word.casefold() for word in book.kept} & words


def test_an_audience_that_is_not_there(tmp_path: Path) -> None:
    """The message names those that are."""
    write_files(tmp_path, BOOK)
    for what in EXPORTS:
        done = run("export", *what, "--audience", "mum", code=2)
        assert "only owner, share" in done.stderr
        assert done.stdout == ""


def test_due_for_a_calendar(tmp_path: Path) -> None:
    """What `due` lists, as events; what has no date is counted."""
    write_files(tmp_path, BOOK)
    done = run("due", "--format", "ics")
    assert "SUMMARY:Write" in done.stdout
    assert done.stdout.count("SUMMARY:") == 1
    assert done.stderr == ""
    done = run("due", "--all", "--format", "ics")
    assert "SUMMARY:Call" in done.stdout
    assert done.stderr == "Left out, without a date: 1\n"
    assert run("-q", "due", "--all", "--format", "ics").stderr == ""
