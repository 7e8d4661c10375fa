"""Groups of notes -> which kind they hold, judged by what the notes look like."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.adopt.words import WEAK, fold_word
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.adopt.groups import Group
    from generator.adopt.web import Web

DAILY: Final = "daily"
_MANY: Final = 0.7
_SOME: Final = 0.3


class Verdict(Struct, frozen=True, kw_only=True):
    """What a group holds: a kind or `daily`, how sure that is, and why."""

    group: Group
    kind: str
    sure: bool
    evidence: str


class Judge:
    """Judges groups one kind after another; each kind is evidence for the next."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.people: frozenset[int] = frozenset()
        self.linked_by: dict[int, list[tuple[int, str]]] = {}

    def judge(self, groups: Iterable[Group]) -> list[Verdict]:
        """Judge every group; a group has at most one verdict."""
        waiting = list(groups)
        found: list[Verdict] = []
        for kind, judged in _ORDER:
            verdicts = [(g, judged(Look(g, self))) for g in waiting]
            made = [
                Verdict(group=g, kind=kind, sure=v[0], evidence=v[1])
                for g, v in verdicts
                if v
            ]
            found += made
            decided = {id(one.group) for one in made if one.sure}
            waiting = [g for g in waiting if id(g) not in decided]
            if kind == Kind.CONTACT:
                self._know(_union(one.group for one in made if one.sure))
        return _best(found)

    def _know(self, people: frozenset[int]) -> None:
        """Take notes for people; whom they link in which key tells of companies."""
        self.people = people
        for person in people:
            for key, targets in self.web.keys_to[person].items():
                for target in targets:
                    self.linked_by.setdefault(target, []).append((person, key))


def _union(groups: Iterable[Group]) -> frozenset[int]:
    return frozenset().union(*(group.notes for group in groups))


def _best(found: list[Verdict]) -> list[Verdict]:
    """Keep one verdict a group: a sure one, else the first."""
    kept: dict[int, Verdict] = {}
    for one in sorted(found, key=lambda one: not one.sure):
        kept.setdefault(id(one.group), one)
    return [one for one in found if kept[id(one.group)] is one]


class Look:
    """What share of a group's notes has which feature."""

    def __init__(self, group: Group, judge: Judge) -> None:
        self.group = group
        self.judge = judge
        self.web = judge.web
        self.size = len(group.notes)

    def count(self, has: Callable[[int], bool]) -> int:
        """Return how many notes of the group have a feature."""
        return sum(map(has, self.group.notes))

    @cached_property
    def contact(self) -> int:
        """How many tell an address or a number."""
        return self.count(lambda n: self.web.notes[n].contact)

    @cached_property
    def met(self) -> int:
        """How many are linked by notes of a day."""
        return len(self.group.notes & self.web.met)

    @cached_property
    def named(self) -> int:
        """How many are called like a person."""
        return self.count(lambda n: looks_like_name(self.web.notes[n].stem))

    @cached_property
    def whole_days(self) -> int:
        """How many are called by a day alone."""
        return self.count(lambda n: self.web.notes[n].day == "whole")

    @cached_property
    def day_names(self) -> int:
        """How many have a day and more in their name."""
        return self.count(lambda n: self.web.notes[n].day == "part")

    @property
    def called(self) -> float:
        """The share of notes that have a day in their name."""
        return self.share(self.whole_days + self.day_names)

    @cached_property
    def days(self) -> int:
        """How many have a day in their name or in a key."""
        return self.count(
            lambda n: bool(self.web.notes[n].day) or self.web.notes[n].dated
        )

    @cached_property
    def with_people(self) -> int:
        """How many link somebody."""
        people = self.judge.people
        return self.count(lambda n: bool(self.web.to[n] & people))

    @cached_property
    def asking(self) -> int:
        """How many are called like a question."""
        return self.count(lambda n: self.web.notes[n].question)

    @cached_property
    def by_key(self) -> tuple[str, int, int]:
        """The key in which people link the group most: key, links, notes linked."""
        sources: dict[str, set[int]] = defaultdict(set)
        targets: dict[str, set[int]] = defaultdict(set)
        for note in self.group.notes:
            for person, key in self.judge.linked_by.get(note, ()):
                if person not in self.group.notes:
                    sources[key].add(person)
                    targets[key].add(note)
        if not sources:
            return "", 0, 0
        key = max(sources, key=lambda one: (len(sources[one]), one))
        return key, len(sources[key]), len(targets[key])

    def share(self, count: int) -> float:
        """Return a count as a share of the group."""
        return count / self.size if self.size else 0.0


def looks_like_name(stem: str) -> bool:
    """Whether a file is called as people are: two to four words that begin big."""
    words = stem.replace(",", " ").split()
    if not 2 <= len(words) <= 4 or any(c.isdigit() for c in stem):
        return False
    big = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    uncased = all(word[0].lower() == word[0].upper() for word in words)
    return uncased or (big >= 2 and words[0][0].isupper() and words[-1][0].isupper())


_Said = tuple[bool, str] | None


def noted(number: int) -> str:
    """Return a number of notes as words."""
    return f"{number} note{'' if number == 1 else 's'}"


def _counted(look: Look, count: int, what: str) -> str:
    return f"{noted(look.size)}, {count} {what}"


def _contact(look: Look) -> _Said:
    word = Kind.CONTACT in look.group.word
    if word and fold_word(look.group.name) in WEAK:
        word = look.share(max(look.contact, look.met, look.named)) >= 0.5
    if word and look.called < _MANY and look.share(look.asking) < _SOME:
        return True, _why(look, word=True)
    if look.group.word - {Kind.CONTACT}:
        return None
    told = look.share(look.contact)
    if told >= 0.5 and look.size >= 2 and look.called < _SOME:
        return True, _why(look)
    hinted = look.share(look.named) >= _MANY and look.size >= 3
    if hinted and (told >= 0.2 or look.share(look.met) >= 0.5):
        return False, _why(look)
    return None


def _why(look: Look, *, word: bool = False) -> str:
    said = [f"{noted(look.size)}, by its name" if word else noted(look.size)]
    if look.contact:
        said.append(f"{look.contact} with an address or a number")
    if look.met:
        said.append(f"{look.met} linked from notes of a day")
    if look.named:
        said.append(f"{look.named} called like a person")
    return ", ".join(said)


def _organization(look: Look) -> _Said:
    key, links, targets = look.by_key
    linked = f"{noted(look.size)}, {targets} linked by `{key}` of {links} people"
    if Kind.ORGANIZATION in look.group.word and look.called < _MANY:
        return True, linked if links else f"{noted(look.size)}, by its name"
    if look.group.word or look.size < 2 or look.called >= 0.5:
        return None
    if links and look.share(targets) >= 0.5:
        return links >= 3 and links > targets, linked
    return None


def _interview(look: Look) -> _Said:
    days, people = look.share(look.days), look.share(look.with_people)
    why = f"{_counted(look, look.days, 'with a day')}, {look.with_people} link people"
    if look.share(look.whole_days) >= 0.5:
        return None
    if Kind.INTERVIEW in look.group.word:
        return days >= _SOME or people >= _SOME, f"{why}, by its name"
    if look.group.word or look.size < 2 or not look.judge.people:
        return None
    if days >= _MANY and people >= 0.6:
        plain = look.share(look.day_names) >= 0.5 or _linked_by_key(look) >= 0.5
        return plain and look.size >= 3, why
    return None


def _linked_by_key(look: Look) -> float:
    """Return the share of notes that name people in their front matter."""
    people, keys = look.judge.people, look.web.keys_to
    return look.share(look.count(lambda n: any(v & people for v in keys[n].values())))


def _question(look: Look) -> _Said:
    why = _counted(look, look.asking, "called like a question")
    if Kind.QUESTION in look.group.word:
        return look.share(look.asking) >= _SOME, f"{why}, by its name"
    if look.group.word or look.size < 3 or not look.judge.people:
        return None
    return (True, why) if look.share(look.asking) >= _MANY else None


def _daily(look: Look) -> _Said:
    if look.group.family != "folders":
        return None
    why = _counted(look, look.whole_days + look.day_names, "called by a day")
    if DAILY in look.group.word and look.share(look.days) >= _SOME:
        return True, why
    if look.group.word - {DAILY} or look.size < 3:
        return None
    return (True, why) if look.share(look.whole_days) >= _MANY else None


_ORDER: Final[tuple[tuple[str, Callable[[Look], _Said]], ...]] = (
    (Kind.CONTACT, _contact),
    (Kind.ORGANIZATION, _organization),
    (DAILY, _daily),
    (Kind.INTERVIEW, _interview),
    (Kind.QUESTION, _question),
)
