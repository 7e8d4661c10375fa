"""The ledgers of advice and information by topic; large ones a page per year."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.derive.fields import fold_field
from generator.derive.records import Ledger
from generator.render.slugs import slug_of
from generator.render.urls import fold, lineage, relative
from generator.render.views.facets import facets
from generator.render.views.frame import crumb, frame, index_of
from generator.render.views.lines import line
from generator.render.views.parts import Ref
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.derive.records import LedgerLine
    from generator.render.material import Material
    from generator.render.views.parts import Frame, Line

PAGED_ABOVE: Final = 1_000
FACETS: Final = ("Topic", "Who", "Field", "Year")
UNTAGGED: Final = "without a topic"
UNDATED: Final = "undated"
TITLES: Final = {
    "advice": "Advice",
    "information": "Information",
    "referrals": "Referrals",
}


class Topic(Struct, frozen=True, kw_only=True):
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


class LedgerView(Struct, frozen=True, kw_only=True):
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


def year_names(material: Material, section: str) -> frozenset[str]:
    """Return the years that have a page, in no order; see `years_of`."""
    days = material.derived.ledgers.days.get(Section(section), ())
    if sum(entries for _, entries in days) <= PAGED_ABOVE:
        return frozenset()
    return frozenset(_year(on.year if on else None) for on, _ in days)


def years_of(found: Ledger) -> dict[str, tuple[LedgerLine, ...]]:
    """Return the years of a ledger that is too large for one page, newest first."""
    if len(found.lines) <= PAGED_ABOVE:
        return {}
    return {_year(year): lines for year, lines in found.years.items()}


def _year(year: int | None) -> str:
    return UNDATED if year is None else f"{year:04}"


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
    named = tuple(groups)
    twins = _twins(named)
    for name, entries in named:
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
                lines=tuple(_line(material, one, name, twins, page) for one in entries),
            )
        )
    return tuple(found)


def _twins(
    groups: Iterable[tuple[str, tuple[LedgerLine, ...]]],
) -> Mapping[tuple[str, str], int]:
    """Return a number for each entry that stands under several topics."""
    times = Counter(_place(entry) for _, entries in groups for entry in entries)
    several = (place for place, count in times.items() if count > 1)
    return {place: number for number, place in enumerate(several, start=1)}


def _place(entry: LedgerLine) -> tuple[str, str]:
    return entry.note, entry.entry.anchor


def _line(
    material: Material,
    entry: LedgerLine,
    topic: str,
    twins: Mapping[tuple[str, str], int],
    page: str,
) -> Line:
    """Return an entry under one of its topics, with its values of `FACETS`."""
    shown = line(material, entry, page)
    return replace(
        shown,
        facets=facets(
            [f"#{one}" for one in lineage(topic)] or UNTAGGED,
            [one.text for one in shown.people],
            [material.field_names.get(fold_field(one), one) for one in entry.fields],
            f"{entry.on.year}" if entry.on else "",
        ),
        twin=twins.get(_place(entry), 0),
    )


def _topics(
    material: Material, found: Ledger, only: tuple[LedgerLine, ...] | None, page: str
) -> tuple[Topic, ...]:
    if only is None:
        too_many = len(found.lines) > PAGED_ABOVE
        return () if too_many else topics(material, found.topics, page)
    # As the whole ledger spells them, which the lines of one year may not.
    spelled = {name.casefold(): name for name, _ in found.topics}
    groups = (
        (spelled[name.casefold()], ones) for name, ones in Ledger(lines=only).topics
    )
    return topics(material, groups, page)
