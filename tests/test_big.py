"""A book of hundreds of notes; `python -m tests.slow` builds one of thousands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.render.slugs import folder_slug, slug_of
from tests.books import DAY, airbook, build, files_of, write_files
from tests.slow.bigbook import make_book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.slow.bigbook import BigBook

FLAT = ("contacts", "interviews", "organizations", "questions")


def page_of(path: str) -> str:
    """Return where the page of a made-up note lies."""
    folders, _, name = path.removesuffix(".md").rpartition("/")
    top = folders.partition("/")[0]
    if top not in FLAT:
        parts = folders.split("/")
        below = (folder_slug(p, "/".join(parts[:n])) for n, p in enumerate(parts, 1))
        top = "/".join(below)
    return f"{top}/{slug_of(name)}.html"


def assert_whole(book: BigBook, folder: Path) -> None:
    """Every note has its page, and each broken one a problem with its place."""
    site = files_of(folder / "site")
    assert [path for path in book.notes if page_of(path) not in site] == []
    assert b"Two</bdi></h1>" not in site["index.html"]
    done = airbook("--today", DAY, "check", "--format", "json", cwd=folder)
    assert done.returncode == 1, done.stderr
    problems = json.loads(done.stdout)
    errors = {
        (one["path"], one["line"], one["code"])
        for one in problems
        if one["severity"] == "error"
    }
    broken = {(path, line, code) for path, (line, code) in book.broken.items()}
    assert broken <= errors
    assert {path for path, _, _ in errors} == set(book.broken)


def test_some_hundred_notes(tmp_path: Path) -> None:
    """Among 300 notes each has its page, and 15 broken ones are reported."""
    book = make_book(300, links=1800)
    write_files(tmp_path / "content", book.notes)
    build(cwd=tmp_path)
    assert_whole(book, tmp_path)


def test_same_book_for_same_seed() -> None:
    """The made-up book follows from its seed and has as many links as asked for."""
    one, other = (make_book(100, links=600, broken=3, seed=5) for _ in range(2))
    assert one == other
    assert sum(text.count("[[") for text in one.notes.values()) == 600
    assert len(one.notes) == 100
    assert len(one.broken) == 3


def test_a_chain_of_referrals_has_no_greatest_length(tmp_path: Path) -> None:
    """Each named by the one before: built, built again after an edit, and listed."""
    people = {
        f"content/contacts/P{number}.md": (
            f'---\nreferred_by: "[[P{number - 1}]]"\n---\n![[P{number + 1}]]\n'
        )
        for number in range(600)
    }
    again, anew = tmp_path / "again", tmp_path / "anew"
    build(cwd=write_files(again, {"airbook.toml": "", **people}))
    people["content/contacts/P300.md"] += "\n## Log\n- 2026-02-01 asked: for a talk\n"
    for book in (again, anew):
        build(cwd=write_files(book, {"airbook.toml": "", **people}))
    assert files_of(again / "site") == files_of(anew / "site")
    for command in ("due", "check"):
        assert airbook("--today", DAY, command, cwd=again).returncode == 0
