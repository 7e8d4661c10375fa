"""What an item of the follow-up list says, and that what it promises is so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.build import build
from generator.config.reading import parse_settings
from generator.derive.grouping import Group, group_on
from generator.derive.wording import say_day, say_names
from generator.source import sources_from_texts
from generator.vocabulary import RuleId

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.derive.records import Item

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 3, 2)


def read_sample() -> dict[str, str]:
    """Return the texts of the sample book's notes by path."""
    content = ROOT / "content"
    files = sorted(content.rglob("*.md"))
    return {f.relative_to(content).as_posix(): f.read_text("utf-8") for f in files}


def conclude(texts: dict[str, str], toml: str = "", today: date = TODAY) -> BuildResult:
    """Build a book of texts, without templates."""
    settings, _ = parse_settings(toml)
    return build(sources_from_texts(texts), settings, {}, today=today)


SAMPLE = conclude(read_sample(), (ROOT / "airbook.toml").read_text("utf-8"))


def with_key(text: str, line: str) -> str:
    """Put a line into the front matter, in the place of one with its key."""
    key = line.partition(":")[0]
    text = re.sub(rf"^{key}: .*\n", "", text, flags=re.MULTILINE)
    if not text.startswith("---\n"):
        text = f"---\n---\n{text}"
    return text.replace("---\n", f"---\n{line}\n", 1)


def paste(texts: dict[str, str], item: Item, toml: str) -> tuple[dict[str, str], str]:
    """Paste the line that an item offers where the README says it goes."""
    made = dict(texts)
    line, path = item.silence, item.source.span.path
    if line == "widen = false":
        return made, toml.replace("[rules]", f"[rules]\n{line}")
    if line.startswith("- [-] "):
        lines = made[path].split("\n")
        at = item.source.span.line - 1
        lines[at] = lines[at].replace("[ ]", "[-]", 1)
        made[path] = "\n".join(lines)
    elif line.startswith("- "):
        if "\n## Log\n" not in made[path]:
            made[path] += "\n## Log\n"
        made[path] = made[path].replace("\n## Log\n", f"\n## Log\n{line}\n", 1)
    elif line.startswith("status:"):
        made[path] = with_key(made[path], line)
    else:
        made[item.people[0]] = with_key(made[item.people[0]], line)
    return made, toml


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(item, id=f"{item.rule} {SAMPLE.book.name_of(item.people[0])}")
        if item.people
        else pytest.param(item, id=item.rule)
        for item in SAMPLE.derived.items
        if group_on(item, TODAY) not in {Group.SNOOZED, Group.NOT_YET}
    ],
)
def test_the_line_to_paste_silences(item: Item) -> None:
    """The line that an item offers takes it off the list, or snoozes it."""
    toml = (ROOT / "airbook.toml").read_text("utf-8")
    texts, settings = paste(read_sample(), item, toml)
    after = conclude(texts, settings)
    left = {one.id: one for one in after.derived.items}
    same = left.get(item.id)
    assert same is None or group_on(same, TODAY) is Group.SNOOZED


def test_every_rule_of_the_sample_is_there() -> None:
    """On its day `due` shows of the sample each rule that is on by default."""
    shown = {
        item.rule
        for item in SAMPLE.derived.items
        if group_on(item, TODAY) in {Group.OVERDUE, Group.TODAY}
    }
    assert set(RuleId) - shown == {RuleId.SECOND_PERSON, RuleId.LANDED}


def test_ids_are_unique_and_last() -> None:
    """An id says one item, and neither text nor line of its note changes it."""
    items = SAMPLE.derived.items
    assert len({item.id for item in items}) == len(items)
    moved = {
        path: re.sub(r"^(## \w+)$", r"%% more %%\n\n\1", text, flags=re.MULTILINE)
        for path, text in read_sample().items()
    }
    toml = (ROOT / "airbook.toml").read_text("utf-8")
    again = conclude(moved, toml).derived.items
    assert [item.id for item in again] == [item.id for item in items]


def test_sources_name_the_very_line() -> None:
    """An item's source is a line of its note that has its event's date or text."""
    texts = read_sample()
    for item in SAMPLE.derived.items:
        span = item.source.span
        assert texts[span.path].split("\n")[span.line - 1].strip()


def test_an_item_says_why_and_what() -> None:
    """Reason, action, ends and silence are words that a person can use."""
    result = conclude(
        {"contacts/Ada Okafor.md": "## Log\n- 2026-02-18 asked (email): hello\n"}
    )
    nudge, let_go = result.derived.items
    assert nudge.action == "Nudge Ada Okafor: forward the first message"
    assert nudge.reason == "asked on 18 Feb 2026 (email), no answer"
    assert nudge.settles == (
        "nudged",
        "replied",
        "scheduled",
        "confirmed",
        "met",
        "declined",
        "introduced",
        "connected",
        "closed",
    )
    assert nudge.silence == 'snooze: ["nudge 2026-03-29"]'
    assert (nudge.due_on, nudge.late_on) == (date(2026, 2, 27), date(2026, 3, 1))
    assert let_go.starts_on == nudge.stale_on == date(2026, 3, 29)


def test_a_panel_is_told_together() -> None:
    """Two referrers of one referral make one item with both names."""
    result = conclude(
        {
            "contacts/Ada.md": "",
            "contacts/Bo.md": "",
            "contacts/Cy.md": "## Log\n- 2026-02-26 asked\n",
            "interviews/Talk.md": '---\nwith: ["[[Ada]]", "[[Bo]]"]\n'
            'date: 2026-02-20\nreferrals: "[[Cy]]"\n---\nGood talk.\n',
        }
    )
    told = [i for i in result.derived.items if i.rule is RuleId.TELL_CONTACTED]
    assert [item.action for item in told] == ["Tell Ada and Bo that you wrote to Cy"]
    assert told[0].people == ("contacts/Ada.md", "contacts/Bo.md")


def test_what_is_dropped_is_counted_stale_since_the_adoption() -> None:
    """With `since`, what was due before that day is stale at once."""
    texts = {"contacts/Ada.md": "## Log\n- 2026-02-02 asked\n"}
    result = conclude(texts, "[rules]\nsince = 2026-03-01\n")
    nudge = next(i for i in result.derived.items if i.rule is RuleId.NUDGE)
    assert group_on(nudge, TODAY) is Group.STALE
    assert nudge.stale_on == nudge.due_on


def test_items_move_through_the_groups() -> None:
    """As days pass an item comes, is due, is late, and is stale."""
    result = conclude({"contacts/Ada.md": "## Log\n- 2026-03-02 asked\n"})
    nudge = next(i for i in result.derived.items if i.rule is RuleId.NUDGE)
    seen = [group_on(nudge, TODAY + timedelta(days=days)) for days in range(45)]
    assert list(dict.fromkeys(seen)) == [
        Group.LATER,
        Group.THIS_WEEK,
        Group.TODAY,
        Group.OVERDUE,
        Group.STALE,
    ]


def test_wording() -> None:
    """Days follow the settings; names are joined as in a sentence."""
    day = date(2026, 1, 2)
    formats = ("2 Jan 2026", "2026-01-02", "Jan 2, 2026")
    assert tuple(say_day(day, form) for form in formats) == formats
    assert say_names([]) == ""
    assert say_names(["Ada"]) == "Ada"
    assert say_names(["Ada", "Bo", "Cy"]) == "Ada, Bo and Cy"
