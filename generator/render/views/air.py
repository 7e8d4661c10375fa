"""Advice, information and referrals side by side, and answers to questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.render.views.lines import lines, of_section
from generator.render.views.parts import Line
from generator.render.views.people import ref, refs
from generator.render.views.places import line_ref
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.derive.records import Cell, LedgerLine
    from generator.graph.records import PersonId
    from generator.render.material import Material
    from generator.render.views.parts import Ref


class Air(Struct, frozen=True, kw_only=True, gc=False):
    """What somebody, or one talk, gave."""

    advice: tuple[Line, ...]
    information: tuple[Line, ...]
    referrals: tuple[Line, ...]


class Said(Struct, frozen=True, kw_only=True, gc=False):
    """What was said to a question; the answer's line is none where nothing was."""

    question: Ref
    answer: Line | None


def air(material: Material, entries: Iterable[LedgerLine], page: str) -> Air:
    """Return some entries by ledger."""
    found = tuple(entries)
    return Air(
        advice=lines(material, of_section(found, Section.ADVICE), page),
        information=lines(material, of_section(found, Section.INFORMATION), page),
        referrals=lines(material, of_section(found, Section.REFERRALS), page),
    )


def answers(material: Material, person: PersonId, page: str) -> tuple[Said, ...]:
    """Return what a person said to the questions of the bank, in its order."""
    return tuple(
        Said(
            question=ref(material, question, page), answer=answer(material, cell, page)
        )
        for question, cell in material.answers_of.get(person, ())
    )


def answer(
    material: Material, cell: Cell, page: str, people: tuple[PersonId, ...] = ()
) -> Line:
    """Return an answer for a page.

    Args:
        material: The build.
        cell: The answer.
        page: URL of the page.
        people: Who gave it, where the page should say so.
    """
    return Line(
        html=material.html(cell.answer.html, cell.note, page),
        people=refs(material, people, page),
        day=material.dates.maybe(cell.on),
        place=line_ref(material, cell.answer.span, cell.answer.anchor, page),
    )
