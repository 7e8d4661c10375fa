"""Every page of every sample book in every look, where the quick tests take some."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from tests.browsing import (
    LOOKS_MATTER,
    NARROW,
    NOT_FOUND,
    PHONE,
    SCHEMES,
    WIDE,
    Seen,
    address,
    axe_or_skip,
    home_of,
    opened,
    resized,
    violations,
    wider,
)
from tests.conftest import TODAY
from tests.test_keyboard import tour
from tests.test_next_day import built, faults, pages_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.folders import SiteFolder

LOOKS: Final = [(size, scheme) for size in (WIDE, NARROW) for scheme in SCHEMES]


def test_every_page(browser: Browser, sites: Mapping[str, SiteFolder]) -> None:
    """No page complains, is wider than the window, or is hard to see or to use."""
    axe, page = axe_or_skip(), opened(browser)
    found = {}
    for name, site in sites.items():
        seen = Seen(page, home_of(site))
        for path in site.pages.keys() - {NOT_FOUND}:
            resized(page, *LOOKS[0])
            page.goto(address(site, path))
            wrong = [*seen.taken(), *wider(page), *violations(page, axe)]
            for size, scheme in LOOKS[1:]:
                resized(page, size, scheme)
                wrong += [*wider(page), *violations(page, axe, *LOOKS_MATTER)]
            found[f"{name}/{path}"] = wrong
    page.context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", [WIDE, PHONE, NARROW], ids=str)
def test_every_tour(browser: Browser, site: SiteFolder, size: tuple[int, int]) -> None:
    """By keyboard every page of the sample can be used, in every size."""
    page = opened(browser, size)
    found = {}
    for path in site.pages.keys() - {NOT_FOUND}:
        page.goto(address(site, path))
        found[path] = tour(page)
    page.context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_every_next_day(sample: Path) -> None:
    """For four months around the pinned day no page changes for nothing."""
    before = pages_of(built(sample, TODAY - timedelta(days=30), pinned=True))
    for number in range(-30, 90):
        day = TODAY + timedelta(days=number)
        after = pages_of(built(sample, day + timedelta(days=1), pinned=True))
        assert faults(before, after, day) == {}, day
        before = after
