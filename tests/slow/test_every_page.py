"""Every page of the sample in a browser, where the quick tests take one of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.folders import SiteFolder
from tests.test_browser import (
    IN_THE_DARK,
    LOOKS,
    WIDER,
    Seen,
    axe_or_skip,
    book,
    browser,
    opened,
    site,
    violations,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

__all__ = ["book", "browser", "site"]  # fixtures


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_every_page(browser: Browser, site: Path, size: str, scheme: str) -> None:
    """No page complains, is wider than the window, or is hard to use."""
    axe, page = axe_or_skip(), opened(browser, size, scheme)
    rules = {} if (size, scheme) == LOOKS[0] else {"runOnly": IN_THE_DARK}
    seen = Seen(page)
    found = {}
    for path in SiteFolder(site).pages:
        if path != "404.html":
            page.goto((site / path).as_uri())
            wider = page.evaluate(WIDER)
            found[path] = [*seen.faults, *wider, *violations(page, axe, rules)]
            seen.faults.clear()
    page.context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}
