"""The index made from the one before is the index made from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.render.search.plan import INDEX, plan_search
from generator.render.search.postings import (
    NAME,
    listed,
    packed,
    places_of,
    unpacked,
)
from generator.render.search.scripts import data_script, script_data
from generator.render.search.updating import updated_index

if TYPE_CHECKING:
    from generator.build import BuildResult
    from tests.conftest import MakeBook

HEAD = "---\naliases: [Anne, railways]\nfield: [transport]\ntags: [rail]\n---\n"
words = st.sampled_from(
    [
        *("rail", "rails", "Anne", "railways", "planner", "O'Brien", "node.js", "R&D"),
        *("transport", "Zoë", "高橋さん", "ليلى", "it's", "\\", '"', "'", "\U0001f680"),
        *("𐐀𐐁", "ﬀ", "zzz", "a" * 50),
    ]
)
letters = st.text(st.characters(categories=("L", "M", "N", "Zs")), max_size=8)
texts = st.lists(words | letters, max_size=12).map(" ".join)
logs = st.lists(
    st.sampled_from(
        [
            *("2026-02-18 asked", "2026-02-21 replied", "2026-02-24 met", "2026-02-26"),
            *("2026-02-27 closed", "2026-02-18 asked [[C]]: rail", "2026-03-01 nudged"),
            "2026-02-20 asked [[Noor Haddad]]",
        ]
    ),
    max_size=4,
).map(lambda lines: "## Log\n" + "".join(f"- {line}\n" for line in lines))
books = st.lists(texts, min_size=3, max_size=3)


def book_of(make: MakeBook, said: list[str]) -> BuildResult:
    """Return a book whose notes differ in what they say, and in nothing else."""
    one, two, three = (" ".join(text.split()) for text in said)
    return make(
        {
            "contacts/Ana Lima.md": f"{HEAD}Begin. {one}\n",
            "contacts/Bo.md": f"Begin. {two}\n\n## Rail and R&D\n\nSo. {three}\n",
            "pages/Third.md": "Anne takes the rail, rail and rail.\n",
        }
    )


def index(result: BuildResult) -> bytes:
    """Return the index made from nothing."""
    data: bytes = plan_search(result.material)[INDEX](result.material)
    return data


@given(books, books)
def test_after_any_other_words_it_is_the_index_made_anew(
    book: MakeBook, before: list[str], after: list[str]
) -> None:
    """Words come, go, and move to a less or more telling place."""
    old, new = book_of(book, before), book_of(book, after)
    paths = [path for path in new.book.notes if path != "pages/Third.md"]
    notes = {path: old.book.notes[path] for path in paths}
    assert updated_index(new.material, index(old), notes, set()) == index(new)


@given(st.lists(logs, min_size=3, max_size=3), st.lists(logs, min_size=3, max_size=3))
def test_after_anything_that_happened_as_well(
    book: MakeBook, before: list[str], after: list[str]
) -> None:
    """Everybody has the status of now, people without a note too."""
    old, new = (
        book(
            {
                f"contacts/{name}.md": said
                for name, said in zip("ABC", told, strict=True)
            }
        )
        for told in (before, after)
    )
    assume(old.book.leads.keys() == new.book.leads.keys())
    statuses = old.facts.statuses, new.facts.statuses
    people = {one for one in statuses[0] if statuses[0][one] != statuses[1][one]}
    assert updated_index(new.material, index(old), old.book.notes, people) == index(new)


@given(st.lists(st.integers(0, 1 << 20)))
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    """One behind the other, with nothing between them."""
    assert [*unpacked("".join(map(packed, numbers)))] == numbers


@given(st.lists(st.lists(st.integers(0, 1 << 20), unique=True), max_size=NAME + 1))
def test_a_list_is_read_as_it_was_written(places: list[list[int]]) -> None:
    """However far its numbers lie apart."""
    rising = [sorted(one) for one in places]
    found = places_of(listed(rising))
    assert found[: len(rising)] == rising
    assert not any(found[len(rising) :])
    assert len(found) == NAME + 1


@given(st.recursive(st.text() | st.integers(), st.lists, max_leaves=5))
def test_a_script_is_read_as_it_was_written(value: Any) -> None:
    """Quotes, backslashes and all."""
    assert script_data(data_script("search/index.js", value)) == value


@pytest.mark.parametrize("script", [b"", b"airbook.give('x',JSON.parse('{}'", b"{}"])
def test_another_script_is_refused(script: bytes) -> None:
    """It is no index that anything could be made from."""
    with pytest.raises(ValueError, match="no data"):
        script_data(script)
