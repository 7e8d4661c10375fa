"""Pictures of the sample, to look at: `python -m tests.look FOLDER [PAGE…]`.

Without a page, one of each kind is taken: wide and on a phone, light and dark, and,
where `pdftoppm` is there, as it is printed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.books import build, copy_sample
from tests.browsing import PHONE, SCHEMES, WIDE, address, chromium, one_of_each, opened
from tests.folders import SiteFolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

SIZES: Final = {"wide": WIDE, "phone": PHONE}


def picture(browser: Browser, url: str, target: Path) -> None:
    """Write the pictures of a page; their names begin as the target's does."""
    for name, size in SIZES.items():
        for scheme in SCHEMES:
            page = opened(browser, size, scheme)
            page.goto(url)
            page.screenshot(path=f"{target}.{name}.{scheme}.png", full_page=True)
            page.context.close()


def printed(browser: Browser, url: str, target: Path) -> None:
    """Write what a page is on paper, a picture for each sheet."""
    pdftoppm = shutil.which("pdftoppm")
    if pdftoppm is None:
        return
    page = opened(browser)
    page.goto(url)
    page.pdf(path=f"{target}.pdf", format="A4", prefer_css_page_size=True)
    page.context.close()
    command = (pdftoppm, "-r", "70", "-png", f"{target}.pdf", f"{target}.paper")
    subprocess.run(command, check=True)  # noqa: S603 - our own names


def main(folder: Path, pages: Sequence[str]) -> None:
    """Build the sample and look at some of its pages, or one of each kind."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        book = copy_sample(Path(place) / "book")
        build(cwd=book)
        site = SiteFolder(book / "site")
        for path in pages or one_of_each(site):
            target = folder / path.removesuffix(".html").replace("/", ".")
            picture(browser, address(site, path), target)
            printed(browser, address(site, path), target)
            print(target)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
