"""Sorting and filtering in a browser, held against the HTML that it starts from."""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import pytest

from generator.vocabulary import INTERVIEW_STATUSES, STATUSES
from tests.browsing import (
    NARROW,
    SCHEMES,
    WIDE,
    WIDER,
    Seen,
    address,
    axe_or_skip,
    home_of,
    opened,
    violations,
)
from tests.sampling import sampled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.folders import SiteFolder

TABLES: Final = (
    *("contacts/index.html", "interviews/index.html", "organizations/index.html"),
    "referrals/index.html",
)
QUESTION: Final = "questions/what-does-a-typical-week-look-like.html"
LISTINGS: Final = (
    *(*TABLES, "advice/index.html", "information/index.html"),
    *("questions/index.html", QUESTION),
)
MOST: Final = 6
ROWS: Final = """(one) => [...one.querySelectorAll("[data-facets]")].map((row, at) => ({
  twin: row.dataset.twin || `row ${at}`,
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


def number(found: list[dict[str, Any]]) -> int:
    """Return how many there are; what stands under several topics is one."""
    return len({row["twin"] for row in found})


def folded(text: str) -> str:
    """Return a text as a reader looks for it."""
    apart = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in apart if not unicodedata.combining(c)).lower()
    return plain.replace("ł", "l").replace("ø", "o")


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
        for value in sampled(sorted(values)[:MOST], 3) if len(values) > 1 else ():
            control = label.locator("select")
            said = control.locator(f"option[value={quoted(value)}]").inner_text()
            control.select_option(value)
            shown = [row for row in rows(page) if not row["hidden"]]
            assert shown
            assert said == f"{value} ({number(shown)})"
            assert all(value in row["facets"][at] for row in shown)
            told = page.locator(".told").inner_text()
            assert told == f"{number(shown)} of {number(rows(page))}"
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
            if value in row["facets"][0] and "service design" in row["facets"][2]
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


@pytest.mark.parametrize(
    ("path", "column", "order"),
    [
        ("contacts/index.html", "Status", STATUSES),
        ("interviews/index.html", "Status", INTERVIEW_STATUSES),
    ],
)
def test_statuses_stand_in_their_order(
    page: Page, site: SiteFolder, path: str, column: str, order: tuple[str, ...]
) -> None:
    """The column and the choices follow the vocabulary, not the alphabet."""
    visit(page, site, path)
    head = page.locator("thead th").filter(has=page.get_by_role("button", name=column))
    place = head.evaluate("(one) => one.cellIndex")
    page.get_by_role("button", name=column).click()
    chips = page.locator(f"tbody tr > :nth-child({place + 1}) .chip")
    said = [order.index(one) for one in chips.all_text_contents()]
    assert said == sorted(said)
    assert len(set(said)) > 2
    options = page.get_by_label(column).locator("option").all()
    choices = [order.index(str(one.get_attribute("value"))) for one in options[1:]]
    assert choices == sorted(set(said))


def test_an_entry_stands_under_the_topic_that_was_chosen(
    page: Page, site: SiteFolder
) -> None:
    """It counts once, under whichever topics; chips count what is left of each."""
    visit(page, site, "information/index.html")
    whole = rows(page)
    assert number(whole) < len(whole)
    assert page.locator(".told").inner_text() == f"{number(whole)} in all"
    page.get_by_role("combobox", name="Topic").select_option("#culture")
    assert page.locator("section[data-group]:visible h2").all_inner_texts() == [
        "#culture"
    ]
    page.get_by_role("combobox", name="Topic").select_option("#pay")
    titles = page.locator("section[data-group]:visible h2").all_inner_texts()
    assert len(titles) > 1
    assert all(one.split("/")[0] == "#pay" for one in titles)
    chips = page.locator(".topics a:visible").all_inner_texts()
    counts = [
        one.locator(".entry:visible").count()
        for one in page.locator("section[data-group]:visible").all()
    ]
    assert [one.split() for one in chips] == [
        [title, str(count)] for title, count in zip(titles, counts, strict=True)
    ]


def test_a_link_to_a_place_keeps_the_filters(page: Page, site: SiteFolder) -> None:
    """They give way only where they hide the place that it leads to."""
    visit(page, site, "information/index.html", "#?topic=%23culture")
    shown = [row["hidden"] for row in rows(page)]
    page.locator(".topics a:visible").click()
    assert page.url.endswith("#topic-culture")
    assert [row["hidden"] for row in rows(page)] == shown
    page.evaluate("() => { location.hash = 'topic-hours'; }")
    page.locator("#topic-hours").wait_for(state="visible")
    assert not any(row["hidden"] for row in rows(page))
    page.evaluate("() => { location.hash = '?topic=%23culture'; }")
    page.locator("#topic-hours").wait_for(state="hidden")
    assert [row["hidden"] for row in rows(page)] == shown
    visit(page, site, "information/index.html", "#topic-hours")
    assert page.locator("#topic-hours").is_visible()


def test_gaps_of_one_field(page: Page, site: SiteFolder) -> None:
    """With one field's people alone, a gap is what none of them has answered."""
    visit(page, site, "questions/index.html")
    field = "funeral directing"
    fields = page.locator("thead [data-column]").evaluate_all(
        "(all) => all.map((one) => one.dataset.column.split('\\t'))"
    )
    cells = page.locator("tr[data-facets]").evaluate_all(
        "(all) => all.map((row) => [...row.cells].slice(2)"
        ".map((cell) => Boolean(cell.querySelector('a'))))"
    )
    wanted = [
        not any(said for said, of in zip(row, fields, strict=True) if field in of)
        for row in cells
    ]
    assert 0 < sum(wanted) < len(wanted)
    page.get_by_label("People in").select_option(field)
    page.get_by_label("Answers").select_option("nobody answered")
    assert [not row["hidden"] for row in rows(page)] == wanted
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Answers").select_option("nobody answered")
    assert [not row["hidden"] for row in rows(page)] == [not any(one) for one in cells]


def test_only_people_without_a_note(page: Page, site: SiteFolder) -> None:
    """Who was named and has no note stands among the contacts, and apart if asked."""
    visit(page, site, "contacts/index.html")
    page.locator(".filters summary").click()
    page.get_by_label("Note").select_option("no note yet")
    shown = page.locator("tbody tr:visible")
    assert shown.count() == page.locator("tbody tr .lead").count() > 0
    assert shown.locator("th .lead").count() == shown.count()


def test_an_answer_s_cell_is_its_link(page: Page, site: SiteFolder) -> None:
    """A click anywhere into the cell opens the answer."""
    visit(page, site, "questions/index.html")
    cell = page.locator("td.answer").first
    href = cell.locator("a").get_attribute("href") or ""
    box = cell.bounding_box()
    assert box is not None
    cell.click(position={"x": box["width"] - 3, "y": box["height"] - 3})
    page.wait_for_url(f"**/{href.removeprefix('../')}")


@pytest.mark.parametrize(
    ("size", "scheme"), sampled(product([WIDE, NARROW], SCHEMES), 3), ids=str
)
def test_axe_with_filters_open(
    browser: Browser, site: SiteFolder, size: tuple[int, int], scheme: str
) -> None:
    """The checker finds nothing while one filters, on a desk or on a small phone."""
    axe, page = axe_or_skip(), opened(browser, size, scheme)
    found = {}
    for path in LISTINGS:
        visit(page, site, path)
        page.get_by_label("Containing").fill("a")
        for folds in page.locator(".filters summary").all():
            folds.click()
        faults = violations(page, axe)
        if wider := page.evaluate(WIDER):
            faults.append(wider)
        if faults:
            found[path] = faults
    page.context.close()
    assert found == {}
