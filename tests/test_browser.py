"""The sample site in a browser: quiet, no wider than its window, open to everyone."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.derive.grouping import HIDDEN, group_on
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from tests.books import DAY, build_by_clock
from tests.browsing import (
    LOOKS_MATTER,
    NARROW,
    PHONE,
    WIDE,
    ZOOMED,
    Seen,
    address,
    axe_or_skip,
    home_of,
    kinds_of,
    one_of_each,
    opened,
    resized,
    served,
    violations,
    wider,
)
from tests.sampling import sampled

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.folders import SiteFolder

LATER = "2026-03-09"


def test_quiet_and_no_wider(browser: Browser, site: SiteFolder) -> None:
    """From a folder no page complains, asks elsewhere, or scrolls sideways."""
    page = opened(browser)
    seen, found = Seen(page, home_of(site)), {}
    for path in sampled(kinds_of(site), 2):
        resized(page, WIDE)
        page.goto(address(site, path))
        found[path] = [*seen.taken(), *wider(page)]
        for size in (PHONE, NARROW):
            resized(page, size)
            found[path] += wider(page)
    page.context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_quiet_over_http(browser: Browser, site: SiteFolder) -> None:
    """From a server, at twice the size, it is the same; all that is asked is there."""
    page = opened(browser, ZOOMED, device_scale_factor=2)
    found = {}
    with served(site.folder) as home:
        seen = Seen(page, home)
        for path in one_of_each(site):
            page.goto(f"{home}{path}")
            found[path] = [*seen.taken(), *wider(page)]
        page.context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_what_no_page_may_do_is_seen(browser: Browser, tmp_path: Path) -> None:
    """The tests above work: they see a complaint, a question abroad, a wide line."""
    bad = "<!doctype html><script>console.warn('Oh')</script>"
    bad += (
        "<script src='none.js'></script><img src='http://127.0.0.1:9/x.png'><pre>"
        + "x" * 999
    )
    (tmp_path / "bad.html").write_text(bad, encoding="utf-8")
    page = opened(browser, NARROW)
    with served(tmp_path) as home:
        seen = Seen(page, home)
        page.goto(f"{home}bad.html")
        said = "\n".join(seen.taken())
    assert [one.partition(": ")[2] for one in wider(page)] == ["pre."]
    page.context.close()
    for one in (f"404: {home}none.js", "asks for http://127.0.0.1:9", "warning: Oh"):
        assert one in said


def test_axe(browser: Browser, site: SiteFolder) -> None:
    """The accessibility checker axe finds nothing on any kind of page, in any look."""
    axe, page = axe_or_skip(), opened(browser)
    found = {}
    for path in sampled(kinds_of(site), 3):
        resized(page, WIDE, "light")
        page.goto(address(site, path))
        found[path] = violations(page, axe)
        resized(page, NARROW, "dark")
        found[path] += violations(page, axe, *LOOKS_MATTER)
    page.context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_axe_sees_faults(browser: Browser, tmp_path: Path) -> None:
    """The checker works: it finds a picture without words."""
    (tmp_path / "bad.html").write_text("<img src='x.png'>", encoding="utf-8")
    axe, page = axe_or_skip(), opened(browser)
    page.goto((tmp_path / "bad.html").as_uri())
    rules = {one.partition(":")[0] for one in violations(page, axe)}
    page.context.close()
    assert {"image-alt", "html-has-lang", "document-title"} <= rules


def groups_on(page: Page) -> dict[str, list[str]]:
    """Return what is to be done by group, as the page shows it."""
    found: dict[str, list[str]] = page.evaluate(
        """() => Object.fromEntries(
          [...document.querySelectorAll("main ol[data-accepts]")]
            .filter((list) => !list.closest("[data-list]").hidden)
            .map((list) => [
              list.dataset.accepts,
              [...list.querySelectorAll("h3")].map((one) => one.textContent.trim()),
            ]))"""
    )
    return {group: sorted(map(str.casefold, texts)) for group, texts in found.items()}


def groups_of(book: Path, day: str) -> dict[str, list[str]]:
    """Return what is to be done by group, as Python says it of another day."""
    built = open_workspace(book, today=date.fromisoformat(DAY))
    found: dict[str, list[str]] = defaultdict(list)
    for item in build_book(built).derived.items:
        group = group_on(item, date.fromisoformat(day))
        if group not in HIDDEN:
            found[str(group)].append(item.action.replace("`", ""))
    return {group: sorted(map(str.casefold, texts)) for group, texts in found.items()}


@pytest.fixture(scope="module")
def unpinned(sample: Path) -> Path:
    """Return a site that was built without a day, when it was the pinned day."""
    return build_by_clock(sample, f"{DAY}T12:00:00")


@pytest.mark.parametrize("day", [DAY, LATER, "2026-04-20"])
def test_reader_sees_the_reader_s_day(
    browser: Browser, sample: Path, unpinned: Path, day: str
) -> None:
    """The follow-ups stand in the groups of the day on which they are looked at."""
    page = opened(browser)
    page.clock.set_fixed_time(f"{day}T10:00:00Z")
    page.goto((unpinned / "follow-ups/index.html").as_uri())
    assert groups_on(page) == groups_of(sample, day)
    page.context.close()


def test_reader_s_clock_may_be_slow(
    browser: Browser, sample: Path, unpinned: Path
) -> None:
    """A clock that stands before the build counts as the day of the build."""
    page = opened(browser)
    page.clock.set_fixed_time("2025-12-24T10:00:00Z")
    page.goto((unpinned / "follow-ups/index.html").as_uri())
    assert groups_on(page) == groups_of(sample, DAY)
    page.context.close()


def test_a_pinned_site_stays(browser: Browser, sample: Path) -> None:
    """A site that was built for a day keeps to it and says so."""
    page = opened(browser)
    page.clock.set_fixed_time(f"{LATER}T10:00:00Z")
    page.goto((sample / "site/follow-ups/index.html").as_uri())
    assert groups_on(page) == groups_of(sample, DAY)
    assert page.get_by_text("As of 2 Mar 2026").is_visible()
    page.context.close()
