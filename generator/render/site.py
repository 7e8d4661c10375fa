"""The whole site: pages made when asked for, attachments, static files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from generator.render.data.book_json import render_book
from generator.render.data.ics import render_feed
from generator.render.pages import plan_pages
from generator.render.search.plan import plan_search
from generator.render.template import render_page
from generator.render.urls import FEED, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.render.material import Material
    from generator.render.pages import Maker
    from generator.render.template import Templates

DATA: Final = "book.json"
_STATIC: Final = "static/"
# What only its owner's own site has.
_OWN: Final = frozenset({"static/drafts.js"})


def plan_site(material: Material) -> Mapping[str, Callable[[], bytes] | Path]:
    """Return what lies where in the site.

    Args:
        material: The book and everything that follows from it.

    Returns:
        By URL path: what makes the bytes of a page or static file when called, or
        the attachment to copy. What changes from day to day comes first, and what
        takes long before what is soon made: who shares the work takes it in order.
    """
    book, facts, derived = material.book, material.facts, material.derived
    settings, urls = material.settings, material.urls
    site: dict[str, Callable[[], bytes] | Path] = {}
    pages = {
        url: partial(_page, make, material.templates)
        for url, make in plan_pages(material).items()
    }
    site[TODAY] = pages[TODAY]
    for name, content in material.templates:
        if name.startswith(_STATIC) and (material.local or name not in _OWN):
            site[name] = partial(bytes, content)
    site.update(plan_search(material))
    if facts.told:
        site[FEED] = partial(render_feed, book, facts, derived, settings)
    if settings.site.data:
        site[DATA] = partial(render_book, book, facts, derived, settings, urls)
    site.update(pages)
    for path, asset in book.assets.items():
        site[urls.assets[path]] = asset.copied()
    return site


def _page(make: Maker, templates: Templates) -> bytes:
    return render_page(make(), templates)
