"""Links in front matter: in quotes or not, wiki or Markdown, or a bare name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from msgspec.structs import replace

from generator.model import Link, Origin, Place
from generator.parse.wikilinks import WIKILINK, split_wikilink

if TYPE_CHECKING:
    from generator.diagnostics import Span
    from generator.parse.front_matter import RawItem

WHOLE_LINK: Final = re.compile(r"\[([^\[\]]*)\]\(<?([^()<>]+?)>?\)")
_LINK_LIST: Final = re.compile(
    r"\[\[[^\[\]\n]+\]\](?:\s*(?:[,;&]|and)\s*\[\[[^\[\]\n]+\]\])+"
)
_LEAD_KEYS: Final = frozenset({"with", "referrals", "referred_by"})


def links_of(item: RawItem, key: str, *, takes: bool) -> list[Link]:
    """Return the links of one value.

    Args:
        item: The value.
        key: The key that it stands in.
        takes: Whether the key takes links, so that a bare name is one.
    """
    text = item.text.strip()
    if WIKILINK.fullmatch(text):
        return [_wiki(text, item, key)]
    if takes and _LINK_LIST.fullmatch(text):
        return [_wiki(m[0], item, key) for m in WIKILINK.finditer(text)]
    if match := WHOLE_LINK.fullmatch(text):
        return _markdown(match, item, key)
    if takes and text and not re.match(r"[a-z]+://", text):
        return [_bare(item, key)]
    return []


def _bare(item: RawItem, key: str) -> Link:
    """Read a bare name as the link that is meant."""
    text = item.text.strip()
    return Link(
        target=text,
        written=text,
        span=_inside(item),
        origin=Origin.FRONT_MATTER,
        key=key,
        place=_place(key),
        quoted=item.quoted,
    )


def _wiki(written: str, item: RawItem, key: str) -> Link:
    match = WIKILINK.fullmatch(written)
    assert match is not None  # noqa: S101 - the caller has matched it
    target, anchor, shown = split_wikilink(match[2])
    return Link(
        target=target,
        anchor=anchor,
        shown=shown,
        written=written,
        span=_inside(item, written),
        origin=Origin.FRONT_MATTER,
        key=key,
        place=_place(key),
        quoted=item.quoted,
    )


def _markdown(match: re.Match[str], item: RawItem, key: str) -> list[Link]:
    target, _, anchor = unquote(match[2]).partition("#")
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]+:|//", target):
        return []
    return [
        Link(
            target=target,
            anchor=anchor,
            shown=match[1],
            written=match[0],
            span=_inside(item, match[0]),
            origin=Origin.FRONT_MATTER,
            wiki=False,
            key=key,
            place=_place(key),
        )
    ]


def _place(key: str) -> Place:
    return Place.KEY if key in _LEAD_KEYS else Place.NONE


def _inside(item: RawItem, written: str = "") -> Span:
    """Return the place of a link within its value: behind the quote, if any."""
    text = item.text
    shift = int(item.quoted) + (text.find(written) if written else 0)
    shift += 0 if written else len(text) - len(text.lstrip())
    if item.span.line != item.span.end_line:
        return item.span
    column = item.span.column + shift
    return replace(
        item.span, column=column, end_column=column + len(written or text.strip())
    )
