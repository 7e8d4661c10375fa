"""A book after an edit, and its facts, equal what is found from nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.settings import Settings
from generator.facts import find_facts, without_events
from generator.graph import resolve_book
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.facts.records import Facts
    from generator.graph.records import Book
    from generator.model import Note

Texts = dict[str, str]
TODAY: Final = date(2026, 3, 2)

_PATHS: Final = (
    *("contacts/Ana.md", "contacts/Zoë.md", "interviews/Talk.md", "interviews/Ana.md"),
    *("organizations/Πλοίο.md", "questions/Why.md", "Plan.md", "sub/Plan.md"),
)
_FRONT: Final = (
    *("", "type: contact\n", "type: interview\n", "type: question\n"),
    *("name: Ana María\n", "name: Plan\n", "aliases: [Zo]\n", "with: '[[Ana]]'\n"),
    *("with: '[[New One]]'\n", "referrals: ['[[Plan]]', '[[../Out]]']\n"),
    *("with: ['[[Ana]]', '[[Zoë]]']\ndate: 2026-02-03\n", "status: met\n"),
    *("date: 2026-03-09\nstatus: scheduled\n", "thanked: 2026-02-05\n"),
    *("status: cancelled\ndate: 2026-02-04\n", "referred_by: '[[Ana]]'\n"),
    *("referred_by: Zo\n", "organization: '[[Πλοίο]]'\n", "with: '[[pic.png]]'\n"),
)
_BODY: Final = (
    *("[[Ana]]", "[[Zo]]", "[[Plan#Deep]] and [[Plan#^b1]]", "[[Ana María]]"),
    *("![[Plan]]", "![[Ana#Deep]]", "![[Talk]]", "[[#Deep]]", "[[New One]]"),
    *("# Deep\n\nwords", "## Other", "a block ^b1", "[a](Plan.md#deep)", "[[Why]]"),
    *("## Referrals\n\n- [[New One]]: knows them", "## Log\n\n- 2026-02-01 met"),
    *("## Referrals\n\n- [[Somebody]] #law", "[[Anna]]", "[[../Out]]", "[[pic.png]]"),
    *("# [[Why]]\n\nSince then.", "## Log\n\n- 2026-01-02 introduced [[Ana]]"),
    *("## Log\n\n- 2026-02-01 asked [[Zoë]]: x", "## Log\n\n- 2027-01-01 asked"),
    *("## Log\n\n- 2026-02-03 updated [[Zoë]] about [[Ana]]", "- [x] a [[Zoë]]"),
    *("- [x] b [[Ana]] ✅ 2026-02-09", "## Referrals\n\n- [[Zoë]]: knows"),
)
_FRONTS = st.lists(st.sampled_from(_FRONT), max_size=2, unique=True).map("".join)
_BODIES = st.lists(st.sampled_from(_BODY), max_size=5).map("\n\n".join)
# A new body alone, most of the time: more would be looked up as a whole.
_EDITS = st.tuples(
    st.sampled_from([*_PATHS, "pic.png"]),
    st.one_of(
        *(st.tuples(st.none(), _BODIES) for _ in range(4)),
        st.tuples(_FRONTS, _BODIES),
        st.none(),
    ),
)


def _parser() -> Callable[[Texts], list[Note]]:
    """Return what parses texts, and gives the same note for the same text."""
    known: dict[tuple[str, str], Note] = {}
    reading = reading_of(Settings())

    def parse(texts: Texts) -> list[Note]:
        for source in sources_from_texts(texts).notes:
            key = source.path, texts[source.path]
            if key not in known:
                known[key] = parse_note(source, reading)[0]
        return [known[item] for item in texts.items() if item[0].endswith(".md")]

    return parse


def _assert_same(book: Book, fresh: Book) -> None:
    assert book == fresh
    for one in ("notes", "assets", "resolutions", "backlinks", "leads"):
        assert [*getattr(book, one)] == [*getattr(fresh, one)], one


def _assert_same_facts(facts: Facts, fresh: Facts) -> None:
    assert facts == fresh
    for one in ("events", "statuses", "meetings"):
        assert [*getattr(facts, one)] == [*getattr(fresh, one)], one


def _edited(texts: Texts, edit: Mapping[str, str | None]) -> Texts:
    after = {**texts, **edit}
    return {path: text for path, text in after.items() if text is not None}


def _text(front: str, body: str) -> str:
    return f"---\n{front}---\n\n{body}\n"


@given(
    st.fixed_dictionaries({path: st.tuples(_FRONTS, _BODIES) for path in _PATHS}),
    st.lists(_EDITS, min_size=2, max_size=6),
)
def test_any_edits(
    written: dict[str, tuple[str, str]],
    edits: list[tuple[str, tuple[str | None, str] | None]],
) -> None:
    """Texts, links, names, headings, files: whatever changes, nothing is stale."""
    parse = _parser()
    book: Book | None = None
    before: tuple[Book, Facts] | None = None
    for path, edit in ((_PATHS[0], written[_PATHS[0]]), *edits):
        if edit is None:
            written.pop(path, None)
        else:
            front, body = edit
            written[path] = (
                written.get(path, ("", ""))[0] if front is None else front,
                body,
            )
        texts = {path: _text(*parts) for path, parts in written.items()}
        notes, files = parse(texts), sources_from_texts(texts).assets
        book = resolve_book(notes, files, book)
        facts = find_facts(book, TODAY, before)
        fresh = resolve_book(notes, files)
        _assert_same(book, fresh)
        _assert_same_facts(facts, find_facts(fresh, TODAY))
        before = book, facts


_BOOK: Final = {
    "contacts/Ana.md": "## Deep\n\n[[Plan]] and ![[Plan]]",
    "contacts/Zoë.md": "[[Ana#Deep]] and [[Ana#Gone]]\n\n## Referrals\n\n- [[New]]: x",
    "Plan.md": "[[Ana]], [[New]] and [[Nowhere]]",
}


@pytest.mark.parametrize(
    ("edit", "kept"),
    [
        pytest.param({}, "Ana Zoë Plan", id="nothing"),
        pytest.param({"Plan.md": "[[Zoë]]"}, "Ana Zoë", id="a note's own links"),
        pytest.param(
            {"contacts/Ana.md": "## Gone\n\n[[Plan]]"}, "Plan", id="a heading's links"
        ),
        pytest.param(
            {"contacts/Zoë.md": "Again.\n\n## Referrals\n\n- [[New]]: y"},
            "Ana Plan",
            id="what is said of a lead",
        ),
        pytest.param({"contacts/Zoë.md": "[[Ana]]"}, "", id="a lead nobody names now"),
        pytest.param({"Plan.md": "---\naliases: [P]\n---\n"}, "", id="an alias"),
        pytest.param({"Other.md": "[[Ana]]"}, "", id="a new note"),
        pytest.param({"Plan.md": None}, "", id="a note deleted"),
        pytest.param({"a.png": ""}, "", id="an attachment"),
    ],
)
def test_what_an_edit_leaves_alone(edit: dict[str, str | None], kept: str) -> None:
    """Links keep where they lead unless the edit may have changed it."""
    parse, texts = _parser(), _edited(_BOOK, edit)
    before = resolve_book(parse(_BOOK))
    files = sources_from_texts(texts).assets
    after = resolve_book(parse(texts), files, before)
    _assert_same(after, resolve_book(parse(texts), files))
    same = [
        path
        for path, resolved in after.resolutions.items()
        if resolved is before.resolutions.get(path)
    ]
    assert same == sorted(path for path in _BOOK if path.split("/")[-1][:-3] in kept)


def test_facts_of_people_whom_an_edit_does_not_touch_stay() -> None:
    """They are the very same objects; another day, or untold events, are found anew."""
    parse = _parser()
    texts = {
        "contacts/Ana.md": "## Log\n\n- 2026-02-01 asked",
        "contacts/Zoë.md": "## Log\n\n- 2026-02-02 asked",
    }
    old = resolve_book(parse(texts))
    known = find_facts(old, TODAY)
    texts["contacts/Zoë.md"] += "\n- 2026-02-09 replied"
    book = resolve_book(parse(texts), before=old)
    ana, zoe = texts
    facts = find_facts(book, TODAY, (old, known))
    assert facts.events[ana] is known.events[ana]
    assert facts.statuses[zoe].word == "replied"
    earlier = date(2026, 2, 5)
    assert find_facts(book, earlier, (old, known)) == find_facts(book, earlier)
    untold = without_events(known)
    assert find_facts(book, TODAY, (old, untold)) == facts
