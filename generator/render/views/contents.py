"""What a long note holds: its headings as links, two levels deep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.render.urls import relative
from generator.render.views.parts import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Heading, Note

LONG: Final = 4
MANY: Final = 30


class Chapter(Struct, frozen=True, kw_only=True):
    """A heading of a note and the headings right below it."""

    heading: Ref
    parts: tuple[Ref, ...]


def contents(note: Note, page: str) -> tuple[Chapter, ...]:
    """Return the headings of a note, in order.

    Args:
        note: The note.
        page: URL of its page.

    Returns:
        The outermost headings, each with those of the level below; without these
        where they would be too many. Empty: the note has fewer than `LONG`, the one
        that says its name not counted.
    """
    headings = list(note.body.headings)
    if headings and headings[0].text.strip() == note.name.strip():
        del headings[0]
    if len(headings) < LONG:
        return ()
    nested = list(_nested(headings))
    found: list[tuple[Ref, list[Ref]]] = []
    for depth, heading in nested:
        ref = Ref(text=heading.text, href=relative(page, page, heading.anchor))
        if depth == 1:
            found.append((ref, []))
        elif depth == 2 and len(nested) <= MANY:
            found[-1][1].append(ref)
    return tuple(Chapter(heading=one, parts=tuple(parts)) for one, parts in found)


def _nested(headings: list[Heading]) -> Iterator[tuple[int, Heading]]:
    """Yield each heading with its depth, from 1, whatever levels were left out."""
    above: list[int] = []
    for heading in headings:
        while above and above[-1] >= heading.level:
            above.pop()
        above.append(heading.level)
        yield len(above), heading
