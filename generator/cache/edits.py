"""What notes said before an edit, where a page can differ by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.cache.digests import (
    BODY,
    LINKS,
    NOTES,
    PROSE,
    STATUSES,
    part_digests,
    under_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.graph.records import PersonId
    from generator.model import Note

_TEXT: Final = (PROSE, BODY, LINKS)


class Edits(Struct, frozen=True, kw_only=True):
    """What lay under the numbers whose digests have changed.

    Attributes:
        notes: Notes of which the text is another, as they were, by path.
        people: Whose status is another.
    """

    notes: dict[str, Note]
    people: frozenset[PersonId]


def edits_of(
    changes: Mapping[int, int], older: Mapping[str, Note], people: Iterable[PersonId]
) -> Edits | None:
    """Return which edits made what a page asked about another than before.

    Args:
        changes: Numbers, and the digests of what lay there.
        older: By path the notes that were others once, as they were then.
        people: Everyone who has a status.

    Returns:
        None where more is another than texts and statuses, or nobody knows any more
        what a note said then.
    """
    known = {under_of(STATUSES, one): one for one in people}
    notes: dict[str, Note] = {}
    told: dict[int, int] = {}
    for path, note in older.items():
        under, digests = under_of(NOTES, path), part_digests(note)
        texts = {under | part: digests[part] for part in _TEXT}
        if not changes.keys().isdisjoint(texts):
            notes[path] = note
            told |= texts
    moved = changes.keys() & known
    if any(told.get(one) != changes[one] for one in changes.keys() - moved):
        return None
    return Edits(notes=notes, people=frozenset(known[one] for one in moved))
