"""The sample site in a browser, opened from its folder as from a USB stick."""

from __future__ import annotations

import shutil
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import Error, sync_playwright

from generator.derive.grouping import HIDDEN, group_on
from generator.workspace import build_book, open_workspace
from tests.books import DAY, build, build_by_clock, copy_sample
from tests.folders import SiteFolder
from tests.npm import AXE, npm_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.folders import Page as HtmlPage

SIZES: Final = {"wide": (1280, 900), "phone": (390, 844)}
SCHEMES: Final = ("light", "dark")
LOOKS: Final = [(size, scheme) for size in SIZES for scheme in SCHEMES]
IN_THE_DARK: Final = ("color-contrast", "scrollable-region-focusable")
LATER: Final = "2026-03-09"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium once; without it every test is skipped."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("no page was looked at: there is no Chromium")
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=found)
        except Error as error:
            pytest.skip(f"no page was looked at: {error.message[:200]}")
        yield started
        started.close()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample book, built as on the pinned day."""
    folder = copy_sample(tmp_path_factory.mktemp("browser") / "book")
    build(cwd=folder)
    return folder


@pytest.fixture(scope="module")
def site(book: Path) -> Path:
    """Return its site."""
    return book / "site"


def kinds_of(site: Path) -> list[str]:
    """Return one page of each kind, the longest, and every page of a list."""
    pages: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for path, page in SiteFolder(site).pages.items():
        if path == "404.html":
            continue  # made for a host: it names its files from the root
        kind = (path,) if path.endswith("index.html") else marks_of(page)
        pages[kind].append((len(page.text), path))
    return sorted(max(found)[1] for found in pages.values())


def marks_of(page: HtmlPage) -> tuple[str, ...]:
    """Return what tells kinds apart: folder, ending of the name, note or lead."""
    folder, _, name = page.path.rpartition("/")
    return (folder, *name.split(".")[1:], "note" if page.sources else "none")


class Seen:
    """What a page did that no page may do."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on("console", lambda one: self.note(one.type, one.text))
        page.on("pageerror", lambda error: self.note("error", str(error)))
        page.on("request", lambda one: self.note(one.url.partition(":")[0], one.url))

    def note(self, sort: str, text: str) -> None:
        """Keep what is a fault."""
        if sort in {"error", "warning"} or ":" not in text or sort in {"http", "https"}:
            self.faults.append(f"{sort}: {text}")


def opened(browser: Browser, size: str, scheme: str, **more: Any) -> Page:
    """Open an empty page of a size and a colour scheme."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        timezone_id="UTC",
        **more,
    )
    return context.new_page()


WIDER: Final = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
    .map((one) => `${one.tagName.toLowerCase()}.${one.className}`).slice(-3);
}"""


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_quiet_and_no_wider(
    browser: Browser, site: Path, size: str, scheme: str
) -> None:
    """No page complains, asks for anything but files, or scrolls sideways."""
    page = opened(browser, size, scheme)
    seen = Seen(page)
    found: dict[str, Any] = {}
    for path in kinds_of(site):
        page.goto((site / path).as_uri())
        wider = page.evaluate(WIDER)
        if wider or seen.faults:
            found[path] = (wider, list(seen.faults))
            seen.faults.clear()
    page.context.close()
    assert found == {}


def axe_or_skip() -> str:
    """Return the script of the checker; without it the test is skipped."""
    axe = npm_file(AXE)
    if axe is None:
        pytest.skip("no page was checked: axe cannot be had here")
    return axe.read_text(encoding="utf-8")


def violations(page: Page, axe: str, options: Mapping[str, Any]) -> list[str]:
    """Return what axe finds on a page, each with its first place."""
    page.evaluate(axe)
    result = page.evaluate("(options) => axe.run(options)", options)
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in result["violations"]
    ]


def test_axe(browser: Browser, site: Path) -> None:
    """The accessibility checker axe finds nothing on any kind of page."""
    axe, page = axe_or_skip(), opened(browser, "wide", "light")
    found = {}
    for path in kinds_of(site):
        page.goto((site / path).as_uri())
        found[path] = violations(page, axe, {"resultTypes": ["violations"]})
    page.context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_axe_in_the_dark(browser: Browser, site: Path) -> None:
    """On a phone in dark mode contrast is enough, and what scrolls can be reached."""
    axe, page = axe_or_skip(), opened(browser, "phone", "dark")
    found = {}
    for path in kinds_of(site)[::4]:
        page.goto((site / path).as_uri())
        found[path] = violations(page, axe, {"runOnly": IN_THE_DARK})
    page.context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_axe_sees_faults(browser: Browser, tmp_path: Path) -> None:
    """The checker works: it finds a picture without words."""
    (tmp_path / "bad.html").write_text("<img src='x.png'>", encoding="utf-8")
    axe, page = axe_or_skip(), opened(browser, "wide", "light")
    page.goto((tmp_path / "bad.html").as_uri())
    rules = {one.partition(":")[0] for one in violations(page, axe, {})}
    page.context.close()
    assert {"image-alt", "html-has-lang", "document-title"} <= rules


def shown_on(page: Page) -> list[str]:
    """Return the texts of a page that can be seen, folded ones opened.

    Buttons are left out: only a script makes one.
    """
    page.evaluate(
        """() => {
          document.querySelectorAll("details").forEach((one) => one.open = true);
          document.querySelectorAll("button").forEach((one) => one.remove());
        }"""
    )
    return page.locator("body").inner_text().split()


def test_all_is_there_without_javascript(browser: Browser, site: Path) -> None:
    """With JavaScript off nothing is missing from a page but what needs it."""
    without = opened(browser, "wide", "light", java_script_enabled=False)
    usual = opened(browser, "wide", "light")
    for path in kinds_of(site):
        for page in (without, usual):
            page.goto((site / path).as_uri())
        assert set(shown_on(usual)) <= set(shown_on(without)), path
    without.context.close()
    usual.context.close()


def groups_on(page: Page) -> dict[str, list[str]]:
    """Return what is to be done by group, as the page shows it."""
    found: dict[str, list[str]] = page.evaluate(
        """() => Object.fromEntries(
          [...document.querySelectorAll("main ol[data-accepts]")]
            .filter((list) => !list.closest("[data-list]").hidden)
            .map((list) => [
              list.dataset.accepts,
              [...list.querySelectorAll("h3")].map((one) => one.textContent.trim()),
            ]))"""
    )
    return {group: sorted(map(str.casefold, texts)) for group, texts in found.items()}


def groups_of(book: Path, day: str) -> dict[str, list[str]]:
    """Return what is to be done by group, as Python says it of another day."""
    built = open_workspace(book, today=date.fromisoformat(DAY))
    found: dict[str, list[str]] = defaultdict(list)
    for item in build_book(built).derived.items:
        group = group_on(item, date.fromisoformat(day))
        if group not in HIDDEN:
            found[str(group)].append(item.action.replace("`", ""))
    return {group: sorted(map(str.casefold, texts)) for group, texts in found.items()}


@pytest.fixture(scope="module")
def unpinned(book: Path) -> Path:
    """Return a site that was built without a day, when it was the pinned day."""
    return build_by_clock(book, f"{DAY}T12:00:00")


@pytest.mark.parametrize("day", [DAY, LATER, "2026-04-20"])
def test_reader_sees_the_reader_s_day(
    browser: Browser, book: Path, unpinned: Path, day: str
) -> None:
    """The follow-ups stand in the groups of the day on which they are looked at."""
    page = opened(browser, "wide", "light")
    page.clock.set_fixed_time(f"{day}T10:00:00Z")
    page.goto((unpinned / "follow-ups/index.html").as_uri())
    assert groups_on(page) == groups_of(book, day)
    page.context.close()


def test_reader_s_clock_may_be_slow(
    browser: Browser, book: Path, unpinned: Path
) -> None:
    """A clock that stands before the build counts as the day of the build."""
    page = opened(browser, "wide", "light")
    page.clock.set_fixed_time("2025-12-24T10:00:00Z")
    page.goto((unpinned / "follow-ups/index.html").as_uri())
    assert groups_on(page) == groups_of(book, DAY)
    page.context.close()


def test_a_pinned_site_stays(browser: Browser, book: Path, site: Path) -> None:
    """A site that was built for a day keeps to it and says so."""
    page = opened(browser, "wide", "light")
    page.clock.set_fixed_time(f"{LATER}T10:00:00Z")
    page.goto((site / "follow-ups/index.html").as_uri())
    assert groups_on(page) == groups_of(book, DAY)
    assert page.get_by_text("As of 2 Mar 2026").is_visible()
    page.context.close()


def test_keyboard(browser: Browser, site: Path) -> None:
    """The first key leads to a link past the menu, which can then be seen."""
    page = opened(browser, "phone", "light")
    for path in kinds_of(site)[::3]:
        page.goto((site / path).as_uri())
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        assert skip.inner_text() == "Skip to the page", path
        box = skip.bounding_box()
        assert box is not None, path
        assert box["x"] >= 0, path
        assert box["y"] >= 0, path
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "page", path
    page.context.close()
