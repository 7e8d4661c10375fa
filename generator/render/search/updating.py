"""The index after a few notes say something else, made from the one before."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Any

from generator.render.search.documents import document, said_then
from generator.render.search.index import status_column
from generator.render.search.plan import INDEX
from generator.render.search.postings import (
    Postings,
    in_order,
    listed,
    places_of,
    unpacked,
)
from generator.render.search.scripts import data_script, script_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from generator.graph.records import PersonId
    from generator.model import Note
    from generator.render.material import Material

    Changes = Iterator[tuple[int, dict[str, int], dict[str, int]]]


def updated_index(
    material: Material,
    before: bytes,
    notes: Mapping[str, Note],
    people: AbstractSet[PersonId],
) -> bytes:
    """Return what `plan_search` makes of the index, doing only what is new.

    Args:
        material: The build.
        before: The index of a book that differs from this one, as far as it is
            searched, in nothing but some texts and statuses.
        notes: Those that said something else, as they were, by path.
        people: Whose status was another.

    Raises:
        ValueError: Where that is no index.
    """
    data = script_data(before)
    if people:
        data["statuses"], data["status"] = _statuses(material, data, people)
    pairs = zip(data["words"].split(" "), data["lists"].split(" "), strict=True)
    lists = dict(pairs)
    known = lists.keys() - {""}
    for number, then, now in _changes(material, notes):
        for word in {word for word, _ in then.items() ^ now.items()}:
            places = places_of(lists.get(word, ""))
            if word in then:
                numbers = places[then[word]]
                del numbers[bisect_left(numbers, number)]
            if word in now:
                insort(places[now[word]], number)
            lists[word] = listed(places)
    left = {word: one for word, one in lists.items() if one}
    ordered = [*left] if left.keys() == known else in_order(left)
    data["words"] = " ".join(ordered)
    data["lists"] = " ".join(left[word] for word in ordered)
    return data_script(INDEX, data)


def _statuses(
    material: Material, data: dict[str, Any], people: AbstractSet[PersonId]
) -> tuple[list[tuple[str, str]], str]:
    """Return the statuses, and which of them each document has now."""
    known = [(word, tone) for word, tone in data["statuses"]]
    found = [known[number] for number in unpacked(data["status"])]
    for number, target in enumerate(material.searched):
        if target in people:
            one = document(material, target)
            found[number] = one.status, one.tone
    return status_column(found)


def _changes(material: Material, notes: Mapping[str, Note]) -> Changes:
    """Yield the numbers of the notes with their words, and where, then and now."""
    postings = Postings()
    for number, path in enumerate(material.searched):
        if path in notes:
            now = document(material, path)
            then = said_then(material, now, notes[path])
            yield number, postings.placed(then), postings.placed(now)
