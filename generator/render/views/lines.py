"""Entries of the ledgers on a page: what was said, by whom, when, in which line."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.render.urls import fold, lineage
from generator.render.views.parts import Line
from generator.render.views.people import refs
from generator.render.views.places import line_ref
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.derive.records import LedgerLine
    from generator.render.material import Material

PAY: Final = "pay"
CULTURE: Final = "culture"


def line(material: Material, entry: LedgerLine, page: str) -> Line:
    """Return an entry for a page."""
    return Line(
        html=material.html(entry.entry.html, entry.note, page),
        people=refs(material, entry.people, page),
        day=material.dates.maybe(entry.on),
        place=line_ref(material, entry.entry.span, entry.entry.anchor, page),
        notes=_notes(material, entry),
    )


def lines(
    material: Material, entries: Iterable[LedgerLine], page: str
) -> tuple[Line, ...]:
    """Return entries for a page, in order."""
    return tuple(line(material, entry, page) for entry in entries)


def of_section(
    entries: Iterable[LedgerLine], section: Section
) -> tuple[LedgerLine, ...]:
    """Return the entries of one ledger."""
    return tuple(one for one in entries if one.entry.section is section)


def about(entries: Iterable[LedgerLine], topic: str) -> tuple[LedgerLine, ...]:
    """Return the entries that have a topic or one below it."""
    return tuple(
        one
        for one in entries
        if any(_is_within(tag, topic) for tag in one.entry.topics)
        or (topic == PAY and one.entry.pay)
    )


@lru_cache(maxsize=1 << 12)
def _is_within(tag: str, topic: str) -> bool:
    return any(fold(above) == topic for above in lineage(tag))


def _notes(material: Material, entry: LedgerLine) -> tuple[str, ...]:
    """Say of a referral where it stands: with the person and with the name."""
    if entry.entry.section is not Section.REFERRALS:
        return ()
    said = []
    for referral in material.named_at.get((entry.note, entry.entry.anchor), ()):
        status = material.facts.statuses.get(referral.person)
        if status and status.word:
            said.append(status.word)
        if not referral.may_use_name and not referral.introduced:
            said.append("name not asked yet")
    return tuple(said)
