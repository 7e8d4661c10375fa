"""The charts of the sample book in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from generator.render.views.numbers import URL
from tests.browsing import (
    NARROW,
    SCHEMES,
    WIDE,
    address,
    axe_or_skip,
    opened,
    violations,
    wider,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.folders import SiteFolder

SMALL_TEXTS: Final = """() => [...document.querySelectorAll("main svg text")]
  .filter((one) => parseFloat(getComputedStyle(one).fontSize)
    * one.getScreenCTM().a < 11).map((one) => one.textContent)"""
OFF_THE_SCREEN: Final = """() => [...document.querySelectorAll(".plot svg *")]
  .map((one) => [one.getBoundingClientRect(), one])
  .filter(([box]) => box.left < 0 || box.right > innerWidth)
  .map(([, one]) => one.outerHTML)"""
UNFOLD: Final = "document.querySelectorAll('details').forEach((one) => one.open = true)"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_charts(
    browser: Browser, site: SiteFolder, scheme: str, size: tuple[int, int]
) -> None:
    """However wide the screen, charts stay on it, and their text can be read."""
    axe, page = axe_or_skip(), opened(browser, size, scheme)
    page.goto(address(site, URL))
    page.evaluate(UNFOLD)
    assert page.locator("main svg[role=img]").count() > 5
    assert wider(page) == []
    assert page.evaluate(SMALL_TEXTS) == []
    assert page.evaluate(OFF_THE_SCREEN) == []
    found = violations(page, axe)
    page.context.close()
    assert found == []
