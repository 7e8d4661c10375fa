"""Each follow-up is settled by the edit that its rule asks for."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from markdown_it.utils import read_fixture_file

from generator.diagnostics import Severity
from generator.edit.recording import Recorder, RecordError
from generator.edit.settling import Settling, settle
from generator.vocabulary import RuleId
from tests.books import write_files
from tests.conftest import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.build import BuildResult
    from generator.derive.records import Item
    from generator.diagnostics import Code
    from tests.conftest import MakeBook

CASES: Final = Path(__file__).parent.parent / "cases" / "follow_ups.md"
# What only the owner can write.
YOURS: Final = frozenset(
    {
        *(RuleId.PREP, RuleId.RECORD, RuleId.SECOND_PERSON, RuleId.PERMISSION),
        *(RuleId.REFLECT, RuleId.WIDEN),
    }
)


def books() -> Iterator[tuple[str, date, dict[str, str]]]:
    """Yield the first case of each rule that lists it: title, day and texts."""
    seen: dict[str, int] = {}
    for _, title, text, wanted in read_fixture_file(CASES):
        head, *_ = text.partition("===")
        day = re.search(r"today: (\S+)", head)
        rule = wanted.split(" ")[0]
        seen[rule] = seen.get(rule, 0) + 1
        if day and rule in set(RuleId) and seen[rule] <= 4:
            texts = dict(texts_of(text[len(head) :]))
            if "toml" in head:
                continue
            yield title, date.fromisoformat(day[1]), texts


def settled(
    make: MakeBook, folder: Path, texts: Mapping[str, str], day: date
) -> Iterator[tuple[Item, str, BuildResult]]:
    """Settle each follow-up of a book; yield what stands there and the book after."""
    result = make(texts, today=day)
    write_files(folder, {k: v for k, v in texts.items() if k != "airbook.toml"})
    recorder = Recorder(result, folder)
    for item in result.derived.items:
        try:
            edit = settle(
                recorder,
                item,
                Settling(on=day, next="none" if item.kind == "next" else ""),
            )
        except RecordError:
            assert item.rule in YOURS or item.people[0] in result.book.leads, item
            continue
        after = edit.change.after
        assert after is not None
        yield item, edit.shown, make({**texts, edit.path: after.decode()}, today=day)


def wrong(result: BuildResult) -> Counter[Code]:
    """Count what is wrong with a book; hints aside."""
    codes = (one.code for one in result.diagnostics)
    return Counter(one for one in codes if one.severity is not Severity.HINT)


@pytest.mark.parametrize(
    ("day", "texts"), [pytest.param(*rest, id=title) for title, *rest in books()]
)
def test_what_is_done_is_gone(
    book: MakeBook, tmp_path: Path, day: date, texts: dict[str, str]
) -> None:
    """The list without it is what the next look at the book shows."""
    for item, shown, after in settled(book, tmp_path, texts, day):
        if item.on != day:  # on one day the order of events is not the owner's
            assert item.id not in {one.id for one in after.derived.items}, shown
        assert not wrong(after) - wrong(book(texts, today=day)), shown


def test_no_entry_takes_over_the_id_of_a_settled_one(
    book: MakeBook, tmp_path: Path
) -> None:
    """Of promises of one day each can be settled by the id that was listed."""
    path = "interviews/Talk.md"
    lines = ["send it", "read it", "[[Ana]] will ask Bo", "[[Ana]] will ask Cy", "go"]
    text = "---\nwith: Ana\ndate: 2026-02-20\n---\n## Follow-up\n"
    texts = {path: text + "".join(f"- [ ] {line}\n" for line in lines)}
    rules = {RuleId.PROMISE, RuleId.INTRO_PROMISED}
    first = book(texts, today=date(2026, 3, 2))
    wanted = {one.id: one for one in first.derived.items if one.rule in rules}
    assert len(wanted) == len(lines)
    for settled_id, listed in list(wanted.items()):
        write_files(tmp_path, texts)
        result = book(texts, today=date(2026, 3, 2))
        now = {one.id: one for one in result.derived.items if one.rule in rules}
        assert {one: now[one].source.span.line for one in now} == {
            one: wanted[one].source.span.line for one in wanted
        }
        done = Settling(on=date(2026, 3, 2))
        edit = settle(Recorder(result, tmp_path), now[settled_id], done)
        assert edit.line == listed.source.span.line
        texts = {path: edit.source.text}
        del wanted[settled_id]
