"""`<details><summary>…</summary> … </details>` over several lines, as a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

# ruff: noqa: FBT001 - the signature of rules is markdown-it's

_ATTRIBUTES: Final = r"(?:[ \t]+[\w:-]+(?:=(?:\"[^\"<>]*\"|'[^'<>]*'|[\w-]*))?)*"
_OPENS: Final = re.compile(rf"<details({_ATTRIBUTES})[ \t]*>", re.IGNORECASE)
_SUMMARY: Final = re.compile(
    rf"[ \t]*<summary{_ATTRIBUTES}[ \t]*>(.*?)</summary>[ \t]*",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(r"[ \t]open(?![\w:-])", re.IGNORECASE)
_CLOSES: Final = re.compile(r"</details>[ \t]*$", re.IGNORECASE)
_PREFIX: Final = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?")
_FENCE: Final = re.compile(r"[ \t>]*(`{3,}|~{3,})")


def details_rule(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """Read a foldable part; what is in it is Markdown like anything else.

    It begins with `<details>` at the beginning of a line and ends with the
    `</details>` that closes it at the end of a line; attributes other than `open`
    are left out. Without its end it is plain text.
    """
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 8].lower() != "<details" or state.md.options.html:
        return False
    opening = _OPENS.match(state.src, start, state.eMarks[start_line])
    last = _ends(state).get(start_line, end_line)
    if opening is None or last >= end_line or state.is_code_block(start_line):
        return False
    if any(_leaves(state, line) for line in range(start_line + 1, last + 1)):
        return False
    if not silent:
        _push(state, (start_line, last), opening)
        state.line = last + 1
    return True


def _leaves(state: StateBlock, line: int) -> bool:
    """Whether a line is no longer in the quote or item around the block."""
    return not state.isEmpty(line) and state.sCount[line] < state.blkIndent


def _ends(state: StateBlock) -> dict[int, int]:
    """Return the line of each beginning -> the line of its end; found once a note."""
    known: dict[int, int] | None = state.env.get("details")
    if known is None:
        known = state.env["details"] = _pairs(state.src.split("\n"))
    return known


def _pairs(lines: list[str]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    fence = ""
    for number, line in enumerate(lines):
        fenced = _FENCE.match(line)
        if fenced and (not fence or fenced[1].startswith(fence)):
            fence = "" if fence else fenced[1]
        if fenced or fence:
            continue
        prefix = _PREFIX.match(line)
        if _OPENS.match(line, prefix.end() if prefix else 0):
            waiting.append(number)
        if waiting and _CLOSES.search(line):
            pairs[waiting.pop()] = number
    return pairs


def _push(state: StateBlock, lines: tuple[int, int], opening: re.Match[str]) -> None:
    """Write the block: its summary, and what stands between the tags."""
    first, last = lines
    token = state.push("details_open", "details", 1)
    token.map = [first, last + 1]
    token.meta = {"open": bool(_OPEN.search(opening[1]))}
    marks = (state.bMarks, state.eMarks, state.tShift, state.sCount)
    changed = {first, min(first + 1, last), last}
    kept = [(row, line, row[line]) for row in marks for line in changed]
    line_max, parent = state.lineMax, state.parentType
    closing = _CLOSES.search(state.src[state.bMarks[last] : state.eMarks[last]])
    if closing:
        _cut(state, last, end=state.bMarks[last] + closing.start())
    _cut(state, first, begin=opening.end())
    begin = _summary(state, first, last)
    state.parentType = "details"
    state.lineMax = last + 1
    state.md.block.tokenize(state, begin, last + 1)
    state.parentType, state.lineMax = parent, line_max
    for row, line, value in kept:
        row[line] = value
    state.push("details_close", "details", -1)


def _cut(
    state: StateBlock, line: int, begin: int | None = None, end: int | None = None
) -> None:
    """Let a line begin or end elsewhere, as if the tags were not there."""
    if end is not None:
        state.eMarks[line] = end
    if begin is not None:
        rest = state.src[begin : state.eMarks[line]]
        state.bMarks[line] = begin
        state.tShift[line] = len(rest) - len(rest.lstrip(" \t"))
        state.sCount[line] = state.blkIndent


def _summary(state: StateBlock, first: int, last: int) -> int:
    """Write the summary if there is one; return the line to go on from."""
    line = first if not state.isEmpty(first) else min(first + 1, last)
    begin = state.bMarks[line] + state.tShift[line]
    found = _SUMMARY.match(state.src, begin, state.eMarks[line])
    if found is None:
        return first
    state.push("summary_open", "summary", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content = found[1].strip(" \t")
    inline.map = [line, line + 1]
    inline.children = []
    state.push("summary_close", "summary", -1)
    _cut(state, line, begin=found.end())
    return line
