"""What notes said before an edit, where a page can differ by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.cache.digests import BODY, LINKS, NOTES, PROSE, STATUSES, part_digests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.graph.records import PersonId
    from generator.model import Note

_TEXT: Final = frozenset({PROSE, BODY, LINKS})


class Edits(Struct, frozen=True, kw_only=True):
    """What lay under the names whose digests have changed.

    Attributes:
        notes: Notes of which the text is another, as they were, by path.
        people: Whose status is another.
    """

    notes: dict[str, Note]
    people: frozenset[PersonId]


def edits_of(
    changes: Iterable[tuple[str, bytes]], older: Callable[[str], Note | None]
) -> Edits | None:
    """Return which edits made what a page asked about another than before.

    Args:
        changes: Names, and the digests of what lay there.
        older: Returns a note as it was once, by its path.

    Returns:
        None where more is another than texts and statuses, or nobody knows any more
        what a note said then.
    """
    notes: dict[str, Note] = {}
    people = set()
    for name, then in changes:
        under, _, part = name.rpartition(" ")
        if name.startswith(f"{STATUSES}/"):
            people.add(name.removeprefix(f"{STATUSES}/"))
            continue
        path = under.removeprefix(f"{NOTES}/")
        note = older(path) if part in _TEXT and path != under else None
        if note is None or part_digests(note)[part] != then:
            return None
        notes[path] = note
    return Edits(notes=notes, people=frozenset(people))
