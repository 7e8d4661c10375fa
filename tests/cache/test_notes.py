"""A note that comes out of the cache is the note that went in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache.notes import KeptNotes
from generator.cache.sealed import Seal
from generator.cache.store import DamagedError, Store
from generator.config.reading import parse_settings
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts, without_texts
from tests.books import ROOT
from tests.corpora import make_corpus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

READING = reading_of(parse_settings("", "airbook.toml")[0])


def assert_read(memo: KeptNotes, texts: Mapping[str, str]) -> None:
    """Hold every note against the same one parsed anew."""
    for one in sources_from_texts(texts).notes:
        found, wanted = memo.read(one, READING), parse_note(one, READING)
        assert found == wanted
        # A set may show its members in another order.
        assert sorted(repr(found)) == sorted(repr(wanted))


def kept(
    texts: Mapping[str, str], store: Store | None = None, jobs: int = 1
) -> KeptNotes:
    """Read notes with what a store knows of them."""
    memo = KeptNotes(store, READING)
    memo.prepare(sources_from_texts(texts).notes, jobs)
    return memo


def opened(folder: Path, key: bytes = b"k" * 32) -> Store:
    """Open a store."""
    return Store(folder / "cache.sqlite", Seal(key))


def test_every_note_of_the_sample() -> None:
    """Equal, and equal to look at."""
    content = ROOT / "content"
    texts = {
        file.relative_to(content).as_posix(): file.read_text("utf-8")
        for file in content.rglob("*.md")
    }
    assert_read(kept(texts), texts)


values = st.one_of(
    st.text(),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.datetimes().map(str),
    st.sampled_from(
        [
            '"\\uD800"',
            '"\\U0010FFFF"',
            "1" * 40,
            "0x" + "f" * 40,
            ".nan",
            "-.inf",
            "[1, [2, {a: b}]]",
            "{a: {b: 2026-01-01}}",
            "12:30:45",
            "!!binary aGk=",
            "&a [*a]",
            "2026-02-30",
        ]
    ),
)
keys = st.sampled_from(["role", "tags", "with", "date", "rating", "next", "own", "x y"])


@given(st.dictionaries(keys, values), st.text())
def test_whatever_stands_in_a_note(head: dict[str, str], body: str) -> None:
    """Kept or read anew, and never an error."""
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    texts = {
        f"{folder}/Ana.md": f"---\n{lines}---\n{body}"
        for folder in ("contacts", "interviews", "organizations", "daily", "x")
    }
    assert_read(kept(texts), texts)


def test_the_next_run_parses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a note that is new or changed; what is gone is said."""
    texts = make_corpus(20)
    store = opened(tmp_path)
    new, gone = kept(texts, store).news()
    assert (len(new), gone) == (20, [])
    store.write(new, gone)
    first, second, *_ = texts
    changed = {**texts, first: "Changed."}
    del changed[second]
    parsed: list[str] = []

    def count(source: object, reading: object) -> object:
        parsed.append(source.path)  # type: ignore[attr-defined]
        return parse_note(source, reading)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("generator.parse.note.parse_note", count)
        memo = kept(changed, store)
    assert parsed == [first]
    assert_read(memo, changed)
    new, gone = memo.news()
    assert [name for name, _ in new] == [f"note:{first}"]
    assert gone == [f"note:{second}"]
    store.close()


def test_several_processes_read_what_one_does() -> None:
    """The same records for any number of them."""
    texts = make_corpus(210)
    assert kept(texts, jobs=2).news() == kept(texts).news()


def test_a_note_that_was_not_prepared_is_parsed() -> None:
    """Nobody gets what another version of a note says."""
    assert_read(kept({"a.md": "One."}), {"a.md": "Two.", "b.md": "[[a]]"})


def test_what_is_equal_in_a_note_is_there_once() -> None:
    """Ten thousand notes would else hold their paths two hundred thousand times."""
    texts = {
        "interviews/Talk.md": "---\nwith: [[Ana]]\ntags: a\n---\n## Log\n"
        "- 2026-02-01 met\n\n## Advice\n- Ask [[Bo]].\n- Ask early.\n"
    }
    memo = kept(texts)
    [source] = sources_from_texts(texts).notes
    note, _ = memo.read(source, READING)
    body = note.body
    spans = [span for one in note.fields for span in (one.span, one.value_span)]
    spans += [one.span for one in note.links]
    spans += [one.span for one in body.headings]
    spans += [one.span for one in body.entries]
    spans += [one.span for one in body.log]
    assert len(spans) > 8
    assert {id(span.path) for span in spans} == {id(note.path)}


def test_a_note_that_cannot_be_kept_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where its text has been dropped by whoever reads a whole book."""
    monkeypatch.setattr("generator.cache.notes._encoded", lambda *_: b"")
    texts = {"contacts/Ana.md": "Met at a fair.\n"}
    memo = kept(texts)
    assert memo.news() == ([], [])
    [source] = without_texts(sources_from_texts(texts)).notes
    assert memo.read(source, READING)[0].body.later.prose.text == "Met at a fair."


def test_what_is_of_another_form_is_damaged(tmp_path: Path) -> None:
    """Under the right digests, but no note."""
    store, texts = opened(tmp_path), {"a.md": "One."}
    [(name, data)], _ = kept(texts, store).news()
    for wrong in (data[:64], data[:-1], data[:64] + b"\xff" + data[65:]):
        store.write([(name, wrong)], ())
        with pytest.raises(DamagedError):
            kept(texts, store)
    store.close()
