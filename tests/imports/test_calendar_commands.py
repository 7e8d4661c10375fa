"""`import vcard` and `import ics`: shown first, done when asked, taken back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from generator.cli import progress
from tests.books import files_of, write_files
from tests.imports.test_commands import run

if TYPE_CHECKING:
    from pathlib import Path

CARDS: Final = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Li\nTITLE:Cook\nEND:VCARD\nBEGIN:VCARD\n"
)
CALENDAR: Final = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART:20260310T090000Z
SUMMARY:Chat
ATTENDEE:mailto:ana@x.example
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20260110T090000Z
RRULE:FREQ=MONTHLY
ATTENDEE;CN=Cy:mailto:cy@x.example
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20200110T090000Z
END:VEVENT
BEGIN:VTODO
END:VTODO
BEGIN:VTODO
END:VTODO
BEGIN:VEVENT
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small book with files to import, and stand in it."""
    files = {
        "content/contacts/Ana.md": "---\nemail: ana@x.example\n---\n",
        "airbook.toml": 'book_id = "abc"\ntimezone = "Europe/Madrid"\n',
        "cards.vcf": CARDS,
        "c.ics": CALENDAR,
    }
    write_files(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "PATIENCE", 600)
    return tmp_path


def test_cards_are_shown_then_done_then_taken_back(folder: Path) -> None:
    """A card that cannot be used is a line; the same file again is nothing new."""
    before = files_of(folder / "content")
    shown = run("import", "vcard", "cards.vcf")
    assert shown.stdout.split("\n") == [
        "new      line 1: Bo Li, contacts/Bo Li.md",
        "skipped  line 6: the card has no name",
        "",
    ]
    assert files_of(folder / "content") == before
    run("import", "vcard", "cards.vcf", "--source", "colleague", "--apply")
    text = files_of(folder / "content")["contacts/Bo Li.md"]
    assert b"role: Cook" in text
    assert b"source: colleague" in text
    again = run("import", "vcard", "cards.vcf", "--apply")
    assert "0 new, 0 updated, 1 same, 1 skipped" in again.stderr
    run("undo")
    assert files_of(folder / "content") == before


def test_meetings_are_shown_then_done_then_taken_back(folder: Path) -> None:
    """What is not in the list is counted, with the reason."""
    before = files_of(folder / "content")
    shown = run("import", "ics", "c.ics")
    assert shown.stdout.split("\n") == [
        "new      line 2: interviews/2026-03-10 Ana.md",
        "skipped  line 22: the event has no start",
        "",
    ]
    for remark in (
        "4 meetings with nobody in the book",
        "1 event with no day from 2025-03-02 to 2026-05-01 (--since, --until)",
        "1 series without an end, taken until 2026-05-01",
        "2 tasks make no interview",
    ):
        assert remark in shown.stderr
    run("import", "ics", "c.ics", "--apply")
    text = files_of(folder / "content")["interviews/2026-03-10 Ana.md"]
    assert b"date: 2026-03-10T10:00\n" in text
    assert b"timezone: Europe/Madrid\n" in text
    assert "0 new, 0 updated, 1 same" in run("import", "ics", "c.ics").stderr
    run("undo")
    assert files_of(folder / "content") == before


def test_the_time_and_the_people_can_be_chosen(folder: Path) -> None:
    """From a day to a day; strangers get notes; quiet says nothing beside."""
    del folder
    days = ("--since", "2026-02-01", "--until", "2026-02-28")
    done = run("-q", "import", "ics", "c.ics", *days, "--new-people")
    assert done.stdout.split("\n") == [
        "new      line 8: Cy, contacts/Cy.md",
        "new      line 8: interviews/2026-02-10 Cy.md",
        "skipped  line 22: the event has no start",
        "",
    ]
    assert done.stderr == ""
    me = run("import", "ics", "c.ics", *days, "--new-people", "--me", "CY@x.example")
    assert "1 meeting with nobody" in me.stderr


def test_days_in_the_wrong_order_are_wrong_usage(folder: Path) -> None:
    """It says which."""
    del folder
    done = run("import", "ics", "c.ics", "--since", "2027-01-01", code=2)
    assert "--since 2027-01-01 is behind --until 2026-05-01" in done.stderr


def test_what_airbook_exported_is_no_news(folder: Path) -> None:
    """The book's own follow-ups and talks do not come back as interviews."""
    text = CALENDAR.replace("UID:1\n", "UID:0a1b2c@airbook\n")
    (folder / "c.ics").write_text(text, encoding="utf-8")
    done = run("import", "ics", "c.ics")
    assert "Ana" not in done.stdout
    assert "1 of Airbook's own, left out" in done.stderr
