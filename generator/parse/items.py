"""List items -> entries of the ledgers, events of the Log, tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.diagnostics import Code, Diagnostic
from generator.model import Entry, Place, Task
from generator.parse.days import read_day
from generator.parse.log import leading_day, read_log_item
from generator.parse.pay import parse_pay
from generator.vocabulary import LEDGERS, EventKind, Section

if TYPE_CHECKING:
    from datetime import date

    from markdown_it.token import Token

    from generator.diagnostics import Span
    from generator.model import LogLine
    from generator.parse.anchors import Anchors
    from generator.parse.inlines import Inline, InlineReader
    from generator.parse.places import Places
    from generator.parse.rendering import Renderer
    from generator.parse.tasks import TaskLine

_NAME: Final = re.compile(
    r"\s*\(?\buse (?:my|her|his|their|the) name\b\s*[:=?]?\s*(yes|no|ask)\b\s*\)?",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\b[:,]?\s*")


@dataclass(slots=True)
class _Frame:
    """A list item while it is open."""

    start: int
    token: Token
    section: Section | None
    line: int
    depth: int
    question: int | None
    inlines: list[Inline] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    """A record that waits for its HTML, and the tokens that make it."""

    record: Entry | Task
    tokens: list[Token]


class ItemReader:
    """Follows the list items of a body from top to bottom."""

    def __init__(
        self,
        places: Places,
        inlines: InlineReader,
        anchors: Anchors,
        day: date | None,
    ) -> None:
        """Begin a body; `day` is the day of a daily note."""
        self._places = places
        self._inlines = inlines
        self._anchors = anchors
        self._day = day
        self._stack: list[_Frame] = []
        self._found: list[_Found] = []
        self._log: list[tuple[LogLine, list[Token]]] = []
        self.answering: int | None = None
        self.problems: list[Diagnostic] = []

    @property
    def depth(self) -> int:
        """How many list items are open."""
        return len(self._stack)

    def open(self, at: int, token: Token, section: Section | None) -> None:
        """Enter a list item."""
        line = token.map[0] if token.map else 0
        frame = _Frame(at, token, section, line, len(self._stack), self.answering)
        self._stack.append(frame)

    def inline(self, inline: Inline) -> None:
        """Take a piece of text of the innermost open item, if there is one."""
        if self._stack:
            self._stack[-1].inlines.append(inline)

    def close(self, at: int, tokens: list[Token]) -> tuple[int, str]:
        """Leave a list item; return its first token, and its ^block id or nothing."""
        frame = self._stack.pop()
        ids = [inline.block_id for inline in frame.inlines if inline.block_id]
        block_id = ids[-1] if ids else ""
        task: TaskLine | None = (frame.token.meta or {}).get("task")
        anchor = f"^{block_id}" if block_id else ""
        if frame.section in LEDGERS and self._says_something(frame):
            anchor = self._entry(frame, at, tokens, anchor)
        if task is not None:
            anchor = self._task(frame, at, tokens, task, anchor)
        elif frame.section is Section.LOG and frame.inlines:
            anchor = self._log_line(frame, anchor)
        if anchor:
            frame.token.attrSet("id", anchor)
            for number in self._links(frame):
                self._inlines.drafts[number].entry = anchor
        return frame.start, block_id

    def _links(self, frame: _Frame) -> list[int]:
        return [number for inline in frame.inlines for number in inline.links]

    @staticmethod
    def _says_something(frame: _Frame) -> bool:
        return any(inline.text.strip() or inline.links for inline in frame.inlines)

    def _span(self, frame: _Frame) -> Span:
        return self._places.line(frame.line)

    def _entry(self, frame: _Frame, at: int, tokens: list[Token], anchor: str) -> str:
        assert frame.section is not None  # noqa: S101 - it is one of the ledgers
        text = " ".join(" ".join(one.text for one in frame.inlines).split())
        allowed = _NAME.search(text) if "name" in text.lower() else None
        dated = _DAY.match(text)
        links = self._links(frame)
        if frame.section is Section.REFERRALS and links:
            self._inlines.drafts[links[0]].place = Place.REFERRAL
        said = _NAME.sub("", text) if allowed else text
        anchor = anchor or self._anchors.digest("a", frame.section, text)
        fields = [pair for inline in frame.inlines for pair in inline.fields]
        entry = Entry(
            section=frame.section,
            text=said[dated.end() :] if dated and read_day(dated[1]) else said,
            html=(),
            anchor=anchor,
            topics=tuple(
                dict.fromkeys(tag for inline in frame.inlines for tag in inline.tags)
            ),
            links=tuple(links),
            may_use_name=allowed[1].lower() if allowed else "",
            pay=tuple(
                parse_pay(value) for key, value in fields if key.lower() == "pay"
            ),
            question=frame.question,
            depth=frame.depth,
            day=read_day(dated[1]) if dated else None,
            span=self._span(frame),
        )
        for pay in entry.pay:
            if pay.low is None:
                self._say(
                    Code.PAY_UNREADABLE,
                    frame,
                    f"`{pay.text}` cannot be charted",
                    "write it as 80000-95000 USD/year",
                )
        self._found.append(_Found(entry, _own_tokens(frame, at, tokens)))
        return anchor

    def _task(
        self,
        frame: _Frame,
        at: int,
        tokens: list[Token],
        task: TaskLine,
        anchor: str,
    ) -> str:
        first = frame.inlines[0] if frame.inlines else None
        text = " ".join((first.text if first else "").split())
        anchor = anchor or self._anchors.digest("t", text)
        for bad in task.bad:
            said = f"there is no day {bad}"
            self._say(Code.TASK_DATE, frame, said, "write a day that exists")
        record = Task(
            state=task.state,
            text=text,
            due_on=task.dates.get("due"),
            scheduled_on=task.dates.get("scheduled"),
            starts_on=task.dates.get("start"),
            created_on=task.dates.get("created"),
            done_on=task.dates.get("completion"),
            cancelled_on=task.dates.get("cancelled"),
            logged_on=self._logged_on(),
            priority=task.priority,
            repeats=task.repeats,
            owner=_leading_link(first),
            links=tuple(self._links(frame)),
            section=frame.section,
            anchor=anchor,
            span=self._span(frame),
        )
        self._found.append(_Found(record, _own_tokens(frame, at, tokens)))
        return anchor

    def _logged_on(self) -> date | None:
        """Return the day of the Log line around an item, if it is in one."""
        for frame in reversed(self._stack):
            if frame.section is Section.LOG and frame.inlines:
                return leading_day(frame.inlines[0]) or self._day
        return None

    def _log_line(self, frame: _Frame, anchor: str) -> str:
        first = frame.inlines[0]
        drafts = self._inlines.drafts
        wanted = anchor or self._anchors.digest("e", first.content)
        read = read_log_item(first, wanted, self._span(frame), self._day)
        if read.problem:
            self.problems.append(read.problem)
        if read.line is None:
            return anchor
        if read.line.kind is EventKind.INTRODUCED:
            for number in read.line.subjects:
                drafts[number].place = Place.INTRODUCED
        self._log.append((read.line, list(read.rest)))
        return wanted

    def _say(self, code: Code, frame: _Frame, message: str, advice: str) -> None:
        self.problems.append(Diagnostic(code, self._span(frame), message, advice))

    def entries(self, render: Renderer) -> tuple[Entry, ...]:
        """Return the entries in the order of their places, with their HTML."""
        found = [
            replace(one.record, html=render.tokens(one.tokens))
            for one in self._found
            if isinstance(one.record, Entry)
        ]
        return tuple(sorted(found, key=lambda entry: entry.span.line))

    def tasks(self, render: Renderer) -> tuple[Task, ...]:
        """Return the tasks in the order of their places, with their HTML."""
        found = [
            replace(one.record, html=render.tokens(one.tokens))
            for one in self._found
            if isinstance(one.record, Task)
        ]
        return tuple(sorted(found, key=lambda task: task.span.line))

    def log(self, render: Renderer) -> tuple[LogLine, ...]:
        """Return the events in order, with the HTML of what is said of them."""
        return tuple(
            replace(line, html=render.inline(rest))
            for line, rest in sorted(self._log, key=lambda one: one[0].span.line)
        )


def _own_tokens(frame: _Frame, at: int, tokens: list[Token]) -> list[Token]:
    """Return the tokens of an item without those of the lists inside it."""
    own: list[Token] = []
    depth = 0
    for token in tokens[frame.start + 1 : at]:
        opens = token.type in {"bullet_list_open", "ordered_list_open"}
        closes = token.type in {"bullet_list_close", "ordered_list_close"}
        depth += opens
        if not depth:
            own.append(token)
        depth -= closes
    return own


def _leading_link(inline: Inline | None) -> int | None:
    """Return the link that a text begins with, if it begins with one."""
    for child in inline.children if inline else ():
        if child.nesting > 0 and child.type != "link_open":
            continue
        if child.type == "text" and not child.content.strip():
            continue
        if child.type in {"wikilink", "link_open"} and child.meta:
            number = child.meta.get("n")
            return int(number) if number is not None else None
        return None
    return None
