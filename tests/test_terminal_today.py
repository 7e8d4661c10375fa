"""The morning and the brief in a terminal, and the commands for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.cli import airbook, progress
from generator.derive.morning import derive_morning
from generator.render.data.due_json import render_due
from generator.render.data.today_json import render_today
from generator.render.views.brief import brief_view
from generator.terminal.brief import show_brief
from generator.terminal.paragraphs import wrap
from generator.terminal.style import Style, plain, width
from generator.terminal.today import show_today
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import ROOT, write_files
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from generator.build import BuildResult
    from tests.conftest import Golden, MakeBook

PLAIN: Final = Style()
SCHEMA: Final = ROOT / "generator" / "schemas" / "today.json"
SMALL: Final = {
    "contacts/Ana Silva.md": "---\nrole: editor\n---\n## Log\n- 2026-02-02 asked\n",
    "contacts/Bo Li.md": "## Referrals\n- [[Cleo Ray]] (use my name: yes)\n",
    "contacts/Secret One.md": "---\nprivate: true\nrole: spy\n---\n",
    "interviews/2026-02-20 Bo.md": '---\nwith: "[[Bo Li]]"\ndate: 2026-02-20\n---\nHm.',
    "interviews/2026-02-21 Both.md": '---\nwith: ["[[Bo Li]]", "[[Ana Silva]]"]\n'
    "date: 2026-02-21\n---\nHm.",
    "interviews/2026-02-22 Nobody.md": "---\ndate: 2026-02-22\n---\nHm.",
    "interviews/2026-03-05 Ana.md": '---\nwith: "[[Ana Silva]]"\n'
    "date: 2026-03-05T10:30\nlink: https://meet.example/ana\n---\n## Prep\n"
    f"- {'Bring the map. ' * 9}\n",
}


@pytest.fixture(scope="module")
def sample() -> BuildResult:
    """Return the sample book."""
    return build_book(open_workspace(ROOT, today=TODAY, pinned=True))


def morning(result: BuildResult, columns: int = 0, style: Style = PLAIN) -> str:
    found = derive_morning(result.facts, result.derived)
    return show_today(found, result.book, result.material.dates, style, columns)


def brief(result: BuildResult, target: str, columns: int = 80) -> str:
    return show_brief(brief_view(result.material, target), PLAIN, columns)


def test_the_morning_of_the_sample(sample: BuildResult, golden: Golden) -> None:
    """One screen says what matters today."""
    golden("today.txt", morning(sample) + "\n")


@pytest.mark.parametrize("columns", [40, 80])
def test_the_morning_fits_a_screen(sample: BuildResult, columns: int) -> None:
    """At most 24 lines, none wider than the terminal."""
    lines = morning(sample, columns).splitlines()
    assert len(lines) <= 24
    assert max(map(width, lines[2:-1])) <= columns


def test_an_empty_morning(book: MakeBook) -> None:
    """Nothing to do is said in a line."""
    assert morning(book("")).splitlines() == [
        "Monday, 2 March: nothing due",
        "",
        "0 asked, 0 replied, 0 met, 0 named somebody; 0 of 1 interviews in March 2026",
    ]


def test_the_morning_without_a_goal(book: MakeBook) -> None:
    """Who has no goal is not reminded of one."""
    said = morning(book("=== airbook.toml\n[goal]\ninterviews = 0\n"))
    assert said.endswith("0 named somebody")


def test_the_morning_has_headings_in_colour(sample: BuildResult) -> None:
    """On a terminal."""
    assert "\x1b[1;34mDo now (5 of 23)\x1b[0m" in morning(
        sample, style=Style(colour=True)
    )


def test_the_morning_as_data(sample: BuildResult, golden: Golden) -> None:
    """The whole of it, as its schema says; what is due is as `due` has it."""
    found = derive_morning(sample.facts, sample.derived)
    data = render_today(found, sample.book)
    read = json.loads(data)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(read)
    assert read["due"] == json.loads(render_due(found.due, sample.book, TODAY))
    assert len(read["interviews"]) == 5
    golden("data/today.json", data)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("bo", "interviews/2026-03-03 Bo Li.md"),
        ("haneul", "contacts/김하늘.md"),
        ("ineke", "lead:ineke ter braak"),
    ],
)
def test_briefs_of_the_sample(
    sample: BuildResult, golden: Golden, name: str, target: str
) -> None:
    """An interview to come, a contact in another zone, a lead."""
    golden(f"brief/{name}.txt", brief(sample, target) + "\n")


def test_every_brief_fits_its_columns(sample: BuildResult) -> None:
    """Of everybody, at any width; a longer word keeps its line."""
    for target in sample.facts.statuses:
        for columns in (40, 80):
            lines = brief(sample, target, columns).splitlines()
            longest = max(map(width, " ".join(lines).split()))
            assert max(map(width, lines)) <= max(columns, longest + 6)


@given(
    st.text(max_size=200),
    st.integers(10, 60),
)
def test_text_is_wrapped_and_whole(text: str, columns: int) -> None:
    """No word is lost or cut, no line too wide that could be shorter."""
    lines = list(wrap(text, columns, "- ", "  "))
    assert [word for line in lines for word in line[2:].split()] == plain(text).split()
    for line in lines:
        assert width(line) <= columns or " " not in line[2:]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small book, and stand in it."""
    write_files(tmp_path / "content", SMALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "PATIENCE", 600)
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    """Run a command as on the pinned day; it must end as expected."""
    done = CliRunner().invoke(airbook, ["--today", "2026-03-02", *arguments])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


@pytest.mark.usefixtures("folder")
def test_today() -> None:
    """Text, or data for programs."""
    assert run("today").stdout.startswith("Monday, 2 March: ")
    assert json.loads(run("today", "--format", "json").stdout)["date"] == "2026-03-02"


@pytest.mark.usefixtures("folder")
def test_the_brief_of_an_interview_to_come() -> None:
    """When, where, what is prepared."""
    text = run("brief", "2026-03-05").stdout
    assert "Thursday, 5 March, 10:30 · not confirmed yet" in text
    assert "https://meet.example/ana" in text
    assert "  - Bring the map." in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.usefixtures("folder")
def test_a_past_interview_has_the_brief_of_who_was_there() -> None:
    """With a word that it is over; of several one is asked for."""
    done = run("brief", "2026-02-20")
    assert done.stdout.startswith("Bo Li\n")
    assert "2026-02-20 Bo is done; this is what to know of Bo Li" in done.stderr
    assert "ask for Bo Li or Ana Silva" in run("brief", "2026-02-21", code=2).stderr
    assert (
        "`airbook show` has what it says" in run("brief", "2026-02-22", code=2).stderr
    )


@pytest.mark.usefixtures("folder")
def test_a_brief_says_nothing_of_what_is_private() -> None:
    """The name, and that it is private."""
    text = run("brief", "secret").stdout
    assert "This note is private" in text
    assert "spy" not in text


def test_a_brief_as_a_page_of_its_own(folder: Path) -> None:
    """One file with its style, without links to pages that are not with it."""
    done = run("brief", "ana", "--format", "html", "-o", "ana.html")
    assert "Wrote ana.html" in done.stderr
    page = (folder / "ana.html").read_text(encoding="utf-8")
    assert page == run("brief", "ana", "--format", "html").stdout
    assert "<style>/* Airbook" in page
    assert 'href="https://meet.example/ana"' in page
    assert page.count("href=") == 1
    assert "<script" not in page
