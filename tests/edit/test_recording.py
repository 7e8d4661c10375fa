"""log, met, snooze and done: one line said, one place changed, and undo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner

from generator.cli import airbook, progress
from tests.books import files_of, write_files

if TYPE_CHECKING:
    from pathlib import Path

BOOK: Final = {
    "airbook.toml": '[sections]\nlog = ["Verlauf"]\n',
    "content/contacts/Ana Silva.md": (
        "---\nsource: alumni # kept\n---\nRuns the press.\n\n"
        "## Log\n* 2026-02-02 asked (email)\n\n## Private\nHm.\n"
    ),
    "content/contacts/Bo Li.md": "",
    "content/contacts/Bo Ray.md": '---\nsnooze: ["keep 2026-05-01"]\n---\n',
    "content/interviews/2026-02-27 Ana.md": (
        '---\nwith: "[[Ana Silva]]"\ndate: 2026-02-27\nstatus: done\nthanked: # soon\n'
        "---\n## Referrals\n- [[Dee Poe]] - at the port\n"
        "## Follow-up\n- [ ] send the map 📅 2026-03-01 ^map\n"
    ),
    "content/interviews/Talk with Bo.md": (
        '---\nwith: "[[Bo Li]]"\nquestions: ["[[Typical day]]", "[[Pay|the pay]]"]\n'
        "---\n## Prep\nAsk.\n\n## Log\n- 2026-02-03 scheduled\n"
    ),
    "content/questions/Typical day.md": "",
    "content/questions/Pay.md": "",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small book, and stand in it."""
    write_files(tmp_path, BOOK)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "PATIENCE", 600)
    return tmp_path


def run(*arguments: str, code: int = 0) -> str:
    """Run a command as on the pinned day; return what it says."""
    done = CliRunner().invoke(airbook, ["--today", "2026-03-02", *arguments])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.stdout if not code else done.stderr


def notes(folder: Path) -> dict[str, bytes]:
    """Return the notes of the book by path."""
    return files_of(folder / "content")


def edited(folder: Path, *arguments: str) -> tuple[str, str, str]:
    """Run a command; return what it says, and how one note was and is.

    Run again it changes nothing more, and `undo` takes all of it back.
    """
    before = notes(folder)
    said = run(*arguments)
    after = notes(folder)
    (path,) = [path for path in after if after[path] != before.get(path)]
    if arguments[0] != "done":
        assert run(*arguments).strip() == f"{said.strip()} (as before)"
        assert notes(folder) == after
    run("undo")
    assert notes(folder) == before
    assert said.startswith(f"{path}:")
    return said, before.get(path, b"").decode(), after[path].decode()


LOGGED: Final = {
    ("ana", "replied", "--date", "yesterday", "--note", "in May"): (
        "contacts/Ana Silva.md:8: * 2026-03-01 replied: in May\n",
        "asked (email)\n",
        "asked (email)\n* 2026-03-01 replied: in May\n",
    ),
    ("bo li", "No Show", "--time", "14:30", "--how", "phone"): (
        "contacts/Bo Li.md:3: - 2026-03-02 14:30 no-show (phone)\n",
        "",
        "## Verlauf\n\n- 2026-03-02 14:30 no-show (phone)\n",
    ),
    ("ana", "updated", "--about", "dee", "--about", "li"): (
        "contacts/Ana Silva.md:8: * 2026-03-02 updated [[Dee Poe]] [[Bo Li]]\n",
        "asked (email)\n",
        "asked (email)\n* 2026-03-02 updated [[Dee Poe]] [[Bo Li]]\n",
    ),
    ("2026-02-27 ana", "thanked"): (
        "interviews/2026-02-27 Ana.md:5: thanked: 2026-03-02 # soon\n",
        "thanked: # soon",
        "thanked: 2026-03-02 # soon",
    ),
    ("talk", "confirmed", "--date", "3d"): (
        "interviews/Talk with Bo.md:4: confirmed: 2026-02-27\n",
        '"]\n---',
        '"]\nconfirmed: 2026-02-27\n---',
    ),
    ("talk", "done", "--date", "last friday"): (
        "interviews/Talk with Bo.md:5: status: done\n",
        '"]\n---',
        '"]\ndate: 2026-02-27\nstatus: done\n---',
    ),
    ("dee", "closed"): (
        "interviews/2026-02-27 Ana.md:14: - 2026-03-02 closed [[Dee Poe]]\n",
        "^map\n",
        "^map\n\n## Verlauf\n\n- 2026-03-02 closed [[Dee Poe]]\n",
    ),
}


@pytest.mark.parametrize("arguments", LOGGED)
def test_log(folder: Path, arguments: tuple[str, ...]) -> None:
    """A line in the style of the Log, a key of an interview, a line about a lead."""
    said, old, new = LOGGED[arguments]
    shown, before, after = edited(folder, "log", *arguments)
    assert shown == said
    assert after == (before.replace(old, new, 1) if old else new)


def test_an_interview_that_is_off_has_its_line_and_its_status(folder: Path) -> None:
    """The status silences what an interview to come asks for; the line has the day."""
    _, _, after = edited(
        folder, "log", "interviews/Talk with Bo", "cancelled", "--note", "ill"
    )
    assert "status: cancelled\n---" in after
    assert after.endswith("- 2026-02-03 scheduled\n- 2026-03-02 cancelled: ill\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("log", "bo", "asked"), '"bo" may be one of these; write more:\n  Bo Li (con'),
        (("log", "anna silba", "asked"), "did you mean Ana Silva?"),
        (("log", "ana silva", "askd"), 'did you mean "asked"? There are asked, nudged'),
        (("log", "ana silva", "done"), "only an interview is done"),
        (("log", "ana silva", "asked", "--date", "soon"), "'soon' is no day; write 20"),
        (("log", "ana silva", "asked", "--time", "25"), "'25' is no time; write 10:30"),
        (("log", "ana silva", "asked", "--time", "10:30:15"), "'10:30:15' is no time"),
        (("snooze", "ana silva", "someday"), "'someday' is no day; write 3d, 2w"),
        (("snooze", "ana silva", "2026-03-02"), "2026-03-02 is not to come"),
        (("snooze", "dee", "3d"), "Dee Poe has no note that could say it; first: airb"),
        (("done", "zz"), "no follow-up has the id zz; airbook due --all shows them"),
        (("met", "dee", "--duration", "long"), "`long` is no duration"),
        (("met", "dee", "--date", "2026-04-01"), "2026-04-01 is to come; what is"),
        (("met", "bo li", "--date", "tomorrow"), "2026-03-03 is to come; what is"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    """Wrong usage: one line, or the names to choose from; nothing is changed."""
    before = notes(folder)
    assert said in run(*arguments, code=2)
    assert notes(folder) == before


def test_a_lead_of_a_contact_needs_a_note(folder: Path) -> None:
    """In a contact's note a line is about that contact, so it cannot speak of them."""
    note = {"content/contacts/Bo Li.md": "## Referrals\n- [[Eve Roe]]\n"}
    write_files(folder, note)
    said = run("log", "eve", "asked", code=2)
    assert said == (
        "airbook: Eve Roe has no note, and no interview names them; "
        'first: airbook new contact "Eve Roe"\n'
    )


def test_thanks_to_one_of_a_panel_are_a_line(folder: Path) -> None:
    """The key would hold for everyone; once it stands, a later day is a line too."""
    panel = (
        '---\nwith: ["[[Ana Silva]]", "[[Bo Ray]]"]\ndate: 2026-02-28\nstatus: done\n'
        "---\n"
    )
    write_files(folder, {"content/interviews/Panel.md": panel})
    items = json.loads(run("due", "--all", "--format", "json"))
    (wanted,) = [
        one["id"]
        for one in items
        if one["rule"] == "thanks" and one["contact"] == "Bo Ray"
    ]
    _, before, after = edited(folder, "done", wanted, "--note", "a card")
    line = "- 2026-03-02 thanked [[Bo Ray]]: a card"
    assert after == f"{before}\n## Verlauf\n\n{line}\n"


def test_an_interview_can_have_a_line_as_well(folder: Path) -> None:
    """What is said of it stands in the Log; a meeting is done all the same."""
    _, _, after = edited(folder, "log", "talk", "met", "--note", "in the rain")
    assert "date: 2026-03-02\nstatus: done\n---" in after
    assert after.endswith("- 2026-02-03 scheduled\n- 2026-03-02 met: in the rain\n")


def test_a_note_that_would_be_harmed_is_left_alone(folder: Path) -> None:
    """The file system is fine, the note is not: status 3 and one line."""
    write_files(folder, {"content/contacts/Bo Li.md": "```\nopen\n"})
    said = run("log", "bo li", "asked", code=3)
    assert said == (
        "airbook: contacts/Bo Li.md would say something else after that edit; "
        "write under Verlauf yourself: - 2026-03-02 asked\n"
    )


def test_met_turns_the_planned_interview_into_a_done_one(folder: Path) -> None:
    """With its day, and headings for what was said and for what was to be asked."""
    said, before, after = edited(folder, "met", "bo li", "--mode", "video")
    assert said == "interviews/Talk with Bo.md:6: status: done\n"
    keys = "mode: video\ndate: 2026-03-02\nstatus: done\n---\n"
    ready = (
        "\n\n## Advice\n\n## Information\n\n### [[Typical day]]\n\n### [[Pay|the pay]]"
        "\n\n## Referrals\n\n## Reflection"
    )
    wanted = before.replace("---\n## Prep", f"{keys}## Prep")
    assert after == wanted.replace("Ask.", f"Ask.{ready}")


def test_met_without_a_plan_makes_a_note(folder: Path) -> None:
    """From the template, done on that day; `undo` removes it again."""
    said, _, after = edited(folder, "met", "dee", "--date", "yesterday")
    assert said == "interviews/2026-03-01 Dee Poe.md:9: status: done\n"
    assert 'with: "[[Dee Poe]]"\ndate: 2026-03-01\n' in after
    assert "\n## Reflection\n" in after


def test_met_asks_which_and_when(folder: Path) -> None:
    """Of several that are planned one is chosen by its name; one to come by its day."""
    second = {"content/interviews/Bo two.md": '---\nwith: "[[Bo Li]]"\n---\n'}
    write_files(folder, second)
    said = run("met", "bo li", code=2)
    assert "Talk with Bo (interviews/Talk with Bo.md)" in said
    assert "Bo two (interviews/Bo two.md)" in said
    assert "status: done" in run("met", "bo two")
    coming = '---\nwith: "[[Ana Silva]]"\ndate: 2026-03-09\n---\n'
    write_files(folder, {"content/interviews/Coming.md": coming})
    said = run("met", "ana silva", code=2)
    assert "planned for 2026-03-09, which is to come; say when you met" in said
    assert "which is to come" in run("log", "coming", "done", code=2)
    assert "Coming.md" in run("met", "ana silva", "--date", "today")
    assert b"date: 2026-03-02\nstatus: done" in notes(folder)["interviews/Coming.md"]


def test_met_once_more_makes_no_second_note(folder: Path) -> None:
    """An interview of an earlier day that was just recorded is not held anew."""
    held = '---\nwith: "[[Bo Ray]]"\ndate: 2026-02-20\nquestions: "[[Pay]]"\n---\n'
    write_files(folder, {"content/interviews/Held.md": held})
    assert "Held.md" in run("met", "bo ray")
    before = notes(folder)
    said = run("met", "bo ray", code=2)
    assert "Held.md is done since 2026-02-20, and nothing is written there" in said
    assert notes(folder) == before
    assert "2026-03-02 Bo Ray.md" in run("met", "bo ray", "--date", "today")


SNOOZED: Final = {
    ("ana", "3d"): ("# kept\n", "# kept\nsnooze: 2026-03-05\n"),
    ("ana", "next", "monday", "--rule", "keep"): (
        "# kept\n",
        "# kept\nsnooze:\n  - keep 2026-03-09\n",
    ),
    ("ray", "1m"): ('01"]', '01", 2026-04-02]'),
    ("ray", "2026-06-01", "--rule", "keep"): ("keep 2026-05-01", "keep 2026-06-01"),
}


@pytest.mark.parametrize("arguments", SNOOZED)
def test_snooze(folder: Path, arguments: tuple[str, ...]) -> None:
    """One day for all, or one for a rule; an older one of the same rule gives way."""
    _, before, after = edited(folder, "snooze", *arguments)
    assert after == before.replace(*SNOOZED[arguments])


def test_done_by_the_id_that_due_prints(folder: Path) -> None:
    """A unique beginning of it is enough; the same id stands in text and JSON."""
    items = json.loads(run("due", "--all", "--format", "json"))
    ids = {one["rule"]: one["id"] for one in items}
    shown = run("due", "--all")
    assert all(f", id {one}\n" in shown for one in ids.values())
    said, _, after = edited(folder, "done", ids["thanks"][:6])
    assert said == "interviews/2026-02-27 Ana.md:5: thanked: 2026-03-02 # soon\n"
    said, before, after = edited(folder, "done", ids["promise"], "--date", "yesterday")
    ticked = "- [x] send the map 📅 2026-03-01 ✅ 2026-03-01 ^map"
    assert said == f"interviews/2026-02-27 Ana.md:10: {ticked}\n"
    assert after == before.replace("- [ ] send the map 📅 2026-03-01 ^map", ticked)
    said = run("done", ids["promise"], "--note", "by post", code=2)
    assert "a promise has no line that could say more" in said
    said = run("done", ids["reflect"], code=2)
    assert "how it was, under Reflection in interviews/2026-02-27 Ana.md" in said
    said, _, after = edited(folder, "done", ids["use-referral"], "--as", "introduced")
    assert after.endswith("- 2026-03-02 introduced [[Dee Poe]]\n")
    said = run("done", ids["use-referral"], "--as", "note", code=2)
    assert "use-referral is settled by asked, nudged, " in said
    said = run("done", ids["use-referral"], "--next", "2w", code=2)
    assert "--next belongs to a promise that the key `next` sets" in said
    assert "write more:\n" in run("done", "", code=2)


def test_a_promise_of_next_is_moved(folder: Path) -> None:
    """It is never simply done: it has another day then, or none."""
    bo = {"content/contacts/Bo Li.md": "---\nnext: 2026-03-01 # call\n---\n"}
    write_files(folder, bo)
    items = json.loads(run("due", "--all", "--format", "json"))
    (wanted,) = [
        one["id"] for one in items if one["source"]["path"] in "contacts/Bo Li.md"
    ]
    said = run("done", wanted, code=2)
    assert "contacts/Bo Li.md:2 sets it by `next`; write --next 2w for" in said
    _, before, after = edited(folder, "done", wanted, "--next", "2w")
    assert after == before.replace("2026-03-01", "2026-03-16")
    _, before, after = edited(folder, "done", wanted, "--next", "none")
    assert after == before.replace("2026-03-01", "")


def test_too_early_to_settle_is_said(folder: Path) -> None:
    """An answer on the day of a cancellation counts before it."""
    note = '---\nwith: "[[Bo Ray]]"\ndate: 2026-03-02\nstatus: no-show\n---\n'
    write_files(folder, {"content/interviews/Ray.md": note})
    items = json.loads(run("due", "--all", "--format", "json"))
    (wanted,) = [one["id"] for one in items if one["rule"] == "no-show"]
    done = CliRunner().invoke(airbook, ["--today", "2026-03-02", "done", wanted])
    assert "It stays on the list" in done.stderr


@pytest.mark.usefixtures("folder")
def test_what_goes_with_it_is_said() -> None:
    """An update that names nobody tells of everybody; other follow-ups stay."""
    run("log", "dee", "asked", "--date", "2026-02-28")
    items = json.loads(run("due", "--all", "--format", "json"))
    ids = {one["rule"]: one["id"] for one in items if one["contact"] == "Ana Silva"}
    command = ["--today", "2026-03-02", "done", ids["keep"]]
    done = CliRunner().invoke(airbook, command)
    told = "Tell Ana Silva that you wrote to Dee Poe"
    assert done.stderr == f"Settled as well: {told}\n"
    run("undo")
    assert CliRunner().invoke(airbook, [*command, "-q"]).stderr == ""


def test_dataview_days_where_the_settings_say_so(folder: Path) -> None:
    """`[tasks] write` decides how a tick is dated."""
    write_files(folder, {"airbook.toml": '[tasks]\nwrite = "dataview"\n'})
    items = json.loads(run("due", "--all", "--format", "json"))
    (wanted,) = [one["id"] for one in items if one["rule"] == "promise"]
    assert "[x] send the map 📅 2026-03-01 [completion:: 2026-03-02] ^map" in run(
        "done", wanted
    )


def test_a_new_contact_says_who_named_them_and_when(folder: Path) -> None:
    """What the notes know of a lead stands in the new note."""
    run("new", "contact", "dee poe")
    made = (folder / "content/contacts/Dee Poe.md").read_text(encoding="utf-8")
    assert 'referred_by: "[[Ana Silva]]"' in made
    assert "named by Ana Silva on 2026-02-27: at the port" in made
