"""Sorting and filtering in a browser, held against the HTML that it starts from."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.browsing import Seen, address, home_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.folders import SiteFolder

TABLES: Final = (
    *("contacts/index.html", "interviews/index.html", "organizations/index.html"),
    "referrals/index.html",
)
LISTINGS: Final = (
    *(*TABLES, "advice/index.html", "information/index.html"),
    "questions/index.html",
)
MOST: Final = 6
ROWS: Final = """(one) => [...one.querySelectorAll("[data-facets]")].map((row) => ({
  facets: row.dataset.facets.split("\\n").map((line) => line ? line.split("\\t") : []),
  text: row.textContent, hidden: !row.checkVisibility(),
  keys: [...(row.cells || [])].map((cell) => cell.dataset.key
    ?? cell.querySelector("time")?.dateTime ?? cell.textContent.trim()),
}))"""


@pytest.fixture
def page(browser: Browser, site: SiteFolder) -> Iterator[Page]:
    """Return an empty page; it fails when the browser complains."""
    made = opened(browser)
    seen = Seen(made, home_of(site))
    yield made
    made.context.close()
    assert seen.faults == []


def visit(page: Page, site: SiteFolder, path: str, state: str = "") -> None:
    """Open a page anew: another fragment alone would not load it."""
    page.goto("about:blank")
    page.goto(address(site, path) + state)


def rows(page: Page) -> list[dict[str, Any]]:
    """Return the rows of the page's listing, in their order."""
    found: list[dict[str, Any]] = page.locator("[data-listing]").evaluate(ROWS)
    return found


def folded(text: str) -> str:
    """Return a text as a reader looks for it."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


@pytest.mark.parametrize("path", TABLES)
def test_every_column_sorts_both_ways(page: Page, site: SiteFolder, path: str) -> None:
    """Up, down, and back to the page's own order; empty cells stand last."""
    visit(page, site, path)
    own = [row["keys"] for row in rows(page)]
    heads = page.locator("[data-listing] thead th")
    for column in range(heads.count()):
        button = heads.nth(column).locator("button")
        for way in ("ascending", "descending"):
            button.click()
            assert heads.nth(column).get_attribute("aria-sort") == way
            keys = [row["keys"][column] for row in rows(page)]
            filled = [key for key in keys if key]
            assert keys == filled + [""] * (len(keys) - len(filled))
            assert sorted(keys) == sorted(row[column] for row in own)
            again = page.evaluate(
                "([keys, sign]) => { const by = new Intl.Collator('en', "
                "{ numeric: true }).compare; return keys.slice().sort("
                "(a, b) => sign * by(a, b)); }",
                [filled, 1 if way == "ascending" else -1],
            )
            assert filled == again
            if all(re.match(r"\d{4}-\d\d-\d\d", key) for key in filled):
                assert filled == sorted(filled, reverse=way == "descending")
        button.click()
        assert heads.nth(column).get_attribute("aria-sort") is None
        assert [row["keys"] for row in rows(page)] == own


@pytest.mark.parametrize("path", LISTINGS)
def test_every_value_filters_as_it_counts(
    page: Page, site: SiteFolder, path: str
) -> None:
    """Each value shows the rows that have it, as many as it says."""
    visit(page, site, path)
    names = page.locator("[data-listing]").get_attribute("data-listing")
    assert names
    for folds in page.locator(".filters summary").all():
        folds.click()
    for at, name in enumerate(names.split("\t")):
        label = page.locator(".filter").filter(
            has=page.locator(f"span:text-is('{name}')")
        )
        values = {one for row in rows(page) for one in row["facets"][at]}
        assert label.count() == (len(values) > 1), name
        for value in sorted(values)[:MOST] if len(values) > 1 else ():
            control = label.locator("select")
            said = control.locator(f"option[value={quoted(value)}]").inner_text()
            control.select_option(value)
            shown = [row for row in rows(page) if not row["hidden"]]
            assert shown
            assert said == f"{value} ({len(shown)})"
            assert all(value in row["facets"][at] for row in shown)
            told = page.locator(".told").inner_text()
            assert told == f"{len(shown)} of {len(rows(page))}"
            page.get_by_role("button", name="Clear").click()
    assert not any(row["hidden"] for row in rows(page))


def quoted(text: str) -> str:
    """Return a text as a string of CSS."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


@pytest.mark.parametrize("path", LISTINGS)
def test_words_filter_without_case_and_accents(
    page: Page, site: SiteFolder, path: str
) -> None:
    """A row stays where all words are in it; groups without rows go."""
    visit(page, site, path)
    texts = [folded(" ".join(row["text"].split())) for row in rows(page)]
    for typed in ("An", "zsofia", "KŐSZEGI", "design 20", "山田", "zzzz"):
        page.get_by_label("Containing").fill(typed)
        words = folded(typed).split()
        wanted = [all(word in text for word in words) for text in texts]
        assert [not row["hidden"] for row in rows(page)] == wanted, typed
        if not any(wanted):
            assert page.locator(".told").inner_text() == "Nothing fits all of this."
        for group in page.locator("[data-group]:not([hidden])").all():
            assert group.locator("[data-facets]:visible").count()


def test_the_address_keeps_what_was_chosen(page: Page, site: SiteFolder) -> None:
    """What is sorted and filtered comes back with the address; nonsense does not."""
    path = "contacts/index.html"
    visit(page, site, path)
    page.get_by_label("Containing").fill("planner")
    page.get_by_label("Field").select_option("transport planning")
    page.locator(".filters summary").click()
    page.get_by_label("Source").select_option("referral")
    page.get_by_role("button", name="Role").click()
    page.get_by_role("button", name="Role").click()
    state = "#" + page.url.partition("#")[2]
    wanted = [row for row in rows(page) if not row["hidden"]]
    assert 0 < len(wanted) < len(rows(page))
    visit(page, site, path, state)
    assert [row for row in rows(page) if not row["hidden"]] == wanted
    assert page.get_by_label("Source").is_visible()
    page.get_by_role("button", name="Clear").click()
    assert page.url.partition("#")[2] == "?sort=-2"
    visit(page, site, path, "#?status=gone&sort=99&q=")
    assert not any(row["hidden"] for row in rows(page))


def test_filters_meet(page: Page, site: SiteFolder) -> None:
    """Counts say what each value would leave beside the other filters."""
    visit(page, site, "contacts/index.html")
    page.get_by_label("Field").select_option("service design")
    for option in page.get_by_label("Status").locator("option").all():
        value = option.get_attribute("value")
        left = [
            row
            for row in rows(page)
            if value in row["facets"][0] and "service design" in row["facets"][1]
        ]
        if value:
            assert option.inner_text() == f"{value} ({len(left)})"
            assert option.is_disabled() is (not left)


def test_the_matrix_shows_one_field(page: Page, site: SiteFolder) -> None:
    """Columns of people in another field go, heads and cells alike."""
    visit(page, site, "questions/index.html")
    page.get_by_label("People in").select_option("service design")
    heads = page.locator("thead th[data-column]")
    shown = [one.is_visible() for one in heads.all()]
    fields = [
        (one.get_attribute("data-column") or "").split("\t") for one in heads.all()
    ]
    assert shown == ["service design" in one for one in fields]
    assert 0 < sum(shown) < len(shown)
    for row in page.locator("tr[data-facets]").all()[:5]:
        cells = row.locator("td").all()[1:]
        assert [cell.is_visible() for cell in cells] == shown
    visit(page, site, "questions/index.html", "#" + page.url.partition("#")[2])
    assert [one.is_visible() for one in heads.all()] == shown


def test_tables_work_by_keyboard(page: Page, site: SiteFolder) -> None:
    """Tab reaches the box, the filters and the heads; Enter sorts."""
    visit(page, site, "organizations/index.html")
    page.get_by_label("Containing").focus()
    page.keyboard.type("a")
    page.keyboard.press("Enter")
    assert page.url.endswith("#?q=a")
    reached = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => document.activeElement.className"))
        if "sort" in reached:
            break
    page.keyboard.press("Enter")
    assert page.locator("th").first.get_attribute("aria-sort") == "ascending"
