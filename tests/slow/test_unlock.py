"""How long a reader of a big encrypted book waits, from the disk and offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.publish.encrypt import new_keys
from tests.books import build, write_files
from tests.browsing import opened
from tests.encrypt.browsing import encrypted
from tests.encrypt.sealing import PASSPHRASE
from tests.slow.lifelike import make_lifelike

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

NOTES: Final = 10_000
CHANGES: Final = 200
UNLOCKED: Final = """() => new Promise((done) => {
  const begun = performance.now();
  new MutationObserver(() => {
    if (document.querySelector("main#page h1")) done(performance.now() - begun);
  }).observe(document.body, { childList: true });
  document.querySelector("[type=submit]").click();
})"""
CHANGED: Final = """async (times) => {
  const site = airbookSite, taken = [];
  const pages = site.paths.filter((path) => /^(contacts|interviews|organizations)\\//
    .test(path) && path.endsWith(".html") && !path.endsWith("index.html"));
  for (let at = 0; at < times; at++) {
    const path = pages[Math.floor(pages.length * ((at * 0.6180339887) % 1))];
    const id = await site.opaque(path, 16);
    site.known.set(id, path);  // as for a page that a link led to
    const begun = performance.now();
    await new Promise((done) => {
      new MutationObserver((_, watcher) => {
        if (airbook.here() === path) { watcher.disconnect(); done(); }
      }).observe(document.body, { childList: true });
      location.hash = "#/" + id;
    });
    document.body.offsetHeight;
    taken.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 20));
  }
  return taken.sort((one, other) => one - other);
}"""


def test_a_big_book_opens_at_once(browser: Browser, tmp_path: Path) -> None:
    """With the rounds of a real key; the figures are printed, since machines differ."""
    book = tmp_path / "book"
    write_files(book / "content", make_lifelike(NOTES))
    build(cwd=book)
    keys = new_keys("share", PASSPHRASE)
    folder = encrypted(book / "site", tmp_path / "closed", keys)
    page = opened(browser)
    page.context.set_offline(True)
    page.goto((folder / "index.html").as_uri())
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    unlocked: Any = page.evaluate(UNLOCKED)
    taken: list[float] = page.evaluate(CHANGED, CHANGES)
    page.context.close()
    assert len(taken) == CHANGES
    print(  # noqa: T201 - the figures are what it is run for
        f"\n{NOTES} notes: unlocked in {unlocked:.0f} ms; a page in"
        f" {taken[CHANGES // 2]:.0f} ms, p95 {taken[CHANGES * 95 // 100]:.0f} ms"
    )
