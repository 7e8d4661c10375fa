"""An encrypted book in a real browser: everything works, and nothing is told."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browsing import (
    NOT_FOUND,
    PHONE,
    Seen,
    axe_or_skip,
    opened,
    resized,
    served,
    violations,
    wider,
)
from tests.encrypt.browsing import (
    HELD,
    encrypted,
    enter,
    go,
    names_in,
    route_of,
    unlock,
)
from tests.sampling import sampled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.folders import SiteFolder

ADDRESS: Final = re.compile(
    r"(?:#page|#/[0-9a-f]{32}(?:/[0-9a-f]{16})?|blob:.*|data:,|[a-z]+:/.*index\.html.*)"
)
FENNA: Final = "contacts/fenna-de-wit.html"
CONTACTS: Final = "contacts/index.html"


@pytest.fixture(scope="module")
def folder(site: SiteFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample's site, encrypted."""
    return encrypted(site.folder, tmp_path_factory.mktemp("encrypted") / "site")


@pytest.fixture(scope="module")
def disk(folder: Path) -> str:
    """Return its address on the disk."""
    return (folder / "index.html").as_uri()


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    """Serve it on this machine."""
    with served(folder) as home:
        yield f"{home}index.html"


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """An empty page; what it may not do fails the test."""
    made = opened(browser, accept_downloads=True)
    seen = Seen(made, f"{folder.as_uri()}/")
    yield made
    made.context.close()
    faults = [one for one in seen.taken() if "asks for blob:" not in one]
    assert [one for one in faults if "asks for http://127" not in one] == []


def test_it_opens_from_the_disk_with_the_network_off(page: Page, disk: str) -> None:
    """A wrong passphrase is said once; the right one shows the first page."""
    page.context.set_offline(True)
    unlock(page, disk, "seven boats, a teaspoon")
    expect(page.locator(".said")).to_have_text("That is not the passphrase.")
    page.get_by_label("Passphrase", exact=True).fill("  a boat, seven teaspoons ")
    page.keyboard.press("Enter")
    expect(page.locator("main#page h1")).to_have_text("Monday, 2 March")
    assert page.title() == "Airbook"


def test_it_opens_from_a_host(page: Page, host: str) -> None:
    """The same over http on this machine; a page is found by its address."""
    enter(page, f"{host}{route_of(FENNA)}")
    expect(page.locator("h1")).to_have_text("Fenna de Wit")


def test_every_page_says_what_the_plain_one_says(
    page: Page, disk: str, site: SiteFolder
) -> None:
    """No text is lost, no link keeps a path, and no picture is missing."""
    enter(page, disk)
    plain = page.context.new_page()
    paths = sorted(site.pages.keys() - {NOT_FOUND, "search/index.html"})
    for path in sampled(paths, 4):
        go(page, path)
        plain.goto((site.folder / path).as_uri())
        assert page.text_content("main") == plain.text_content("main"), path
        told = names_in(page)
        assert [one for one in told.split("\n")[1:] if not ADDRESS.fullmatch(one)] == []
        assert page.eval_on_selector_all(
            "main a:not([href])", "(all) => all.map((one) => one.outerHTML)"
        ) == plain.eval_on_selector_all(
            "main a:not([href])", "(all) => all.map((one) => one.outerHTML)"
        )
    plain.close()


def test_links_lead_where_they_led(page: Page, disk: str) -> None:
    """To a page, back to where one was, and to a place within folded parts."""
    resized(page, PHONE)
    enter(page, disk)
    go(page, CONTACTS)
    page.evaluate("window.scrollTo(0, 900)")
    page.wait_for_timeout(400)
    link = page.locator("main a", has_text="Tiago Brandão").first
    link.evaluate("(one) => one.click()")
    expect(page.locator("h1")).to_contain_text("Tiago Brandão")
    page.wait_for_function("() => window.scrollY === 0")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Contacts")
    page.wait_for_function("() => window.scrollY > 800")
    go(page, "index.html")
    page.get_by_text("Skip to the page").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    line = page.locator("main a[href*='/']", has_text="interview, line").first
    line.click()
    expect(page.locator(".arrived")).to_be_in_viewport()


def test_search_and_previews(page: Page, disk: str) -> None:
    """They read what was decrypted; the address never says what was asked."""
    enter(page, disk)
    page.keyboard.press("/")
    page.get_by_label("Search the book").fill("fenna")
    first = page.locator(".hit-name a").first
    expect(first).to_have_text("Fenna de Wit")
    expect(page.locator(".hit .found").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Fenna de Wit")
    go(page, "search/index.html")
    page.get_by_label("Search the book").fill("timetable")
    expect(page.locator(".hit-name a").first).to_be_visible()
    page.wait_for_function("() => (history.state || {}).kept === 'q=timetable'")
    assert "timetable" not in page.url
    page.reload()
    enter_again(page)
    expect(page.get_by_label("Search the book")).to_have_value("timetable")
    go(page, CONTACTS)
    name = page.locator("main td a", has_text="Fenna").first
    name.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    name.hover()
    expect(page.locator(".preview")).to_contain_text("timetable planner")


def enter_again(page: Page) -> None:
    """Type the passphrase into the page that is open."""
    page.get_by_label("Passphrase", exact=True).fill("a boat, seven teaspoons")
    page.keyboard.press("Enter")
    page.locator("main#page h1").wait_for()


def test_a_table_keeps_its_filter_besides_its_address(page: Page, disk: str) -> None:
    """Going on and back, the rows are filtered as they were."""
    enter(page, disk)
    go(page, CONTACTS)
    page.get_by_label("Containing").fill("rail")
    page.wait_for_function("() => (history.state || {}).kept === 'q=rail'")
    rows = page.locator("main tbody tr:visible").count()
    page.locator("main td a:visible").first.click()
    page.wait_for_function("() => airbook.here() !== 'contacts/index.html'")
    page.go_back()
    expect(page.get_by_label("Containing")).to_have_value("rail")
    assert page.locator("main tbody tr:visible").count() == rows
    assert "rail" not in page.url


def test_attachments_and_paper(page: Page, disk: str, site: SiteFolder) -> None:
    """A file that is no page is handed over whole; a page prints without our button."""
    enter(page, disk)
    (path,) = (
        path
        for path in site.pages
        if path.startswith("interviews/")
        and b"string-diagram" in (site.folder / path).read_bytes()
    )
    go(page, path)
    picture = page.locator("main img[src^='blob:']")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("(one) => one.naturalWidth") > 0
    file = "files/attachments/string-diagram.svg"
    with page.expect_download() as waiting:
        page.evaluate(
            """(file) => {
                const link = document.createElement("a");
                document.querySelector("main").append(link);
                airbook.lead(link, file);
                link.click();
            }""",
            file,
        )
    handed = waiting.value
    assert handed.suggested_filename == "string-diagram.svg"
    assert handed.path().read_bytes() == (site.folder / file).read_bytes()
    page.emulate_media(media="print")
    expect(page.locator(".lock")).to_be_hidden()


def test_the_feed_is_a_download(page: Page, disk: str, site: SiteFolder) -> None:
    """No calendar can come here for it, which the page says; a click hands it over."""
    enter(page, disk)
    go(page, "follow-ups/index.html")
    expect(page.get_by_text("inside an encrypted site")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="follow-ups.ics").click()
    assert waiting.value.suggested_filename == "follow-ups.ics"
    feed = (site.folder / "follow-ups.ics").read_bytes()
    assert waiting.value.path().read_bytes() == feed


def test_locking_forgets(page: Page, host: str) -> None:
    """The button, a quarter of an hour, or leaving: no word of the book is left."""
    page.clock.install()
    enter(page, host)
    page.get_by_role("button", name="Lock").click()
    expect(page.locator("h1")).to_have_text("This book is locked")
    assert "Fenna" not in page.content()
    enter_again(page)
    page.clock.fast_forward("14:00")
    expect(page.locator("main#page h1")).to_be_visible()
    page.clock.fast_forward("02:00")
    expect(page.locator("h1")).to_have_text("This book is locked")
    enter_again(page)
    page.goto("about:blank")
    page.go_back()
    expect(page.locator("h1")).to_have_text("This book is locked")
    kept = page.evaluate(
        "JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
    )
    assert "boat" not in kept


def test_a_device_may_stay_unlocked(page: Page, host: str) -> None:
    """Where asked for, without the passphrase being kept, for eight hours at most."""
    page.clock.install()
    page.goto(host)
    page.get_by_label("Keep this device unlocked").check()
    unlock_here(page)
    page.clock.fast_forward("01:00:00")
    page.reload()
    expect(page.locator("main#page h1")).to_be_visible()
    page.clock.fast_forward("08:00:00")
    page.reload()
    expect(page.get_by_label("Passphrase", exact=True)).to_be_visible()
    page.get_by_label("Keep this device unlocked").check()
    unlock_here(page)
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_label("Passphrase", exact=True)).to_be_visible()


def unlock_here(page: Page) -> None:
    page.get_by_label("Passphrase", exact=True).fill("a boat, seven teaspoons")
    page.get_by_role("button", name="Unlock").click()
    page.locator("main#page h1").wait_for()


def test_on_the_disk_nothing_is_kept(page: Page, disk: str) -> None:
    """Chromium gives all files one store, so that the offer is not made."""
    page.goto(disk)
    expect(page.get_by_label("Passphrase", exact=True)).to_be_visible()
    expect(page.get_by_label("Keep this device unlocked")).to_be_hidden()


def test_an_older_copy_is_told(
    page: Page, site: SiteFolder, tmp_path: Path, folder: Path
) -> None:
    """A host that brings back an old copy is found out by who saw a newer one."""
    both = tmp_path / "both"
    shutil.copytree(folder, both / "old")
    encrypted(site.folder, both / "new", age=2)
    with served(both) as home:
        enter(page, f"{home}new/index.html")
        expect(page.locator(".older")).to_have_count(0)
        enter(page, f"{home}old/index.html")
        expect(page.locator(".older")).to_contain_text("older than one")
        page.goto("about:blank")  # it may be loading still when nobody serves any more


@pytest.mark.parametrize("what", ["header", "bit", "missing", "swapped", "manifest"])
def test_a_damaged_copy_shows_nothing(
    browser: Browser, folder: Path, tmp_path: Path, what: str
) -> None:
    """No half page: all of it is refused, whatever was changed."""
    copy = shutil.copytree(folder, tmp_path / "copy")
    spoil(copy, what)
    page = opened(browser)
    address = (copy / "index.html").as_uri()
    if what == "header":
        page.goto(address)
    else:
        unlock(page, address)
    expect(page.locator("h1")).to_have_text(HELD, timeout=20_000)
    assert page.locator("main#page").count() == 0
    assert "Fenna" not in page.content()
    page.context.close()


def spoil(copy: Path, what: str) -> None:
    """Change a copy: all files of a kind, so that the first page is among them."""
    data = sorted((copy / "d").glob("*.js"))
    if what == "header":
        text = (copy / "h.js").read_bytes()
        (copy / "h.js").write_bytes(text.replace(b'"h","', b'"h","A'))
    elif what == "missing":
        for file in data:
            file.unlink()
    elif what == "swapped":
        texts = [file.read_bytes() for file in data]
        for file, text in zip(data, texts[1:] + texts[:1], strict=True):
            file.write_bytes(text)
    else:
        for file in data if what == "bit" else data[:1]:
            bits = bytearray(file.read_bytes())
            bits[500] = ord("B") if bits[500] != ord("B") else ord("C")
            file.write_bytes(bits)
        if what == "manifest":
            shutil.rmtree(copy / "d")


def test_plain_http_on_a_network_says_what_to_do(
    browser: Browser, folder: Path
) -> None:
    """There a browser has no cryptography; it says so, and how to open the book."""
    found = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if found is None:
        pytest.skip("there is no Chromium")
    with served(folder) as home:
        port = home.rstrip("/").rpartition(":")[2]
        rules = f"--host-resolver-rules=MAP book.lan 127.0.0.1:{port}"
        other = browser.browser_type.launch(executable_path=found, args=[rules])
        page = other.new_page()
        page.goto("http://book.lan/index.html")
        expect(page.locator(".said")).to_contain_text("begins with https://")
        expect(page.get_by_label("Passphrase", exact=True)).to_be_hidden()
        other.close()


def test_it_can_be_used_by_everybody(browser: Browser, disk: str) -> None:
    """The page that asks, one with an answer, and an open page; wide and on a phone."""
    axe = axe_or_skip()
    for scheme in ("light", "dark"):
        page = opened(browser, PHONE, scheme)
        unlock(page, disk, "no")
        expect(page.locator(".said.wrong")).to_be_visible()
        assert violations(page, axe) == []
        assert wider(page) == []
        unlock_here(page)
        assert violations(page, axe) == []
        assert wider(page) == []
        page.context.close()


def test_the_loader_is_small(folder: Path) -> None:
    """Who wants to can read it before typing a passphrase: below 15 KB, no names."""
    (loader,) = folder.glob("app.*.js")
    text = loader.read_text(encoding="utf-8")
    assert len(text.encode()) < 15_000
    assert "eval" not in text
    assert "Fenna" not in (folder / "index.html").read_text() + text
