"""Inline syntax of Obsidian and Dataview that is no link, one rule each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

# ruff: noqa: FBT001 - the signature of rules is markdown-it's

TAG: Final = re.compile(r"#((?=[\w/\-]*[^\W\d_]|[\w/\-]*[_/\-]\d*)[\w/\-]+)")
BLOCK_ID: Final = re.compile(r"\^([A-Za-z0-9\-]+)\s*\Z")
_FIELD: Final = re.compile(r"\[([^\[\]:\n]+?)::[ \t]*([^\[\]\n]*)\]")
_LINE_KEY: Final = re.compile(r"(?:^|\n)[ \t]*([^\W\d_][\w \-/]{0,60})$")
_SAFE_TAG: Final = re.compile(r"<(/?)(br|kbd|sub|sup|mark|ins|del|small|u)[ \t]*/?>")
_URL: Final = re.compile(r"//[^\s<>\"']+")


def tag_rule(state: StateInline, silent: bool) -> bool:
    """Read `#tag` and `#nested/tag` behind white space."""
    src, start = state.src, state.pos
    if src[start] != "#" or (start and not src[start - 1].isspace()):
        return False
    match = TAG.match(src, start, state.posMax)
    name = match[1].strip("/") if match else ""
    if match is None or not TAG.fullmatch(f"#{name}"):  # `#/1` is none either
        return False
    if not silent:
        token = state.push("tag", "", 0)
        token.content = name
    state.pos = match.end()
    return True


def block_id_rule(state: StateInline, silent: bool) -> bool:
    """Read `^block-id` at the end of a line, behind white space or alone."""
    src, start = state.src, state.pos
    if src[start] != "^" or (start and not src[start - 1].isspace()):
        return False
    match = BLOCK_ID.match(src, start)
    if match is None:
        return False
    if not silent:
        token = state.push("block_id", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


def comment_rule(state: StateInline, silent: bool) -> bool:
    """Read `%% … %%` and `<!-- … -->` within a paragraph; neither is shown."""
    src, start = state.src, state.pos
    for opening, closing in (("%%", "%%"), ("<!--", "-->")):
        if not src.startswith(opening, start):
            continue
        if opening == "<!--" and state.md.options.html:
            return False
        end = src.find(closing, start + len(opening), state.posMax)
        if end < 0:
            return False
        if not silent:
            token = state.push("comment", "", 0)
            token.content = src[start + len(opening) : end]
            token.meta = {"pos": start + len(opening), "counts": opening == "%%"}
        state.pos = end + len(closing)
        return True
    return False


def mark_rule(state: StateInline, silent: bool) -> bool:
    """Read `==marked==` text."""
    src, start, last = state.src, state.pos, state.posMax
    if not src.startswith("==", start) or src.startswith("===", start):
        return False
    end = src.find("==", start + 2, last)
    inner = src[start + 2 : end]
    if end < 0 or not inner or inner != inner.strip() or "\n" in inner:
        return False
    if not silent:
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
    state.pos, state.posMax = end + 2, last
    return True


def field_rule(state: StateInline, silent: bool) -> bool:
    """Read Dataview's `[key:: value]`."""
    if state.src[state.pos] != "[":
        return False
    match = _FIELD.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("field", "", 0)
        token.content = match[2].strip()
        token.meta = {"key": match[1].strip()}
    state.pos = match.end()
    return True


def line_field_rule(state: StateInline, silent: bool) -> bool:
    """Read the key of Dataview's `key:: value` line; the value stays text."""
    src, start = state.src, state.pos
    if not src.startswith("::", start) or not src[start + 2 : start + 3].isspace():
        return False
    match = _LINE_KEY.search(src, max(0, start - 64), start)
    if match is None or not state.pending.endswith(match[1]):
        return False
    if not silent:
        state.pending = state.pending[: -len(match[1])]
        token = state.push("field_key", "", 0)
        token.content = match[1].strip()
    state.pos = start + 2
    return True


def safe_tag_rule(state: StateInline, silent: bool) -> bool:
    """Let a few harmless tags through, without attributes (README, "Privacy")."""
    if state.md.options.html:
        return False
    match = _SAFE_TAG.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("safe_tag", match[2], 0)
        token.content = match[0]
        token.meta = {"closes": bool(match[1])}
    state.pos = match.end()
    return True


def bare_url_rule(state: StateInline, silent: bool) -> bool:
    """Make a link of a bare `https://…`, as Obsidian does."""
    src, start = state.src, state.pos
    if src[start] != ":" or state.linkLevel:
        return False
    scheme = re.search(r"(?<![\w<])https?$", state.pending[-6:])
    match = _URL.match(src, start + 1, state.posMax) if scheme else None
    if scheme is None or match is None:
        return False
    rest = match[0].rstrip("?!.,:*_~;)")
    if match[0][len(rest) : len(rest) + 1] == ")" and rest.count("(") > rest.count(")"):
        rest += ")"
    url = f"{scheme[0]}:{rest}"
    href = state.md.normalizeLink(url)
    if len(rest) < 3 or not state.md.validateLink(href):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": href}
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1)
    state.pos = start + 1 + len(rest)
    return True
