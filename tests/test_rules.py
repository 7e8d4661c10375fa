"""The tables of rules: notes, a day, and what is due; and of statuses."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it.utils import read_fixture_file

from generator.config.reading import parse_settings
from generator.derive.follow_ups import derive_items
from generator.derive.grouping import HIDDEN, group_on
from generator.facts import find_facts
from generator.graph import resolve_book
from generator.model import Contact
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from generator.config.settings import Settings
    from generator.facts.records import Facts
    from generator.graph.records import Book

CASES = Path(__file__).parent / "cases"


def read_case(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Take a case apart: its head, and its files by path."""
    head, *parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)
    keys = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    return keys, dict(zip(parts[::2], parts[1::2], strict=True))


def conclude(text: str) -> tuple[dict[str, str], Book, Facts, Settings]:
    """Read the book of a case and find its facts on its day."""
    head, files = read_case(text)
    settings, problems = parse_settings(files.pop("airbook.toml", ""))
    assert problems == ()
    reading = reading_of(settings)
    sources = sources_from_texts(files)
    book = resolve_book(parse_note(note, reading)[0] for note in sources.notes)
    return head, book, find_facts(book, date.fromisoformat(head["today"])), settings


def cases(name: str) -> list[object]:
    """Return the cases of a table, each with its title as id."""
    return [
        pytest.param(text, expected, id=f"{line}: {title}")
        for line, title, text, expected in read_fixture_file(CASES / name)
    ]


@pytest.mark.parametrize(("text", "expected"), cases("follow_ups.md"))
def test_follow_ups(text: str, expected: str) -> None:
    """Each rule starts, is due, is late, is settled and is silenced as written."""
    head, book, facts, settings = conclude(text)
    wanted = set(head.get("rules", "").replace(",", " ").split())
    lines = []
    for item in derive_items(book, facts, settings):
        group = group_on(item, facts.today)
        if group in HIDDEN or (wanted and item.rule not in wanted):
            continue
        people = ", ".join(book.name_of(one) for one in item.people) or "-"
        due = item.due_on.isoformat() if item.due_on else "-"
        lines.append(f"{item.rule} | {people} | {due} | {group}")
    if head.get("order") != "yes":
        lines.sort()
    assert "\n".join(lines or ["none"]) == expected.strip()


@pytest.mark.parametrize(("text", "expected"), cases("follow_ups.md"))
def test_follow_ups_of_one_person(text: str, expected: str) -> None:
    """What is owed to one person is the same when nobody else is asked about."""
    del expected
    _, book, facts, settings = conclude(text)
    everything = derive_items(book, facts, settings)
    for person in facts.statuses:
        found = derive_items(book, facts, settings, {person})
        wanted = [one for one in everything if person in one.people or not one.people]
        assert [*found] == wanted


@pytest.mark.parametrize(("text", "expected"), cases("status.md"))
def test_status(text: str, expected: str) -> None:
    """A contact's status follows from the newest event, unless one is written."""
    _, book, facts, _ = conclude(text)
    lines = []
    for contact in book.of(Contact):
        status = facts.statuses[contact.path]
        reason = "none"
        if status.written:
            reason = "written"
        elif status.event:
            reason = f"{status.event.kind} {status.event.on}"
        line = f"{contact.name} | {status.word} | {reason}"
        lines.append(f"{line} | contradicts" if status.contradicts else line)
    assert "\n".join(sorted(lines)) == expected.strip()
