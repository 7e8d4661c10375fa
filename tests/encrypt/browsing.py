"""An encrypted copy of a site, and a browser that opens it."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from generator.publish.encrypt import encrypt_site, read_shell
from tests.encrypt.sealing import PASSPHRASE, keys_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from generator.publish.encrypt.keys import Keys

UNWANTED: Final = ".airbook"
HELD: Final = "This copy is damaged or was changed"


def encrypted(
    site: Path, folder: Path, keys: Keys | None = None, *, age: int = 1
) -> Path:
    """Encrypt a plain site into a folder; return the folder."""
    files = {
        file.relative_to(site).as_posix(): file
        for file in sorted(site.rglob("*"))
        if file.is_file() and not file.name.startswith(UNWANTED)
    }
    sealed = encrypt_site(files, keys or keys_of(), read_shell(), generation=age)
    for path, data in sealed:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def unlock(page: Page, address: str, passphrase: str = PASSPHRASE) -> None:
    """Open an encrypted site and type the passphrase."""
    page.goto(address)
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Unlock").click()


def enter(page: Page, address: str) -> None:
    """Open an encrypted site, and wait until its first page is there."""
    unlock(page, address)
    page.locator("main#page h1").wait_for()


def route_of(path: str, anchor: str = "", keys: Keys | None = None) -> str:
    """Return what an address ends with, worked out from the specification."""
    master = (keys or keys_of()).master
    key = hmac.new(bytes(32), master, "sha256").digest()
    routes = hmac.new(key, b"airbook/1/routes\x01", "sha256").digest()

    def opaque(text: str, size: int) -> str:
        return hmac.new(routes, text.encode(), hashlib.sha256).digest()[:size].hex()

    behind = f"/{opaque(f'{path}#{anchor}', 8)}" if anchor else ""
    return f"#/{opaque(path, 16)}{behind}"


def go(page: Page, path: str, anchor: str = "") -> None:
    """Go to a page of an unlocked site by its address; wait until it is there."""
    hashed = route_of(path, anchor)
    page.evaluate("(hash) => { location.hash = hash; }", hashed)
    page.wait_for_function("(path) => airbook.here() === path", arg=path)


def names_in(page: Page) -> str:
    """Return all that a host, a log or a history could learn of an open page."""
    marks: list[str] = page.evaluate(
        """() => [document.title, location.href, ...Array.from(
            document.querySelectorAll("a[href], img[src]"),
            (one) => one.getAttribute("href") || one.getAttribute("src"))]"""
    )
    ours = (one for one in marks if urlsplit(one).scheme not in {"http", "https"})
    return "\n".join(one for one in ours if not one.startswith(("mailto:", "tel:")))
