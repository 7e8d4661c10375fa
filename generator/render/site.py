"""The whole site: pages made when asked for, attachments, static files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.render.data import render_book, render_feed
from generator.render.material import Material
from generator.render.pages import plan_pages
from generator.render.search.plan import plan_search
from generator.render.template import as_templates, render_page
from generator.render.urls import FEED, assign_urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from generator.config import Settings
    from generator.derive.connections import Connection
    from generator.derive.records import Derived
    from generator.diagnostics import Diagnostic
    from generator.facts.records import Facts
    from generator.graph.records import Book
    from generator.render.pages import Maker
    from generator.render.template import Templates

LOCAL = "local"
DATA = "book.json"
_STATIC = "static/"


def plan_site(  # noqa: PLR0913 - everything that a site is made from
    book: Book,
    facts: Facts,
    derived: Derived,
    settings: Settings,
    templates: Mapping[str, bytes],
    diagnostics: Iterable[Diagnostic] = (),
    *,
    pinned: bool = False,
    purpose: str = LOCAL,
    connections: Iterable[Connection] = (),
) -> Mapping[str, Callable[[], bytes] | Path]:
    """Return what lies where in the site.

    Args:
        book: All notes.
        facts: What follows from them on the day of the build.
        derived: What the owner wants to know.
        settings: Of the book.
        templates: Files under `templates/` by name, the book's own among them.
        diagnostics: All problems, in their order.
        pinned: Whether the day was given, so that browsers keep to it.
        purpose: `local`, or `published`: without problems, marks, edit links and
            connections.
        connections: The owner's private list.

    Returns:
        By URL path: what makes the bytes of a page or static file when called, or
        the attachment to copy.
    """
    fixed = as_templates(templates)
    material = Material(
        book=book,
        facts=facts,
        derived=derived,
        settings=settings,
        urls=assign_urls(book, [field.name for field in derived.fields]),
        diagnostics=tuple(diagnostics),
        pinned=pinned,
        local=purpose == LOCAL,
        connections=tuple(connections) if purpose == LOCAL else (),
        templates=fixed,
    )
    site: dict[str, Callable[[], bytes] | Path] = {}
    for url, make in plan_pages(material).items():
        site[url] = partial(_page, make, fixed)
    site.update(plan_search(material))
    for name, content in fixed:
        if name.startswith(_STATIC):
            site[name] = partial(bytes, content)
    for path, asset in book.assets.items():
        site[material.urls.assets[path]] = asset.copied()
    if facts.told:
        site[FEED] = partial(render_feed, book, facts, derived, settings)
    if settings.site.data:
        site[DATA] = partial(render_book, book, facts, derived, settings, material.urls)
    return site


def _page(make: Maker, templates: Templates) -> bytes:
    return render_page(make(), templates)
