"""A message is copied with a button, in a real browser, from a folder of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.browsing import PHONE, Seen, address, home_of, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.folders import SiteFolder

PERSON: Final = "contacts/tiago-brandão.html"
# What a browser without a clipboard for files does: the newer way is not there.
NO_CLIPBOARD: Final = "delete Navigator.prototype.clipboard"
# What was copied last, whichever way.
WATCHED: Final = """
window.copied = "";
document.addEventListener("copy", () => {
  const field = document.activeElement;
  window.copied = field.value.slice(field.selectionStart, field.selectionEnd);
});
if (navigator.clipboard) {
  navigator.clipboard.writeText = async (text) => { window.copied = text; };
}
"""


def letter_on(page: Page, site: SiteFolder, path: str = PERSON) -> None:
    """Open a page and its first message."""
    page.goto(address(site, path))
    page.locator("details.draft > summary").first.click()


@pytest.mark.parametrize("script", [WATCHED, f"{NO_CLIPBOARD};{WATCHED}"])
def test_a_message_is_copied(browser: Browser, site: SiteFolder, script: str) -> None:
    """With the clipboard and without it; the page says so aloud, and keeps focus."""
    page = opened(browser)
    page.add_init_script(script)
    seen = Seen(page, home_of(site))
    letter_on(page, site)
    letter = page.locator(".letter").first
    button = letter.get_by_role("button", name="Copy")
    button.click()
    status = letter.get_by_role("status")
    status.get_by_text("Copied", exact=True).wait_for()
    assert page.evaluate("window.copied") == letter.locator(".text").text_content()
    assert button.evaluate("one => one === document.activeElement")
    assert page.locator("textarea").count() == 0
    assert seen.taken() == []
    page.context.close()


def test_what_cannot_be_copied_is_selected(browser: Browser, site: SiteFolder) -> None:
    """Where a browser refuses both ways the keyboard does it."""
    page = opened(browser)
    page.add_init_script(f"{NO_CLIPBOARD};document.execCommand = () => false")
    letter_on(page, site)
    letter = page.locator(".letter").first
    letter.get_by_role("button", name="Copy").click()
    letter.get_by_text("Selected: copy it with the keyboard").wait_for()
    selected = page.evaluate("getSelection().toString()")
    assert selected.split() == letter.locator(".text").inner_text().split()
    page.context.close()


def test_a_message_opens_in_mail(browser: Browser, site: SiteFolder) -> None:
    """The link holds address, subject and text, as `--mailto` prints them."""
    page = opened(browser)
    letter_on(page, site)
    link = page.locator(".letter a").first
    href = link.get_attribute("href") or ""
    assert href.startswith("mailto:tiago@ploegenpasser.example?subject=About%20Marleen")
    assert "&body=Hello%20Tiago%2C%0D%0A%0D%0A" in href
    page.context.close()


def test_without_scripts_there_is_the_text(browser: Browser, site: SiteFolder) -> None:
    """And no button that does nothing."""
    page = opened(browser, java_script_enabled=False)
    letter_on(page, site)
    letter = page.locator(".letter").first
    assert letter.locator(".text").is_visible()
    assert letter.locator("button").count() == 0
    page.context.close()


def test_nothing_of_it_is_on_paper(browser: Browser, site: SiteFolder) -> None:
    """A message on paper is of no use: neither text nor buttons are printed."""
    page = opened(browser)
    for path in (PERSON, "contacts/kwabena-asante-mills.html", "follow-ups/index.html"):
        letter_on(page, site, path)
        page.emulate_media(media="print")
        assert not page.locator(".letter").first.is_visible()
        page.emulate_media(media="screen")
    page.context.close()


def test_a_message_fits_a_phone(browser: Browser, site: SiteFolder) -> None:
    """Nothing scrolls sideways, and the buttons are large enough for a thumb."""
    page = opened(browser, PHONE)
    letter_on(page, site)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    box = page.get_by_role("button", name="Copy").first.bounding_box()
    assert box
    assert box["height"] >= 24
    page.context.close()
