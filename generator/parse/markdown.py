"""The one Markdown parser: CommonMark, tables, footnotes and Obsidian's syntax."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from generator.parse import blocks, syntax, wikilinks

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MAX_NESTING: Final = 250
SCHEMES: Final = ("http:", "https:", "mailto:", "tel:")
MARK: Final = "\x00"
"""Stands around the number of a link in rendered HTML; no text can hold it."""
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")


class BudgetExceededError(Exception):
    """A text that would take far more steps than its size allows."""


@cache
def markdown(*, html: bool = False, any_scheme: bool = False) -> MarkdownIt:
    """Return the parser of Airbook's Markdown.

    Args:
        html: Let raw HTML through, as only the conformance test does.
        any_scheme: Let any link scheme through, as only that test does.

    Returns:
        CommonMark 0.31 with tables, strikethrough, footnotes and the syntax of
        README, "Body".
    """
    md = MarkdownIt("commonmark", {"html": html, "maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough"])
    footnote_plugin(md)
    inline = md.inline.ruler
    inline.before("text", "budget", _count_inline)
    inline.before("link", "wikilink", wikilinks.wikilink_rule)
    inline.before("wikilink", "field", syntax.field_rule)
    inline.before("emphasis", "mark", syntax.mark_rule)
    inline.before("html_inline", "comment", syntax.comment_rule)
    inline.before("html_inline", "safe_tag", syntax.safe_tag_rule)
    inline.push("tag", syntax.tag_rule)
    inline.push("block_id", syntax.block_id_rule)
    inline.push("line_field", syntax.line_field_rule)
    inline.push("bare_url", syntax.bare_url_rule)
    for rule, opening in (("link", "link_open"), ("image", "image")):
        wikilinks.placed_rule(md, rule, opening)
    md.block.ruler.before("code", "budget", _count_block)
    md.block.ruler.before(
        "fence",
        "comment",
        blocks.comment_block_rule,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    md.core.ruler.after("block", "callout", blocks.callout_rule)
    md.core.ruler.after("callout", "task", blocks.task_rule)
    md.core.ruler.before(
        "footnote_tail", "unused_footnote", blocks.unused_footnote_rule
    )
    if not any_scheme:
        md.validateLink = _allowed  # type: ignore[method-assign]
    _renderers(md)
    return md


def is_local(href: str) -> bool:
    """Whether a link's destination is a file of the book, or a place in this note."""
    return not _SCHEME.match(href) and not href.startswith("//")


def _allowed(url: str) -> bool:
    """Whether a destination is one of the schemes, or relative."""
    scheme = _SCHEME.match(url.strip())
    if scheme:
        return scheme[0].lower() in SCHEMES
    return not url.startswith("//")


def _spend(env: MutableMapping[str, Any]) -> None:
    left = env.get("budget")
    if left is None:
        return
    if left <= 0:
        raise BudgetExceededError
    env["budget"] = left - 1


def _count_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    _spend(state.env)
    return False


def _count_block(
    state: StateBlock,
    start_line: int,
    end_line: int,
    silent: bool,  # noqa: FBT001
) -> bool:
    _spend(state.env)
    return False


Renderer = tuple["Sequence[Token]", int, Any, "MutableMapping[str, Any]"]


def _slot(token: Token, part: str) -> str:
    """Return the place of a link in the HTML; filled when its page is made."""
    return f"{MARK}{token.meta['n']} {part}{MARK}"


def _wikilink(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    if "n" not in token.meta:
        return escape(token.content)
    if not token.meta["embed"]:
        return _slot(token, "whole")
    return _slot(token, "embed" if token.meta.get("block") else "inline-embed")


def _link_open(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    if token.meta and "n" in token.meta:
        return _slot(token, "open")
    href = escape(str(token.attrs.get("href", "")))
    title = token.attrs.get("title")
    said = f' title="{escape(str(title))}"' if title else ""
    if not is_local(href):
        return f'<a href="{href}"{said} rel="noopener noreferrer">'
    return f'<a href="{href}"{said}>'


def _link_close(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    return _slot(token, "close") if token.meta and "n" in token.meta else "</a>"


def _image(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    alt = escape(self.renderInlineAsText(token.children, options, env))
    if token.meta and "n" in token.meta:
        return _slot(token, "embed" if token.meta.get("block") else "inline-embed")
    src = escape(str(token.attrs.get("src", "")))
    if env.get("remote_images"):
        return (
            f'<img src="{src}" alt="{alt}" loading="lazy" referrerpolicy="no-referrer">'
        )
    shown = alt or escape(unquote(src))
    return (
        f'<a class="remote-image" href="{src}" rel="noopener noreferrer">'
        f"{shown} (image on another site)</a>"
    )


def _tag(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    return f'<span class="tag">#{escape(tokens[at].content)}</span>'


def _field(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    key = escape(token.meta["key"])
    return f'<span class="field"><b>{key}</b> {escape(token.content)}</span>'


def _field_key(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    return f'<b class="key">{escape(tokens[at].content)}:</b>'


def _nothing(self: Any, *_: Any) -> str:
    return ""


def _safe_tag(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    if not token.meta.get("paired"):
        return escape(token.content)
    return f"<{'/' if token.meta['closes'] else ''}{token.tag}>"


def _callout_open(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    meta = tokens[at].meta
    kind = escape(re.sub(r"[^\w-]+", "-", meta["kind"]))
    if meta["fold"]:
        opened = " open" if meta["fold"] == "+" else ""
        return f'<details class="callout callout-{kind}"{opened}>\n'
    return f'<div class="callout callout-{kind}" role="note">\n'


def _callout_close(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    depth = 0
    for token in reversed(tokens[:at]):
        depth += (token.type == "callout_close") - (token.type == "callout_open")
        if depth < 0:
            return "</details>\n" if token.meta["fold"] else "</div>\n"
    return "</div>\n"


def _callout_title(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    name = "summary" if token.meta["fold"] else "p"
    if token.nesting > 0:
        return f'<{name} class="callout-title">'
    return f"</{name}>\n"


def _unused_footnote(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    if token.nesting < 0:
        return "</div>\n"
    return f'<div class="footnote-unused"><b>{escape(token.meta["label"])}</b>\n'


def _list_item_open(
    self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any
) -> str:
    opening: str = self.renderToken(tokens, at, options, env)
    task = (tokens[at].meta or {}).get("task")
    if task is None:
        return opening
    label = {"open": "to do", "done": "done", "cancelled": "cancelled"}[task.state]
    return f'{opening}<span class="box" role="img" aria-label="{label}"></span> '


def _table_open(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    name = escape(str(tokens[at].attrs.get("id", "")))
    anchor = f' id="{name}"' if name else ""
    return (
        f'<div class="scroll"{anchor} tabindex="0" role="region" aria-label="Table">'
        "<table>\n"
    )


def _table_close(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    return "</table></div>\n"


_RULES: Final = {
    "wikilink": _wikilink,
    "link_open": _link_open,
    "link_close": _link_close,
    "image": _image,
    "tag": _tag,
    "field": _field,
    "field_key": _field_key,
    "comment": _nothing,
    "comment_block": _nothing,
    "block_id": _nothing,
    "safe_tag": _safe_tag,
    "callout_open": _callout_open,
    "callout_close": _callout_close,
    "callout_title_open": _callout_title,
    "callout_title_close": _callout_title,
    "footnote_unused_open": _unused_footnote,
    "footnote_unused_close": _unused_footnote,
    "list_item_open": _list_item_open,
    "table_open": _table_open,
    "table_close": _table_close,
}


def _renderers(md: MarkdownIt) -> None:
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)
