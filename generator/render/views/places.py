"""Links to the very line of a note that says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.urls import relative
from generator.render.views.parts import Ref
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from generator.diagnostics import Span
    from generator.facts.records import Source
    from generator.render.material import Material


def line_ref(material: Material, span: Span, anchor: str, page: str) -> Ref:
    """Return the link to a line.

    Args:
        material: The build.
        span: The line.
        anchor: HTML id of the line on its note's page; empty: the page's top.
        page: URL of the page that holds the link.

    Returns:
        The note's name, `interview` for one of those, whose names say little more
        than people and day; none where the page is its own; and the line's number.
    """
    note = material.linked(span.path)
    here = note.url == page
    name = "interview" if note.kind == Kind.INTERVIEW else note.name
    return Ref(
        text="" if here else name,
        href=relative(page, note.url, anchor),
        mark="" if here else note.mark,
        line=span.line,
    )


def source_ref(material: Material, source: Source, page: str) -> Ref:
    """Return the link to the line that something follows from."""
    return line_ref(material, source.span, source.anchor, page)


def without_name(text: str, name: str) -> str:
    """Return why somebody was named, without their name at its beginning."""
    rest = text.removeprefix(name)
    if rest == text or rest[:1].isalnum():
        return text
    return rest.lstrip(" \t,;:-\u2013\u2014")


def sentence(text: str) -> str:
    """Return a text as a sentence: a capital first, a full stop last."""
    text = text.strip()
    stop = "" if not text or text[-1] in ".!?…。！？" else "."
    return f"{text[:1].upper()}{text[1:]}{stop}"
