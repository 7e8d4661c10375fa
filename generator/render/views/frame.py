"""The frame around every page, and the page for addresses that lead nowhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.render.urls import NOT_FOUND, TODAY, absolute, relative
from generator.render.views.parts import Frame, NavGroup, NavLink, Ref
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.render.material import Material

_NAV: Final = (
    (
        "Now",
        (("Today", TODAY), ("Follow-ups", "follow-ups"), ("This week", "week")),
    ),
    (
        "People",
        (
            ("Contacts", "contacts"),
            ("Interviews", "interviews"),
            ("Organizations", "organizations"),
            ("Network", "network"),
        ),
    ),
    (
        "Learned",
        (
            ("Advice", "advice"),
            ("Information", "information"),
            ("Referrals", "referrals"),
            ("Questions", "questions"),
            ("Fields", "fields"),
            ("Tags", "tags"),
        ),
    ),
    (
        "Looking back",
        (("Numbers", "numbers"), ("Report", "report"), ("Other notes", "notes")),
    ),
)
_LOCAL: Final = (
    "This book",
    (("Problems", "problems"), ("What others see", "audience")),
)
_NAMES: Final = {place: text for _, links in (*_NAV, _LOCAL) for text, place in links}
_ALL: Final = frozenset(place for _, links in _NAV for _, place in links)
_OWN: Final = _ALL | {place for _, place in _LOCAL[1]}
TOLD: Final = frozenset({"follow-ups", "week", "numbers", "report"})
"""Sections that say when what happened, or follow from it."""
_UNTOLD: Final = {"Now": "Start", TODAY: "Contents"}
"""What the first part of the menu is called where nothing is told of now."""
_STATIC: Final = "static/"
SEARCH: Final = "search/index.html"


def frame(material: Material, url: str, title: str, *crumbs: Ref) -> Frame:
    """Return the frame of a page.

    Args:
        material: The build.
        url: Of the page.
        title: Of the page.
        crumbs: Where it lies, outermost first.
    """
    return Frame(
        title=title,
        book=material.settings.title,
        language=material.settings.language,
        home=relative(url, TODAY),
        static=relative(url, _STATIC),
        nav=_nav(url.rpartition("/")[0], _section(url), sections_of(material)),
        search=_search(relative(url, SEARCH), here=url == SEARCH),
        shards=material.shards,
        crumbs=crumbs,
        told=material.facts.told,
        local=material.local,
    )


def crumb(url: str, section: str) -> Ref:
    """Return the link from a page up to its section."""
    return Ref(text=_NAMES[section], href=relative(url, index_of(section)))


def index_of(section: str) -> str:
    """Return the URL of a section's first page."""
    return section if section == TODAY else f"{section}/index.html"


class NotFoundView(Struct, frozen=True, kw_only=True):
    """The page for addresses that lead nowhere."""

    template: ClassVar[str] = "pages/404.html"
    frame: Frame


def not_found(material: Material) -> NotFoundView:
    """Return the page that a host shows at any depth, so with links from its root."""
    base = material.settings.site.base
    groups = _groups(lambda to: absolute(base, to), "", sections_of(material))
    around = replace(
        frame(material, NOT_FOUND, "Not found"),
        home=absolute(base, TODAY),
        static=absolute(base, _STATIC),
        nav=groups,
        search=_search(absolute(base, SEARCH), here=False),
    )
    return NotFoundView(frame=around)


def _search(href: str, *, here: bool) -> NavLink:
    return NavLink(text="Search", href=href, here=here)


@cache
def _nav(folder: str, section: str, sections: frozenset[str]) -> tuple[NavGroup, ...]:
    """Return the links of every page in a folder; they are the same for each."""
    return _groups(
        lambda to: relative(f"{folder}/" * bool(folder), to), section, sections
    )


def _groups(
    link: Callable[[str], str], section: str, sections: frozenset[str]
) -> tuple[NavGroup, ...]:
    told = bool(TOLD & sections)
    groups = (
        NavGroup(
            text=text if told else _UNTOLD.get(text, text),
            links=tuple(
                NavLink(
                    text=name if told else _UNTOLD.get(place, name),
                    href=link(index_of(place)),
                    here=place == section,
                )
                for name, place in links
                if place in sections
            ),
        )
        for text, links in (*_NAV, _LOCAL)
    )
    return tuple(group for group in groups if group.links)


def sections_of(material: Material) -> frozenset[str]:
    """Return the sections that a site has.

    Its owner's has them all. A site that tells no events has none that would be
    false, and none that would be empty.
    """
    if material.facts.told:
        return _OWN if material.local else _ALL
    return _ALL - TOLD - frozenset(_empty(material))


def _empty(material: Material) -> Iterator[str]:
    derived, book = material.derived, material.book
    found = {
        "advice": derived.advice.lines,
        "information": derived.information.lines,
        "referrals": derived.referrals.lines,
        "network": material.facts.referrals,
        "fields": derived.fields,
        "tags": material.urls.tags,
        "notes": any(note.kind is Kind.PAGE for note in book.notes.values()),
    }
    yield from (section for section, holds in found.items() if not holds)


def _section(url: str) -> str:
    """Return the section that a page is in; a page at the root is in none but Today."""
    return url if url == TODAY else url.partition("/")[0] * ("/" in url)
