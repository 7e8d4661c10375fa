"""Nothing that a note says is ever run: each defence alone, in a real browser."""

from __future__ import annotations

import contextlib
import random
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import Error

from generator.write.run import write_site
from tests.browsing import NOT_FOUND
from tests.conftest import TODAY
from tests.hostile.book import ALARM, POLICY, hostile_book, suspects
from tests.hostile.data import xss_vectors
from tests.hostile.imported import imported_book

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from generator.build import BuildResult
    from tests.conftest import MakeBook

SAMPLED: Final = 4
# Where imported people are told of; the scripts of a page are there, too.
IMPORTED: Final = ("contacts/", "organizations/", "static/", "search/", "404")
ROUSED: Final = """() => {
  const kinds = ["click", "mouseover", "focus", "mouseenter", "pointerover", "toggle",
    "keydown", "input", "change", "wheel", "drag", "copy", "paste", "scroll"];
  for (const one of document.querySelectorAll("main *"))
    for (const kind of kinds) one.dispatchEvent(new Event(kind, { bubbles: true }));
}"""


def sampled(count: int) -> Sequence[str]:
    """Return some vectors, the same each time."""
    return random.Random(10).sample(xss_vectors(), count)  # noqa: S311 - no secret


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes what runs, and asks nobody."""
    context = browser.new_context()
    context.add_init_script(ALARM)
    yield context.new_page()
    context.close()


def unprotected(
    make: MakeBook, vectors: Sequence[str], folder: Path, *, every_kind: bool = True
) -> Path:
    """Write the site of a book of vectors, its pages without their policy."""
    result = make(hostile_book(vectors, every_kind=every_kind), today=TODAY)
    return without_policy(result, folder)


def without_policy(
    result: BuildResult, folder: Path, begins: tuple[str, ...] = ("",)
) -> Path:
    """Write the part of a site that begins so, its pages without their policy."""
    write_site(
        {
            url: made
            for url, made in result.site.items()
            if callable(made) and url.startswith(begins)
        },
        folder,
    )
    for file in folder.rglob("*.html"):
        text = file.read_bytes()
        assert POLICY.search(text), f"{file.name} has no policy"
        file.write_bytes(POLICY.sub(b"", text))
    return folder


def faults_of(page: Page, site: Path) -> dict[str, list[str]]:
    """Open every page of a site; return what ran, might run, or was asked for."""
    home = f"{site.as_uri()}/"
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    found: dict[str, list[str]] = {}
    for file in sorted(set(site.rglob("*.html")) - {site / NOT_FOUND}):
        page.goto(file.as_uri())
        wrong = suspects(page, home)
        wrong += [one for one in asked if not one.startswith((home, "blob:"))]
        asked.clear()
        if wrong:
            found[file.relative_to(site).as_posix()] = wrong
    return found


def searched(page: Page, site: Path, vectors: Sequence[str]) -> list[str]:
    """Type each vector into the search; return what ran or might run."""
    page.goto((site / "search/index.html").as_uri())
    box = page.get_by_label("Search the book")
    box.wait_for()
    found: list[str] = []
    for vector in vectors:
        box.fill(" ".join(vector.split())[:200])
        page.wait_for_timeout(60)
        found += suspects(page, f"{site.as_uri()}/")
    return found


def previewed(page: Page, site: Path) -> list[str]:
    """Hover over some links of the contacts; return what ran or might run."""
    page.goto((site / "contacts/index.html").as_uri())
    found: list[str] = []
    for link in page.locator("main td a[href]").all()[:8]:
        link.hover()
        page.wait_for_timeout(400)
        found += suspects(page, f"{site.as_uri()}/")
    return found


def forced(page: Page, vectors: Sequence[str], shell: Path) -> list[str]:
    """Put each vector raw into a page with its policy; return what ran."""
    whole = shell.read_text(encoding="utf-8")
    before, _, _ = whole.partition('<main id="page" tabindex="-1">')
    ran: list[str] = []
    address = "http://airbook.test/page.html"
    raw = {"text": ""}
    page.route("**/*", lambda route: route.abort())
    page.route(
        address,
        lambda route: route.fulfill(
            body=f"{before}<main>{raw['text']}", content_type="text/html; charset=utf-8"
        ),
    )
    page.on("console", lambda one: ran.append(one.text))
    for vector in vectors:
        raw["text"] = vector.encode("utf-8", "replace").decode()
        # A vector may lead away, to a page that nobody answers for.
        with contextlib.suppress(Error):
            page.goto(address, wait_until="domcontentloaded")
            page.evaluate(ROUSED)
    return [one for one in ran if one.startswith("ran ")]


def test_without_the_policy_no_note_runs_anything(
    page: Page, book: MakeBook, tmp_path: Path
) -> None:
    """In body, fields, tags, headings, aliases, file names, search and previews."""
    vectors = sampled(SAMPLED)
    site = unprotected(book, vectors, tmp_path / "site")
    assert faults_of(page, site) == {}
    assert searched(page, site, vectors[:20]) == []
    assert previewed(page, site) == []


def test_no_imported_cell_runs_anything(
    page: Page, book: MakeBook, tmp_path: Path
) -> None:
    """Of whichever column of whichever file; each is a person, and text."""
    result = imported_book(book, sampled(SAMPLED)[:2])
    assert len(result.book.notes) > 4
    site = without_policy(result, tmp_path / "site", IMPORTED)
    assert faults_of(page, site) == {}
    assert "Connections not in this book" in (
        site / "organizations/acme.html"
    ).read_text(encoding="utf-8")


def test_the_policy_alone_stops_raw_html(page: Page, sample: Path) -> None:
    """Even HTML that was let through by mistake would run nothing."""
    assert forced(page, sampled(SAMPLED), sample / "site/contacts/index.html") == []


def test_the_alarm_rings(page: Page) -> None:
    """Without either defence a vector is seen: these tests can fail."""
    page.set_content(
        "<main><img src=x onerror=alert(1)><script>alert(2)</script></main>"
    )
    page.wait_for_function("() => window.ran.length === 2")
    assert len(suspects(page, "http://airbook.test/")) > 3
