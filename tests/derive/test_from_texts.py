"""The derived views of books that are read from text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markdown_it.utils import read_fixture_file

from generator.build import build
from generator.config.settings import Settings
from generator.derive.debts import derive_debts
from generator.source.records import SourceNote, Sources
from tests.derive.building import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.build import BuildResult

CASES: Final = Path(__file__).parent.parent / "cases" / "follow_ups.md"
TELLING: Final = {"permission", "tell-contacted", "tell-met"}

NOTES: Final = {
    "contacts/Ana Silva.md": "---\nsource: alumni\nfield: [Museums]\n---\n"
    "## Advice\n- Read the report #learning\n",
    "contacts/Bo Li.md": '---\nreferred_by: "[[Ana Silva]]"\nfield: ports\n---\n',
    "contacts/Cem Acar.md": "---\nsource: alumni\nfield: ports\n---\n",
    "interviews/2026-02-10 Ana.md": "---\n"
    'with: "[[Ana Silva]]"\n'
    "mode: video\nduration: 30\nrating: 4\nfield: museums\n---\n"
    "date is missing here, so it is planned\n",
    "interviews/2026-02-20 Ana.md": "---\n"
    'with: ["[[Ana Silva]]", "[[Eve]]"]\ndate: 2026-02-20\n'
    "mode: phone\nduration: 20\nfield: museums\n"
    'questions: ["[[Pay]]"]\n---\n'
    "## Information\n### [[Week]]\n- Long, [pay:: 30000-40000 EUR/year] #Hours\n"
    "## Referrals\n- [[Dee]] - knows the port (use my name: yes)\n"
    "- [[Bo Li]] [[Eve]] - her cousin\n"
    "## Log\n- 2026-02-21 thanked\n",
    "questions/Week.md": "---\nstage: open\n---\n",
    "questions/Pay.md": "---\nstage: middle\n---\n",
}


def built(texts: Mapping[str, str], today: date = TODAY) -> BuildResult:
    notes = tuple(
        SourceNote(path=path, text=texts[path], digest="") for path in sorted(texts)
    )
    return build(Sources(notes=notes), Settings(), {}, today=today)


def test_tree_of_texts() -> None:
    """Links in a Referrals section and in `referred_by` make the tree."""
    result = built(NOTES)
    network = result.derived.network
    drawn = {
        result.book.name_of(root.person): [
            result.book.name_of(child) for child in root.children
        ]
        for root in network.roots
    }
    assert drawn == {"Ana Silva": ["Dee"], "Cem Acar": [], "Eve": ["Bo Li"]}
    links = {(one.referrers[0], one.person) for one in network.cross_links}
    assert links == {
        (network.roots[2].person, network.roots[0].children[0]),
        ("contacts/Ana Silva.md", "contacts/Bo Li.md"),
    }


def test_ledgers_of_texts() -> None:
    """Entries carry who said them, their day and their topic."""
    derived = built(NOTES).derived
    assert [(line.people, line.on) for line in derived.advice.lines] == [
        (("contacts/Ana Silva.md",), None)
    ]
    (line,) = derived.information.lines
    assert (line.people[0], line.on) == ("contacts/Ana Silva.md", date(2026, 2, 20))
    assert [topic for topic, _ in derived.information.topics] == ["Hours"]
    assert len(derived.referrals.lines) == 2


def test_matrix_of_texts() -> None:
    """A heading that links a question is an answer, the key alone a question asked."""
    matrix = built(NOTES).derived.matrix
    assert [len(row.cells) for row in matrix.rows] == [2, 0]
    assert [len(row.asked) for row in matrix.rows] == [0, 2]
    assert matrix.gaps == ("questions/Pay.md",)


def test_numbers_and_fields_of_texts() -> None:
    """Interviews count once they are done, pay and fields with their spelling."""
    derived = built(NOTES).derived
    assert (derived.numbers.total.met, derived.numbers.total.referred) == (2, 2)
    assert derived.numbers.formats == (("phone", 1),)
    assert [one.field for one in derived.numbers.pay] == ["Museums"]
    assert [(one.name, len(one.done), len(one.coming)) for one in derived.fields] == [
        ("Museums", 1, 1),
        ("ports", 0, 0),
    ]


def test_next_to_ask_of_texts() -> None:
    """Candidates come with reasons that a person can read."""
    result = built(NOTES)
    found = {
        result.book.name_of(one.person): one.reason
        for one in result.derived.next_to_ask
    }
    assert found == {
        "Cem Acar": "same school; nobody in ports yet",
        "Dee": "named by Ana Silva and Eve, whose name you may use",
        "Bo Li": "named by Eve; ask first whether you may use the name; "
        "nobody in ports yet",
    }


def test_newest_of_texts() -> None:
    """What happened last comes first, with everyone in the room."""
    newest = built(NOTES).derived.newest
    assert [(str(one.kind), one.on.day) for one in newest] == [
        ("thanked", 21),
        ("thanked", 21),
        ("met", 20),
        ("met", 20),
    ]


def test_empty_book() -> None:
    """A book without notes gives empty views."""
    derived = built({}).derived
    assert (derived.next_to_ask, derived.fields, derived.newest) == ((), (), ())


def test_debts_agree_with_the_follow_up_rules() -> None:
    """Whom to ask and to tell is the same as in the cases of the follow-up rules.

    Left out are the cases about snoozing and switching off, which a debt is not.
    """
    checked = 0
    for _, title, text, expected in read_fixture_file(str(CASES)):
        head, *files = re.split(r"^=== ", text, flags=re.MULTILINE)
        keys = dict(re.findall(r"^(\w+): (.*)$", head, re.MULTILINE))
        rules = TELLING & set(keys.get("rules", "").split(", "))
        if not rules or "snooze" in title or "switched off" in title:
            continue
        texts = dict(file.split("\n", 1) for file in files)
        result = built(texts, date.fromisoformat(keys["today"]))
        found = {
            f"{debt.state} | "
            + ", ".join(map(result.book.name_of, debt.referral.referrers))
            for debt in derive_debts(result.book, result.facts)
            if debt.state in rules
        }
        lines = (line.rsplit(" | ", 2)[0] for line in expected.splitlines())
        assert found == {one for one in lines if one.split(" | ")[0] in rules}, title
        checked += 1
    assert checked > 100
