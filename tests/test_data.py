"""Data that leaves: each form keeps its contract, and its schema says which."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.diagnostics import Code, Diagnostic, Fix, Span
from generator.render.data.book_json import render_book, render_target
from generator.render.data.check_json import render_check
from generator.render.data.due_json import render_due, severity_on
from generator.render.data.graph import render_graph_json, render_graph_tsv
from generator.render.urls import assign_urls
from generator.vocabulary import KEYS, RULES, Kind
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import ROOT
from tests.conftest import TODAY

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.render.urls import Urls
    from tests.conftest import Golden, MakeBook

SCHEMAS: Final = Path(ROOT) / "generator" / "schemas"

SMALL = """\
=== airbook.toml
title = "Mine"
owner = "Orla"
[keys]
firma = "organization"
[site]
data = true
=== contacts/Ana.md
---
firma: "[[Blue Door]]"
role: editor
email: [a@x.example, b@x.example]
referred_by: "[[Bo]]"
next: 2026-02-30
snooze: ["keep 2026-05-01", 2026-03-03]
paused: no
favourite colour: blue
tags: [print]
---
mood:: good

## Log
- 2026-02-01 asked (email): about [[Blue Door]]
- 2026-02-03T09:30 replied: yes
=== contacts/Bo.md
---
status: met
---
=== interviews/2026-02-20 Ana.md
---
with: "[[Ana]]"
date: 2026-02-20T10:30
duration: 1h30
questions: ["[[Why]]"]
---
## Advice
- Read a lot #books [pay:: 100-200 EUR/day] [pay:: little]
- [ ] write to [[Bo]] 📅 2026-03-01

## Referrals
- [[Cleo Ray]] - runs the press (use my name: yes)

### [[Why]]
Because.

[[#Advice]] ![[pic.png]] [[nowhere]] [[twin]] ![[Bo]]
=== organizations/Blue Door.md
---
motivation: 3
---
=== questions/Why.md
---
category: path
must_ask: true
---
=== x/twin.md
one
=== y/twin.md
two
=== attachments/pic.png
x
=== daily/2026-02-25.md
## Log
- thanked [[Ana]]: a card
"""


@pytest.fixture(scope="module")
def small(book: MakeBook) -> BuildResult:
    """Return a book with something of everything."""
    return book(SMALL)


@pytest.fixture(scope="module")
def sample() -> BuildResult:
    """Return the sample book."""
    return build_book(open_workspace(ROOT, today=TODAY, pinned=True))


def urls(result: BuildResult) -> Urls:
    return assign_urls(result.book, [one.name for one in result.derived.fields])


def book_bytes(result: BuildResult) -> bytes:
    return render_book(
        result.book, result.facts, result.derived, result.settings, urls(result)
    )


def all_forms(result: BuildResult) -> dict[str, bytes]:
    today = result.facts.today
    return {
        "book": book_bytes(result),
        "graph": render_graph_json(result.book, urls(result)),
        "due": render_due(result.derived.items, result.book, today),
        "check": render_check(result.diagnostics),
    }


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", ["book", "graph", "due", "check"])
def test_each_form_fits_its_schema(
    name: str, small: BuildResult, sample: BuildResult, book: MakeBook
) -> None:
    """A full book, a small one and an empty one all keep the contract."""
    for result in (sample, small, book()):
        value = json.loads(all_forms(result)[name])
        errors = [
            f"{one.json_path}: {one.message}"
            for one in validator(name).iter_errors(value)
        ]
        assert errors == []


@pytest.mark.parametrize("name", ["book", "graph", "due", "check"])
def test_a_schema_refuses_what_is_not_promised(name: str, small: BuildResult) -> None:
    """A key too many or too few is found, in every record."""
    value = json.loads(all_forms(small)[name])
    records = value if isinstance(value, list) else value["links"]
    taken = records[0].popitem()
    assert list(validator(name).iter_errors(value))
    records[0].update([taken])
    assert not list(validator(name).iter_errors(value))
    records[0]["more"] = 1
    assert list(validator(name).iter_errors(value))


def test_the_schema_of_the_book_has_every_key() -> None:
    """A new key of the vocabulary belongs into the schema."""
    defined = validator("book").schema["$defs"]
    for kind in Kind:
        known = {key.name for key in KEYS[kind]}
        assert set(defined[kind]["properties"]) == known
        for key in KEYS[kind]:
            if key.choices:
                choices = [*map(str, key.choices), None]
                assert defined[kind]["properties"][key.name]["enum"] == choices
    due = validator("due").schema["items"]["properties"]
    assert due["rule"]["enum"] == [str(one) for one in RULES]


def test_bytes_are_the_same_every_time(book: MakeBook) -> None:
    """Two readings of the same texts give the same bytes, whatever their order."""
    head, *parts = SMALL.split("=== ")
    other = head + "=== ".join(["", *reversed(parts)])
    assert all_forms(book(SMALL)) == all_forms(book(other))


def test_book_json_in_the_site_is_what_export_writes(
    small: BuildResult, book: MakeBook
) -> None:
    """It is there where the settings ask for it, and only there."""
    made = small.site["book.json"]
    assert not isinstance(made, Path)
    assert made() == book_bytes(small)
    assert "book.json" not in book().site


def test_the_small_book_as_data(small: BuildResult, golden: Golden) -> None:
    """All of it, as it was agreed on; `check` has its own table of words."""
    forms = all_forms(small)
    for name in ("book", "graph", "due"):
        golden(f"data/{name}.json", forms[name])
    golden("data/graph.tsv", render_graph_tsv(small.book))


def record(result: BuildResult, path: str) -> dict[str, Any]:
    notes = json.loads(book_bytes(result))["notes"]
    (found,) = (one for one in notes if one["path"] == path)
    assert isinstance(found, dict)
    return found


def test_known_keys_are_typed_and_foreign_ones_are_text(small: BuildResult) -> None:
    """A value of no use is null, a key that is not written is not there."""
    note = record(small, "contacts/Ana.md")
    assert note["fields"] == {
        "organization": {
            "written": "[[Blue Door]]",
            "target": "organizations/Blue Door.md",
            "name": "Blue Door",
        },
        "role": "editor",
        "email": ["a@x.example", "b@x.example"],
        "referred_by": [
            {"written": "[[Bo]]", "target": "contacts/Bo.md", "name": "Bo"}
        ],
        "next": None,
        "snooze": [
            {"until": "2026-05-01", "rule": "keep"},
            {"until": "2026-03-03", "rule": None},
        ],
        "paused": False,
        "tags": ["print"],
    }
    assert note["foreign"] == {"favourite colour": ["blue"]}
    assert note["inline_fields"] == [["mood", "good"]]
    talk = record(small, "interviews/2026-02-20 Ana.md")["fields"]
    assert (talk["date"], talk["duration"]) == ("2026-02-20T10:30", 90)
    assert record(small, "daily/2026-02-25.md")["day"] == "2026-02-25"


def test_one_note_or_lead_as_data(small: BuildResult) -> None:
    """A person comes with status and events, an interview with who was in it."""
    found = urls(small)

    def shown(target: str) -> dict[str, Any]:
        data = render_target(small.book, small.facts, target, found)
        value = json.loads(data)
        assert isinstance(value, dict)
        return value

    ana = shown("contacts/Ana.md")
    assert ana["status"]["status"] == "met"
    kinds = ["asked", "replied", "met", "thanked"]
    assert [one["kind"] for one in ana["events"]] == kinds
    lead = shown("lead:cleo ray")
    assert (lead["name"], lead["status"]["status"]) == ("Cleo Ray", "to-research")
    talk = shown("interviews/2026-02-20 Ana.md")
    assert talk["interview"]["people"] == ["contacts/Ana.md"]
    assert "events" not in shown("questions/Why.md")


def test_due_is_a_bare_list(small: BuildResult) -> None:
    """Lateness counts from the day, and nobody in particular is null."""
    items = small.derived.items
    value = json.loads(render_due(items, small.book, small.facts.today))
    assert [one["id"] for one in value] == [item.id for item in items]
    for one, item in zip(value, items, strict=True):
        assert one["severity"] == severity_on(item, small.facts.today)
        late = (small.facts.today - item.due_on).days if item.due_on else None
        assert one["days_late"] == late


def test_widen_is_about_nobody(book: MakeBook) -> None:
    """A follow-up about a field has no contact."""
    one = "---\nwith: '[[Ana]]'\ndate: 2026-01-05\nfield: law\n---\nGood.\n"
    result = book({"interviews/a.md": one})
    value = json.loads(render_due(result.derived.items, result.book, TODAY))
    assert [x["contact"] for x in value if x["rule"] == "widen"] == [None]


def test_pairs_and_links_tell_the_same(sample: BuildResult, small: BuildResult) -> None:
    """The lines are the links counted, sorted, without loops and attachments."""
    for result in (sample, small):
        lines = render_graph_tsv(result.book).decode().splitlines()
        rows = [tuple(line.split("\t")) for line in lines]
        pairs = [row[:2] for row in rows]
        assert pairs == sorted(set(pairs))
        assert all(source != target for source, target in pairs)
        links = json.loads(all_forms(result)["graph"])["links"]
        counts: dict[tuple[str, ...], int] = {}
        for link in links:
            pair = (link["source"], link["target"])
            counts[pair] = counts.get(pair, 0) + 1
        assert {row[:2]: int(row[2]) for row in rows} == counts
        assert {path for pair in pairs for path in pair} <= set(result.book.notes)


def test_what_the_links_of_the_small_book_are(small: BuildResult) -> None:
    """Origin, relation, leads, near names and twins."""
    value = json.loads(all_forms(small)["graph"])
    talk = "interviews/2026-02-20 Ana.md"
    found = {
        (one["target"], one["origin"], one["relation"])
        for one in value["links"]
        if one["source"] == talk
    }
    assert found == {
        ("contacts/Ana.md", "front-matter", "met-in"),
        ("questions/Why.md", "front-matter", "asked-in"),
        ("questions/Why.md", "body", "asked-in"),
        ("contacts/Bo.md", "body", "mentioned-in"),
        ("contacts/Bo.md", "embed", "mentioned-in"),
        ("x/twin.md", "body", "mentioned-in"),
    }
    unresolved = {one["written"]: one["lead"] for one in value["unresolved"]}
    assert unresolved == {"[[Cleo Ray]]": True, "[[nowhere]]": False}
    (twin,) = value["ambiguous"]
    assert twin["candidates"] == ["x/twin.md", "y/twin.md"]


def test_a_name_with_a_tab_breaks_no_line(book: MakeBook) -> None:
    """What ends a field or a line stands escaped."""
    result = book({"a\tb\nc.md": "[[d]]", "d.md": ""})
    assert render_graph_tsv(result.book) == b"a\\tb\\nc.md\td.md\t1\n"
    assert render_graph_tsv(book().book) == b""


def test_a_problem_comes_with_its_fix() -> None:
    """The message says what to write instead, the fix is an edit."""
    span = Span("a.md", 2, 3, 2, 6)
    one = Diagnostic(Code.LINK_BARE, span, "wrong", "write x", Fix(span, "x"))
    (value,) = json.loads(render_check([one]))
    place = {"line": 2, "column": 3, "end_line": 2, "end_column": 6}
    assert value == {
        "path": "a.md",
        **place,
        "severity": "hint",
        "code": "link-bare",
        "message": "wrong; write x",
        "fix": {**place, "text": "x"},
    }
    bare = Diagnostic(Code.LINK_BARE, span, "wrong")
    (value,) = json.loads(render_check([bare]))
    assert (value["message"], value["fix"]) == ("wrong", None)
    assert render_check([]) == b"[]\n"


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_leaves_as_utf_8(book: MakeBook, name: str, text: str) -> None:
    """Halves of characters, quotes and line breaks do not break the JSON."""
    result = book({"contacts/a.md": f"---\nname: {json.dumps(name)}\n---\n{text}\n"})
    for data in all_forms(result).values():
        json.loads(data.decode("utf-8"))
