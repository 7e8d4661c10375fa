"""Wikilinks and the places of links: text -> target, heading, shown text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.parse.budget import nested

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

WIKILINK: Final = re.compile(r"(!?)\[\[(?!\[)((?:(?!\[\[|\]\])[^\n])+)\]\]")


class Written(NamedTuple):
    """The parts of a wikilink."""

    target: str
    anchor: str
    shown: str


@lru_cache(maxsize=4096)
def split_wikilink(inner: str) -> Written:
    r"""Take the text between the brackets apart.

    Args:
        inner: Such as `Note#Heading|shown`; in a table the pipe may be `\\|`.

    Returns:
        Each part without spaces around it; empty where it is not there.

    Source: README, "Links"; Obsidian's "Internal links".
    """
    target, _, shown = inner.replace("\\|", "|").partition("|")
    target, _, anchor = target.partition("#")
    return Written(target.strip(), anchor.strip(), shown.strip())


@lru_cache(maxsize=4096)
def shown_text(target: str, anchor: str, shown: str) -> str:
    """Return what a wikilink shows before anybody knows where it leads."""
    if shown:
        return shown
    name = target.rpartition("/")[2].removesuffix(".md")
    return " › ".join(part for part in (name, *anchor.lstrip("^").split("#")) if part)


def wikilink_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's own form
    """Read `[[…]]` and `![[…]]` into one token `wikilink`."""
    src, start = state.src, state.pos
    at = start + 1 if src.startswith("!", start) else start
    if not src.startswith("[[", at) or _closed_nowhere(state, "]]"):
        return False
    match = WIKILINK.match(src, start, state.posMax)
    if match is None or not match[2].strip():
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.content = match[2]
        token.meta = {
            "pos": start,
            "length": match.end() - start,
            "embed": bool(match[1]),
        }
    state.pos = match.end()
    return True


def _closed_nowhere(state: StateInline, closing: str) -> bool:
    """Whether no closing bracket follows; looked for once, so that `[[[[…` is quick."""
    known: tuple[str, int] | None = state.env.get(closing)
    if known is None or known[0] is not state.src:
        known = (state.src, state.src.rfind(closing))
        state.env[closing] = known
    return known[1] < state.pos


def placed_rule(md: MarkdownIt, name: str, opening: str) -> None:
    """Let the tokens of a rule of markdown-it remember where they begin.

    The rule is also kept from running within itself more than a few dozen times,
    and from looking for a bracket that is not there.

    Args:
        md: The parser.
        name: The rule, such as `link`.
        opening: The type of the token that gets `meta["pos"]` and `["length"]`.
    """
    rules = md.inline.ruler.__rules__
    rule = next(one.fn for one in rules if one.name == name)

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        if state.src[state.pos] not in "[!^" or _closed_nowhere(state, "]"):
            return False
        start, count = state.pos, len(state.tokens)
        if not nested(rule, state, silent=silent):
            return False
        for token in state.tokens[count:]:
            if token.type == opening:
                token.meta |= {"pos": start, "length": state.pos - start}
                break
        return True

    md.inline.ruler.at(name, placed)
