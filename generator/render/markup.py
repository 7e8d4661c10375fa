"""Safe HTML taken apart just enough to set it into another page."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Final

from markupsafe import Markup, escape

# A whole tag with its quoted values, so that nothing inside a value or in the text
# around it is ever taken for an attribute.
_PAIR: Final = r"\s+[^\s\"'>/=]+(?:=\"[^\"]*\")?"
_NAME: Final = "[a-zA-Z][a-zA-Z0-9]*"
_TAG: Final = re.compile(rf"</?(?P<name>{_NAME})(?:{_PAIR})*\s*/?>")
# Most tags have no attributes, and most of those with any are no headings.
_WITH_ATTRIBUTES: Final = re.compile(rf"</?{_NAME}(?P<attributes>(?:{_PAIR})+)\s*/?>")
_HEADING: Final = re.compile(
    rf"<(?P<end>/?)(?:h(?P<level>[1-6])(?:{_PAIR})*|{_NAME}(?:{_PAIR})+)\s*/?>",
    re.IGNORECASE,
)
_SPECIAL: Final = re.compile("[&<>\"']")
_OBSIDIAN_TAG: Final = re.compile(r'<span class="tag">[^<]*</span>')
_INLINE: Final = frozenset(
    {"a", "b", "bdi", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small"}
    | {"span", "strong", "sub", "sup", "u"}
)
_TITLE: Final = re.compile(r"\s*<h1((?:\s+id=\"[^\"]*\")?)>([^<]*)</h1>\s*")
_ATTRIBUTE: Final = re.compile(r"\s+([^\s\"'>/=]+)(?:=\"([^\"]*)\")?")
WORDS: Final = 140
_REFERRING: Final = frozenset({"aria-labelledby", "aria-describedby", "for"})
_OF_IDS: Final = re.compile(
    rf"\s(?:id|{'|'.join(sorted(_REFERRING))})\b|=\"#", re.IGNORECASE
)


@lru_cache(maxsize=1 << 12)
def escaped(text: str) -> str:
    """Return a text as HTML; most of them stand in many pages."""
    return str(escape(text)) if _SPECIAL.search(text) else text


def has_ids(html: str) -> bool:
    """Whether any tag may have an id or speak of one; text may look as if it had."""
    if _WITH_ATTRIBUTES.search(html) is None:
        return False
    return _OF_IDS.search(html) is not None


def without_ids(html: str, page: str) -> str:
    """Return HTML that may stand on a page that has ids of its own.

    Args:
        html: Whole tags and text, as our parser writes them.
        page: The link to the page that the HTML comes from, escaped.

    Returns:
        The same without ids, links to ids leading to that page.
    """

    def attribute(match: re.Match[str]) -> str:
        name, value = match[1].lower(), match[2] or ""
        if name == "id" or name in _REFERRING:
            return ""
        if name == "href" and value.startswith("#"):
            return f' href="{page}{value}"'
        return match[0]

    def tag(match: re.Match[str]) -> str:
        start, end = match.span("attributes")
        kept = _ATTRIBUTE.sub(attribute, match["attributes"])
        whole, begin = match[0], match.start()
        return whole[: start - begin] + kept + whole[end - begin :]

    return _WITH_ATTRIBUTES.sub(tag, html)


def plain(html: Markup) -> str:
    """Return HTML as plain text, without the tags of Obsidian."""

    def gap(match: re.Match[str]) -> str:
        return "" if match["name"].lower() in _INLINE else " "

    text = _TAG.sub(gap, _OBSIDIAN_TAG.sub("", html))
    return " ".join(unescape(text).split())


def shortened(text: str, most: int = WORDS) -> str:
    """Return the beginning of a text, cut between words.

    Args:
        text: Plain text.
        most: How many characters.
    """
    if len(text) <= most:
        return text
    return text[:most].rsplit(None, 1)[0].rstrip(",;:.") + " …"


def demoted(html: Markup, title: str, top: int = 2) -> Markup:
    """Set headings below those of the page, without a gap between levels.

    Args:
        html: The text of a note.
        title: The page's heading: a first heading that says the same is taken
            away, its id stays.
        top: The level of the outermost headings.
    """
    above: list[int] = []

    def lower(match: re.Match[str]) -> str:
        if not match["level"]:
            return match[0]
        if not match["end"]:
            while above and above[-1] >= int(match["level"]):
                above.pop()
            above.append(int(match["level"]))
        level = min(top + len(above) - 1, 6)
        at = match.start("level") - match.start()
        return f"{match[0][: at - 1]}h{level}{match[0][at + 1 :]}"

    first = _TITLE.match(html)
    text = str(html)
    if first and unescape(first[2]).strip() == title.strip():
        text = f"<div{first[1]}></div>" * bool(first[1]) + text[first.end() :]
    return Markup(_HEADING.sub(lower, text))  # noqa: S704 - safe HTML, levels changed
