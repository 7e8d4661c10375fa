"""No page is stale: what is left as it was would come out byte for byte the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cache.digests import NOTES as ALL_NOTES
from generator.cache.digests import under_of, whole
from generator.cache.notes import KeptNotes
from generator.cache.pages import KeptPages
from generator.cache.sealed import Seal
from generator.cache.state import packed, read_state, written_state
from generator.cache.store import DamagedError, Store
from generator.cache.tracing import LEADING, Traced, Tracer
from generator.config.reading import parse_settings
from generator.parse.reading import reading_of
from generator.render.maker import Maker
from generator.source import sources_from_texts
from tests.books import ROOT
from tests.edits import HEADS, LINES, NAMES, START

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.build import BuildResult
    from generator.cache.state import State
    from tests.conftest import MakeBook

BASE = b"the same program and settings"
NOTES = {
    path.removeprefix("content/"): text
    for path, text in START.items()
    if path.endswith((".md", ".toml"))
}
READING = reading_of(parse_settings(NOTES.get("airbook.toml", ""), "airbook.toml")[0])
paths = st.sampled_from([*NOTES, *(f"contacts/{name}.md" for name in NAMES)])
texts = st.none() | st.builds(
    lambda head, line, other: f"---\n{head}\n---\n{line}\n\n{other}\n",
    st.sampled_from(HEADS),
    st.sampled_from(LINES),
    st.sampled_from([*LINES, *(f"See [[{name}]]." for name in NAMES)]),
)
edits = st.dictionaries(paths.filter(lambda one: one.endswith(".md")), texts)
prose = st.dictionaries(
    paths.filter(NOTES.__contains__).filter(lambda one: one.endswith(".md")),
    st.sampled_from(["More.", "Rail!"]),
)


def kept_notes(notes: Mapping[str, str]) -> KeptNotes:
    """Return the notes of a book as they come out of a cache."""
    by_path = {path: text for path, text in notes.items() if path.endswith(".md")}
    memo = KeptNotes(None, READING)
    memo.prepare(sources_from_texts(by_path).notes)
    return memo


def made_of(result: BuildResult) -> dict[str, bytes]:
    """Return every page of a site, made without a look at any other run."""
    return {url: make() for url, make in result.site.items() if callable(make)}


def build_on(
    result: BuildResult, before: State | None, memo: KeptNotes | None = None
) -> tuple[set[str], State]:
    """Make what is not the same; return what is, and what the next run is told."""
    pages = KeptPages(result, BASE, before, memo.outlines if memo else {})
    same = pages.same()
    for url, make in pages.site.items():
        if callable(make) and url not in same:
            make()
    return set(same), pages.state(pages.take_seen())


@settings(max_examples=12)
@given(st.lists(edits, min_size=1, max_size=3))
def test_what_is_left_is_what_would_be_made(
    book: MakeBook, rounds: list[Mapping[str, str | None]]
) -> None:
    """After any edits, also where what a page asked about was not there."""
    notes: dict[str, str] = dict(NOTES)
    state: State | None = None
    pages: dict[str, bytes] = {}
    for changes in ({}, *rounds):
        every = {**notes, **changes}
        notes = {path: text for path, text in every.items() if text is not None}
        memo = kept_notes(notes)
        same, state = build_on(book(notes, memo=memo), state, memo)
        now = made_of(book(notes))
        assert {url for url in same if pages.get(url) != now.get(url)} == set()
        pages = now


@settings(max_examples=12)
@given(st.lists(prose, min_size=1, max_size=3))
def test_what_is_left_where_somebody_only_goes_on_writing(
    book: MakeBook, rounds: list[Mapping[str, str]]
) -> None:
    """The same holds where nothing but prose has changed, and less is looked at."""
    notes: dict[str, str] = dict(NOTES)
    state: State | None = None
    pages: dict[str, bytes] = {}
    for changes in ({}, *rounds):
        notes |= {path: f"{notes[path]}\n{said}\n" for path, said in changes.items()}
        memo = kept_notes(notes)
        same, state = build_on(book(notes, memo=memo), state, memo)
        now = made_of(book(notes))
        assert {url for url in same if pages.get(url) != now.get(url)} == set()
        pages = now


BEGUN = {
    "contacts/Ana.md": "Met at a fair.\n",
    "contacts/Bo.md": "![[Third]]\n",
    "pages/Third.md": "A third.\n",
}


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({}, []),
        ({"contacts/Ana.md": "Met at another fair.\n"}, ["contacts/Ana.md"]),
        ({"contacts/Ana.md": "Met [[Bo]] at a fair.\n"}, None),
        ({"contacts/Ana.md": "Met at a fair. #fair\n"}, None),
        ({"contacts/Ana.md": "---\nrole: cook\n---\nMet at a fair.\n"}, None),
        ({"contacts/Ana.md": "# Anne\nMet at a fair.\n"}, None),
        ({"contacts/Cy.md": "Another.\n"}, None),
        # What embeds it is checked before there are any pages.
        ({"pages/Third.md": "Longer than that.\n"}, None),
    ],
)
def test_what_counts_as_prose(
    book: MakeBook, changes: dict[str, str], seen: list[str] | None
) -> None:
    """Text that nothing is concluded from; anything else is a change of the book."""
    memo = kept_notes(BEGUN)
    _, state = build_on(book(BEGUN, memo=memo), None, memo)
    notes = {**BEGUN, **changes}
    memo = kept_notes(notes)
    pages = KeptPages(book(notes, memo=memo), BASE, state, memo.outlines)
    same = pages.same()
    assert same < {*pages.site} if changes else same == {*state.pages}
    assert (None if pages.prose is None else [*pages.prose]) == seen


def test_nothing_is_concluded_from_prose(book: MakeBook) -> None:
    """Only what embeds other notes, or is embedded, is looked into for its size."""
    notes = sample_notes()
    memo = kept_notes(notes)
    result = book(notes, memo=memo)
    tracer = Tracer()
    tracer.follow(result.material)
    tracer.look_at_all()
    read = {path for path, one in result.book.notes.items() if one.body.later.is_read}
    texts = "".join(text for path, text in notes.items() if "![[" in text)
    assert {path for path in read if "![[" not in notes[path]} <= {
        path for path in notes if path.rpartition("/")[2].removesuffix(".md") in texts
    }
    assert 0 < len(read) < len(notes) / 5


def sample_notes() -> dict[str, str]:
    content = ROOT / "content"
    return {
        file.relative_to(content).as_posix(): file.read_text("utf-8")
        for file in content.rglob("*.md")
    }


def test_one_new_note_in_the_sample(book: MakeBook) -> None:
    """Most pages stay, each of them rightly; without a change all of them do."""
    notes = sample_notes()
    result = book(notes)
    before = made_of(result)
    _, state = build_on(result, None)
    assert build_on(book(notes), state)[0] == set(before)
    for name in NAMES[:4]:
        edited = book({**notes, f"contacts/{name}.md": "Met once.\n"})
        same, _ = build_on(edited, state)
        now = made_of(edited)
        assert len(same) > len(now) / 2
        assert [url for url in same if before[url] != now[url]] == []


def test_another_program_or_day_makes_everything_anew(book: MakeBook) -> None:
    """Where anything but the book differs, no page is taken for the same."""
    result = book(NOTES)
    _, state = build_on(result, None)
    assert KeptPages(result, b"another", state).same() == frozenset()


@pytest.mark.parametrize("known", [True, False])
def test_a_page_that_asked_about_what_nobody_knows_is_made_anew(
    book: MakeBook, *, known: bool
) -> None:
    """Of a key there may be nothing; of anything else it cannot be said what it was.

    That holds as well where all notes are known to be as they were.
    """
    memo = kept_notes(NOTES)
    result = book(NOTES, memo=memo)
    outlines = memo.outlines if known else {}
    pages = KeptPages(result, BASE, None, outlines)
    pages.same()
    asked = {"index.html": whole("no such thing"), "404.html": under_of("no", "key")}
    state = pages.state({url: packed([number]) for url, number in asked.items()})
    again = KeptPages(result, BASE, state, outlines)
    same = again.same()
    assert (again.prose is not None) == known
    assert "index.html" not in same
    assert "404.html" in same


def test_what_is_kept_is_read_again(book: MakeBook, tmp_path: Path) -> None:
    """Whole; or it is said that it is damaged; or it is not taken."""
    _, state = build_on(book(NOTES), None)
    store = Store(tmp_path / "cache.sqlite", Seal(b"k" * 32))
    assert read_state(None) is None
    assert read_state(store) is None
    values = written_state(state, None)
    store.write(values, ())
    assert read_state(store) == state
    for name, data in values:
        store.write([(name, data[:-1])], ())
        with pytest.raises(DamagedError):
            read_state(store)
        store.write([(name, data)], ())
    other = written_state(build_on(book(BEGUN), None)[1], None)
    store.write(other[:1], ())
    assert read_state(store) is None


def test_what_stays_is_not_written_again(book: MakeBook) -> None:
    """Where pages ask about what they asked about before, only digests are."""
    _, state = build_on(book(NOTES), None)
    _, again = build_on(book(NOTES), state)
    assert len(written_state(state, None)) == 2
    assert len(written_state(again, state)) == 1


def test_a_book_of_other_notes_forgets_the_names_of_the_old(book: MakeBook) -> None:
    """What is kept does not grow with every note that ever was."""
    many = {f"contacts/N{at}.md": "[[Ana Lima]]\n" for at in range(60)}
    _, state = build_on(book(many), None)
    _, first = build_on(book(BEGUN), state)
    _, anew = build_on(book(BEGUN), None)
    assert first.by_number() == anew.by_number()
    assert first.pages == anew.pages
    assert build_on(book(BEGUN), first)[0] == {*first.pages}


def test_everything_that_leads_on_is_known(book: MakeBook) -> None:
    """Each field of each record is traced, given or has a digest; none slips by."""
    tracer = Tracer()
    material: Any = tracer.follow(book(sample_notes()).material)
    tracer.look_at_all()
    digests = tracer.digests()
    assert isinstance(material, Traced)
    led = tracer._led.values()
    assert all(isinstance(one._base, LEADING) for one in led)
    assert len({one._name for one in led}) == len(led)
    assert {*map(whole, tracer.mappings)} <= set(digests)
    assert {*map(whole, tracer.wholes)} <= set(digests)
    assert tracer.digests(2) == digests
    assert len(set(digests)) > 1000


def test_what_was_made_once_has_asked_for_everybody(book: MakeBook) -> None:
    """Who gets a message that is there already depends on the same names."""
    result = book(NOTES)
    tracer = Tracer()
    material: Any = tracer.follow(result.material)
    asked = []
    for _ in range(2):
        with tracer.asking() as numbers:
            material.message("thanks", "contacts/Ana Lima.md", None)
            asked.append({*numbers})
    assert asked[0] == asked[1]
    assert under_of(ALL_NOTES, "contacts/Ana Lima.md") in asked[0]


def test_a_maker_that_hides_something_is_refused(book: MakeBook) -> None:
    """What a function has kept to itself, nobody could compare."""
    hidden = b"x"
    for make in (Maker(lambda _: hidden), Maker(hidden.replace), lambda: hidden):
        result = book(NOTES)
        vars(result)["plan"] = {"a.html": make}
        with pytest.raises(TypeError, match="no plain function"):
            KeptPages(result, BASE, None).state({})


def test_a_value_that_nobody_knows_is_refused(
    book: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be compared, so that it must not be read unseen."""
    result = book(NOTES)
    monkeypatch.setattr(
        type(result.material), "odd", property(lambda _: 1), raising=False
    )
    tracer = Tracer()
    material: Any = tracer.follow(result.material)
    assert material.odd == 1
    result.material.__dict__["strange"] = object()
    _ = material.strange
    with pytest.raises(TypeError, match="object"):
        tracer.digests()
