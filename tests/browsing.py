"""One Chromium, one built sample, and what a page that was looked at may not do."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections import defaultdict
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.books import build, copy_sample, write_files
from tests.folders import SiteFolder
from tests.npm import AXE, npm_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.folders import Page as HtmlPage

WIDE: Final = (1280, 900)
PHONE: Final = (390, 844)
NARROW: Final = (320, 640)
ZOOMED: Final = (640, 450)  # 1280 at 200 %
SCHEMES: Final = ("light", "dark")
# What depends on the window and the colour scheme; all else follows from the HTML.
LOOKS_MATTER: Final = ("color-contrast", "scrollable-region-focusable", "target-size")
NOT_FOUND: Final = "404.html"  # made for a host: it names its files from the root


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium; raises where it cannot be started."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError("there is no Chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found)
        yield started
        started.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once; without it every test is skipped."""
    starting = chromium()
    try:
        started = starting.__enter__()
    except (Error, FileNotFoundError) as error:
        pytest.skip(f"no page was looked at: {str(error)[:200]}")
    yield started
    starting.__exit__(None, None, None)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample book, built as on the pinned day; tests leave it as it is."""
    folder = copy_sample(tmp_path_factory.mktemp("sample") / "book")
    build(cwd=folder)
    return folder


@pytest.fixture(scope="session")
def site(sample: Path) -> SiteFolder:
    """Return its site."""
    return SiteFolder(sample / "site")


@pytest.fixture(scope="session")
def sites(
    site: SiteFolder, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, SiteFolder]:
    """Return the sites of the sample, of each golden book, and of an empty one."""
    from tests.conftest import GOLDEN

    base = tmp_path_factory.mktemp("sites")
    found = {"sample": site}
    for name in ("empty", *sorted(one.parent.name for one in GOLDEN.glob("*/content"))):
        book = write_files(base / name, {"content/.keep": ""})
        if name != "empty":
            shutil.copytree(
                GOLDEN / name / "content", book / "content", dirs_exist_ok=True
            )
        build(cwd=book)
        found[name] = SiteFolder(book / "site")
    return found


@functools.cache
def kinds_of(site: SiteFolder) -> tuple[str, ...]:
    """Return of each kind of page the longest and the shortest, and every list."""
    pages: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for path, page in site.pages.items():
        if path != NOT_FOUND:
            pages[marks_of(page)].append((len(page.text), path))
    ends = {end(found)[1] for found in pages.values() for end in (min, max)}
    return tuple(sorted(ends))


@functools.cache
def one_of_each(site: SiteFolder) -> tuple[str, ...]:
    """Return of each kind of page the longest, and every list."""
    found: dict[tuple[str, ...], str] = {}
    for path in sorted(kinds_of(site), key=lambda one: len(site.pages[one].text)):
        found[marks_of(site.pages[path])] = path
    return tuple(sorted(found.values()))


def marks_of(page: HtmlPage) -> tuple[str, ...]:
    """Return what tells kinds apart: folder, ending of the name, note or lead."""
    if page.path.endswith("index.html"):
        return (page.path,)
    folder, _, name = page.path.rpartition("/")
    return (folder, *name.split(".")[1:], "note" if page.sources else "none")


class Seen:
    """What a page did that no page may do."""

    def __init__(self, page: Page, home: str) -> None:
        self.home = home
        self.faults: list[str] = []
        page.on("console", lambda one: self.note(one.type, one.text))
        page.on("pageerror", lambda error: self.note("error", str(error)))
        page.on("request", lambda one: self.asked(one.url))
        page.on("response", lambda one: self.answered(one.status, one.url))

    def note(self, sort: str, text: str) -> None:
        """Keep what is a fault."""
        if sort in {"error", "warning"}:
            self.faults.append(f"{sort}: {text}")

    def asked(self, url: str) -> None:
        """Keep what was asked for outside the site."""
        if not url.startswith(self.home):
            self.faults.append(f"asks for {url}")

    def answered(self, status: int, url: str) -> None:
        """Keep what a server refused."""
        if status >= 400:
            self.faults.append(f"{status}: {url}")

    def taken(self) -> list[str]:
        """Return the faults so far and forget them."""
        found, self.faults = self.faults, []
        return found


def opened(
    browser: Browser, size: tuple[int, int] = WIDE, scheme: str = "light", **more: Any
) -> Page:
    """Open an empty page of a size and a colour scheme."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        timezone_id="UTC",
        **more,
    )
    return context.new_page()


def closed(page: Page) -> None:
    """Close a page that may be loading itself anew.

    Chromium can forget that it was to close a page that is being replaced, and nothing
    ends the wait for it. So the page is led away first, which its own load may disturb.
    """
    for _ in range(5):
        with suppress(Error):
            page.goto("about:blank")
            break
    page.context.close()


def resized(page: Page, size: tuple[int, int], scheme: str = "light") -> None:
    """Give an open page another size and colour scheme."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def home_of(site: SiteFolder) -> str:
    """Return the address of a site's folder."""
    return f"{site.folder.as_uri()}/"


def address(site: SiteFolder, path: str) -> str:
    """Return the address of a page, opened from its folder as from a USB stick."""
    return (site.folder / path).as_uri()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine for as long as the block lasts."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


WIDER: Final = """() => {
  const root = document.scrollingElement;
  const width = root.clientWidth;
  if (root.scrollWidth <= width) return [];
  const sticksOut = (one) => one.getBoundingClientRect().right > width + 1
    || (one.offsetLeft + one.scrollWidth > width && one.scrollWidth > one.clientWidth
      && getComputedStyle(one).overflowX === "visible");
  const found = [...document.querySelectorAll("body *")].filter(sticksOut).slice(-3)
    .map((one) => `${one.tagName.toLowerCase()}.${one.className}`);
  return [`${root.scrollWidth} px in ${width} px: ${found.join(", ")}`];
}"""


def wider(page: Page) -> list[str]:
    """Return what makes a page wider than its window."""
    found: list[str] = page.evaluate(WIDER)
    return found


def axe_or_skip() -> str:
    """Return the script of the checker; without it the test is skipped."""
    axe = npm_file(AXE)
    if axe is None:
        pytest.skip("no page was checked: axe cannot be had here")
    return axe.read_text(encoding="utf-8")


def violations(page: Page, axe: str, *rules: str) -> list[str]:
    """Return what axe finds on a page, each with its first place.

    Args:
        page: An open page.
        axe: The checker's script.
        rules: To look for; none: all, those of newer guidelines among them.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe)
    options: dict[str, Any] = {
        "resultTypes": ["violations"],
        "preload": False,  # it would fetch styles, which the policy forbids
        "rules": {"target-size": {"enabled": True}},
    }
    if rules:
        options["runOnly"] = list(rules)
    result = page.evaluate("(options) => axe.run(options)", options)
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in result["violations"]
    ]
