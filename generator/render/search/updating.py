"""The index after a few notes say something else, made from the one before."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.render.search.documents import document, passages
from generator.render.search.plan import INDEX
from generator.render.search.postings import Postings, in_order, listed, places_of
from generator.render.search.scripts import data_script, script_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model import Body
    from generator.render.material import Material

    Changes = Iterator[tuple[int, dict[str, int], dict[str, int]]]


def updated_index(
    material: Material, before: bytes, bodies: Mapping[str, Body]
) -> bytes:
    """Return what `plan_search` makes of the index, doing only what is new.

    Args:
        material: The build.
        before: The index of a book that differs from this one in nothing but the
            prose of some notes.
        bodies: What these notes said then, by path.

    Raises:
        ValueError: Where that is no index.
    """
    data = script_data(before)
    pairs = zip(data["words"].split(" "), data["lists"].split(" "), strict=True)
    lists = dict(pairs)
    known = lists.keys() - {""}
    for number, then, now in _changes(material, bodies):
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


def _changes(material: Material, bodies: Mapping[str, Body]) -> Changes:
    """Yield the numbers of the notes with their words, and where, then and now."""
    postings = Postings()
    for number, path in enumerate(material.searched):
        if path in bodies:
            now = document(material, path)
            then = replace(now, passages=tuple(passages(bodies[path])))
            yield number, postings.placed(then), postings.placed(now)
