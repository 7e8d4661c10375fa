"""Headings of an unknown vault -> the sections that they begin."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.adopt.keys import short
from generator.adopt.notes import asks
from generator.adopt.records import Proposal, Unknown
from generator.adopt.words import NOT_NAMED, SECTION_VOCABULARY, fold_word
from generator.parse.anchors import fold_name
from generator.parse.days import read_day
from generator.parse.sections import section_named, section_names
from generator.vocabulary import LOG_KINDS, Kind, Section

if TYPE_CHECKING:
    from generator.adopt.notes import Part
    from generator.adopt.web import Web

_FIRST_LINK: Final = re.compile(r"\[\[[^\[\]\n]+\]\][^\w\[]*(.*)")
_DAY: Final = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[T ]\d{1,2}:\d{2})?[\s,:–—-]*(.*)")
_EVENT: Final = re.compile(r"([^\W\d_][\w-]*)")
_EVENTS: Final = frozenset(str(kind) for kind in LOG_KINDS)
_QUOTED: Final = re.compile(r"[\"'“„«‹「『]")
_MANY: Final = 0.7
_PLACED: Final = frozenset({Kind.CONTACT, Kind.INTERVIEW})


@dataclass(slots=True)
class Use:
    """One heading and what stands under it everywhere.

    Attributes:
        heading: As it is written first.
        notes: How many notes have it.
        items: Number of list items under it, with an example.
        shapes: How many of them look like what.
        repeated: Whether its people are those the note is with.
    """

    heading: str
    notes: int = 0
    items: int = 0
    example: str = ""
    undated: str = ""
    shapes: Counter[str] = field(default_factory=Counter)


class HeadingJudge:
    """Judges the headings of notes about people and talks, and of daily notes."""

    def __init__(self, web: Web, kinds: list[str]) -> None:
        self.web = web
        self.kinds = kinds
        self.uses: dict[str, Use] = {}
        for number, note in enumerate(web.notes):
            daily = bool(note.day) and not kinds[number]
            if kinds[number] in _PLACED or daily:
                for part in note.parts:
                    self._take(number, part, daily=daily)
        self.proposed: dict[str, Proposal] = {}

    def _take(self, number: int, part: Part, *, daily: bool) -> None:
        folded = _fold(part.heading)
        if not folded or "[[" in part.heading:
            return
        use = self.uses.setdefault(folded, Use(part.heading))
        use.notes += 1
        use.items += len(part.items)
        use.shapes["task"] += part.tasks
        for item in part.items:
            use.example = use.example or item
            self._look(use, number, item, daily=daily)

    def _look(self, use: Use, number: int, item: str, *, daily: bool) -> None:
        """Count what one item looks like."""
        day = _DAY.match(item)
        if day and read_day(day[1]):
            use.shapes["day"] += 1
        event = _EVENT.match(day[2] if day else item)
        if (day or daily) and event and event[1].lower() in _EVENTS:
            use.shapes["event"] += 1
        elif day:
            use.undated = use.undated or item
        if (link := _FIRST_LINK.match(item)) and not day:
            self._look_at_link(use, number, item, link[1])
        if asks(item):
            use.shapes["question"] += 1
        if _QUOTED.match(item):
            use.shapes["quote"] += 1

    def _look_at_link(self, use: Use, number: int, item: str, rest: str) -> None:
        targets = self.web.by_text(item.partition("]]")[0] + "]]")
        known = {self.kinds[target] for target in targets}
        if known and Kind.CONTACT not in known:
            return
        use.shapes["person"] += 1
        met = {t for found in self.web.keys_to[number].values() for t in found}
        if rest.strip() and not targets & met:
            use.shapes["named"] += 1

    def judge(self) -> list[Proposal]:
        """Return a proposal for every heading that begins a section of ours."""
        ours = section_names({})
        for folded, use in self.uses.items():
            if section_named(ours, use.heading) or not use.heading.isprintable():
                continue
            if found := self._meaning(use):
                section, sure, why = found
                self.proposed[folded] = Proposal(
                    table="sections",
                    yours=use.heading,
                    ours=section,
                    evidence=f"{_in(use)}: {why}",
                    notes=use.notes,
                    sure=sure,
                )
        return sorted(self.proposed.values(), key=lambda one: (-one.notes, one.yours))

    def _meaning(self, use: Use) -> tuple[Section, bool, str] | None:
        if found := _by_items(use):
            return found
        words = SECTION_VOCABULARY.meanings(use.heading)
        if fold_word(use.heading) in NOT_NAMED and len(words) == 0:
            return None
        for word in words:
            section = Section(word)
            if said := _opposed(use, section):
                return section, False, said
            return section, True, "called so"
        return None

    def unknown(self) -> list[Unknown]:
        """Return headings that stand in several notes and mean nothing."""
        ours = section_names({})
        sure = {folded for folded, one in self.proposed.items() if one.sure}
        return [
            Unknown(
                what="heading",
                name=use.heading,
                notes=use.notes,
                remark=short(use.example) if use.example else "",
            )
            for folded, use in self.uses.items()
            if folded not in sure
            and use.notes > 1
            and not section_named(ours, use.heading)
        ]


def _fold(text: str) -> str:
    """Fold a heading as the format compares it."""
    return re.sub(r"^\W+|\W+$", "", fold_name(text))


def _in(use: Use) -> str:
    return f"in {use.notes} note{'' if use.notes == 1 else 's'}"


def _share(use: Use, shape: str) -> float:
    return use.shapes[shape] / use.items if use.items else 0.0


def _by_items(use: Use) -> tuple[Section, bool, str] | None:
    """Guess from the items alone; few of them say nothing without a word."""
    words = SECTION_VOCABULARY.meanings(use.heading)
    counted = f"of {use.items} items"
    if _share(use, "day") >= _MANY and (use.items >= 3 or "log" in words):
        said = f"{use.shapes['day']} {counted} begin with a day"
        if _share(use, "event") >= 0.5:
            return Section.LOG, True, said
        return Section.LOG, False, f"{said}, but say no event: {short(use.undated)}"
    if _share(use, "person") >= _MANY and fold_word(use.heading) not in NOT_NAMED:
        said = f"{use.shapes['person']} {counted} begin with a link to a person"
        named = _share(use, "named") >= 0.5
        if "referrals" in words:
            return Section.REFERRALS, True, said
        if not words and use.items >= 2:
            return Section.REFERRALS, named and use.items >= 3, said
    if not words and use.items >= 3 and _share(use, "task") >= _MANY:
        return Section.FOLLOW_UP, True, f"{use.shapes['task']} {counted} are tasks"
    if not words and use.items >= 4 and _share(use, "quote") >= _MANY:
        said = f"{use.shapes['quote']} {counted} are in quotes"
        return Section.QUOTES, False, said
    if not words and use.items >= 4 and _share(use, "question") >= _MANY:
        said = f"{use.shapes['question']} {counted} are questions"
        return Section.PREP, False, said
    return None


def _opposed(use: Use, section: Section) -> str:
    """Return why what stands under a heading is not what its word says."""
    if section is Section.REFERRALS and use.items and not use.shapes["person"]:
        return f"called so, but no item begins with a link: {short(use.example)}"
    if section is Section.LOG and use.items and not use.shapes["event"]:
        example = short(use.undated or use.example)
        return f"called so, but no item says an event: {example}"
    return ""
