"""The search and the previews in a browser, from a folder and from a host."""

from __future__ import annotations

import random
import re
import shutil
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from generator.render.search.folding import words
from generator.render.search.shards import shard_of
from tests.browsing import served
from tests.npm import AXE, npm_file
from tests.parse.tables import cases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

SEARCH: Final = "search/index.html"
FENNA: Final = "contacts/fenna-de-wit.html"
NEW_DATA: Final = re.compile(r"search/(?:index|text/[0-9a-f]+)\.js$")


@pytest.fixture(scope="module")
def site(sample: Path) -> Path:
    """Return the site of the sample book."""
    return sample / "site"


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    """Serve the site from a folder of a host; yield its address."""
    with served(site.parent) as home:
        yield f"{home}site/"


@pytest.fixture
def any_page(browser: Browser) -> Iterator[Page]:
    """An empty page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def page(any_page: Page) -> Iterator[Page]:
    """An empty page; it fails the test when a script fails or a policy is broken."""
    faults: list[str] = []
    any_page.on("pageerror", lambda error: faults.append(str(error)))
    any_page.on("console", lambda one: faults.append(one.text))
    yield any_page
    assert faults == []


def loaded(page: Page) -> list[str]:
    """Return the data that a page has loaded for the search so far."""
    sources: list[str] = page.eval_on_selector_all(
        "script[src]", "(all) => all.map((one) => one.src)"
    )
    return [one for one in sources if NEW_DATA.search(one)]


def names(page: Page) -> list[str]:
    """Return the names of the hits in order."""
    found: list[str] = page.eval_on_selector_all(
        ".hit-name a", "(all) => all.map((one) => one.textContent)"
    )
    return found


def ask(page: Page, query: str) -> list[str]:
    """Type a query into the box and return the names of the hits."""
    page.get_by_label("Search the book").fill(query)
    expect(page.get_by_role("status")).not_to_have_text("Loading …")
    return names(page)


@pytest.fixture(scope="module")
def open_pages(browser: Browser, site: Path, hosted: str) -> Iterator[list[Page]]:
    """The page of the search opened from the folder and from the host."""
    context = browser.new_context()
    pages = []
    for base in (f"{site.as_uri()}/", hosted):
        one = context.new_page()
        one.goto(base + SEARCH)
        pages.append(one)
    yield pages
    context.close()


@pytest.mark.parametrize(("query", "expected"), cases("search.md"))
def test_relevance(open_pages: list[Page], query: str, expected: str) -> None:
    """What one looks for comes first, or among the first so many; `-`: not at all."""
    for page in open_pages:
        found = ask(page, query.strip())
        for line in expected.splitlines():
            place, _, name = line.partition(" ")
            if place == "-":
                assert name not in found, page.url
            else:
                assert name in found[: int(place)], (page.url, found[:5])


WORDS: Final = """async (texts) => {
  const { words } = await airbook.load("static/search-words.js");
  return texts.map((text) => words(text));
}"""


@pytest.mark.parametrize(("text", "expected"), cases("search_words.md"))
def test_words(open_pages: list[Page], text: str, expected: str) -> None:
    """The browser finds a text by the words that the table says."""
    assert open_pages[0].evaluate(WORDS, [text]) == [expected.split()]


def test_words_of_any_text(open_pages: list[Page]) -> None:
    """Python and the browser agree on texts that nobody thought of."""
    chance = random.Random(4)  # noqa: S311 - the same each time
    signs = " '’-._&@#/0aZßÆøİıſςΣא\u05b8لأ\u064eى山カﾞ김ไทहि\u0301\u0308\u200d\u00ad🚂①"
    ranges = ((0x20, 0x500), (0x590, 0x700), (0x900, 0x1100), (0x3000, 0x3200))
    letters = [chr(chance.randrange(*chance.choice(ranges))) for _ in range(400)]
    texts = [
        "".join(chance.choices([*signs, *letters], k=chance.randrange(1, 30)))
        for _ in range(3000)
    ]
    found = open_pages[0].evaluate(WORDS, texts)
    assert [t for t, w in zip(texts, found, strict=True) if words(t) != w] == []


def test_hash(open_pages: list[Page]) -> None:
    """Python and the browser look for a page's text in the same file."""
    urls = ["", "a", "contacts/fenna-de-wit.html", "contacts/山田-太郎.html", "é🚂"]
    found = open_pages[0].evaluate(
        """async (urls) => {
          const { hash } = await airbook.load("static/texts.js");
          return urls.map(hash);
        }""",
        urls,
    )
    assert found == [shard_of(url, 1 << 32) for url in urls]


def test_a_page_loads_nothing_of_the_search(page: Page, site: Path) -> None:
    """Neither the index nor its code comes before somebody searches."""
    page.goto((site / FENNA).as_uri())
    page.wait_for_timeout(200)
    assert page.locator("script[src*=search]").count() == 0
    assert page.locator("script[src*=previews]").count() == 0


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_open_and_close(page: Page, site: Path, keys: str) -> None:
    """A key opens the overlay; Escape closes it and gives the focus back."""
    page.goto((site / FENNA).as_uri())
    link = page.locator("main a").first
    link.focus()
    page.keyboard.press(keys)
    box = page.get_by_label("Search the book")
    expect(box).to_be_focused()
    page.keyboard.type("bo li")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_click_opens(page: Page, site: Path) -> None:
    """The control in the frame opens the overlay in place, and has its focus back."""
    page.goto((site / FENNA).as_uri())
    control = page.locator(".side .find")
    control.click()
    expect(page.get_by_label("Search the book")).to_be_focused()
    page.get_by_role("button", name="Close").click()
    expect(control).to_be_focused()
    assert page.url.endswith(FENNA)


def test_arrows_and_enter(page: Page, site: Path) -> None:
    """Arrows go through the hits and back to the box; Enter opens one."""
    page.goto((site / FENNA).as_uri())
    page.keyboard.press("/")
    assert ask(page, "tideline")[0] == "Tideline Rail"
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hit-name a").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hit-name a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Search the book")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/tideline-rail.html")


def test_typing_on_a_hit_goes_on_with_the_query(page: Page, site: Path) -> None:
    """A letter that is typed while a hit has the focus goes into the box."""
    page.goto((site / SEARCH).as_uri())
    ask(page, "fenn")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("a")
    expect(page.get_by_label("Search the book")).to_have_value("fenna")


def test_slash_in_a_field_is_a_slash(page: Page, site: Path) -> None:
    """While one types, the key is a letter like any other."""
    page.goto((site / SEARCH).as_uri())
    ask(page, "#pay")
    page.keyboard.type("/extra")
    expect(page.get_by_label("Search the book")).to_have_value("#pay/extra")
    expect(page.locator("dialog")).to_have_count(0)
    assert names(page) == ["2025-10-17 Fenna de Wit"]


def test_a_hit_shows_the_words(page: Page, site: Path) -> None:
    """A hit has kind, people, standing and the sentence, linked to its heading."""
    page.goto((site / SEARCH).as_uri())
    ask(page, "ugly middle shop")
    hit = page.locator(".hit").first
    expect(hit.locator(".chip")).to_have_text("done")
    expect(hit.locator(".meta")).to_contain_text(
        "interview · 24 Oct 2025, 15:00 · Bo Li"
    )
    found = hit.locator(".found").first
    expect(found).to_contain_text("told from beginning to end, with the ugly middle")
    assert found.locator("mark").all_inner_texts() == ["ugly", "middle"]
    found.get_by_role("link").click()
    page.wait_for_url("**/interviews/2025-10-24-bo-li.html#h-advice")


def test_marks_without_spaces(page: Page, site: Path) -> None:
    """In a script without spaces only what was asked for is marked."""
    page.goto((site / SEARCH).as_uri())
    ask(page, "하늘")
    assert page.locator(".hit").first.locator("mark").first.inner_text() == "하늘"


def test_filters(page: Page, site: Path) -> None:
    """Kinds, statuses and tags narrow the hits, with the number that each leaves."""
    page.goto((site / SEARCH).as_uri())
    everything = len(ask(page, "portfolio"))
    talks = page.get_by_role("button", name="Interviews")
    number = int(talks.inner_text().split()[-1])
    assert 0 < number < everything
    talks.click()
    expect(page.get_by_role("status")).to_have_text(f"{number} hits")
    expect(talks).to_have_attribute("aria-pressed", "true")
    expect(talks).to_be_focused()
    option = page.get_by_label("Tag").locator("option", has_text="#degree")
    fewer = int(re.findall(r"\d+", option.inner_text())[0])
    page.get_by_label("Tag").select_option("degree")
    expect(page.locator(".hit")).to_have_count(fewer)
    page.get_by_label("Status").select_option("done")
    page.wait_for_url("**#?q=portfolio&kind=interview&status=done&tag=degree")
    page.reload()
    expect(page.locator(".hit")).to_have_count(fewer)
    expect(page.get_by_label("Tag")).to_have_value("degree")
    page.get_by_role("button", name="All").click()
    expect(page.get_by_label("Search the book")).to_have_value("portfolio")


def test_many_hits(page: Page, site: Path) -> None:
    """Twenty hits are shown, more on demand; the focus goes to the first new one."""
    page.goto((site / SEARCH).as_uri())
    assert len(ask(page, "the")) == 20
    page.get_by_role("button", name="Show 20 more").press("Enter")
    expect(page.locator(".hit")).to_have_count(40)
    expect(page.locator(".hit-name a").nth(20)).to_be_focused()


def test_nothing_found(page: Page, site: Path) -> None:
    """Where nothing is found the page says what to try; so does an empty box."""
    page.goto((site / SEARCH).as_uri())
    status = page.get_by_role("status")
    expect(status).to_contain_text("A name or its beginning")
    assert ask(page, "qqqqq") == []
    expect(status).to_contain_text("Try fewer or shorter words")
    assert ask(page, "?!") == []
    ask(page, "fenna zeppelin")
    expect(status).to_contain_text("No page has all of these words")


def test_without_scripts(browser: Browser, site: Path) -> None:
    """Without JavaScript the control leads to a page with the lists."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / FENNA).as_uri())
    page.locator(".side .find").click()
    expect(page.locator("h1")).to_have_text("Search")
    expect(page.get_by_text("Search needs JavaScript")).to_be_visible()
    page.locator("main").get_by_role("link", name="Contacts").click()
    assert page.url.endswith("contacts/index.html")
    context.close()


def test_the_index_is_missing(any_page: Page, site: Path, tmp_path: Path) -> None:
    """A copy of the site without the index says so, and its pages still work."""
    shutil.copytree(site, tmp_path / "site")
    shutil.rmtree(tmp_path / "site/search/text")
    (tmp_path / "site/search/index.js").unlink()
    page = any_page
    page.goto((tmp_path / "site" / SEARCH).as_uri())
    page.get_by_label("Search the book").fill("fenna")
    expect(page.get_by_role("status")).to_contain_text("cannot be loaded")


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page as it stands; without axe the test is skipped."""
    axe = npm_file(AXE)
    if axe is None:
        pytest.skip("no page was checked: axe cannot be had here")
    page.evaluate(axe.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("() => axe.run()")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(any_page: Page, site: Path, scheme: Any) -> None:
    """The checker finds nothing on the page of the search, the overlay, a preview."""
    page = any_page
    page.emulate_media(color_scheme=scheme)
    page.goto((site / SEARCH).as_uri())
    ask(page, "portfolio")
    expect(page.locator(".found").first).to_be_visible()
    assert violations(page) == []
    page.goto((site / FENNA).as_uri())
    page.keyboard.press("/")
    ask(page, "tideline")
    assert violations(page) == []
    page.keyboard.press("Escape")
    preview(page)
    assert violations(page) == []


def preview(page: Page) -> Locator:
    """Hover over the first link to an interview and wait for its card."""
    link = page.locator("main a.link.interview").first
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(100)
    link.hover()
    card = page.locator(".preview")
    expect(card).to_be_visible()
    page.wait_for_timeout(150)
    return link


def test_preview(page: Page, site: Path) -> None:
    """A card says whom and when, beside the link; only one file of texts is loaded."""
    page.goto((site / FENNA).as_uri())
    link = preview(page)
    card = page.locator(".preview")
    expect(card).to_contain_text("interview · 1 Mar 2026, 10:12 · Fenna de Wit")
    expect(card.locator(".chip")).to_have_text("scheduled")
    expect(link).to_have_attribute("aria-describedby", "preview")
    url = link.evaluate("(one) => airbook.pathOf(one)")
    assert [one.rpartition("/")[2] for one in loaded(page)] == [
        f"{shard_of(url.partition('#')[0], 8):x}.js"
    ]
    mine, its = link.bounding_box(), card.bounding_box()
    assert mine is not None
    assert its is not None
    assert (
        its["y"] >= mine["y"] + mine["height"] or its["y"] + its["height"] <= mine["y"]
    )
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None


@pytest.mark.parametrize("goes", ["Escape", "scroll", "blur"])
def test_preview_goes(page: Page, site: Path, goes: str) -> None:
    """Escape, scrolling and going on with the keyboard take the card away."""
    page.goto((site / FENNA).as_uri())
    if goes == "blur":
        page.bring_to_front()  # a page without the focus shows none of its own
        page.keyboard.press("Tab")
        page.locator("main a.link.interview").first.focus()
        expect(page.locator(".preview")).to_be_visible()
        page.evaluate("() => document.activeElement.blur()")
    else:
        preview(page)
        if goes == "Escape":
            page.keyboard.press("Escape")
        else:
            page.mouse.wheel(0, 200)
    shown = page.locator(".preview", has_text="1 Mar 2026")
    expect(shown).to_have_count(0, timeout=1500)


def test_no_preview_of_what_is_no_note(page: Page, site: Path) -> None:
    """Links to lists, to the same page and to other hosts have no card."""
    page.goto((site / FENNA).as_uri())
    for selector in ('main a[href$="index.html"]', 'main a[href^="mailto:"]'):
        page.locator(selector).first.hover()
        page.wait_for_timeout(450)
        expect(page.locator(".preview")).to_have_count(0)
    assert loaded(page) == []


def test_no_preview_on_touch(browser: Browser, site: Path) -> None:
    """A finger that touches a link follows it, and nothing is loaded for a card."""
    context = browser.new_context(
        has_touch=True, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto((site / FENNA).as_uri())
    page.evaluate("addEventListener('click', (event) => event.preventDefault())")
    page.locator("main a.link.interview").first.tap()
    page.wait_for_timeout(600)
    assert page.locator(".preview").count() == 0
    assert loaded(page) == []
    context.close()


def test_a_shard_is_missing(page: Page, site: Path, tmp_path: Path) -> None:
    """Where a text cannot be loaded there is no card, and hits have no sentences."""
    shutil.copytree(site, tmp_path / "site")
    for file in (tmp_path / "site/search/text").iterdir():
        file.write_text("", encoding="utf-8")
    page.goto((tmp_path / "site" / FENNA).as_uri())
    page.locator("main a.link.interview").first.hover()
    page.wait_for_timeout(600)
    expect(page.locator(".preview")).to_have_count(0)
    page.keyboard.press("/")
    assert ask(page, "bo li")[0] == "Bo Li"
