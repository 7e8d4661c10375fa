"""The bodies of two notes -> one: sections of the same heading become one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Fix, Span
from generator.parse.anchors import fold_heading, fold_name
from generator.parse.front_matter import parse_front_matter
from generator.parse.note import outline_note
from generator.parse.sections import section_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from generator.model import Note
    from generator.parse.reading import Reading
    from generator.source.records import SourceNote

_ASIDE: Final = frozenset({"comment", "comment_block", "fence"})
_ITEM: Final = re.compile(r"[ \t]*([-*+]|\d+[.)])[ \t]")


@dataclass(slots=True, kw_only=True)
class Part:
    """A heading with what stands under it; the whole body is one without heading.

    Attributes:
        first: Its first line in the file, from 0.
        own: The line below its heading.
        stop: The line behind its own text, where the first heading below it begins.
        level: Of the heading; 0: the whole.
        text: Of the heading.
        children: What stands under it with headings of their own.
    """

    first: int
    own: int
    stop: int
    level: int = 0
    text: str = ""
    children: list[Part] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The line behind all of it."""
        return self.children[-1].end if self.children else self.stop


class Half:
    """One of two notes: its lines, and its headings as a tree."""

    def __init__(self, source: SourceNote, note: Note, reading: Reading) -> None:
        """Read the headings that stand in no list, quote or folded part."""
        self.lines = source.text.split("\n")
        self.note = note
        self._sections = reading.sections
        self.above = parse_front_matter(source.path, source.text).body_line
        texts = {one.span.line - 1: one.text for one in note.body.headings}
        self.root = Part(first=self.above, own=self.above, stop=len(self.lines))
        opened = [self.root]
        tokens = outline_note(source, reading).tokens
        self.aside = aside(tokens)
        for token in tokens:
            if token.type != "heading_open" or token.level or not token.map:
                continue
            first, own = (self.above + line for line in token.map)
            level = int(token.tag[1])
            part = Part(first=first, own=own, stop=len(self.lines), level=level)
            part.text = texts.get(first, "")
            opened[-1].stop = first
            while opened[-1].level >= level:
                opened.pop()
            opened[-1].children.append(part)
            opened.append(part)

    def title(self) -> Part | None:
        """Return the heading that says what the note is called, if it has one."""
        first = next((one for one in self.root.children if one.level == 1), None)
        stem = self.note.path.rpartition("/")[2].rpartition(".")[0]
        names = {*map(fold_name, (stem, self.note.name, *self.note.aliases))}
        if first is None or section_named(self._sections, first.text):
            return None
        return first if fold_name(first.text) in names else None

    def filled(self, first: int, stop: int) -> list[int]:
        """Return the lines between two, without empty ones at the ends."""
        numbers = list(range(first, stop))
        while numbers and not self.lines[numbers[-1]].strip():
            numbers.pop()
        while numbers and not self.lines[numbers[0]].strip():
            numbers.pop(0)
        return numbers


Line = tuple[int, str]
"""A line to be put in: its number in the note that it comes from, -1: new."""


class Joining:
    """Puts the lines of a second note between those of a first, which all stay.

    Attributes:
        same: First line of a heading of the second -> that of the first that it joins.
    """

    def __init__(self, first: Half, second: Half, called: str) -> None:
        """Take two notes, and what the second is called where its text stands apart."""
        self.first = first
        self.second = second
        self.called = called
        self.same: dict[int, int] = {}
        self._put: dict[int, list[Line]] = {}

    def join(self, conflicts: Sequence[str]) -> None:
        """Join them; lines about conflicts stand with what belongs nowhere else."""
        first, second = self.first, self.second
        title, own = second.title(), first.title()
        equal = title and own and fold_heading(title.text) == fold_heading(own.text)
        apart = None if equal else title
        parts = [*second.root.children]
        rest = second.filled(second.root.own, second.root.stop)
        if apart:
            parts.remove(apart)
            parts += apart.children
        self._parts(first.root, [one for one in parts if one.level == 1])
        self._parts(own or first.root, [one for one in parts if one.level > 1])
        self._apart(apart, conflicts, rest)

    def _parts(self, into: Part, parts: Sequence[Part]) -> None:
        """Put parts under a heading: with those that are called alike, else behind."""
        left = []
        for part in parts:
            twin = next((one for one in into.children if _alike(one, part)), None)
            if twin is None:
                left.append(part)
                continue
            self.same[part.first] = twin.first
            self._text(twin, self.second.filled(part.own, part.stop))
            self._parts(twin, part.children)
        for part in left:
            behind = all(one.level >= part.level for one in into.children)
            at = self._last(into.first, into.end if behind else into.stop)
            self._insert(at, self.second.filled(part.first, part.end), blank=True)

    def _text(self, into: Part, numbers: Sequence[int]) -> None:
        at = self._last(into.first, into.stop)
        if numbers:
            before = self._before(at)
            goes_on = _goes_on(before, self.second.lines[numbers[0]])
            self._insert(at, numbers, blank=at >= into.own and not goes_on)

    def _apart(
        self, title: Part | None, conflicts: Sequence[str], rest: list[int]
    ) -> None:
        """Put what belongs under no heading behind all else, under one of its own."""
        at = self._last(self.first.root.own, len(self.first.lines))
        lines = [line for one in conflicts for line in one.split("\n")]
        rest += self.second.filled(title.own, title.stop) if title else []
        if not (title or lines or rest):
            return
        self._put.setdefault(at, []).extend(self._gap(at))
        self._put[at] += self._heading(title)
        for one in ([(-1, line) for line in lines], self._taken(rest)):
            if one:
                self._put[at] += [(-1, ""), *one]

    def _gap(self, at: int) -> list[Line]:
        """Return an empty line, where text stands above and none is there yet."""
        put = self._put.get(at)
        needed = put[-1][1] if put else at >= self.first.above
        return [(-1, "")] if needed else []

    def _heading(self, title: Part | None) -> Iterator[Line]:
        note = self.first.note
        is_named = any(h.level == 1 for h in note.body.headings) or any(
            one.name in {"name", "title"} for one in note.fields
        )
        if title and is_named:
            yield from self._taken(range(title.first, title.own))
        elif title:  # as a first heading of its level it would name the note
            yield title.first, f"## {title.text}"
        else:
            put = [one for lines in self._put.values() for _, one in lines]
            tops = [one for one in self.first.root.children if one.level == 1]
            alone = tops in ([], [self.first.title()])
            alone = alone and not any(one.startswith("# ") for one in put)
            yield -1, f"{'##' if alone else '#'} From {self.called}"

    def _taken(self, numbers: Iterable[int]) -> list[Line]:
        return [(number, self.second.lines[number]) for number in numbers]

    def _last(self, first: int, stop: int) -> int:
        """Return the last line of a part that is not empty, or the one above it."""
        filled = self.first.filled(first, stop)
        return filled[-1] if filled else first - 1

    def _before(self, at: int) -> str:
        put = self._put.get(at)
        return put[-1][1] if put else self.first.lines[at] if at >= 0 else ""

    def _insert(self, at: int, numbers: Sequence[int], *, blank: bool) -> None:
        put = self._put.setdefault(at, [])
        if blank:
            put += self._gap(at)
        put += self._taken(numbers)
        below = self.first.lines[at + 1 : at + 2]
        if below and below[0].strip() and not below[0].startswith("#"):
            put.append((-1, ""))

    def fixes(self) -> Iterator[Fix]:
        """Yield what is put where in the first note."""
        for at, lines in self._put.items():
            text = "\n".join(text for _, text in lines)
            if at < 0:
                yield Fix(Span.at(self.first.note.path, 1, 1), f"{text}\n")
            else:
                column = len(self.first.lines[at]) + 1
                span = Span(self.first.note.path, at + 1, column, at + 1, column)
                yield Fix(span, f"\n{text}")

    def places(self) -> tuple[dict[int, int], dict[int, int]]:
        """Return where the lines of the first and of the second note stand then."""
        firsts: dict[int, int] = {}
        seconds: dict[int, int] = {}
        now = 0
        for at in range(-1, len(self.first.lines)):
            if at >= 0:
                firsts[at] = now
                now += 1
            for number, _ in self._put.get(at, ()):
                if number >= 0:
                    seconds[number] = now
                now += 1
        for second, first in self.same.items():
            seconds[second] = firsts[first]
        return firsts, seconds


def aside(tokens: Iterable[Token]) -> Counter[tuple[str, str]]:
    """Return what is no running text: comments, and blocks of code."""
    every = (one for token in tokens for one in (token, *(token.children or ())))
    return Counter(
        (one.type, "\n".join(map(str.strip, one.content.split("\n"))))
        for one in every
        if one.type in _ASIDE
    )


def _alike(one: Part, other: Part) -> bool:
    return one.level == other.level and fold_heading(one.text) == fold_heading(
        other.text
    )


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the list that stands before it."""
    item, last = _ITEM.match(line), _ITEM.match(before)
    if not item or not before.strip():
        return False
    return before[0] in " \t" if last is None else last[1][-1] == item[1][-1]
