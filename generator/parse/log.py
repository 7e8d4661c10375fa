"""One list item of a Log -> an event, or a problem."""

from __future__ import annotations

import re
from datetime import date, time
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.diagnostics import Code, Diagnostic
from generator.model import LogLine, Moment
from generator.parse.wikilinks import WIKILINK, shown_text, split_wikilink
from generator.vocabulary import LOG_KINDS, EventKind

if TYPE_CHECKING:
    from generator.diagnostics import Span
    from generator.parse.inlines import Inline

_DATE: Final = re.compile(
    r"(?:\[\[)?(\d{4}-\d{1,2}-\d{1,2})(?:\]\])?(?=[\sT,:]|$)[ \t,:]*"
)
_TIME: Final = re.compile(r"T?(\d{1,2}):(\d{2})(?::\d{2})?(?=\s|,|$)[ \t,]*")
_KIND: Final = re.compile(r"(?:[-–—][ \t]+)?\**([^\W\d_][\w-]*)\**")
_HOW: Final = re.compile(r"[ \t]*\(([^()\n]*)\)")
_BETWEEN: Final = re.compile(r"[ \t]*(?:,|&|and\b|with\b)?[ \t]*")
_SPELLED: Final[dict[str, EventKind]] = {
    **{str(kind): kind for kind in LOG_KINDS},
    "noshow": EventKind.NO_SHOW,
    "no": EventKind.NO_SHOW,
    "canceled": EventKind.CANCELLED,
}


class LogRead(NamedTuple):
    """A line, a problem, or neither: a remark that is no event.

    `cut` says where in the source the text behind kind and people begins.
    """

    line: LogLine | None = None
    problem: Diagnostic | None = None
    cut: int = 0


def read_log_item(
    inline: Inline, positions: dict[int, int], anchor: str, span: Span, day: date | None
) -> LogRead:
    """Read the first piece of text of a list item in a Log.

    Args:
        inline: The text.
        positions: Where in its content each of its wikilinks begins -> its number.
        anchor: HTML id of the item.
        span: Its place.
        day: The day of the daily note; none in any other note.

    Returns:
        The event, or what is wrong with it.

    Diagnostics: `log-date`, `log-kind`, `log-undated`.

    Source: README, "Log".
    """
    content = inline.content
    dated = _DATE.match(content)
    at = dated.end() if dated else 0
    timed = _TIME.match(content, at) if dated or day else None
    at = timed.end() if timed else at
    found = _KIND.match(content, at)
    kind = _kind(content, found)
    on = _day(dated[1]) if dated else day
    if dated and on is None:
        return _problem(
            Code.LOG_DATE, span, f"{dated[1]} is no date", "write a day that exists"
        )
    if kind is None:
        return _unknown(found[1] if found else "", span) if dated else LogRead()
    if on is None:
        return _problem(
            Code.LOG_UNDATED,
            span,
            f"`{kind}` has no date",
            f"write - 2026-08-21 {kind}: …",
        )
    assert found is not None  # noqa: S101 - a kind was read from it
    at = found.end() + (5 if found[1].lower() == "no" else 0)
    how, people, at = _whom(content, at, positions)
    rest = content[at:].lstrip(" \t:–—-")
    cut = len(content) - len(rest)
    return LogRead(
        LogLine(
            kind=kind,
            day=Moment(on=on, at=_clock(timed)),
            how=how,
            text=plain(rest),
            html=(escape(plain(rest)),) if rest else (),
            people=tuple(people),
            subjects=tuple(n for pos, n in positions.items() if pos >= cut),
            anchor=anchor,
            span=span,
        ),
        cut=cut,
    )


def plain(content: str) -> str:
    """Return source text without wikilink brackets, comments and block id."""
    text = re.sub(r"%%.*?%%", "", content, flags=re.DOTALL)
    text = WIKILINK.sub(lambda match: shown_text(*split_wikilink(match[2])), text)
    text = re.sub(r"\s\^[A-Za-z0-9-]+$", "", text)
    return re.sub(r"\s+", " ", re.sub(r"[*_`~]{1,2}(\S)", r"\1", text)).strip()


def _kind(content: str, found: re.Match[str] | None) -> EventKind | None:
    if found is None:
        return None
    word = found[1].lower()
    if word == "no" and content[found.end() : found.end() + 5].lower() != " show":
        return None
    return _SPELLED.get(word)


def _day(text: str) -> date | None:
    year, month, day = (int(part) for part in text.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(match: re.Match[str] | None) -> time | None:
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def _whom(
    content: str, at: int, positions: dict[int, int]
) -> tuple[str, list[int], int]:
    """Return the word in brackets, the people linked directly, and where they end."""
    how = ""
    people: list[int] = []
    while True:
        bracket = _HOW.match(content, at)
        if bracket and not how:
            how, at = bracket[1].strip(), bracket.end()
            continue
        gap = _BETWEEN.match(content, at)
        start = gap.end() if gap else at
        number = positions.get(start)
        match = WIKILINK.match(content, start)
        if number is None or match is None:
            return how, people, at
        people.append(number)
        at = match.end()


def _unknown(word: str, span: Span) -> LogRead:
    from rapidfuzz import process

    near = process.extractOne(
        word.lower(), [str(k) for k in LOG_KINDS], score_cutoff=70
    )
    advice = (
        f"did you mean {near[0]}?" if near else "write `note`, or one of the events"
    )
    said = f"`{word}` is no kind of event" if word else "no kind of event"
    return _problem(Code.LOG_KIND, span, said, advice)


def _problem(code: Code, span: Span, message: str, advice: str) -> LogRead:
    return LogRead(problem=Diagnostic(code, span, message, advice))
