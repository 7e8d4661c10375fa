"""Backlinks: where a note comes up, by relation, each with its sentence."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.derive.asked import grouped
from generator.graph.records import Relation
from generator.model import Origin
from generator.render.links import shown_text, words
from generator.render.slugs import slug_of
from generator.render.urls import relative
from generator.render.views.parts import Quote, Quotes, Ref

if TYPE_CHECKING:
    from datetime import date

    from generator.graph.records import Backlink
    from generator.model import Link
    from generator.render.material import Material

FIRST: Final = 40
# The same headings stand in many notes, and all quotes of a page show its name.
_slug_of: Final = lru_cache(maxsize=1 << 12)(slug_of)
TITLES: Final = {
    Relation.MET_IN: "Met in",
    Relation.REFERRED_BY: "Referred by",
    Relation.REFERRED_YOU_TO: "Referred you to",
    Relation.WORKS_AT: "Work or worked here",
    Relation.ASKED_IN: "Asked in",
    Relation.MENTIONED_IN: "Mentioned in",
}


def quotes(material: Material, target: str, page: str) -> tuple[Quotes, ...]:
    """Return the backlinks of a note or lead.

    Args:
        material: The build.
        target: Path of the note, or the lead's id.
        page: URL of the page that shows them.

    Returns:
        By relation; within one the newest note first, undated last, then by path
        and place. A link in a comment is counted elsewhere and never shown.
    """
    everywhere = material.book.backlinks.get(target, ())
    dated = [
        (material.day_of(one.source), one) for one in everywhere if not one.link.hidden
    ]
    dated.sort(key=_age)
    relations = grouped(
        (one.relation, _quote(material, one, day, target, page)) for day, one in dated
    )
    return tuple(
        Quotes(title=title, first=shown[:FIRST], rest=shown[FIRST:])
        for relation, title in TITLES.items()
        if (shown := relations.get(relation))
    )


def _age(dated: tuple[date | None, Backlink]) -> tuple[int, str, int, int]:
    day, backlink = dated
    span = backlink.link.span
    return -(day.toordinal() if day else 0), backlink.source, span.line, span.column


def _quote(
    material: Material, backlink: Backlink, day: date | None, target: str, page: str
) -> Quote:
    link, source = backlink.link, backlink.source
    note = material.book.notes[source]
    shown = _shown(material, link, target)
    in_key = link.origin is Origin.FRONT_MATTER
    mark = "private" if note.private and material.local else ""
    return Quote(
        before="" if in_key else link.before,
        shown=shown,
        after="" if in_key else link.after,
        key=link.key if in_key else "",
        place=Ref(
            text=note.name,
            href=relative(page, material.urls.notes[source], link.id),
            kind=str(note.kind),
            mark=mark,
        ),
        heading=_heading(link, shown),
        day=material.dates.maybe(day),
    )


def _shown(material: Material, link: Link, target: str) -> str:
    if target in material.book.leads:
        return words(link) or link.target
    return shown_text(material.book, link, target)


def _heading(link: Link, shown: str) -> str:
    """Return the heading above a link, unless the link itself is the heading."""
    return "" if _slug_of(link.heading) == _slug_of(shown) else link.heading
