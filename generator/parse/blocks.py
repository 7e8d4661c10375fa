"""Block syntax of Obsidian: comments over several lines, callouts, tasks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from generator.parse.budget import spend
from generator.parse.tasks import split_task

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

# ruff: noqa: FBT001 - the signature of rules is markdown-it's

_CALLOUT: Final = re.compile(
    r"\[!([\w \-]+)(?:\|[^\]]*)?\]([+\-]?)[ \t]*([^\n]*)(?:\n|$)"
)
_QUICK: Final = 4_000
"""So many characters are looked through in the time of one step."""
_COMMENTS: Final = (("%%", "%%"), ("<!--", "-->"))


def comment_block_rule(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """Read a comment that begins a line and ends on a later one."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    for opening, closing in _COMMENTS:
        if not state.src.startswith(opening, start):
            continue
        if opening == "<!--" and state.md.options.html:
            return False
        first_end = state.eMarks[start_line]
        if closing in state.src[start + len(opening) : first_end]:
            return False
        line = _line_of(state, closing, first_end)
        if not start_line < line < end_line:
            return False
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        if closing not in text:
            return False
        return _close(state, (start_line, line, silent), text, opening)
    return False


def _line_of(state: StateBlock, text: str, begin: int) -> int:
    """Return the line in which a text stands next; -1: nowhere."""
    at = state.src.find(text, begin)
    spend(state.env, (max(at, 0) or len(state.src)) // _QUICK - begin // _QUICK)
    return bisect_right(state.bMarks, at) - 1


def _close(
    state: StateBlock, where: tuple[int, int, bool], text: str, opening: str
) -> bool:
    start_line, line, silent = where
    closing = "-->" if opening == "<!--" else opening
    if text.rpartition(closing)[2].strip():
        return False
    if not silent:
        token = state.push("comment_block", "", 0)
        token.map = [start_line, line + 1]
        token.content = state.getLines(
            start_line, line + 1, state.blkIndent, keepLastLF=False
        )
        token.meta = {"counts": opening == "%%"}
        token.hidden = True
        state.line = line + 1
    return True


def callout_rule(state: StateCore) -> None:
    """Turn `> [!note]- Title` quotes into callouts, nested ones too."""
    closes: list[str] = []
    tokens: list[Token] = []
    old, at = state.tokens, 0
    while at < len(old):
        token = old[at]
        at += 1
        if token.type == "blockquote_close":
            token.type = closes.pop()
        elif token.type == "blockquote_open":
            match = _starts_callout(old, at)
            closes.append("callout_close" if match else "blockquote_close")
            if match:
                tokens.extend(_callout(token, old[at + 1], match))
                at += 0 if old[at + 1].content else 3
                continue
        tokens.append(token)
    state.tokens = tokens


def _starts_callout(tokens: list[Token], at: int) -> re.Match[str] | None:
    if tokens[at].type != "paragraph_open":
        return None
    return _CALLOUT.match(tokens[at + 1].content)


def _callout(quote: Token, inline: Token, match: re.Match[str]) -> list[Token]:
    """Return the opening of a callout; its first line leaves the paragraph."""
    quote.type = "callout_open"
    kind = match[1].strip().lower()
    quote.meta = {"kind": kind, "fold": match[2]}
    title = Token("inline", "", 0)
    title.content = match[3] or kind.replace("-", " ").capitalize()
    title.children = []
    title.level = quote.level + 1
    title.map = inline.map
    opening = Token("callout_title_open", "", 1, level=quote.level)
    opening.meta = quote.meta
    closing = Token("callout_title_close", "", -1, level=quote.level)
    closing.meta = quote.meta
    inline.content = inline.content[match.end() :]
    if inline.map:
        inline.map = [inline.map[0] + 1, inline.map[1]]
    return [quote, opening, title, closing]


def task_date_rule(state: StateCore) -> None:
    """Show the day a task is due behind its text, in the place of its sign."""
    tokens = state.tokens
    for at, token in enumerate(tokens[:-2]):
        task = (
            (token.meta or {}).get("task") if token.type == "list_item_open" else None
        )
        if task is None or "due" not in task.dates:
            continue
        shown = Token("task_date", "time", 0)
        shown.content = task.dates["due"].isoformat()
        children = tokens[at + 2].children or []
        ends = (n for n, c in enumerate(children) if c.type == "softbreak")
        children.insert(next(ends, len(children)), shown)


def task_rule(state: StateCore) -> None:
    """Take box and fields off list items that are tasks; keep them in `meta`."""
    tokens = state.tokens
    for at, token in enumerate(tokens[:-2]):
        if token.type != "list_item_open" or tokens[at + 1].type != "paragraph_open":
            continue
        inline = tokens[at + 2]
        found = split_task(inline.content)
        if found is None:
            continue
        token.meta = {"task": found}
        token.attrJoin("class", f"task task-{found.state}")
        inline.content = found.text
