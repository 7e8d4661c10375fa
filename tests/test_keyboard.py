"""Every page by keyboard alone: all is reached, once, in order, and can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browsing import NARROW, PHONE, WIDE, address, one_of_each, opened
from tests.sampling import sampled

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.folders import SiteFolder

SPARE: Final = 99
# Names what should be reached (in the document's order), and notes what is.
BEGIN: Final = """() => {
  // A page may begin elsewhere, as that of the search does in its box.
  if (document.activeElement !== document.body) {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  }
  const able = "a[href], button, input, select, textarea, summary, [tabindex], "
    + "[contenteditable=true]";
  const visible = (one) => one.checkVisibility({visibilityProperty: true});
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflow)
    && (one.scrollHeight > one.clientHeight + 1
      || one.scrollWidth > one.clientWidth + 1);
  const all = [...document.querySelectorAll("body *")];
  window.named = (one) => one.outerHTML.slice(0, 100);
  window.wanted = all.filter((one) =>
    one.matches(able) && one.tabIndex >= 0 && !one.disabled && visible(one)
    && (one.tagName !== "SUMMARY" || one.parentElement.tagName === "DETAILS"));
  // One radio of a group is reached by Tab, the others by arrows.
  window.wanted = window.wanted.filter((one) => one.type !== "radio" || one.checked);
  window.stuck = all.filter((one) => visible(one) && scrolls(one)
    && one.tabIndex < 0 && !one.querySelector(able)).map(window.named);
  window.reached = [];
  addEventListener("keyup", () => {
    const one = document.activeElement;
    const stops = window.reached;
    const again = stops.length && one === stops[0].one && one !== stops.at(-1).one;
    if (!one || one === document.body || again) window.left = true;
    if (window.left) return;
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== "none"
      && parseFloat(style.outlineWidth) >= 2;
    const box = one.getBoundingClientRect();
    const onScreen = box.right > 0 && box.bottom > 0 && box.left < innerWidth
      && box.top < innerHeight && box.width > 0 && box.height > 0;
    stops.push({one, outlined, onScreen});
  });
}"""
# What is wrong with the tour; what scrolls may be reached though it is no control.
END: Final = """() => {
  const reached = window.reached.map((stop) => stop.one);
  const order = (a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
  const faults = window.stuck.map((one) => `cannot be scrolled: ${one}`);
  if (!window.left) faults.push("a trap: the page is never left");
  const say = (what, ones) => ones.forEach((one) =>
    faults.push(`${what}: ${window.named(one)}`));
  const once = new Set(reached);
  say("not reached", window.wanted.filter((one) => !once.has(one)));
  say("reached twice", reached.filter((one, at) => reached.indexOf(one) !== at));
  say("out of order", reached.filter((one, at) => at && !order(reached[at - 1], one)));
  say("not outlined", window.reached.filter((x) => !x.outlined).map((x) => x.one));
  say("not on screen", window.reached.filter((x) => !x.onScreen).map((x) => x.one));
  return faults;
}"""


def tour(page: Page) -> list[str]:
    """Press Tab until the page is left; return what a keyboard's user would miss."""
    page.evaluate(BEGIN)
    more = page.evaluate("() => window.wanted.length") + 1
    for _ in range(SPARE):
        for _ in range(more):
            page.keyboard.press("Tab")
        more = 1
        if page.evaluate("() => window.left"):
            break
    faults: list[str] = page.evaluate(END)
    return faults


@pytest.mark.parametrize(
    ("size", "step"), [(WIDE, 3), (NARROW, 5)], ids=["wide", "narrow"]
)
def test_tour(
    browser: Browser, site: SiteFolder, size: tuple[int, int], step: int
) -> None:
    """Tab reaches all that can be used, once, in order, seen, and leaves at the end."""
    page = opened(browser, size)
    found = {}
    for path in sampled(one_of_each(site), step):
        page.goto(address(site, path))
        found[path] = tour(page)
    page.context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


BAD: Final = {
    "<div tabindex=0 class=plain>x</div>": "not outlined",
    "<a href=#>first</a><a href=# tabindex=2>x</a>": "out of order",
    "<a href=#>x</a><pre>y</pre>": "cannot be scrolled",
    "<a href=# class=away>x</a>": "not on screen",
    "<a href=# class=trap>x</a><a href=#>y</a>": "a trap",
}
STYLE: Final = """<!doctype html><title>x</title><style>
  .plain:focus { outline: none } .away { position: fixed; left: -99rem }
  pre { overflow: auto; height: 1px; visibility: visible } :focus { outline: 3px solid }
</style><script>addEventListener("keydown", (event) => {
  if (document.activeElement.className === "trap") event.preventDefault();
})</script>"""


@pytest.mark.parametrize(("body", "fault"), BAD.items(), ids=BAD.values())
def test_tour_sees_faults(
    browser: Browser, tmp_path: Path, body: str, fault: str
) -> None:
    """The tour works: it sees what is passed over, unseen, out of order, or a trap."""
    (tmp_path / "bad.html").write_text(STYLE + body, encoding="utf-8")
    page = opened(browser)
    page.goto((tmp_path / "bad.html").as_uri())
    found = tour(page)
    page.context.close()
    assert fault in {one.partition(":")[0] for one in found}


def test_skip_link(browser: Browser, site: SiteFolder) -> None:
    """The first key leads to a link past the menu, which can then be seen.

    The page of the search begins in its box.
    """
    page = opened(browser, PHONE)
    for path in one_of_each(site):
        page.goto(address(site, path))
        if path == "search/index.html":
            expect(page.get_by_label("Search the book")).to_be_focused()
            continue
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        assert skip.inner_text() == "Skip to the page", path
        box = skip.bounding_box()
        assert box is not None, path
        assert min(box["x"], box["y"]) >= 0, path
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "page", path
    page.context.close()


def test_menu_on_a_phone(browser: Browser, site: SiteFolder) -> None:
    """The folded menu opens by a key; the next key leads into it; all is there."""
    page = opened(browser, PHONE)
    for path in one_of_each(site):
        page.goto(address(site, path))
        menu = page.locator("header details:visible", has_text="Menu")
        links = menu.locator("a")
        assert links.count() > 5, path
        assert not links.first.is_visible(), path
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert links.first.evaluate("(one) => one === document.activeElement"), path
        assert all(one.is_visible() for one in links.all()), path
    page.context.close()
