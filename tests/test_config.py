"""Settings: whatever is written, a default holds and the place is said."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.config.reading import parse_settings
from generator.config.settings import SHARE_DEFAULT, Goal, Settings
from generator.diagnostics import Code
from generator.vocabulary import DEFAULT_RULES, PRESETS, Delay, RuleId, Section

if TYPE_CHECKING:
    from tests.conftest import MakeBook

ROOT = Path(__file__).parent.parent
COMMENTED = (ROOT / "templates" / "book" / "airbook.toml").read_text(encoding="utf-8")
ALL = re.sub(r"^#(?=\S)", "", COMMENTED, flags=re.MULTILINE)

simple = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)


def problems(text: str) -> list[tuple[str, int, int]]:
    return [
        (one.code.slug, one.span.line, one.span.column)
        for one in parse_settings(text, "airbook.toml")[1]
    ]


def only(text: str) -> Settings:
    """Return the settings of a text that has no problem."""
    settings, found = parse_settings(text, "airbook.toml")
    assert found == ()
    return settings


def advice(text: str) -> str:
    (one,) = parse_settings(text, "airbook.toml")[1]
    return one.advice


def test_no_text_is_all_defaults() -> None:
    """A book without settings has every default, its rules are the vocabulary's."""
    assert only("") == Settings()
    assert Settings().rules.settings == DEFAULT_RULES
    assert Settings().audiences == {"share": SHARE_DEFAULT}


def test_the_commented_file_changes_nothing() -> None:
    """What `init` writes holds the defaults, commented and with every # taken away."""
    assert only(COMMENTED) == Settings()
    assert only(ALL) == Settings()


def test_the_commented_file_has_every_setting() -> None:
    """Nobody has to read the README to learn that a setting exists."""
    written = tomllib.loads(ALL)
    own = {"people_tags", "tasks_write", "audiences"}
    assert set(written) - {"people", "tasks", "audience"} == names(Settings) - own
    for table, record in (("folders", "folders"), ("goal", "goal"), ("site", "site")):
        assert set(written[table]) == names(type(getattr(Settings(), record)))
    assert set(written["rules"]) == (names(type(Settings().rules)) - {"settings"}) | {
        *RuleId
    }
    share = {one.removesuffix("_") for one in names(type(SHARE_DEFAULT))}
    assert set(written["audience"]["share"]) == share - {"name", "answers"}
    assert set(written["people"]) == {"tags"}
    assert set(written["tasks"]) == {"write"}


def test_each_setting_of_the_commented_file_has_its_reason() -> None:
    """A line of prose stands right above each setting, or above the ones before."""
    lines = COMMENTED.splitlines()
    for above, line in pairwise(lines):
        if re.match(r"#\S", line):
            assert above.startswith(("#", "[")), line


def names(record: type[Any]) -> set[str]:
    return set(record.__struct_fields__)


def test_every_plain_value_is_read() -> None:
    """Texts are trimmed, words are taken in any case, dates with or without quotes."""
    settings = only(
        """
        book_id = "a-1"
        title = " Mine "
        owner = "Orla"
        timezone = "Europe/Lisbon"
        language = "pt-BR"
        date_format = "JAN 2, 2026"
        week_starts = "Sunday"
        [folders]
        contact = "netz"
        [keys]
        firma = "company"
        [sections]
        advice = ["Tips"]
        [people]
        tags = ["#person"]
        [goal]
        interviews = 12
        by = 2026-06-30
        [rules]
        holidays = [2026-12-25, "2026-12-26"]
        paused_until = "2026-04-01"
        [tasks]
        write = "dataview"
        [site]
        base = "/book"
        """
    )
    assert (settings.title, settings.date_format) == ("Mine", "Jan 2, 2026")
    assert settings.folders.contact == ("netz",)
    assert settings.keys == {"firma": "organization"}
    assert settings.sections == {Section.ADVICE: ("Tips",)}
    assert settings.people_tags == ("person",)
    assert settings.goal == Goal(interviews=12, by=date(2026, 6, 30))
    assert settings.rules.holidays == {date(2026, 12, 25), date(2026, 12, 26)}
    assert settings.rules.paused_until == date(2026, 4, 1)
    assert settings.tasks_write == "dataview"
    assert settings.site.base == "/book/"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('title = "a"\nttile = "b"', "settings-key", 2, 1),
        ("[goal]\nper = 3", "settings-value", 2, 1),
        ("goal = 3", "settings-value", 1, 1),
        ('[rules]\nnudge = "soon"', "settings-value", 2, 1),
        ('[rules]\nnudges = "7d"', "settings-key", 2, 1),
        ('[rules]\nthanks = { after = "1d", lte = "2d" }', "settings-key", 2, 26),
        ('[rules]\nkeep = ["1d"]', "settings-value", 2, 1),
        ("[rules]\nnudge = []", "settings-value", 2, 1),
        ('[rules]\nthanks = ["1d", "2d"]', "settings-value", 2, 1),
        ('[rules]\nkeep = "99999d"', "settings-value", 2, 1),
        ('[keys]\nfirma = "organisatoin"', "settings-value", 2, 1),
        ('[audience.owner]\nonly = ["contact"]', "settings-value", 1, 1),
        ('timezone = "Europe/Lisboa"', "settings-value", 1, 1),
        ('language = "english!"', "settings-value", 1, 1),
        ('book_id = "../x"', "settings-value", 1, 1),
        ('title = ""', "settings-value", 1, 1),
        ('title = "a\\nb"', "settings-value", 1, 1),
        ('[site]\nbase = "//x"', "settings-value", 2, 1),
        ('[site]\nedit = "javascript:{path}"', "settings-value", 2, 1),
        ("[site]\ndata = 1", "settings-value", 2, 1),
        ("[goal]\ninterviews = -1", "settings-value", 2, 1),
        ("[goal]\ninterviews = true", "settings-value", 2, 1),
        ("[rules]\nsince = 2026-02-30", "settings-syntax", 2, 9),
        ('[rules]\nsince = "2026-02-30"', "settings-value", 2, 1),
        ("title = ", "settings-syntax", 1, 9),
        ("x = " + "[" * 5000, "settings-syntax", 1, 1),
    ],
)
def test_a_wrong_setting_is_said_with_its_place(
    text: str, code: str, line: int, column: int
) -> None:
    """The default holds, and the problem says the line of the key."""
    found = problems(text)
    assert [one[:2] for one in found] == [(code, line)]
    if code != "settings-syntax":
        assert found[0][2] == column
        settings, _ = parse_settings(text)
        assert replace(settings, title=Settings().title) == Settings()


@pytest.mark.parametrize(
    "line", ['fields = ["salary"]', 'fields = ["private"]', 'sections = ["Private"]']
)
def test_nobody_else_is_shown_what_cannot_be_read(line: str) -> None:
    """A list of an audience with one wrong word never falls back to more."""
    settings, found = parse_settings(f"[audience.share]\n{line}")
    assert [one.code for one in found] == [Code.SETTINGS_VALUE]
    share = settings.audiences["share"]
    assert getattr(share, line.partition(" ")[0]) == ()


def test_near_names_are_offered() -> None:
    """A slip of the pen gets the word that was meant, few words get all of them."""
    assert "title" in advice('ttile = "x"')
    assert advice("[people]\nx = 1") == "it may be tags"
    assert '"month" or "week"' in advice('[goal]\nper = "year"')
    assert "organization" in advice('[keys]\nfirma = "organizaton"')


def test_an_unfit_item_of_a_list_is_left_out() -> None:
    """The other items of the list count."""
    settings, found = parse_settings("[folders]\ncontact = ['people', 3]")
    assert settings.folders.contact == ("people",)
    assert [one.code for one in found] == [Code.SETTINGS_VALUE]


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_lie_between_defaults_and_own_words(preset: str) -> None:
    """A preset changes its rules, and what is written below it wins."""
    settings = only(f'[rules]\npreset = "{preset}"').rules.settings
    assert settings == {**DEFAULT_RULES, **PRESETS[preset]}
    settings = only(f'[rules]\npreset = "{preset}"\nnudge = "1d"').rules.settings
    assert settings[RuleId.NUDGE].delays == (Delay(1),)


def test_every_form_of_a_rule() -> None:
    """A delay, a list of nudges, off, and tables that keep what they leave out."""
    rules = only(
        """
        [rules]
        nudge = ["3bd", 7]
        thanks = { late = "5d" }
        keep = { close = "10d" }
        intro-promised = "4d"
        widen = false
        second-person = true
        connect = {}
        """
    ).rules.settings
    usual = DEFAULT_RULES
    assert rules[RuleId.NUDGE].delays == (Delay(3, business=True), Delay(7))
    assert rules[RuleId.THANKS] == replace(usual[RuleId.THANKS], late=Delay(5))
    keep = rules[RuleId.KEEP].named
    assert keep == {**usual[RuleId.KEEP].named, "close": Delay(10)}
    named = rules[RuleId.INTRO_PROMISED].named
    assert named == {"dated": Delay(4), "undated": Delay(4)}
    assert not rules[RuleId.WIDEN].on
    assert rules[RuleId.SECOND_PERSON].on
    assert rules[RuleId.CONNECT] == usual[RuleId.CONNECT]
    plain = only('[rules]\nkeep = "45d"').rules.settings[RuleId.KEEP].named
    assert plain == {**usual[RuleId.KEEP].named, "default": Delay(45)}


def test_another_audience_sees_only_what_is_listed() -> None:
    """`share` has defaults, any other audience begins with nothing."""
    audiences = only(
        '[audience.coach]\nonly = "contact"\nexcept = ["#secret"]\n[audience.share]\n'
        'sections = ["Advice", "answers"]\nnames = "full"'
    ).audiences
    coach = audiences["coach"]
    assert (coach.only, coach.except_, coach.fields) == (("contact",), ("secret",), ())
    assert audiences["share"].sections == (Section.ADVICE,)
    assert audiences["share"].answers
    assert audiences["share"].fields == SHARE_DEFAULT.fields


def test_windows_line_ends_and_a_mark_at_the_start_are_read_over() -> None:
    """A file saved by an editor on Windows is read like any other."""
    text = '\ufefftitle = "a"\r\nttile = 1\r\n'
    assert parse_settings(text)[0].title == "a"
    assert problems(text) == [("settings-key", 2, 1)]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """Nothing raises; what is no TOML is one problem and all defaults."""
    settings, found = parse_settings(text)
    assert isinstance(settings, Settings)
    if any(one.code is Code.SETTINGS_SYNTAX for one in found):
        assert settings == Settings()


def as_toml(value: object) -> str:
    """Write a value as TOML; none stands for an empty table."""
    if value is None:
        return "{}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = "".join(f"\\U{ord(c):08X}" for c in value)
        return f'"{escaped}"'
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    return str(value)


@given(
    st.sampled_from(sorted(set(re.findall(r"^([\w-]+) =", ALL, re.MULTILINE)))),
    st.sampled_from(["", *re.findall(r"^\[(.+)\]", ALL, re.MULTILINE)]),
    simple | st.lists(simple, max_size=3),
)
def test_any_value_of_any_key_is_read(key: str, table: str, value: object) -> None:
    """A value that cannot be used is one problem on its line, never a failure."""
    surrogates = isinstance(value, str) and not value.isascii()
    head = f"[{table}]\n" if table else ""
    text = f"{head}{key} = {as_toml('' if surrogates else value)}\n"
    _, found = parse_settings(text)
    assert all(one.span.line == text.count("\n") for one in found)


def test_tags_say_a_kind(book: MakeBook) -> None:
    """Wherever the note lies; a nested tag is its parents too, a type beats tags."""
    made = book(
        """\
=== airbook.toml
people.tags = ["person"]
tags = { interview = ["meeting"], organization = ["#firm"], question = ["ask"] }
=== a.md
#person/work #meeting
=== contacts/b.md
---
tags: [Meeting]
---
=== c.md
#firm
=== d.md
---
type: page
tags: ask
---
=== e.md
#ask/later
=== f.md
#meetings
"""
    )
    kinds = [str(note.kind) for note in made.book.notes.values()]
    assert kinds == [
        *("contact", "organization", "interview", "page", "question", "page"),
    ]


def test_names_may_say_the_day_of_an_interview(book: MakeBook) -> None:
    """Only where the settings say so, and a `date` beats it."""
    notes = """\
=== interviews/2026-01-05 Ana.md
Said.
=== interviews/Bo 20260106.md
---
date: 2026-01-09
---
=== interviews/2026-02-31 none.md
=== interviews/Cy 20260107.md
Said.
"""
    plain = [one.on for one in book(notes).facts.meetings.values()]
    assert list(map(str, plain)) == ["None", "None", "2026-01-09", "None"]
    named = book(f"=== airbook.toml\ndates_in_names = true\n{notes}").facts.meetings
    assert [(str(one.on), one.status) for one in named.values()] == [
        ("2026-01-05", "done"),
        ("None", "planned"),
        ("2026-01-09", "scheduled"),
        ("2026-01-07", "done"),
    ]
