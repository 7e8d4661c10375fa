"""What pages print: sheets, as the browser breaks them, read by another program."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.browsing import address, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.folders import SiteFolder


def printed(browser: Browser, address: str, size: str) -> list[str]:
    """Return the text of each sheet that a page fills, its headings marked."""
    page = opened(browser)
    page.goto(address)
    headings = page.locator("main :is(h1, h2, h3, h4):visible").all_inner_texts()
    paper = page.pdf(format=size)
    page.context.close()
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("no sheet was read: there is no pdftotext")
    done = subprocess.run(  # noqa: S603 - a tool of the system
        [tool, "-", "-"], input=paper, capture_output=True, check=True
    )
    marked = {" ".join(text.split()) for text in headings}
    return [
        "\n".join(
            f"# {line}" if line in marked else line
            for line in map(str.strip, sheet.splitlines())
            if line and not re.fullmatch(r"\d+ / \d+", line)
        )
        for sheet in done.stdout.decode().split("\f")
        if sheet.strip()
    ]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_week_is_one_sheet(browser: Browser, site: SiteFolder, size: str) -> None:
    """The weekly review prints on one sheet, with room to write at its end."""
    sheets = printed(browser, address(site, "week/index.html"), size)
    assert len(sheets) == 1
    assert "If only one thing gets done, which?" in sheets[0]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_report_breaks_well(browser: Browser, site: SiteFolder, size: str) -> None:
    """No sheet of the report ends with a heading, or shows what is for the screen."""
    sheets = printed(browser, address(site, "report/index.html"), size)
    assert len(sheets) > 4
    assert "# Reflection" in "\n".join(sheets)
    assert [one for one in sheets if one.splitlines()[-1].startswith("# ")] == []
    assert "read it before" not in " ".join(sheets)
    assert "On this page" not in " ".join(sheets)
