"""The ledgers of advice and information by topic; large ones a page per year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from generator.render.slugs import slug_of
from generator.render.urls import fold, relative
from generator.render.views.frame import crumb, frame, index_of
from generator.render.views.lines import FACETS, lines
from generator.render.views.parts import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.derive.records import Ledger, LedgerLine
    from generator.render.material import Material
    from generator.render.views.parts import Frame, Line

PAGED_ABOVE: Final = 1_000
UNDATED: Final = "undated"
TITLES: Final = {
    "advice": "Advice",
    "information": "Information",
    "referrals": "Referrals",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The entries of one topic, side by side, none judged.

    Attributes:
        name: Without `#`; empty: entries without a topic.
        anchor: HTML id.
        page: Link to the tag's page; empty: none.
        people: How many different people spoke to it.
    """

    name: str
    anchor: str
    page: str
    people: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """A ledger, or one year of it.

    Attributes:
        section: `advice` or `information`.
        year: Which year; empty: all of it.
        count: How many entries the page has.
        topics: By name, those without a topic last.
        years: Links to the years and how many entries each has; empty: one page.
    """

    template: ClassVar[str] = "pages/ledger.html"
    frame: Frame
    facets: str
    section: str
    title: str
    year: str
    count: int
    topics: tuple[Topic, ...]
    years: tuple[tuple[Ref, int], ...]


def ledger(material: Material, section: str) -> Ledger:
    """Return the ledger of a section."""
    derived = material.derived
    return {
        "advice": derived.advice,
        "information": derived.information,
        "referrals": derived.referrals,
    }[section]


def years_of(found: Ledger) -> dict[str, tuple[LedgerLine, ...]]:
    """Return the years of a ledger that is too large for one page, newest first."""
    if len(found.lines) <= PAGED_ABOVE:
        return {}
    years: dict[str, list[LedgerLine]] = {}
    for line in found.lines:
        year = f"{line.on.year:04}" if line.on else UNDATED
        years.setdefault(year, []).append(line)
    return {year: tuple(lines) for year, lines in years.items()}


def ledger_view(material: Material, section: str, year: str = "") -> LedgerView:
    """Return a ledger's page.

    Args:
        material: The build.
        section: `advice` or `information`.
        year: One of `years_of`; empty: the first page, which has all entries, or
            the years where they are too many.
    """
    found = ledger(material, section)
    years = years_of(found)
    url = f"{section}/{year}.html" if year else index_of(section)
    title = TITLES[section]
    around = frame(material, url, title)
    if year:
        shown = title + (" in " if year != UNDATED else ", ") + year
        around = frame(material, url, shown, crumb(url, section))
    return LedgerView(
        frame=around,
        facets="\t".join(FACETS),
        section=section,
        title=title,
        year=year,
        count=len(years[year]) if year else len(found.lines),
        topics=_topics(material, found, years.get(year), url),
        years=year_links(section, years, url),
    )


def year_links(
    section: str, years: dict[str, tuple[LedgerLine, ...]], page: str
) -> tuple[tuple[Ref, int], ...]:
    """Return the links to the years of a ledger, with the number of entries."""
    return tuple(
        (Ref(text=year, href=relative(page, f"{section}/{year}.html")), len(found))
        for year, found in years.items()
    )


def topics(
    material: Material,
    groups: Iterable[tuple[str, tuple[LedgerLine, ...]]],
    page: str,
) -> tuple[Topic, ...]:
    """Return groups of entries for a page, each with an id of its own."""
    taken: dict[str, int] = {}
    found = []
    for name, entries in groups:
        slug = f"topic-{slug_of(name, 'none')}"
        taken[slug] = taken.get(slug, 0) + 1
        anchor = slug if taken[slug] == 1 else f"{slug}--{taken[slug]}"
        tag = material.urls.tags.get(fold(name))
        found.append(
            Topic(
                name=name,
                anchor=anchor,
                page=relative(page, tag) if tag else "",
                people=len({one for entry in entries for one in entry.people}),
                lines=lines(material, entries, page, filtered=True),
            )
        )
    return tuple(found)


def _topics(
    material: Material, found: Ledger, only: tuple[LedgerLine, ...] | None, page: str
) -> tuple[Topic, ...]:
    if only is None:
        too_many = len(found.lines) > PAGED_ABOVE
        return () if too_many else topics(material, found.topics, page)
    kept = {(one.note, one.entry.anchor) for one in only}
    groups = (
        (name, tuple(one for one in all_ if (one.note, one.entry.anchor) in kept))
        for name, all_ in found.topics
    )
    return topics(material, ((name, ones) for name, ones in groups if ones), page)
