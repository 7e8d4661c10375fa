"""A build changes in its output what has changed in the notes, and nothing else."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.workspace.building import build_book, write_book
from generator.workspace.opening import open_workspace
from tests.books import (
    DAY,
    airbook,
    build,
    copy_sample,
    files_of,
    times_of,
    write_files,
)

if TYPE_CHECKING:
    from generator.write.records import Written

MANIFEST: Final = ".airbook-site.json"
LONG_AGO: Final = 1_000_000_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample book, built once."""
    book = copy_sample(tmp_path_factory.mktemp("incremental") / "book")
    build(cwd=book)
    return book


@pytest.fixture
def book(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the built book whose site was written long ago."""
    shutil.copytree(built, tmp_path / "book")
    for file in sorted((tmp_path / "book" / "site").rglob("*"), reverse=True):
        os.utime(file, (LONG_AGO, LONG_AGO))
    return tmp_path / "book"


def written_again(site: Path) -> set[str]:
    """Return the files of a site that were written since long ago."""
    times = times_of(site)
    return {
        path
        for path, time in times.items()
        if time != LONG_AGO * 10**9 and (site / path).is_file()
    }


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the files that are new or have other bytes."""
    return {path for path, content in after.items() if before.get(path) != content}


def test_building_twice_changes_nothing(book: Path) -> None:
    """Where no note has changed, no file and no folder is touched."""
    before = times_of(book / "site")
    done = build(cwd=book)
    assert "nothing changed" in done.stderr
    assert times_of(book / "site") == before


def test_only_what_changes_is_written(book: Path) -> None:
    """An edit of one note writes just the pages whose bytes it changes."""
    before = files_of(book / "site")
    note = book / "content/contacts/Fenna de Wit.md"
    note.write_text(
        note.read_text(encoding="utf-8").replace("Do not ring", "Never ring"),
        encoding="utf-8",
    )
    build(cwd=book)
    after = files_of(book / "site")
    touched = written_again(book / "site") - {MANIFEST}
    assert touched == changed(before, after) - {MANIFEST}
    texts = {path for path in touched if path.startswith("search/text/")}
    assert touched - texts == {"contacts/fenna-de-wit.html", "search/index.js"}
    assert len(texts) == 1
    assert set(after) == set(before)


def test_new_note(book: Path) -> None:
    """A new note has a page, and only pages that tell of it are written."""
    before = files_of(book / "site")
    text = "---\nrole: signaller\n---\nMet [[Bo Li]] once.\n"
    write_files(book / "content", {"contacts/Nia Abara.md": text})
    build(cwd=book)
    after = files_of(book / "site")
    touched = written_again(book / "site") - {MANIFEST}
    assert touched == changed(before, after) - {MANIFEST}
    page = "contacts/nia-abara"
    assert set(after) - set(before) == {f"{page}.html", f"{page}.brief.html"}
    assert {"contacts/bo-li.html", "contacts/index.html"} <= touched
    assert len(touched) < len(after) / 4


def test_removed_note(book: Path) -> None:
    """The page of a note that is gone goes as well, and nothing leads to it."""
    (book / "content/contacts/Otto Blankenberg.md").unlink()
    before = files_of(book / "site")
    build(cwd=book)
    after = files_of(book / "site")
    assert "contacts/otto-blankenberg.html" in before
    gone = set(before) - set(after)
    page = "contacts/otto-blankenberg"
    assert gone <= {f"{page}.html", f"{page}.brief.html"}
    assert (written_again(book / "site") | gone) - {MANIFEST} == (
        changed(before, after) | gone
    ) - {MANIFEST}


def test_renamed_note(book: Path) -> None:
    """A note under a new name has its page there, and its folder goes if empty."""
    write_files(book / "content", {"Odd Corner/Alone.md": "Here."})
    build(cwd=book)
    assert (book / "site/odd-corner/alone.html").is_file()
    shutil.move(book / "content/Odd Corner", book / "content/Even Corner")
    build(cwd=book)
    assert not (book / "site/odd-corner").exists()
    assert (book / "site/even-corner/alone.html").is_file()


def test_another_day_writes_few_pages(book: Path) -> None:
    """A day later only pages that speak of the day are written again."""
    before = files_of(book / "site")
    done = airbook("--today", "2026-03-03", "build", cwd=book)
    assert done.returncode == 0, done.stderr
    after = files_of(book / "site")
    touched = written_again(book / "site") - {MANIFEST}
    assert touched == changed(before, after) - {MANIFEST}
    assert "follow-ups/index.html" in touched
    calm = ("questions/", "tags/", "files/", "static/", "daily/", "404.html")
    assert [path for path in touched if path.startswith(calm)] == []


FOREIGN: Final = {
    "CNAME": "book.example",
    ".git/config": "[core]",
    "contacts/mine.html": "<p>Mine",
    "contacts/otto-blankenberg/mine.txt": "mine",
    "odd/empty.txt": "",
}


def test_foreign_files_stay(book: Path) -> None:
    """What Airbook has not written it neither changes nor removes."""
    write_files(book / "site", FOREIGN)
    before = times_of(book / "site")
    (book / "content/contacts/Otto Blankenberg.md").unlink()
    build(cwd=book)
    after = times_of(book / "site")
    for path, text in FOREIGN.items():
        assert (book / "site" / path).read_text(encoding="utf-8") == text
        assert after[path] == before[path]


PATHS: Final = (
    "contacts/Ana.md",
    "contacts/ana.md",
    "people/Ana.md",
    "interviews/2026-02-20 Ana.md",
    "organizations/Blue.md",
    "questions/Why.md",
    "Page.md",
    "index.md",
    "page/Deep.md",
    "picture.svg",
    "page",
)
TEXTS: Final = (
    "",
    "---\nname: [broken\n---\nText.\n",
    '---\norganization: "[[Blue]]"\nreferred_by: "[[Cy]]"\n---\n'
    "## Log\n- 2026-02-20 asked: a talk\n",
    '---\nwith: "[[Ana]]"\ndate: 2026-02-20\n---\nWe talked.\n\n'
    "## Advice\n- Read. #books\n\n## Referrals\n- [[Di]] - runs it\n\n"
    "### [[Why]]\n- Because.\n",
    "---\ntags: [one/two]\n---\n![[Page]] [[Ana]] [[Nowhere]] ![[picture.svg]]\n",
    "---\ntype: question\nmust_ask: true\n---\nHm. ^block\n",
    "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
)
edits = st.lists(
    st.tuples(st.sampled_from(PATHS), st.none() | st.sampled_from(TEXTS)),
    min_size=1,
    max_size=4,
)


def edit(content: Path, path: str, text: str | None) -> None:
    """Write a file, or with no text remove it and the folder it leaves empty."""
    file = content / path
    if text is None:
        if file.is_file():
            file.unlink()
        if file.parent != content and file.parent.is_dir():
            shutil.rmtree(file.parent) if not any(file.parent.iterdir()) else None
    elif not file.is_dir() and not file.parent.is_file():
        write_files(content, {path: text})


def build_here(root: Path, output: str) -> Written:
    """Build a book within this process."""
    day = date.fromisoformat(DAY)
    workspace = open_workspace(root, today=day, output=Path(output), pinned=True)
    return write_book(workspace, build_book(workspace))


@settings(max_examples=30, deadline=None)
@given(st.lists(edits, min_size=1, max_size=4))
def test_a_build_equals_a_clean_build(
    rounds: list[list[tuple[str, str | None]]],
) -> None:
    """However the notes came to be, the site is that of the notes alone."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        for changes in rounds:
            for path, text in changes:
                edit(root / "content", path, text)
            build_here(root, "site")
            again = build_here(root, "site")
            assert (again.added, again.changed, again.removed) == (0, 0, 0)
        build_here(root, "clean")
        assert files_of(root / "site") == files_of(root / "clean")
