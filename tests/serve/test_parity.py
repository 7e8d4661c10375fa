"""What the preview shows is what a build writes, whatever was saved and how."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from generator.write.lock import LOCK
from generator.write.manifest import MANIFEST
from tests.books import DAY, build, files_of, times_of, write_files
from tests.sampling import sampled
from tests.serve.previewing import SCRIPT, previewing
from tests.serve.test_watching import BOOK, STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.serve.previewing import Previewing
    from tests.serve.test_watching import Save


def built(book: Path) -> Mapping[str, bytes]:
    """Return all that a clean build of a book would write, without writing it."""
    workspace = open_workspace(book, today=date.fromisoformat(DAY), pinned=True)
    return {
        path: content.read_bytes() if isinstance(content, Path) else content()
        for path, content in build_book(workspace).site.items()
    }


def compare(preview: Previewing) -> None:
    """Compare every page of a preview with that of a clean build."""
    for path, data in built(preview.book).items():
        assert preview.ask("/" + quote(path)).built == data, path


def test_every_page_is_what_a_build_writes(looking: Previewing, tmp_path: Path) -> None:
    """Byte for byte, but for one tag in each page."""
    build("--output", tmp_path / "site", cwd=looking.book)
    site = files_of(tmp_path / "site")
    for own in (LOCK, MANIFEST):
        site.pop(own, None)
    pages = [path for path in site if path.endswith(".html")]
    others = [path for path in site if path not in pages]
    assert len(pages) > 100
    for path in (*sampled(pages, 5), *others):
        got = looking.ask("/" + quote(path))
        assert got.status == 200
        assert got.built == site[path], path
        assert len(SCRIPT.findall(got.body)) == (path in pages), path


def test_nothing_is_ever_written(looking: Previewing) -> None:
    """No site, no cache, no note: the folder of the book stays as it is."""
    before = times_of(looking.book)
    looking.page("/index.html")
    looking.page("/search/index.js")
    assert times_of(looking.book) == before
    assert not (looking.book / "site").exists()


def test_addresses_are_those_of_a_static_host(looking: Previewing) -> None:
    """A folder shows its index, a folder without one and a wrong name show 404.html."""
    first = looking.page("/index.html").built
    assert looking.page("/").built == first
    assert looking.page("/?from=elsewhere").built == first
    moved = looking.ask("/contacts")
    assert (moved.status, moved.headers["location"]) == (308, "/contacts/")
    page = looking.page("/contacts/").built
    assert page == looking.page("/contacts/index.html").built
    nowhere = looking.page("/404.html").built
    for path in ("/static/", "/nobody.html", "/contacts/index.html/"):
        got = looking.ask(path)
        assert got.status == 404, path
        assert got.built == nowhere


def test_head_says_what_get_says_without_a_body(looking: Previewing) -> None:
    """For pages, attachments, and what is not there."""
    for path in ("/", "/static/airbook.css", "/nobody.html", "/contacts"):
        get, head = looking.ask(path), looking.ask(path, method="HEAD")
        assert head.body == b""
        assert head.status == get.status
        assert {**head.headers, "date": ""} == {**get.headers, "date": ""}
        assert int(head.headers["content-length"]) == len(get.body)


def settled(preview: Previewing, path: str, holds: bytes) -> None:
    """Wait until a page holds something, and until nothing changes any more."""
    preview.until_page(path, lambda got: holds in got.body)
    end, last = monotonic() + 0.3, preview.ask(path).body
    while monotonic() < end:
        sleep(0.05)
        if (now := preview.ask(path).body) != last:
            end, last = monotonic() + 0.3, now


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    """Return a preview of a small book that tests write."""
    book = write_files(tmp_path_factory.mktemp("written") / "book", BOOK)
    with previewing(book) as running:
        yield running


@pytest.mark.parametrize("save", sampled(STYLES, 4), ids=lambda save: save.__name__)
def test_after_any_save_the_pages_are_those_of_a_clean_build(
    writing: Previewing, save: Save
) -> None:
    """Whatever an editor does to save: all pages, the new ones and the gone ones."""
    name = f"Words by {save.__name__}"
    save(writing.book / "content/contacts/Bo.md", f"[[Ana]] {name}\n".encode())
    settled(writing, "/contacts/bo.html", name.encode())
    compare(writing)


def test_a_book_of_its_own_templates_and_settings_is_followed(
    writing: Previewing,
) -> None:
    """Templates that come and go, settings, attachments, notes that go away."""
    book = writing.book
    style = {"templates/static/airbook.css": "body { color: teal }\n"}
    write_files(book, style)
    writing.until_page("/static/airbook.css", lambda got: b"teal" in got.body)
    (book / "airbook.toml").write_text('title = "Another name"\n')
    writing.until_page("/", lambda got: b"Another name" in got.body)
    (book / "content/picture.png").write_bytes(b"not really")
    (book / "content/Page.md").write_text("![[picture.png]]")
    for path in ("/files/picture.png", "/page.html"):
        writing.until_page(path, lambda got: got.status == 200)
    (book / "templates/static/airbook.css").unlink()
    writing.until_page("/static/airbook.css", lambda got: b"teal" not in got.body)
    (book / "content/Page.md").unlink()
    writing.until_page("/page.html", lambda got: got.status == 404)
    compare(writing)
    (book / "content/picture.png").unlink()
    (book / "airbook.toml").unlink()


def test_a_site_below_a_folder_of_its_host_works_as_well(tmp_path: Path) -> None:
    """Then 404.html names its files below it; both addresses lead to the pages."""
    book = write_files(
        tmp_path / "book", {**BOOK, "airbook.toml": '[site]\nbase = "/book/"\n'}
    )
    with previewing(book) as preview:
        page = preview.page("/contacts/ana.html").built
        assert preview.page("/book/contacts/ana.html").built == page
        assert preview.ask("/book/contacts").headers["location"] == "/book/contacts/"
        assert preview.page("/book/").built == preview.page("/").built
        assert b'href="/book/static/airbook.css"' in preview.ask("/nobody").body
