"""A preview that is written to without a pause."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING

from tests.books import write_files
from tests.serve.previewing import previewing
from tests.serve.test_watching import BOOK

if TYPE_CHECKING:
    from pathlib import Path


def test_two_hundred_saves_in_ten_seconds_never_queue_up(tmp_path: Path) -> None:
    """They are fewer builds than saves, and the last one is what is shown."""
    book = write_files(tmp_path / "book", BOOK)
    note = book / "content/contacts/Bo.md"
    with previewing(book, "-v") as preview:
        with preview.stream("/contacts/bo.html") as listening:
            state = listening.next()
            for number in range(200):
                note.write_text(f"save number {number}\n")
                sleep(0.05)
            last = preview.until_page(
                "/contacts/bo.html", lambda got: b"save number 199" in got.body
            )
            while state["page"] != last.tag["page"]:
                state = listening.next()
        assert preview.end() == 0
        assert 1 <= preview.said.count("Built again") < 200
