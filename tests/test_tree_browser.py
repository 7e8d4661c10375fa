"""The referral tree in a browser: links, keyboard, folds, texts in their boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.books import build, write_files
from tests.browsing import PHONE, WIDE, axe_or_skip, opened, violations, wider

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


NETWORK: Final = "network/index.html"
NODES: Final = "svg.tree a"
TOO_WIDE: Final = """() => [...document.querySelectorAll("svg.tree a g")]
  .filter((one) => one.querySelector("rect"))
  .flatMap((one) => {
    const box = one.querySelector("rect:last-of-type").getBBox();
    return [...one.querySelectorAll("text")].filter((text) => {
      const own = text.getBBox();
      return own.x < box.x || own.x + own.width > box.x + box.width;
    }).map((text) => text.textContent);
  })"""


@pytest.fixture(scope="module")
def site(sample: Path) -> Path:
    """Return the site of the sample book."""
    return sample / "site"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of a book of which branches are folded."""
    files: dict[str, str | bytes] = {"airbook.toml": 'owner = "Orla"\n'}
    for number in range(90):
        by = f"referred_by: '[[Somebody {number % 9}]]'\n" if number > 8 else ""
        name = f"content/contacts/Somebody {number}.md"
        files[name] = f"---\n{by}---\n"
    folder = write_files(tmp_path_factory.mktemp("tree") / "book", files)
    build(cwd=folder)
    return folder / "site"


def nodes_of(page: Page) -> list[str]:
    """Return what the nodes that can be seen say, in the order of the page."""
    found: list[str] = page.evaluate(
        f"""() => [...document.querySelectorAll("{NODES}")]
          .filter((one) => one.checkVisibility())
          .map((one) => one.getAttribute("aria-label"))"""
    )
    return found


def focused(page: Page) -> str:
    """Return what the node that has the focus says."""
    said: str = page.evaluate("() => document.activeElement.ariaLabel || ''")
    return said


def test_every_node_by_keyboard(browser: Browser, site: Path) -> None:
    """The tab key meets every node in reading order, in view and with an outline."""
    page = opened(browser, PHONE, "light")
    page.goto((site / NETWORK).as_uri())
    wanted = nodes_of(page)
    assert len(wanted) > 20
    page.locator(NODES).first.focus()
    for said in wanted:
        assert focused(page) == said
        box = page.locator("svg.tree a:focus").bounding_box()
        assert box is not None
        assert -1 <= box["x"] < 390
        width = page.locator("svg.tree a:focus").evaluate(
            "(one) => getComputedStyle(one).outlineWidth"
        )
        assert width == "3px"
        page.keyboard.press("Tab")
    assert focused(page) == "The referral tree, as a table"
    page.context.close()


def test_a_node_leads_to_its_person(browser: Browser, site: Path) -> None:
    """A click on a node opens the person's page, and the small tree leads on."""
    page = opened(browser, WIDE, "light")
    page.goto((site / NETWORK).as_uri())
    page.locator(NODES).filter(has_text="Bo Li").first.click()
    assert page.locator("h1").inner_text() == "Bo Li"
    page.locator(NODES).last.click()
    assert page.locator("h1").inner_text() == "Adaeze Nwosu-Brandt"
    page.locator(NODES).first.click()
    assert page.url.endswith("/index.html")
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_folded_branch_opens(browser: Browser, large: Path, *, scripts: bool) -> None:
    """A link to a folded branch opens its drawing, with JavaScript or without."""
    page = opened(browser, WIDE, "light", java_script_enabled=scripts)
    page.goto((large / NETWORK).as_uri())
    drawing = page.locator("#branch-3")
    assert not drawing.is_visible()
    page.locator("a[href='#branch-3']").click()
    drawing.wait_for()
    assert drawing.locator("a").count() == 10
    page.context.close()


@pytest.mark.parametrize(
    "path", [NETWORK, "contacts/zsófia-kőszegi-lindqvist-van-den-broek.html"]
)
def test_narrow(browser: Browser, site: Path, path: str) -> None:
    """At 320 px a page stays as wide as the screen; only the large tree scrolls."""
    page = opened(browser, PHONE, "light")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto((site / path).as_uri())
    assert wider(page) == []
    frames = page.locator(".drawn[tabindex='0'] svg.tree").count()
    small = page.locator("svg.outline").count()
    assert (frames, small) == ((1, 0) if path == NETWORK else (0, 1))
    page.context.close()


def test_texts_lie_in_their_boxes(browser: Browser, site: Path, large: Path) -> None:
    """In the fonts that are here every text is as narrow as was estimated."""
    page = opened(browser, WIDE, "light")
    contact = "contacts/fenna-de-wit.html"
    for place in (site / NETWORK, site / contact, large / NETWORK):
        page.goto(place.as_uri())
        assert page.locator("svg.tree a text").count() > 5
        assert page.evaluate(TOO_WIDE) == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_on_open_branches(browser: Browser, large: Path, scheme: str) -> None:
    """The checker finds nothing in the drawings of a large book, all of them open."""
    axe, page = axe_or_skip(), opened(browser, WIDE, scheme)
    page.goto((large / NETWORK).as_uri())
    page.evaluate(
        "document.querySelectorAll('details').forEach((one) => one.open = true)"
    )
    assert violations(page, axe) == []
    page.context.close()
