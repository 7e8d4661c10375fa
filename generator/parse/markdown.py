"""The one Markdown parser: CommonMark, tables, footnotes and Obsidian's syntax."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_block import hr
from markdown_it.rules_core import normalize, text_join
from mdit_py_plugins.footnote import footnote_plugin

from generator.parse import blocks, budget, details, footnotes, rules, syntax, wikilinks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

SCHEMES: Final = ("http:", "https:", "mailto:", "tel:")
MARK: Final = "\x00"
"""Stands around the number of a link in rendered HTML; no text can hold it."""
_PLACED: Final = (
    ("link", "link_open"),
    ("image", "image"),
    ("footnote_inline", "footnote_ref"),
)
# What encoding leaves as it is; most links are of this form.
_SIMPLE: Final = re.compile(
    r"(?:https?://[a-z0-9.\-]+/?)?(?!/)[A-Za-z0-9_./\-]*(?:#[A-Za-z0-9_\-]*)?"
)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")


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
    md = MarkdownIt("commonmark", {"html": html, "maxNesting": 2 * budget.MOST_NESTED})
    md.enable(["table", "strikethrough"])
    footnote_plugin(md, move_to_end=False)
    inline = md.inline.ruler
    inline.before("link", "wikilink", wikilinks.wikilink_rule)
    inline.before("wikilink", "field", syntax.field_rule)
    inline.before("emphasis", "mark", syntax.mark_rule)
    inline.before("html_inline", "comment", syntax.comment_rule)
    inline.before("html_inline", "safe_tag", syntax.safe_tag_rule)
    inline.push("tag", syntax.tag_rule)
    inline.push("block_id", syntax.block_id_rule)
    inline.push("line_field", syntax.line_field_rule)
    inline.push("bare_url", syntax.bare_url_rule)
    for rule, opening in _PLACED:
        wikilinks.placed_rule(md, rule, opening)
    md.block.ruler.before(
        "fence",
        "comment",
        blocks.comment_block_rule,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    md.block.ruler.before(
        "html_block",
        "details",
        details.details_rule,
        {"alt": ["paragraph", "reference", "blockquote"]},
    )
    md.block.ruler.at(
        "hr",
        rules.whole_line(hr),
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    md.inline = rules.InlineParser(md.inline)
    md.block.ruler = rules.BlockRuler(md.block.ruler)
    md.core.ruler.at("normalize", rules.where(normalize, "\r", "\0"))
    md.core.ruler.at("text_join", rules.where(text_join, "\\", "&"))
    md.core.ruler.after("block", "callout", rules.where(blocks.callout_rule, "[!"))
    md.core.ruler.after("callout", "task", blocks.task_rule)
    md.core.ruler.after("inline", "task_date", blocks.task_date_rule)
    md.core.ruler.after("inline", "footnotes", footnotes.footnotes_rule)
    usual = md.normalizeLink
    md.normalizeLink = lambda url: url if _SIMPLE.fullmatch(url) else usual(url)  # type: ignore[method-assign]
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


def _slot(token: Token, part: str) -> str:
    """Return the place of a link in the HTML; filled when its page is made."""
    return f"{MARK}{token.meta['n']} {part}{MARK}"


def _wikilink(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    if "n" not in token.meta or token.hidden:
        return escape(wikilinks.shown_text(*wikilinks.split_wikilink(token.content)))
    if not token.meta["embed"]:
        return _slot(token, "whole")
    return _slot(token, "embed" if token.meta.get("block") else "inline-embed")


def _link_open(
    self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any
) -> str:
    token = tokens[at]
    if token.hidden:
        return ""
    if "n" in token.meta:
        return _slot(token, "open")
    href = escape(str(token.attrs.get("href", "")))
    title = token.attrs.get("title")
    said = f' title="{escape(str(title))}"' if title else ""
    if not is_local(href) and "remote_images" in env:
        return f'<a href="{href}"{said} rel="noopener noreferrer">'
    return f'<a href="{href}"{said}>'


def _link_close(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    if token.hidden:
        return ""
    return _slot(token, "close") if "n" in token.meta else "</a>"


def _image(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    alt = escape(self.renderInlineAsText(token.children, options, env))
    if "n" in token.meta:
        if token.hidden:
            return alt
        return _slot(token, "embed" if token.meta.get("block") else "inline-embed")
    if "remote_images" not in env:  # plain CommonMark, outside a note
        plain: str = self.image(tokens, at, options, env)
        return plain
    src = escape(str(token.attrs.get("src", "")))
    if env["remote_images"]:
        title = token.attrs.get("title")
        said = f' title="{escape(str(title))}"' if title else ""
        return (
            f'<img src="{src}" alt="{alt}"{said} loading="lazy"'
            ' referrerpolicy="no-referrer">'
        )
    shown = f"{alt or escape(unquote(src))} (image on another site)"
    if token.hidden:
        return f'<span class="remote-image">{shown}</span>'
    return f'<a class="remote-image" href="{src}" rel="noopener noreferrer">{shown}</a>'


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


def _footnote_ref(
    self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any
) -> str:
    html = str(self.rules["footnote_ref_link"](tokens, at, options, env))
    if not tokens[at].hidden:
        return html
    anchor = re.search(r' id="[^"]*"', html)
    number = re.sub(r"<[^>]*>", "", html)
    return f'<sup class="footnote-ref"{anchor[0] if anchor else ""}>{number}</sup>'


def _details_open(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    return "<details open>\n" if tokens[at].meta["open"] else "<details>\n"


def _list_item_open(
    self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any
) -> str:
    opening: str = self.renderToken(tokens, at, options, env)
    task = (tokens[at].meta or {}).get("task")
    if task is None:
        return opening
    label = {"open": "to do", "done": "done", "cancelled": "cancelled"}[task.state]
    return f'{opening}<span class="box" role="img" aria-label="{label}"></span> '


def _task_date(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    day = escape(tokens[at].content)
    return f' <time class="task-date" datetime="{day}">{day}</time>'


def _table_open(self: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    name = escape(str(tokens[at].attrs.get("id", "")))
    anchor = f' id="{name}"' if name else ""
    return (
        f'<div class="scroll"{anchor} tabindex="0" role="region" aria-label="Table">'
        "<table>\n"
    )


def _header_cell(
    self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any
) -> str:
    """Write the head of a column; one without a word as a cell, which heads nothing."""
    inner = tokens[at + tokens[at].nesting]
    if inner.type == "inline" and not inner.content.strip():
        tokens[at].tag = "td"
    elif tokens[at].nesting > 0:
        tokens[at].attrSet("scope", "col")
    cell: str = self.renderToken(tokens, at, options, env)
    return cell


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
    "footnote_ref": _footnote_ref,
    "footnote_unused_open": _unused_footnote,
    "footnote_unused_close": _unused_footnote,
    "details_open": _details_open,
    "list_item_open": _list_item_open,
    "task_date": _task_date,
    "th_open": _header_cell,
    "th_close": _header_cell,
    "table_open": _table_open,
    "table_close": _table_close,
}


def _renderers(md: MarkdownIt) -> None:
    known = md.renderer.rules  # type: ignore[attr-defined]
    known["footnote_ref_link"] = known["footnote_ref"]
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)
