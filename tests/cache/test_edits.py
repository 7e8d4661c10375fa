"""What a page differs by is known only where it is texts and statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.cache.digests import (
    BODY,
    FIELDS,
    LINKS,
    NOTES,
    PROSE,
    STATUSES,
    count,
    part_digests,
    under_of,
    whole,
)
from generator.cache.edits import edits_of
from generator.config.settings import Settings
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts
from tests.books import files_of
from tests.cache.test_making import book, made
from tests.cache.test_refusal import clean

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["book"]
PATH = "contacts/Ana prose.md"


ANA, BO = under_of(NOTES, PATH), under_of(NOTES, "contacts/Bo.md")
STATUS = under_of(STATUSES, "contacts/Bo.md")


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ([], True),
        ([ANA | PROSE, ANA | BODY], True),
        ([ANA | LINKS, STATUS], True),
        ([ANA | FIELDS], False),
        ([ANA], False),
        ([whole(NOTES)], False),
        ([count(NOTES)], False),
        ([BO | PROSE], False),
        ([ANA | PROSE, under_of(".Facts.events", "contacts/Bo.md")], False),
        ([under_of(".Facts.meetings", "interviews/Talk.md")], False),
    ],
)
def test_what_is_no_edit(changes: list[int], *, known: bool) -> None:
    """Names, keys, order and what others say; and a note that nobody remembers."""
    source = sources_from_texts({PATH: "Met. [[Bo]]\n"}).notes[0]
    note, _ = parse_note(source, reading_of(Settings()))
    digests = {ANA | part: digest for part, digest in part_digests(note).items()}
    then = {number: digests.get(number, 0) for number in changes}
    edits = edits_of(then, {PATH: note}, ["contacts/Bo.md"])
    assert (edits is not None) == known
    if edits:
        assert edits.notes == ({PATH: note} if changes else {})
        assert edits.people == ({"contacts/Bo.md"} if STATUS in changes else set())
    stale = {number: 1 for number in changes if number in digests}
    assert not stale or edits_of(stale, {PATH: note}, []) is None


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("contacts/Ana Lima.md", "- 2026-02-28 met (video): about rails"),
        ("contacts/Ana Lima.md", "- 2026-02-28 closed"),
        ("contacts/Bo Li.md", "A railway. mood:: bright"),
        ("questions/Why stay.md", "### Because\nof the trains."),
    ],
)
def test_the_index_after_an_edit(
    book: Path, path: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made from the one before, and the same as one made from nothing."""
    with monkeypatch.context() as patch:
        patch.setattr("generator.render.search.plan.index_of", None)
        with (book / "content" / path).open("a", encoding="utf-8") as opened:
            opened.write(f"{line}\n")
        made(book)
    assert files_of(book / "site") == clean(book)
