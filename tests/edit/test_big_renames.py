"""In a big book every link leads where it led, and no other byte changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.edit.merging import merge_notes
from generator.edit.renaming import rename_note
from tests.edit.bigbooks import make_linked, some_of
from tests.edit.links_hold import after, headings, targets, without_links
from tests.sampling import sampled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.build import BuildResult
    from generator.edit.rewriting import Rewriting
    from tests.conftest import MakeBook

NOTES = len(sampled(range(2000), 14))
TIMES = len(sampled(range(8), 3))


@pytest.fixture(scope="module")
def texts() -> dict[str, bytes]:
    """Return a book; the slow run has a bigger one."""
    return make_linked(NOTES)


@pytest.fixture(scope="module")
def before(book: MakeBook, texts: dict[str, bytes]) -> BuildResult:
    """Return what it says."""
    return book(texts)


def renamed(
    before: BuildResult,
    texts: Mapping[str, bytes],
    old: str,
    now: BuildResult,
    made: Rewriting,
) -> None:
    """Hold a rename against the law."""
    files = after(texts, made.changes)
    moved = {one.moved_from: one.path for one in made.changes if one.moved_from}
    assert targets(now) == targets(before, moved)
    assert headings(now) == headings(before, moved)
    changed = {one.path for one in made.changes} - {old, *moved.values()}
    for path in changed:
        new = without_links(files[path], now.book.notes[path])
        assert new == without_links(texts[path], before.book.notes[path])
    assert {p: files[p] for p in files.keys() - changed - set(moved.values())} == {
        p: texts[p] for p in texts.keys() - changed - {old}
    }


def test_renames(book: MakeBook, texts: dict[str, bytes], before: BuildResult) -> None:
    """Of the most linked note, of twins, of others; one to the name of another."""
    chosen = some_of(texts, TIMES)
    for number, old in enumerate(chosen):
        taken = old.replace("contacts/", "people/") not in texts and number == TIMES - 1
        new = chosen[0].rpartition("/")[2][:-3] if taken else f"Ñew {number}"
        made = rename_note(before, texts, old, new)
        if f"{old.rpartition('/')[0]}/{new}.md" in texts:
            assert "is there already" in made.refused
            continue
        assert not made.refused
        renamed(before, texts, old, book(after(texts, made.changes)), made)


def test_merges(book: MakeBook, texts: dict[str, bytes], before: BuildResult) -> None:
    """Of twins, and of people who are none: links to either lead to the one."""
    people = [one for one in texts if one.startswith("contacts/")]
    twins = [one for one in texts if one.startswith("people/")]
    pairs = [
        *zip(people, twins, strict=False),
        *zip(people[50:], people[60:], strict=False),
    ]
    for one, other in pairs[: TIMES - 1] + pairs[-1:]:
        made = merge_notes(before, texts, one, other)
        assert not made.refused
        files = after(texts, made.changes)
        now = book(files)
        wanted, found = targets(before, {other: one}), targets(now)
        assert set(wanted.pop(one)) == set(found.pop(one))
        assert found == wanted
        said = files[one].decode("utf-8-sig")
        logs = [
            len(r.book.notes[p].body.log)
            for r, p in ((before, one), (before, other), (now, one))
        ]
        assert logs[2] == logs[0] + logs[1]
        links = {link.span.line for link in before.book.notes[other].links}
        for number, line in enumerate(texts[other].decode("utf-8-sig").splitlines(), 1):
            if number not in links and not line.startswith(
                ("aliases:", "email:", "tags:", "field:")
            ):
                assert line in said, line
        for path in found:
            new = without_links(files[path], now.book.notes[path])
            assert new == without_links(texts[path], before.book.notes[path])
