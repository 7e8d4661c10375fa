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
_QUOTED: Final = re.compile(r"[\"'“„«「『]")
_MANY: Final = 0.7
_LOOKS: Final = {
    "quote": (Section.QUOTES, "in quotes"),
    "question": (Section.PREP, "questions"),
}
_Guess = tuple[Section, bool, str]
_PLACED: Final = frozenset({Kind.CONTACT, Kind.INTERVIEW})


@dataclass(slots=True)
class Use:
    """One heading and what stands under it everywhere.

    Attributes:
        heading: As it is written first.
        notes: How many notes have it.
        items: Number of list items under it.
        example: The first of them.
        undated: The first with a day and no event.
        shapes: How many of them look like what.
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

    def _meaning(self, use: Use) -> _Guess | None:
        if found := _by_items(use):
            return found
        words = SECTION_VOCABULARY.meanings(use.heading)
        for word in words:
            section = Section(word)
            if said := _opposed(use, section):
                return section, False, said
            return section, True, "called so"
        return None

    def unknown(self) -> list[Unknown]:
        """Return headings that stand in several notes and mean nothing."""
        ours = section_names({})
        return [
            Unknown(
                what="heading",
                name=use.heading,
                notes=use.notes,
                remark=short(use.example) if use.example else "",
            )
            for folded, use in self.uses.items()
            if folded not in self.proposed
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


def _by_items(use: Use) -> _Guess | None:
    """Guess from the items alone; few of them say nothing without a word."""
    words = SECTION_VOCABULARY.meanings(use.heading)
    return _log(use, words) or _referrals(use, words) or _by_looks(use, words)


def _log(use: Use, words: tuple[str, ...]) -> _Guess | None:
    if _share(use, "day") < _MANY or (use.items < 3 and "log" not in words):
        return None
    said = f"{use.shapes['day']} of {use.items} items begin with a day"
    if _share(use, "event") >= 0.5:
        return Section.LOG, True, said
    return Section.LOG, False, f"{said}, but say no event: {short(use.undated)}"


def _referrals(use: Use, words: tuple[str, ...]) -> _Guess | None:
    if _share(use, "person") < _MANY or fold_word(use.heading) in NOT_NAMED:
        return None
    said = f"{use.shapes['person']} of {use.items} items begin with a link to a person"
    if "referrals" in words:
        return Section.REFERRALS, True, said
    if words or use.items < 2:
        return None
    new = _share(use, "named") >= 0.5
    return Section.REFERRALS, new and use.items >= 3, said


def _by_looks(use: Use, words: tuple[str, ...]) -> _Guess | None:
    """Guess from checkboxes, quotes and question marks, where no word is known."""
    if words or use.items < 3:
        return None
    counted = f"of {use.items} items"
    if _share(use, "task") >= _MANY:
        return Section.FOLLOW_UP, True, f"{use.shapes['task']} {counted} are tasks"
    for shape, (section, what) in _LOOKS.items():
        if _share(use, shape) >= _MANY:
            return section, False, f"{use.shapes[shape]} {counted} are {what}"
    return None


def _opposed(use: Use, section: Section) -> str:
    """Return why what stands under a heading is not what its word says."""
    if section is Section.REFERRALS and use.items and not use.shapes["person"]:
        return f"called so, but no item begins with a link: {short(use.example)}"
    if section is Section.LOG and use.items and not use.shapes["event"]:
        example = short(use.undated or use.example)
        return f"called so, but no item says an event: {example}"
    return ""
