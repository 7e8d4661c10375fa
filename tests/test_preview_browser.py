"""The preview in a browser: saves appear, the reader stays where he was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.books import write_files
from tests.browsing import (
    PHONE,
    SCHEMES,
    WIDE,
    Seen,
    axe_or_skip,
    closed,
    opened,
    resized,
    violations,
    wider,
)
from tests.serve.previewing import previewing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.serve.previewing import Previewing

LONG: Final = "".join(
    f"## Part {one}\n\n{'Words in it. ' * 60}\n\n" for one in range(40)
)
OPEN: Final = "dialog.airbook-trouble[open]"
SHUT: Final = "() => !document.querySelector('dialog.airbook-trouble[open]')"
BROKEN: Final = "---\nfurther: {a: [1, 2}\n---\n<img src=x onerror=alert(1)>\n"


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    """Return a preview of a book that tests write."""
    book = write_files(
        tmp_path_factory.mktemp("seen") / "book",
        {
            "content/contacts/Ana.md": "# Ana\n",
            "content/contacts/Zoë Ødegård.md": "[[Ana]]\n",
            "content/Long.md": LONG,
        },
    )
    with previewing(book, "--follow") as running:
        yield running


@pytest.fixture
def page(browser: Browser, writing: Previewing) -> Iterator[Page]:
    """Return an open page that did nothing wrong at the end."""
    found = opened(browser)
    seen = Seen(found, writing.address)
    yield found
    assert seen.taken() == []
    closed(found)


def visit(page: Page, preview: Previewing, path: str, holds: str = "") -> None:
    """Open a page that is as it should be, and wait until it listens."""
    preview.until_page(
        f"/{path}", lambda got: got.status == 200 and holds.encode() in got.body
    )
    with page.expect_worker() as listening:
        page.goto(preview.address + path)
    assert "events.js" in listening.value.url


def save(preview: Previewing, path: str, text: str) -> None:
    """Write a note."""
    (preview.book / "content" / path).write_text(text, encoding="utf-8")


def test_a_save_appears_where_the_reader_was(page: Page, writing: Previewing) -> None:
    """The heading that is read stays in its place, though much was added above it."""
    visit(page, writing, "long.html")
    page.evaluate("document.getElementById('h-part-20').scrollIntoView()")
    place = "document.getElementById('h-part-20').getBoundingClientRect().top"
    before = page.evaluate(place)
    save(writing, "Long.md", "half")  # what an editor that was cut off leaves
    page.wait_for_function("() => !document.getElementById('h-part-20')")
    added = f"## Added\n\n{'More words. ' * 2000}\n\n"
    save(writing, "Long.md", added + LONG)
    page.wait_for_selector("#h-added")
    page.wait_for_function("() => scrollY > 0")
    assert abs(page.evaluate(place) - before) <= 2
    page.goto(writing.address + "contacts/index.html")
    page.go_back()
    page.wait_for_function("() => scrollY > 0")


def test_folds_stay_open(page: Page, writing: Previewing) -> None:
    """What the reader opened or closed is so after a save as well."""
    fold = "<details><summary>More</summary>\n\nwithin\n\n</details>\n\n"
    save(writing, "Folds.md", fold)
    visit(page, writing, "folds.html")
    page.locator("main summary", has_text="More").click()
    save(writing, "Folds.md", fold + "saved again\n")
    page.wait_for_function("() => document.body.textContent.includes('saved again')")
    assert page.locator("main details[open] summary", has_text="More").count() == 1


def test_a_style_is_taken_without_loading_the_page(
    page: Page, writing: Previewing
) -> None:
    """The page keeps what it knows; its colours are those of the new stylesheet."""
    visit(page, writing, "contacts/ana.html")
    page.evaluate("window.stays = true")
    style = {"templates/static/airbook.css": "body { color: rgb(1, 2, 3) }"}
    write_files(writing.book, style)
    page.wait_for_function(
        "() => getComputedStyle(document.body).color === 'rgb(1, 2, 3)'"
    )
    assert page.evaluate("window.stays") is True
    page.wait_for_function(
        "() => document.querySelectorAll('link[rel=stylesheet]').length === 1"
    )
    (writing.book / "templates/static/airbook.css").unlink()
    page.wait_for_function(
        "() => getComputedStyle(document.body).color !== 'rgb(1, 2, 3)'"
    )
    assert page.evaluate("window.stays") is True


def test_an_error_lies_over_the_last_good_page_until_it_is_mended(
    page: Page, writing: Previewing
) -> None:
    """It says what, where and what to write; nothing of a note runs in it."""
    save(writing, "contacts/Zoë Ødegård.md", "the good page\n")
    visit(page, writing, "contacts/zo%C3%AB-%C3%B8deg%C3%A5rd.html", "the good page")
    save(writing, "contacts/Zoë Ødegård.md", BROKEN)
    page.wait_for_selector(OPEN)
    said = page.inner_text(OPEN)
    assert "One error in this note" in said
    assert "contacts/Zoë Ødegård.md, line 2, column 10" in said
    assert "<img src=x onerror=alert(1)>" in said
    assert str(writing.book) not in said
    assert page.inner_text(f"{OPEN} mark") == "{a: [1, 2}"
    link = page.get_attribute(f"{OPEN} .where a", "href")
    assert link is not None
    assert link.startswith("vscode://file/")
    assert link.endswith("/contacts/Zo%C3%AB%20%C3%98deg%C3%A5rd.md:2")
    assert "the good page" in page.inner_text("main")
    save(writing, "contacts/Zoë Ødegård.md", "mended\n")
    page.wait_for_function(SHUT)
    page.wait_for_function("() => document.body.textContent.includes('mended')")


def test_the_overlay_is_closed_by_keyboard_and_stays_away(
    page: Page, writing: Previewing
) -> None:
    """Then the page is shown as it is; the same error does not come back by itself."""
    save(writing, "contacts/Ana.md", "# Ana\n")
    visit(page, writing, "contacts/ana.html")
    for key in ("Escape", "Enter"):
        save(writing, "contacts/Ana.md", BROKEN)
        page.wait_for_selector(OPEN)
        if key == "Enter":
            page.keyboard.press("Tab")
            focus = page.evaluate("document.activeElement.className")
            assert focus == "cross"
        with page.expect_worker():
            page.keyboard.press(key)
        page.wait_for_function(SHUT)
        save(writing, "contacts/Ana.md", BROKEN + f"a line more after {key}\n")
        page.wait_for_function(
            f"() => document.body.textContent.includes('after {key}')"
        )
        page.wait_for_timeout(200)
        assert page.locator(OPEN).count() == 0
        save(writing, "contacts/Ana.md", f"mended after {key}\n")
        page.wait_for_function(
            f"() => document.body.textContent.includes('ed after {key}')"
        )


def test_the_overlay_is_sound_in_every_look(page: Page, writing: Previewing) -> None:
    """No fault that a checker knows; nothing is wider than a phone."""
    axe = axe_or_skip()
    save(writing, "contacts/Ana.md", "# Ana\n")
    visit(page, writing, "contacts/ana.html")
    save(writing, "contacts/Ana.md", f"---\nfurther: {'{a: [1, 2}' * 30}\n---\n")
    page.wait_for_selector(OPEN)
    for size in (WIDE, PHONE):
        for scheme in SCHEMES:
            resized(page, size, scheme)
            assert violations(page, axe) == []
            assert wider(page) == []
            box = box_of(page)
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size[0]
            assert box["y"] + box["height"] <= size[1]
    save(writing, "contacts/Ana.md", "# Ana\n")
    page.wait_for_function(SHUT)


def box_of(page: Page) -> Any:
    """Return where the overlay is."""
    return page.locator(OPEN).bounding_box()


def test_the_reader_is_led_to_the_note_that_was_saved(
    page: Page, writing: Previewing
) -> None:
    """With --follow, from any page of the book."""
    visit(page, writing, "index.html")
    there = "/contacts/zo%C3%AB-%C3%B8deg%C3%A5rd.html"
    for number in range(300):
        if number % 30 == 0:  # who does not listen yet is not led by the first save
            save(writing, "contacts/Zoë Ødegård.md", f"led here, {number}\n")
        if page.url.endswith(there):
            break
        page.wait_for_timeout(100)
    page.wait_for_url(f"**{there}")
    assert "led here" in page.inner_text("main")


def test_a_page_offers_to_edit_its_note(page: Page, writing: Previewing) -> None:
    """By a link that a built page has not, since it names a place of the machine."""
    visit(page, writing, "contacts/ana.html")
    link = page.get_by_role("link", name="Edit this note")
    assert str(link.get_attribute("href")).endswith("/content/contacts/Ana.md:1")
    visit(page, writing, "contacts/index.html")
    assert page.get_by_role("link", name="Edit this note").count() == 0


def test_a_page_in_the_background_catches_up(page: Page, writing: Previewing) -> None:
    """It asks for nothing while nobody sees it."""
    visit(page, writing, "contacts/ana.html")
    hide = """(hidden) => {
      const hiding = { value: !!hidden, configurable: true };
      Object.defineProperty(document, "hidden", hiding);
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(hide, 1)
    save(writing, "contacts/Ana.md", "while away\n")
    writing.until_page("/contacts/ana.html", lambda got: b"while away" in got.body)
    assert "while away" not in page.inner_text("main")
    page.evaluate(hide, 0)
    page.wait_for_function("() => document.body.textContent.includes('while away')")


def test_a_preview_that_begins_again_is_found_again(
    browser: Browser, writing: Previewing
) -> None:
    """A page that stays open goes on with the next run at the same port."""
    page = opened(browser)
    with previewing(writing.book) as first:
        visit(page, first, "contacts/ana.html")
        page.wait_for_function(
            "() => performance.getEntriesByType('resource').length > 3"
        )
        page.wait_for_timeout(300)
        first.end()
        save(writing, "contacts/Ana.md", "the next run\n")
    with previewing(writing.book, "--port", str(first.port)):
        page.wait_for_function(
            "() => document.body.textContent.includes('the next run')"
        )
    closed(page)
