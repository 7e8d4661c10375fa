"""The feed: what is in it, how it is written, and how other programs read it."""

from __future__ import annotations

import random
import re
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from generator.render.data.content_lines import clean, encode, text
from generator.render.data.ics import render_due_ics, render_feed
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import write_files
from tests.conftest import TODAY
from tests.export.conftest import NAMES
from tests.export.reading import (
    Entry,
    blocks,
    entries,
    khal_entries,
    node_readings,
    unfolded,
)
from tests.test_rules import CASES, read_case

if TYPE_CHECKING:
    from pathlib import Path

    from generator.build import BuildResult
    from tests.conftest import MakeBook

_LEFT_OUT: Final = re.compile(r"(?:UID|DTSTAMP):")


def feed(result: BuildResult, *, todo: bool = False) -> bytes:
    return render_feed(
        result.book, result.facts, result.derived, result.settings, todo=todo
    )


def table(name: str) -> list[object]:
    found = read_fixture_file(CASES / name)
    return [pytest.param(*one[2:], id=f"{one[0]}: {one[1]}") for one in found]


@pytest.mark.parametrize(("text", "expected"), table("feed.md"))
def test_cases(book: MakeBook, text: str, expected: str) -> None:
    """What is due stands on its day, an interview at its time, all else is out."""
    head, files = read_case(text)
    files["airbook.toml"] = _only(head.get("rules"), files.get("airbook.toml", ""))
    result = book(files, today=date.fromisoformat(head["today"]))
    lines = unfolded(feed(result, todo=head.get("todo") == "yes"))
    body = [line for line in lines[9:-1] if not _LEFT_OUT.match(line)]
    assert "\n".join(body or ["none"]) == expected.strip()


def _only(rules: str | None, settings: str) -> str:
    """Return settings in which all rules but a few are off."""
    from generator.vocabulary import RuleId

    wanted = re.findall(r"[\w-]+", rules or "")
    off = "\n".join(f"{rule} = false" for rule in RuleId if rule not in wanted)
    return f"{settings}\n[rules]\n{off if rules else ''}\n"


def chance() -> bytes:
    """Return a calendar of texts in which all that means something stands anywhere."""
    dice = random.Random(5)  # noqa: S311 - chance that can be repeated
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    for number in range(300):
        words = "".join(dice.choices("\\\\;,:nN\"'\n\t é漢👩\u200d=%<&a", k=number))
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20260302T000000Z"]
        lines += ["DTSTART;VALUE=DATE:20260302", f"SUMMARY:{text(f'({words})')}"]
        lines += ["END:VEVENT"]
    return encode([*lines, "END:VCALENDAR"])


def test_four_programs_read_the_same(
    sample: BuildResult, hostile: BuildResult, book: MakeBook, tmp_path: Path
) -> None:
    """icalendar, ical.js, node-ical and khal: every event, its day and its words."""
    made = {
        "chance": chance(),
        "sample": feed(sample),
        "hostile": feed(hostile),
        "tasks": feed(hostile, todo=True),
        "nothing": feed(book()),
    }
    told = node_readings(**made)
    for name, data in made.items():
        wanted = entries(data)
        lines = unfolded(data)
        assert len(wanted) == sum(line.startswith("UID:") for line in lines)
        assert sorted(Entry(*one) for one in told[name]["icaljs"]) == wanted
        found = sorted(Entry(*one) for one in told[name]["nodeical"])
        assert [_days(one) for one in found] == [_days(one) for one in wanted]
        # node-ical takes `\\n`, a backslash and an n, for a line end.
        differ = set(wanted) - set(found)
        assert all(re.search(r"\\[nN]", one.title + one.text) for one in differ)
    feeds = (made["sample"], made["hostile"])  # khal reads no tasks
    days = [(one.uid, one.begins[:10]) for data in feeds for one in entries(data)]
    assert khal_entries(tmp_path, *feeds) == sorted(days)
    assert len(entries(made["hostile"])) > 3 * len(NAMES)


def _days(one: Entry) -> tuple[str, str]:
    return one.uid, one.begins


def test_words_arrive_as_they_are(hostile: BuildResult) -> None:
    """Every name is in some title, but for controls and the breaks of other systems."""
    titles = [one.title for one in entries(feed(hostile))]
    for number in range(len(NAMES)):
        name = clean(hostile.book.notes[f"contacts/{number}.md"].name)
        assert f"Interview with {name}" in titles


@given(st.lists(st.text(max_size=200), min_size=1, max_size=4))
@example(["a" * 74 + "é", " " * 200 + "x", "\ud800", "\r\n \r\n", "\x00\x1c"])
def test_any_text_is_read_back(words: list[str]) -> None:
    """Whatever stands in a note: one property each, no bare line end, the same text."""
    lines = [f"COMMENT:{text(one)}" for one in words]
    data = encode(
        (
            *("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "SUMMARY:x", *lines),
            *("END:VEVENT", "END:VCALENDAR"),
        )
    )
    unfolded(data)
    import icalendar

    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    found = event.get("COMMENT")
    read = [str(one) for one in (found if isinstance(found, list) else [found])]
    assert read == [clean(one).encode("utf-8", "replace").decode() for one in words]


@settings(max_examples=15)
@given(
    name=st.text(min_size=1, max_size=90),
    promise=st.text(max_size=120).map(lambda one: " ".join(one.split())),
)
def test_any_note_makes_a_feed_and_cards(
    book: MakeBook, name: str, promise: str
) -> None:
    """Whatever a name and a promise are: a feed with as many entries as there are."""
    import json

    quoted = json.dumps(name, ensure_ascii=False)
    result = book(
        {
            "contacts/a.md": f"---\nname: {quoted}\n---\n- [ ] x {promise}\n"
            "- [ ] ring 📅 2026-03-09\n",
            "interviews/b.md": '---\nwith: "[[contacts/a]]"\ndate: 2026-03-10\n---\n',
        }
    )
    data = feed(result)
    assert len(entries(data)) == sum(line.startswith("UID:") for line in unfolded(data))
    person = clean(result.book.notes["contacts/a.md"].name)
    titles = {one.title for one in entries(data)}
    assert f"Interview with {person}".strip() in titles


LASTING: Final = {
    "contacts/Ada.md": "---\ntier: close\n---\n## Advice\nx\n## Log\n"
    "- 2026-02-02 replied: a\n- [ ] one 📅 2026-03-04\n- [ ] two 📅 2026-03-05\n",
    "contacts/Bo.md": "---\nuid: bo-1\n---\n## Log\n- 2026-02-20 asked\n",
    "interviews/Talk.md": '---\nwith: "[[Ada]]"\ndate: 2026-03-10T10:30\nuid: t\n---\n'
    "## Referrals\n- [[Cleo Ray]] - a reason\n",
    "interviews/Copy.md": '---\nwith: "[[Ada]]"\ndate: 2026-03-11T10:30\nuid: t\n---\n',
}


def uids(result: BuildResult) -> list[str]:
    return [line for line in unfolded(feed(result)) if line.startswith("UID:")]


def test_ids_outlast_builds_and_edits(book: MakeBook) -> None:
    """The same bytes twice; the same ids the next day, and after an edit of text."""
    first = book(LASTING)
    assert feed(first) == feed(book(LASTING))
    assert len(set(uids(first))) == len(uids(first)) > 5
    later = feed(book(LASTING, today=date(2026, 3, 3)))
    assert b"DTSTAMP:20260303T000000Z" in later
    edited = {
        path: text.replace("## ", "A line more.\n\n## ").replace("one", "another")
        for path, text in LASTING.items()
    }
    assert edited != LASTING
    assert sorted(uids(book(edited))) == sorted(uids(first))
    assert set(uids(book(LASTING, today=date(2026, 3, 3)))) == set(uids(first))


def test_a_uid_outlasts_another_name(book: MakeBook) -> None:
    """A note with a `uid` keeps its entries when its file is renamed."""
    renamed = {path.replace("Bo", "Bob"): text for path, text in LASTING.items()}
    assert set(uids(book(renamed))) == set(uids(book(LASTING)))
    moved = {path.replace("Ada", "Eda"): text for path, text in LASTING.items()}
    assert set(uids(book(moved))) != set(uids(book(LASTING)))


def test_what_due_lists_as_a_calendar(sample: BuildResult) -> None:
    """Just the items it is given, without interviews and without those undated."""
    items = sample.derived.items
    data = render_due_ics(items, sample.book, sample.settings, TODAY)
    dated = sorted(f"UID:{one.uid}@airbook" for one in items if one.due_on)
    found = [line for line in unfolded(data) if line.startswith("UID:")]
    assert sorted(found) == dated
    assert len(list(blocks(unfolded(data), "VEVENT"))) == len(dated)


def test_an_audience_has_its_own_feed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made from what it sees: its names; without events there is none."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    write_files(tmp_path, {f"content/{path}": text for path, text in LASTING.items()})
    toml = 'book_id = "x"\ntimezone = "Asia/Tokyo"\n[audience.share]\nevents = '
    feeds = {}
    for told in ("true", "false"):
        write_files(tmp_path, {"airbook.toml": toml + told})
        workspace = open_workspace(tmp_path, today=TODAY, pinned=True)
        result = build_book(workspace, audience="share")
        feeds[told] = result.site.get("follow-ups.ics")
        assert ("follow-ups.ics" in result.site) is (told == "true")
    assert callable(feeds["true"])
    shown = feeds["true"]()
    assert b"Interview with A." in shown
    assert b"Ada" not in shown
    assert b"DTSTART:20260310T103000\r\n" in shown  # no zone was told
