"""The index: every document in a line of each column, and the words they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.render.search.documents import KINDS, document
from generator.render.search.postings import ONE_SIGN, Postings, gaps, packed
from generator.render.urls import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.render.material import Material
    from generator.render.search.documents import Document


def index_of(material: Material, ordered: Iterable[str]) -> dict[str, Any]:
    """Return the index of notes and leads.

    Args:
        material: The build.
        ordered: Those that are searched, in the order in which equal hits stand.

    Returns:
        As templates/static/search-index.js reads it: documents are numbered in order.
    """
    table, postings = _Table(), Postings()
    for number, target in enumerate(ordered):
        made = document(material, target)
        table.add(number, made, postings.add(number, made))
    words, lists = postings.packed()
    return {**table.columns(), "words": words, "lists": lists}


class _Table:
    """What a list of hits says of documents before it has their texts."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._urls: list[str] = []
        self._lines: list[tuple[str, ...]] = []
        self._kinds: list[str] = []
        self._lengths: list[str] = []
        self._statuses: list[tuple[str, str]] = []
        self._tags: dict[str, tuple[str, list[int]]] = {}

    def add(self, number: int, one: Document, words: int) -> None:
        """Take in a document whose name has so many words."""
        self._names.append(one.name)
        self._urls.append(one.url)
        self._lines.append(one.line)
        self._kinds.append(packed(KINDS.index(one.kind)))
        self._lengths.append(packed(min(words, ONE_SIGN)))
        self._statuses.append((one.status, one.tone))
        for folded, tag in {fold(tag): tag for tag in one.tags}.items():
            self._tags.setdefault(folded, (tag, []))[1].append(number)

    def columns(self) -> dict[str, Any]:
        """Return all of it, texts of one character a document where that is enough."""
        statuses, status = status_column(self._statuses)
        return {
            "kinds": KINDS,
            "statuses": statuses,
            "tags": [
                (tag, gaps(found)) for _, (tag, found) in sorted(self._tags.items())
            ],
            "names": self._names,
            "urls": self._urls,
            "lines": self._lines,
            "kind": "".join(self._kinds),
            "status": status,
            "length": "".join(self._lengths),
        }


def status_column(
    found: Iterable[tuple[str, str]],
) -> tuple[list[tuple[str, str]], str]:
    """Return all statuses, none first, and which of them each document has.

    Args:
        found: Word and tone of each document.
    """
    known = {("", ""): 0}
    numbers = [known.setdefault(one, len(known)) for one in found]
    return list(known), "".join(map(packed, numbers))
