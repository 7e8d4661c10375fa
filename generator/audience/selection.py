"""Which notes an audience gets: what is not listed it does not get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.parse.anchors import fold_name
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.config.settings import Audience
    from generator.graph.records import Book, PersonId
    from generator.model import Link, Note


def select(book: Book, audience: Audience) -> tuple[dict[str, Note], dict[str, str]]:
    """Divide the notes of a book.

    Args:
        book: All notes.
        audience: What it may see.

    Returns:
        The notes that it gets by path, and the reason of each other one.
    """
    kept: dict[str, Note] = {}
    left: dict[str, str] = {}
    only = [(word, fold_name(word)) for word in audience.only]
    barred = [(word, fold_name(word)) for word in audience.except_]
    for path, note in book.notes.items():
        marks = _marks(note)
        if note.private:
            left[path] = "Private"
        elif not any(word in marks for _, word in only):
            left[path] = "Not listed in “only”"
        elif word := next((shown for shown, word in barred if word in marks), ""):
            left[path] = f"Listed in “except”: {word}"
        else:
            kept[path] = note
    return kept, left


def _marks(note: Note) -> frozenset[str]:
    """Return what may stand in `only`: kind, tags with those above, folders."""
    folders = note.path.split("/")[:-1]
    paths = ("/".join(folders[: depth + 1]) for depth in range(len(folders)))
    tags = (one for tag in note.tags for one in _lineage(tag))
    return frozenset(map(fold_name, (note.kind, *folders, *paths, *tags)))


def _lineage(tag: str) -> Iterable[str]:
    while tag:
        yield tag
        tag = tag.rpartition("/")[0]


class Topics:
    """The topics that an audience does not see, with those below them."""

    def __init__(self, audience: Audience) -> None:
        self._hidden = frozenset(map(fold_name, audience.hide_topics))

    def hide(self, words: Iterable[str]) -> bool:
        """Whether any of some tags is hidden."""
        if not self._hidden:
            return False
        return any(fold_name(one) in self._hidden for w in words for one in _lineage(w))


def shown_leads(
    book: Book, kept: Mapping[str, Note], audience: Audience
) -> tuple[PersonId, ...]:
    """Return the leads whom a passage names that the audience gets.

    A note with a hidden topic anywhere names nobody: which lines go with it is known
    only once it is written.
    """
    topics = Topics(audience)
    return tuple(
        lead.id
        for lead in book.leads.values()
        if any(
            path in kept
            and not topics.hide(kept[path].tags)
            and _may_name(link, audience)
            for path, link in lead.sources
        )
    )


def _may_name(link: Link, audience: Audience) -> bool:
    if link.key:
        return link.key in audience.fields
    return (
        link.section is Section.REFERRALS
        and Section.REFERRALS in audience.sections
        and not link.hidden
    )
