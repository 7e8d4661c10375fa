"""The whole site: pages made when asked for, attachments, static files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from generator.render.data.book_json import render_book
from generator.render.data.ics import render_feed
from generator.render.maker import Maker
from generator.render.pages import plan_pages
from generator.render.search.plan import plan_search
from generator.render.template import render_page
from generator.render.urls import FEED, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.render.material import Material
    from generator.render.template import View

    Plan = Mapping[str, Maker | Callable[[], bytes] | Path]

DATA: Final = "book.json"
_STATIC: Final = "static/"
# What only its owner's own site has.
_OWN: Final = frozenset({"static/drafts.js"})


class Site(Mapping[str, "Callable[[], bytes] | Path"]):
    """What lies where in the site of a build, each made when it is asked for."""

    def __init__(self, plan: Plan, material: Material) -> None:
        """Take what `plan_site` returned, and a build that it holds for."""
        self._plan = plan
        self._material = material

    def __getitem__(self, url: str) -> Callable[[], bytes] | Path:
        """Return what makes the bytes of a page or file, or the file to copy."""
        content = self._plan[url]
        if isinstance(content, Maker):
            return partial(content, self._material)
        return content

    def __iter__(self) -> Iterator[str]:
        """Go through all URLs in the order of the plan."""
        return iter(self._plan)

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._plan)


def plan_site(material: Material) -> Plan:
    """Return what lies where in the site.

    Args:
        material: The book and everything that follows from it.

    Returns:
        By URL path: what makes the bytes of a page or static file, or the attachment
        to copy. What changes from day to day comes first, and what takes long before
        what is soon made: who shares the work takes it in order. The same holds for
        any other build whose facts, settings, templates and attachments are the same.
    """
    site: dict[str, Maker | Callable[[], bytes] | Path] = {}
    pages = {
        url: Maker(_page, (maker.make, *maker.args))
        for url, maker in plan_pages(material).items()
    }
    site[TODAY] = pages[TODAY]
    for name, content in material.templates:
        if name.startswith(_STATIC) and (material.local or name not in _OWN):
            site[name] = Maker(_file, (content,))
    site.update(plan_search(material))
    if material.facts.told:
        site[FEED] = Maker(_feed)
    if material.settings.site.data:
        site[DATA] = Maker(_data)
    site.update(pages)
    for path, asset in material.book.assets.items():
        site[material.urls.assets[path]] = asset.copied()
    return site


def _page(material: Material, view: Callable[..., View], *args: Any) -> bytes:
    return render_page(view(material, *args), material.templates)


def _file(_: Material, content: bytes) -> bytes:
    return content


def _feed(one: Material) -> bytes:
    return render_feed(one.book, one.facts, one.derived, one.settings)


def _data(one: Material) -> bytes:
    return render_book(one.book, one.facts, one.derived, one.settings, one.urls)
