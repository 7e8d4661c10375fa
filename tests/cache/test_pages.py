"""No page is stale: what is left as it was would come out byte for byte the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cache.pages import KeptPages, read_state, written_state
from generator.cache.store import DamagedError
from generator.cache.tracing import LEADING, Traced, Tracer
from tests.books import ROOT
from tests.edits import HEADS, LINES, NAMES, START

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.build import BuildResult
    from generator.cache.pages import State
    from tests.conftest import MakeBook

BASE = b"the same program and settings"
NOTES = {
    path.removeprefix("content/"): text
    for path, text in START.items()
    if path.endswith((".md", ".toml"))
}
paths = st.sampled_from([*NOTES, *(f"contacts/{name}.md" for name in NAMES)])
texts = st.none() | st.builds(
    lambda head, line, other: f"---\n{head}\n---\n{line}\n\n{other}\n",
    st.sampled_from(HEADS),
    st.sampled_from(LINES),
    st.sampled_from([*LINES, *(f"See [[{name}]]." for name in NAMES)]),
)
edits = st.dictionaries(paths.filter(lambda one: one.endswith(".md")), texts)


def made_of(result: BuildResult) -> dict[str, bytes]:
    """Return every page of a site, made without a look at any other run."""
    return {url: make() for url, make in result.site.items() if callable(make)}


def build_on(result: BuildResult, before: State | None) -> tuple[set[str], State]:
    """Make what is not the same; return what is, and what the next run is told."""
    pages = KeptPages(result, BASE, before)
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
        result = book(notes)
        now = made_of(result)
        same, state = build_on(result, state)
        assert {url for url in same if pages.get(url) != now.get(url)} == set()
        pages = now


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


class Kept:
    """Stands for a store that holds one value."""

    def __init__(self, data: bytes | None) -> None:
        """Take it."""
        self.data = data

    def read(self, _: str) -> bytes | None:
        """Return it."""
        return self.data


def test_what_is_kept_is_read_again(book: MakeBook) -> None:
    """Whole, or it is said that it is damaged."""
    _, state = build_on(book(NOTES), None)
    data = written_state(state)[1]
    assert read_state(Kept(data)) == state  # type: ignore[arg-type]
    assert read_state(None) is None
    assert read_state(Kept(None)) is None  # type: ignore[arg-type]
    with pytest.raises(DamagedError):
        read_state(Kept(data[:-1]))  # type: ignore[arg-type]


def test_everything_that_leads_on_is_known(book: MakeBook) -> None:
    """Each field of each record is traced, given or has a digest; none slips by."""
    tracer = Tracer()
    material: Any = tracer.follow(book(sample_notes()).material, "")
    tracer.look_at_all()
    digests = tracer.digests()
    assert isinstance(material, Traced)
    assert all(isinstance(one._base, LEADING) for one in tracer._led.values())
    assert {f"*{name}" for name in tracer.mappings} <= set(digests)
    assert {f"*{name}" for name in tracer.wholes} <= set(digests)
    assert len(set(digests)) > 1000


def test_what_was_made_once_has_asked_for_everybody(book: MakeBook) -> None:
    """Who gets a message that is there already depends on the same names."""
    result = book(NOTES)
    tracer = Tracer()
    material: Any = tracer.follow(result.material, "")
    asked = []
    for _ in range(2):
        with tracer.asking() as names:
            material.message("thanks", "contacts/Ana Lima.md", None)
            asked.append(frozenset(tracer.names))
        del names
    assert asked[0] == asked[1]
    assert any("contacts/Ana Lima.md" in name for name in asked[0])


def test_a_maker_that_hides_something_is_refused(
    book: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a function has kept to itself, nobody could compare."""
    from generator.cache import pages

    hidden = b"x"
    monkeypatch.setattr(pages, "plan_site", lambda _: {"a.html": lambda: hidden})
    with pytest.raises(TypeError, match="no plain function"):
        KeptPages(book(NOTES), BASE, None)


def test_a_value_that_nobody_knows_is_refused(
    book: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be compared, so that it must not be read unseen."""
    result = book(NOTES)
    monkeypatch.setattr(
        type(result.material), "odd", property(lambda _: 1), raising=False
    )
    tracer = Tracer()
    material: Any = tracer.follow(result.material, "")
    assert material.odd == 1
    result.material.__dict__["strange"] = object()
    with pytest.raises(TypeError, match="object"):
        _ = material.strange
