"""What a page differs by is known only where it is texts and statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.cache.digests import NOTES, part_digests
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


@pytest.mark.parametrize(
    ("names", "known"),
    [
        ([], True),
        ([f"{NOTES}/{PATH} prose", f"{NOTES}/{PATH} body"], True),
        ([f"{NOTES}/{PATH} links", ".Facts.statuses/contacts/Bo.md"], True),
        ([f"{NOTES}/{PATH} fields"], False),
        ([f"{NOTES}/{PATH}"], False),
        ([f"*{NOTES}"], False),
        ([f"#{NOTES}"], False),
        ([f"{NOTES}/contacts/Bo.md prose"], False),
        ([f"{NOTES}/{PATH} prose", ".Facts.events/contacts/Bo.md"], False),
        ([".Facts.meetings/interviews/Talk.md"], False),
    ],
)
def test_what_is_no_edit(names: list[str], *, known: bool) -> None:
    """Names, keys, order and what others say; and a note that nobody remembers."""
    source = sources_from_texts({PATH: "Met. [[Bo]]\n"}).notes[0]
    note, _ = parse_note(source, reading_of(Settings()))
    digests = part_digests(note)
    changes = [(name, digests.get(name.rpartition(" ")[2], b"")) for name in names]
    edits = edits_of(changes, {PATH: note}.get)
    assert (edits is not None) == known
    if edits:
        assert edits.notes == ({PATH: note} if names else {})
        assert edits.people == {"contacts/Bo.md"} & {n[16:] for n in names}
    stale = [(name, b"another") for name in names if name.startswith(NOTES)]
    assert not stale or edits_of(stale, {PATH: note}.get) is None


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
