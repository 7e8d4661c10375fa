"""Passages of a body: what stands under a section's headings, for others to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.vocabulary import Section

if TYPE_CHECKING:
    from generator.model import Body, Html


def passages(body: Body, section: Section) -> tuple[Html, ...]:
    """Return what stands under each heading of a section, the heading included.

    Args:
        body: Of any note.
        section: Any but Private.

    Returns:
        In order, without what stands under a Private heading inside. A passage with
        a Private heading that cannot be cut out (within a folded part) is left out
        whole.
    """
    prose = body.prose
    parts = {name: prose.html[start:end] for name, start, end in prose.headings}
    private = [one.anchor for one in body.headings if one.section is Section.PRIVATE]
    found: list[Html] = []
    inside = 0
    for heading in body.headings:
        if inside and heading.level > inside:
            continue
        inside = heading.level if heading.section is section else 0
        if inside and heading.anchor in parts:
            kept = parts[heading.anchor]
            for anchor in private:
                kept = _without(kept, parts.get(anchor, ()), anchor)
            found.append(kept)
    return tuple(one for one in found if one)


def _without(html: Html, part: Html, anchor: str) -> Html:
    """Return HTML without a part of it; empty where its heading stays."""
    if part and part[0] in html:  # a heading's id is in its first piece, only there
        start = html.index(part[0])
        html = (*html[:start], *html[start + len(part) :])
    mark = f'id="{anchor}"'
    left = any(isinstance(piece, str) and mark in piece for piece in html)
    return () if left else html
