"""What a terminal shows of a book: lists, one note, what is due, how wide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.cli.reading import LISTED
from generator.derive.grouping import HIDDEN, Group, group_on
from generator.diagnostics import Code, Diagnostic, Span
from generator.edit.picking import find_targets, near_names
from generator.render.dates import Dates
from generator.terminal.due import (
    Selection,
    say_rest,
    show_due,
    silence_place,
    what_to_do,
    when_due,
)
from generator.terminal.find import describe_several
from generator.terminal.lists import LISTS, list_records, list_table
from generator.terminal.problems import (
    build_report,
    count_problems,
    counted,
    explain_code,
    github_annotation,
    show_problem,
)
from generator.terminal.show import show_target
from generator.terminal.style import Style, cut, pad, plain, width
from generator.terminal.table import Table, show_table
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import ROOT
from tests.conftest import TODAY

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.derive.records import Item
    from tests.conftest import Golden, MakeBook

PLAIN: Final = Style()
COLOURED: Final = Style(colour=True)

BOOK = """\
=== contacts/Zsófia Kőszegi.md
---
organization: "[[Blue Door]]"
referred_by: "[[Bo Li]]"
field: print
role: editor
---
## Log
- 2026-02-02 asked (email): a talk
=== contacts/Bo Li.md
---
organization: "[[Nowhere Ltd]]"
---
=== contacts/Lidia Asante-Mills.md
---
aliases: [Lid]
linkedin: none
---
=== interviews/2026-02-20 Bo Li.md
---
with: "[[Bo Li]]"
date: 2026-02-20T10:30
organization: "[[Blue Door]]"
mode: video
field: print
---
## Advice
- Read a lot #books
## Referrals
- [[Cleo Ray]] - runs the press (use my name: yes)
### [[Why]]
Because.
## Reflection
Fine.
=== interviews/Some day.md
---
with: "[[Zsófia Kőszegi]]"
---
=== interviews/2026-03-05 Lidia.md
---
with: "[[Lid]]"
date: 2026-03-05
---
=== organizations/Blue Door.md
---
status: active
---
=== organizations/Red Door.md
=== questions/Why.md
---
name: Why?
category: path
stage: open
must_ask: true
---
=== questions/Whither.md
=== pages/Bo.md
A page about [[Bo Li]], [[Bo Li]] and #Books.
=== daily/2026-02-25.md
## Referrals
- [[Dan]] - said somebody
"""


@pytest.fixture(scope="module")
def talks(book: MakeBook) -> BuildResult:
    """Return a book with something of each kind."""
    return book(BOOK)


@pytest.fixture(scope="module")
def sample() -> BuildResult:
    """Return the sample book."""
    return build_book(open_workspace(ROOT, today=TODAY, pinned=True))


def dates(result: BuildResult) -> Dates:
    return Dates(today=result.facts.today, form=result.settings.date_format)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Bo Li", ["contacts/Bo Li.md"]),
        ("contacts/bo li", ["contacts/Bo Li.md"]),
        ("contacts/Bo Li.md", ["contacts/Bo Li.md"]),
        ("contacts", []),
        ("bo", ["pages/Bo.md"]),
        ("bo l", ["contacts/Bo Li.md"]),
        ("li", ["contacts/Bo Li.md"]),
        ("lid", ["contacts/Lidia Asante-Mills.md"]),
        ("mills", ["contacts/Lidia Asante-Mills.md"]),
        ("kosz zs", ["contacts/Zsófia Kőszegi.md"]),
        ("ófia", ["contacts/Zsófia Kőszegi.md"]),
        ("cleo", ["lead:cleo ray"]),
        ("door", ["organizations/Blue Door.md", "organizations/Red Door.md"]),
        ("why?", ["questions/Why.md"]),
        ("2026-02-20", ["interviews/2026-02-20 Bo Li.md"]),
        ("some", ["interviews/Some day.md"]),
        ("nobody", []),
        (" ", []),
        ("-", ["contacts/Lidia Asante-Mills.md"]),
    ],
)
def test_a_part_of_a_name_will_do(
    talks: BuildResult, name: str, found: list[str]
) -> None:
    """Whole names first, then words, beginnings, any part; people before talks."""
    assert list(find_targets(talks.book, name)) == found


def test_names_that_nobody_has_get_near_ones(talks: BuildResult) -> None:
    """A slip of the pen is answered with what was meant."""
    assert near_names(talks.book, "Zofia Koszegi")[0] == "Zsófia Kőszegi"
    assert near_names(talks.book, "qqqq") == ()
    several = ("contacts/Bo Li.md", "lead:cleo ray")
    assert describe_several(talks.book, "x", several) == (
        '"x" may be one of these; write more:\n'
        "  Bo Li (contacts/Bo Li.md)\n"
        "  Cleo Ray (no note yet)"
    )


def test_of_very_many_the_first_are_named(book: MakeBook) -> None:
    """A letter that everybody has fills no screen."""
    texts = {f"contacts/Ana {number:02}.md": "" for number in range(30)}
    result = book(texts)
    found = find_targets(result.book, "a")
    lines = describe_several(result.book, "a", found).splitlines()
    assert lines[1] == "  Ana 00 (contacts/Ana 00.md)"
    assert lines[21:] == ["  and 10 more"]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("contact", "contacts/Zsófia Kőszegi.md"),
        ("referrer", "contacts/Bo Li.md"),
        ("lead", "lead:cleo ray"),
        ("interview", "interviews/2026-02-20 Bo Li.md"),
        ("to-come", "interviews/2026-03-05 Lidia.md"),
        ("organization", "organizations/Blue Door.md"),
        ("question", "questions/Why.md"),
        ("page", "pages/Bo.md"),
        ("dan", "lead:dan"),
    ],
)
def test_all_about_one(
    talks: BuildResult, golden: Golden, name: str, target: str
) -> None:
    """Head, keys, what is due, what happened, who named whom, what was said."""
    golden(f"show/{name}.txt", show_target(talks, target, PLAIN) + "\n")


def test_colours_add_nothing_but_colours(talks: BuildResult) -> None:
    """With the escapes taken away the text is the same."""
    for target in (*talks.book.notes, *talks.book.leads):
        coloured = show_target(talks, target, COLOURED)
        assert "\x1b[" in coloured
        assert uncoloured(coloured) == show_target(talks, target, PLAIN)


def uncoloured(text: str) -> str:
    parts = text.split("\x1b[")
    return parts[0] + "".join(part.partition("m")[2] for part in parts[1:])


def test_long_lists_are_cut(book: MakeBook) -> None:
    """A note that is mentioned everywhere names the first places."""
    texts = {f"{number:02}.md": "[[Ana]]" for number in range(20)}
    text = show_target(book({**texts, "contacts/Ana.md": ""}), "contacts/Ana.md", PLAIN)
    assert "  11.md:1 (mentioned-in)\n  and 8 more" in text


@pytest.mark.parametrize("kind", LISTED)
def test_every_kind_of_list(talks: BuildResult, golden: Golden, kind: str) -> None:
    """A table with a head; the records behind it have at least its columns."""
    records = list_records(kind, talks)
    assert records
    for record in records:
        assert set(LISTS[kind].columns) <= set(record)
    if kind not in {"codes", "rules"}:
        golden(f"list/{kind}.txt", show_table(list_table(kind, records), PLAIN) + "\n")


def test_the_command_offers_every_list() -> None:
    """What can be listed stands in the help."""
    assert set(LISTED) == set(LISTS)


def test_contact_to_come_is_no_last_contact(talks: BuildResult) -> None:
    """A talk on Thursday does not count on Monday."""
    records = {one["name"]: one for one in list_records("contacts", talks)}
    assert records["Lidia Asante-Mills"]["last_contact"] is None
    assert records["Bo Li"]["last_contact"] == "2026-02-20"


def test_rules_as_they_are_set(book: MakeBook) -> None:
    """What is off is off, a list of nudges is a list."""
    result = book({"airbook.toml": '[rules]\nnudge = ["3bd", "7bd"]\nwiden = false\n'})
    delays = {one["rule"]: one["due_after"] for one in list_records("rules", result)}
    assert delays["nudge"] == "3bd, 7bd"
    assert delays["widen"] == "off"
    assert delays["keep"] == "close 30d, warm 90d, light 180d, default 90d"


def test_what_is_due(talks: BuildResult, golden: Golden) -> None:
    """By group: how late, what to do, why and where, how to silence it."""
    every = Selection(today=TODAY, everything=True).of(talks.derived.items)
    golden("due.txt", show_due(every, talks.book, dates(talks), PLAIN) + "\n")
    assert show_due((), talks.book, dates(talks), PLAIN) == ""


def test_coloured_due_is_the_same_text(sample: BuildResult) -> None:
    """Overdue in red, today in yellow, and not a letter more."""
    every = Selection(today=TODAY, everything=True).of(sample.derived.items)
    shown = show_due(every, sample.book, dates(sample), COLOURED)
    assert "\x1b[1;31mOverdue" in shown
    assert "\x1b[1;33mToday" in shown
    assert uncoloured(shown) == show_due(every, sample.book, dates(sample), PLAIN)


def test_every_item_has_its_line_and_its_silence(sample: BuildResult) -> None:
    """Nobody has to search for the reason, or for a way to be left alone."""
    every = Selection(today=TODAY, everything=True).of(sample.derived.items)
    shown = show_due(every, sample.book, dates(sample), PLAIN)
    for item in every:
        where = f"({item.source.span.path}:{item.source.span.line})"
        assert f"{where}, id {item.id}" in shown
        assert f": {item.silence}" in shown


def groups(items: tuple[Item, ...]) -> set[Group]:
    return {group_on(item, TODAY) for item in items}


def test_a_selection_has_what_is_asked_for(sample: BuildResult) -> None:
    """Overdue and today; what comes within some days; or all but what is hidden."""
    items = sample.derived.items
    pressing = Selection(today=TODAY).of(items)
    assert groups(pressing) == {Group.OVERDUE, Group.TODAY}
    week = Selection(today=TODAY, within=7).of(items)
    assert groups(week) == {Group.OVERDUE, Group.TODAY, Group.THIS_WEEK}
    two = Selection(today=TODAY, within=2).of(items)
    assert len(pressing) < len(two) < len(week)
    for item in set(two) - set(pressing):
        assert item.due_on is not None
        assert item.due_on - TODAY <= timedelta(days=2)
    every = Selection(today=TODAY, everything=True).of(items)
    assert {one.id for one in every} == {
        one.id for one in items if group_on(one, TODAY) not in HIDDEN
    }
    assert say_rest(items, Selection(today=TODAY, everything=True)) == ""
    rest = say_rest(items, Selection(today=TODAY))
    assert rest.startswith("Not shown: ")
    assert "snoozed" in rest


@pytest.fixture
def item(sample: BuildResult) -> Item:
    """Return a follow-up to change."""
    return replace(sample.derived.items[0], snoozed_until=None, late_on=None)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (3, "in 3 days"),
        (-1, "1 day late"),
        (-9, "9 days late"),
    ],
)
def test_how_late(item: Item, days: int, said: str) -> None:
    """In words, counted from the day it is due."""
    form = Dates(today=TODAY, form="2 Jan 2026")
    assert when_due(replace(item, due_on=TODAY + timedelta(days=days)), form) == said


def test_due_and_not_late_yet(item: Item) -> None:
    """Between due and overdue nobody is called late."""
    form = Dates(today=TODAY, form="2 Jan 2026")
    before = TODAY - timedelta(days=3)
    patient = replace(item, due_on=before, late_on=TODAY + timedelta(days=1))
    assert when_due(patient, form) == "since 27 Feb"
    assert when_due(replace(patient, due_on=None), form) == "no date"
    quiet = replace(patient, snoozed_until=TODAY + timedelta(days=2))
    assert when_due(quiet, form) == "till 4 Mar"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("- [-] send it", "instead of the task"),
        ("- 2026-03-01 closed [[Ana]]", "under Log"),
        ("widen = false", "in airbook.toml, [rules]"),
        ("snooze: 2026-05-01", "in the front matter of contacts/Fenna de Wit.md"),
        (
            "status: cancelled",
            "in the front matter of interviews/2026-01-28 Fenna de Wit.md",
        ),
    ],
)
def test_where_the_line_goes(
    sample: BuildResult, item: Item, line: str, place: str
) -> None:
    """Each sort of line has its place."""
    assert silence_place(replace(item, silence=line), sample.book) == place


def test_names_stand_in_front_where_the_action_lacks_them(
    sample: BuildResult, item: Item
) -> None:
    """A promise says what, not to whom."""
    name = sample.book.name_of(item.people[0])
    plain_item = replace(item, action="send it")
    assert what_to_do(plain_item, sample.book) == f"{name}: send it"
    named = replace(item, action=f"Thank {name}")
    assert what_to_do(named, sample.book) == f"Thank {name}"
    nobody = replace(item, people=(), action="Talk to one more")
    assert what_to_do(nobody, sample.book) == "Talk to one more"


def problem(code: Code = Code.LINK_BARE, advice: str = "write x") -> Diagnostic:
    return Diagnostic(code, Span("a b.md", 2, 3, 2, 6), "it, is: 50%", advice)


def test_a_problem_as_a_line() -> None:
    """The plain line is what the problem says of itself."""
    assert show_problem(problem(), PLAIN) == str(problem())
    assert show_problem(problem(advice=""), PLAIN) == str(problem(advice=""))
    assert uncoloured(show_problem(problem(), COLOURED)) == str(problem())


def test_a_problem_as_an_annotation() -> None:
    """What would end a property or a line is escaped."""
    assert github_annotation(problem(), lambda path: f"a,{path}") == (
        "::notice file=a%2Ca b.md,line=2,endLine=2,col=3,endColumn=6,title=link-bare"
        "::it, is: 50%25; write x"
    )
    long = Diagnostic(Code.VALUE_DATE, Span("a.md", 1, 2, 3, 4), "a\nb")
    assert github_annotation(long, str) == (
        "::error file=a.md,line=1,endLine=3,title=value-date::a%0Ab"
    )


def test_counts_in_words() -> None:
    """By severity, one and many."""
    error = problem(Code.VALUE_DATE)
    assert count_problems([error, error, problem()]) == "2 errors, 1 hint"
    assert count_problems([]) == "no problems"
    assert [counted(1, "note"), counted(1200, "note")] == ["1 note", "1,200 notes"]


def test_what_a_build_says_of_problems() -> None:
    """Errors, at most some, and how to see the rest; all of them when asked."""
    error = problem(Code.VALUE_DATE)
    assert build_report((), PLAIN, most=10) == ""
    few = build_report((error, error, problem()), PLAIN, most=1)
    assert few == f"{error}\n2 errors, 1 hint; `airbook check` shows all"
    every = build_report((error, problem()), PLAIN, most=None)
    assert every == f"{error}\n{problem()}\n1 error, 1 hint"


def test_every_code_is_explained() -> None:
    """With its severity and what to do."""
    text = explain_code(Code.LINK_BARE)
    assert text.startswith("link-bare (hint)\n")
    assert Code.LINK_BARE.explanation in text


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("山田", 4), ("e\u0301", 1), ("👩\u200d🔬", 4), ("", 0), ("한", 2)],
)
def test_room_in_a_terminal(text: str, columns: int) -> None:
    """Wide letters take two columns, marks none."""
    assert width(text) == columns
    assert width(pad(text, 9)) == 9


def test_cut_where_it_is_too_long() -> None:
    """With … for what is missing, and never inside a wide letter."""
    assert cut("abcdef", 4) == "abc…"
    assert cut("山田太郎", 4) == "山…"
    assert cut("abc", 3) == "abc"
    assert cut("abc", 0) == "…"


@given(st.text())
def test_no_note_steers_the_terminal(text: str) -> None:
    """No escape, no line break, no turned writing comes through."""
    shown = plain(text)
    assert all(char.isprintable() or char in "\u200c\u200d" for char in shown)
    assert len(shown) == len(text)


def test_escapes_of_a_note_are_shown_as_question_marks() -> None:
    """A name may not clear the screen."""
    assert plain("a\x1b[2Jb\u202ec\td") == "a?[2Jb?c d"
    assert Style(colour=True).paint("", "red") == ""
    assert Style(colour=True).paint("x") == "x"


def test_a_table_lines_up() -> None:
    """Columns are as wide as what is in them, cut where a terminal is narrow."""
    table = Table(
        head=("name", "x"), rows=(("山田 太郎 and more", "1"), ("Bo", "long" * 9))
    )
    assert show_table(table, PLAIN).splitlines() == [
        "name                x",
        "山田 太郎 and more  1",
        "Bo                  longlonglonglonglonglonglonglonglong",
    ]
    assert show_table(table, PLAIN, widest=6).splitlines()[1] == "山田 …  1"
    assert show_table(Table(head=("a",), rows=()), PLAIN) == ""
