"""The group of a follow-up on a day: one table for Python and for the browser."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from generator.derive.grouping import Group, group_on
from generator.derive.records import Item
from generator.diagnostics import Span
from generator.facts.records import Source
from generator.render.views.due import TITLES
from generator.vocabulary import RuleId
from tests.render.building import ANA, TODAY, book_of, page_of, templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

TABLE: Final = Path(__file__).parent.parent / "cases" / "groups.json"
CASES: Final[list[dict[str, Any]]] = json.loads(TABLE.read_text("utf-8"))["cases"]


def on(case: dict[str, str], key: str) -> date | None:
    return date.fromisoformat(case[key]) if key in case else None


def item_of(case: dict[str, str]) -> Item:
    return Item(
        id="x",
        uid="x",
        people=(),
        rule=RuleId.KEEP,
        source=Source(span=Span.at("a.md")),
        on=None,
        kind="",
        delay=1,
        due_on=on(case, "due"),
        late_on=on(case, "late"),
        stale_on=on(case, "stale"),
        starts_on=on(case, "starts"),
        ends_on=on(case, "ends"),
        snoozed_until=on(case, "snoozed"),
        reason="",
        action="",
        settles=(),
        silence="",
    )


@pytest.mark.parametrize("number", range(len(CASES)))
def test_table_in_python(number: int) -> None:
    """The build groups as the table says."""
    case = CASES[number]
    for day, group in case["days"].items():
        found = group_on(item_of(case["item"]), date.fromisoformat(day))
        assert found == group, day


def test_every_group_is_in_the_table() -> None:
    """No group is left untried, and every listed one has a title."""
    tried = {group for case in CASES for group in case["days"].values()}
    assert tried == set(Group)
    assert {*TITLES, Group.NOT_YET, Group.ENDED} == set(Group)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser far from Greenwich, where days begin at other hours."""
    context = browser.new_context(timezone_id="Pacific/Auckland")
    yield context.new_page()
    context.close()


def item_html(case: dict[str, str]) -> str:
    keys = ("due", "late", "stale", "starts", "ends", "snoozed")
    data = " ".join(f'data-{key}="{case.get(key, "")}"' for key in keys)
    return (
        f'<li class="due" {data} data-delay="1" data-promise="" data-rank="1" '
        'data-when="W" data-until="U"><span class="chip">x</span></li>'
    )


def test_table_in_the_browser(page: Page, tmp_path: Path) -> None:
    """The script groups as the table says, whatever the reader's time zone."""
    items = "".join(item_html(case["item"]) for case in CASES)
    accepts = " ".join(group for group in TITLES)
    file = tmp_path / "page.html"
    file.write_text(
        f'<div data-agenda><div data-list><ol data-accepts="{accepts}">{items}</ol>'
        '</div><ol class="waiting" hidden></ol></div>',
        encoding="utf-8",
    )
    page.goto(file.as_uri())
    page.evaluate("window.airbook = { onPage: (start) => start(document) }")
    # The script sorts lists anew: each item keeps its number.
    page.evaluate("document.querySelectorAll('.due').forEach((a, n) => a.id = 'n' + n)")
    for day in sorted({day for case in CASES for day in case["days"]}):
        for hour in ("T00:05:00", "T23:55:00"):
            zone = "+13:00" if is_summer(day) else "+12:00"
            page.clock.set_fixed_time(f"{day}{hour}{zone}")
            page.evaluate(templates()["static/agenda.js"].decode())
            for at, case in enumerate(CASES):
                if group := case["days"].get(day):
                    found = page.locator(f"#n{at}")
                    assert found.get_attribute("data-group") == group, (day, at)
                    hidden = group in {Group.NOT_YET, Group.ENDED}
                    assert found.is_hidden() is hidden


def is_summer(day: str) -> bool:
    """Whether Auckland's clocks are an hour ahead."""
    return not "04-05" < day[5:] < "09-27"


BOOK: Final = {
    ANA: "## Log\n- 2026-02-27 asked (email)\n",
    "contacts/Bo.md": "---\nnext: 2026-03-05\nnext_action: send him the plan\n---\n",
    "contacts/Cy.md": "---\nnext: 2026-03-01\nnext_action: call\n---\n",
    "interviews/Ana.md": (
        '---\nwith: "[[Ana Reyes]]"\ndate: 2026-03-03\nstatus: scheduled\n---\n'
    ),
}


STATIC: Final = ("static/airbook.js", "static/agenda.js", "static/airbook.css")


def write(folder: Path, *urls: str, pinned: bool = False) -> None:
    site = book_of(BOOK, pinned=pinned).site
    for url in (*urls, *STATIC):
        made = site[url]
        assert callable(made)
        file = folder / url
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made())


def test_a_site_from_last_week_is_right_today(page: Page, tmp_path: Path) -> None:
    """A week later the pages show the reader's day, its groups and its counts."""
    write(tmp_path, "follow-ups/index.html", "index.html")
    page.clock.set_fixed_time("2026-03-06T09:00:00+13:00")
    page.goto((tmp_path / "follow-ups/index.html").as_uri())
    assert page.locator("[data-as-of]").is_hidden()
    overdue = page.locator("section:has(#overdue)")
    assert "Send him the plan" in (overdue.text_content() or "")
    assert "1 day late" in (overdue.text_content() or "")
    record = page.get_by_text("Write up the interview with Ana Reyes")
    assert record.is_visible()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator("h1").text_content() == "Friday, 6 March"
    assert page.locator(".meet[data-last]").is_hidden()
    listed = page.locator("[data-accepts] > .due")
    counted = page.locator("[data-counts]").text_content() or ""
    late, today = (int(word) for word in counted.split() if word.isdigit())
    assert late + today == listed.count()


def test_a_pinned_site_stays_as_it_is(page: Page, tmp_path: Path) -> None:
    """Where the day was given, the browser changes nothing and the page says it."""
    write(tmp_path, "follow-ups/index.html", "index.html", pinned=True)
    page.clock.set_fixed_time("2026-05-06T09:00:00+12:00")
    for url in ("follow-ups/index.html", "index.html"):
        page.goto((tmp_path / url).as_uri())
        assert page.get_by_text("As of 2 Mar 2026").is_visible()
    assert page.locator("h1").text_content() == "Monday, 2 March"


def test_a_clock_behind_the_build(page: Page, tmp_path: Path) -> None:
    """A reader whose clock is behind sees the day of the build, not an earlier one."""
    write(tmp_path, "index.html")
    page.clock.set_fixed_time("2020-01-01T09:00:00+13:00")
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator("h1").text_content() == "Monday, 2 March"
    assert page.get_by_text("Call").is_visible()


def test_without_scripts(browser: Browser, tmp_path: Path) -> None:
    """Without JavaScript the page says of which day it is."""
    write(tmp_path, "follow-ups/index.html")
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto((tmp_path / "follow-ups/index.html").as_uri())
    assert plain.get_by_text("As of 2 Mar 2026").is_visible()
    assert plain.get_by_text("late, due 1 Mar").is_visible()
    context.close()


def test_order_is_the_builds(page: Page, tmp_path: Path) -> None:
    """On the day of the build the browser leaves the order as it was built."""
    write(tmp_path, "follow-ups/index.html")
    built = page_of(book_of(BOOK), "follow-ups/index.html")
    page.clock.set_fixed_time(f"{TODAY}T09:00:00+13:00")
    page.goto((tmp_path / "follow-ups/index.html").as_uri())
    shown = page.locator("[data-accepts] h3").all_text_contents()
    headings = [built.index(f">{one}</a></h3>") for one in shown]
    assert len(shown) > 2
    assert headings == sorted(headings)
