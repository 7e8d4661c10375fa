"""The frame around every page, and the page for addresses that lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from generator.render.urls import NOT_FOUND, TODAY, absolute, relative
from generator.render.views.parts import Frame, NavGroup, NavLink, Ref

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.render.material import Material

_NAV: Final = (
    ("Now", (("Today", TODAY), ("Follow-ups", "follow-ups"))),
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
    ("Looking back", (("Numbers", "numbers"),)),
)
_LOCAL: Final = ("This book", (("Problems", "problems"),))
_STATIC: Final = "static/airbook.css"


def frame(material: Material, url: str, title: str, *crumbs: Ref) -> Frame:
    """Return the frame of a page.

    Args:
        material: The build.
        url: Of the page.
        title: Of the page.
        crumbs: Where it lies, outermost first.
    """
    return _frame(material, url, title, lambda to: relative(url, to), crumbs)


def crumb(url: str, section: str) -> Ref:
    """Return the link from a page up to its section."""
    names = {place: text for _, links in (*_NAV, _LOCAL) for text, place in links}
    return Ref(text=names[section], href=relative(url, index_of(section)))


def index_of(section: str) -> str:
    """Return the URL of a section's first page."""
    return section if section == TODAY else f"{section}/index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """The page for addresses that lead nowhere."""

    template: ClassVar[str] = "pages/404.html"
    frame: Frame


def not_found(material: Material) -> NotFoundView:
    """Return the page that a host shows at any depth, so with links from its root."""
    base = material.settings.site.base
    around = _frame(material, NOT_FOUND, "Not found", lambda to: absolute(base, to), ())
    return NotFoundView(frame=around)


def _frame(
    material: Material,
    url: str,
    title: str,
    link: Callable[[str], str],
    crumbs: tuple[Ref, ...],
) -> Frame:
    groups = (*_NAV, _LOCAL) if material.local else _NAV
    nav = tuple(
        NavGroup(
            text=text,
            links=tuple(_nav_link(name, place, url, link) for name, place in links),
        )
        for text, links in groups
    )
    return Frame(
        title=title,
        book=material.settings.title,
        language=material.settings.language,
        home=link(TODAY),
        static=link(_STATIC).removesuffix("airbook.css"),
        nav=nav,
        crumbs=crumbs,
    )


def _nav_link(text: str, place: str, url: str, link: Callable[[str], str]) -> NavLink:
    target = index_of(place)
    here = url == target or (place != TODAY and url.startswith(f"{place}/"))
    return NavLink(text=text, href=link(target), here=here)
