"""One list item of a Log -> an event, or a problem."""

from __future__ import annotations

import re
from copy import copy
from datetime import time
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.diagnostics import Code, Diagnostic
from generator.model import LogLine, Moment
from generator.parse.days import read_day
from generator.parse.plain import plain_text
from generator.parse.wikilinks import split_wikilink
from generator.vocabulary import LOG_KINDS, EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from markdown_it.token import Token

    from generator.diagnostics import Span
    from generator.parse.inlines import Inline

_LINK: Final = "\x02"
_OTHER: Final = "\ufffc"
_DATE: Final = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?=[\sT,:]|$)")
_GAP: Final = re.compile(r"[ \t,:]*")
_TIME: Final = re.compile(r"T?(\d{1,2}):(\d{2})(?::\d{2})?(?=\s|,|:|$)[ \t,:]*")
_KIND: Final = re.compile(r"(?:[-–—][ \t]+)?(no show\b|[^\W\d_][\w-]*)", re.IGNORECASE)
_HOW: Final = re.compile(r"[ \t]*\(([^()\n\x02]*)\)")
_BETWEEN: Final = re.compile(r"[ \t]*(?:,|&|and\b|with\b)?[ \t]*\x02")
_SPELLED: Final[dict[str, EventKind]] = {
    **{str(kind): kind for kind in LOG_KINDS},
    "noshow": EventKind.NO_SHOW,
    "no show": EventKind.NO_SHOW,
    "canceled": EventKind.CANCELLED,
}


class LogRead(NamedTuple):
    """A line, a problem, or neither: a remark that is no event.

    `rest` are the tokens of what is said, behind kind and people.
    """

    line: LogLine | None = None
    problem: Diagnostic | None = None
    rest: tuple[Token, ...] = ()


class _Flat:
    """Inline tokens as one text, in which each link is a single sign."""

    def __init__(self, children: Sequence[Token]) -> None:
        self.pieces: list[tuple[int, int, Token]] = []
        self.links: dict[int, int] = {}
        self.text = ""
        begun = -1
        for child in children:
            sign = "" if begun >= 0 else _sign(child)
            start = begun if begun >= 0 else len(self.text)
            if sign == _LINK:
                self.links[start] = child.meta["n"]
            if child.type == "link_open" and sign:
                begun = start
            elif child.type == "link_close":
                begun = -1
            self.pieces.append((start, len(sign), child))
            self.text += sign

    def behind(self, cut: int) -> tuple[Token, ...]:
        """Return the tokens behind a place; what was opened before it is left out."""
        rest: list[Token] = []
        depth = 0
        for start, size, child in self.pieces:
            if start + size <= cut and (size or start < cut):
                continue
            depth += child.nesting
            if depth < 0:
                depth = 0
                continue
            if start < cut:
                child = copy(child)  # noqa: PLW2901 - the part behind the place
                child.content = child.content[cut - start :]
            rest.append(child)
        return tuple(rest)


def _sign(child: Token) -> str:
    """Return what stands for a token in the flat text."""
    match child.type:
        case "text":
            return child.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "wikilink" | "link_open" if "n" in child.meta:
            return _OTHER if child.meta.get("embed") else _LINK
        case "code_inline" | "image" | "wikilink" | "field":
            return _OTHER
        case _:
            return ""


class _Start(NamedTuple):
    """How a line begins: its day as written, its time, and where they end."""

    day: str = ""
    at: time | None = None
    end: int = 0


def _start(flat: _Flat, *, daily: bool) -> _Start:
    dated = _DATE.match(flat.text)
    day, end = (dated[1], dated.end()) if dated else ("", 0)
    if not dated and flat.text.startswith(_LINK):
        first = next(child for _, size, child in flat.pieces if size)
        target = split_wikilink(first.content).target
        if first.type == "wikilink" and _DATE.fullmatch(target):
            day, end = target, 1
    if day:
        gap = _GAP.match(flat.text, end)
        end = gap.end() if gap else end
    timed = _TIME.match(flat.text, end) if day or daily else None
    return _Start(day, _clock(timed), timed.end() if timed else end)


def leading_day(inline: Inline) -> date | None:
    """Return the day that a Log line begins with; none where it has none."""
    return read_day(_start(_Flat(inline.children), daily=False).day)


def read_log_item(inline: Inline, anchor: str, span: Span, day: date | None) -> LogRead:
    """Read the first piece of text of a list item in a Log.

    Args:
        inline: The text.
        anchor: HTML id of the item.
        span: Its place.
        day: The day of the daily note; none in any other note.

    Returns:
        The event, or what is wrong with it.

    Diagnostics: `log-date`, `log-kind`, `log-undated`.

    Source: README, "Log".
    """
    flat = _Flat(inline.children)
    begun = _start(flat, daily=day is not None)
    found = _KIND.match(flat.text, begun.end)
    kind = _SPELLED.get(" ".join(found[1].lower().split())) if found else None
    on = read_day(begun.day) if begun.day else day
    if begun.day and on is None:
        said, advice = f"there is no day {begun.day}", "write a day that exists"
        return _problem(Code.LOG_DATE, span, said, advice)
    if kind is None or found is None:
        word = found[1] if found else ""
        return _unknown(word, begun.day, span) if begun.day else LogRead()
    if on is None:
        said, advice = f"`{kind}` has no date", f"write - 2026-08-21 {kind}: …"
        return _problem(Code.LOG_UNDATED, span, said, advice)
    how, people, end = _whom(flat, found.end())
    cut = end + len(flat.text[end:]) - len(flat.text[end:].lstrip(" \t:–—-"))
    rest = flat.behind(cut)
    line = LogLine(
        kind=kind,
        day=Moment(on=on, at=begun.at),
        how=how,
        text=" ".join(plain_text(rest).split()),
        people=people,
        subjects=tuple(
            child.meta["n"]
            for child in rest
            if "n" in child.meta and child.type != "link_close"
        ),
        anchor=anchor,
        span=span,
    )
    return LogRead(line, rest=rest)


def _clock(match: re.Match[str] | None) -> time | None:
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def _whom(flat: _Flat, at: int) -> tuple[str, tuple[int, ...], int]:
    """Return the word in brackets, the people linked directly, and where they end."""
    how = ""
    people: list[int] = []
    while True:
        bracket = _HOW.match(flat.text, at)
        if bracket and not how:
            how, at = bracket[1].strip(), bracket.end()
            continue
        near = _BETWEEN.match(flat.text, at)
        if near is None or near.end() - 1 not in flat.links:
            return how, tuple(people), at
        people.append(flat.links[near.end() - 1])
        at = near.end()


def _unknown(word: str, day: str, span: Span) -> LogRead:
    from rapidfuzz import process

    near = process.extractOne(
        word.lower(), [str(k) for k in LOG_KINDS], score_cutoff=70
    )
    said = (
        f"`{word}` is no kind of event"
        if word
        else "this line has a day and no kind of event"
    )
    advice = f"write - {day} note: …, or another kind of event"
    if near:
        advice = f"did you mean {near[0]}?"
    return _problem(Code.LOG_KIND, span, said, advice)


def _problem(code: Code, span: Span, message: str, advice: str) -> LogRead:
    return LogRead(problem=Diagnostic(code, span, message, advice))
