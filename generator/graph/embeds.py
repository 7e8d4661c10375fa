"""Embeds that lead back to where they stand, and embeds that grow too large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.diagnostics import Code, Diagnostic
from generator.graph.records import Found
from generator.model import Origin, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.graph.records import Resolution
    from generator.model import Note

MAX_DEPTH: Final = 8
MAX_EMBEDDED: Final = 1_000_000

Node = tuple[str, str]
"""A note and an anchor in it; without anchor the note as a whole."""


def has_embeds(note: Note) -> bool:
    """Whether a note embeds anything."""
    return any(link.origin is Origin.EMBED for link in note.links)


def embed_problems(
    embedding: Iterable[str],
    notes: Mapping[str, Note],
    resolutions: Mapping[str, tuple[Resolution, ...]],
) -> Iterator[Diagnostic]:
    """Yield the problems of embeds, by note and place.

    Args:
        embedding: Paths of the notes that embed anything.
        notes: By path.
        resolutions: For each path, one for each link.

    Diagnostics: `embed-cycle`, `embed-limit`.
    """
    starts = sorted(embedding)
    graph = _Embeds(notes, resolutions)
    for start in starts:
        graph.visit((start, ""))
    for path in starts:
        yield from graph.problems(path)


class _Embeds:
    """What embeds what; visited once each, in the way of Tarjan's components."""

    def __init__(
        self,
        notes: Mapping[str, Note],
        resolutions: Mapping[str, tuple[Resolution, ...]],
    ) -> None:
        self._notes = notes
        self._resolutions = resolutions
        self._edges: dict[Node, list[tuple[int, Node]]] = {}
        self._sizes: dict[Node, int] = {}
        self._order: dict[Node, int] = {}
        self._low: dict[Node, int] = {}
        self._open: list[Node] = []
        self._circle: dict[Node, int] = {}
        self._depth: dict[Node, int] = {}
        self._total: dict[Node, int] = {}

    def visit(self, start: Node) -> None:
        """Follow every embed from a node, without recursion."""
        if start in self._order:
            return
        path = [(start, iter(self._enter(start)))]
        while path:
            node, rest = path[-1]
            for _, target in rest:
                if target not in self._order:
                    path.append((target, iter(self._enter(target))))
                    break
                if target not in self._circle:
                    self._low[node] = min(self._low[node], self._order[target])
            else:
                path.pop()
                self._leave(node)
                if path:
                    above = path[-1][0]
                    self._low[above] = min(self._low[above], self._low[node])

    def _enter(self, node: Node) -> Sequence[tuple[int, Node]]:
        self._order[node] = self._low[node] = len(self._order)
        self._open.append(node)
        html = self._notes[node[0]].body.prose.part(node[1])
        self._sizes[node] = sum(len(part) for part in html if isinstance(part, str))
        self._edges[node] = [
            (part.link, (where.note, where.anchor))
            for part in html
            if isinstance(part, Slot) and part.part == "embed"
            if isinstance(where := self._resolutions[node[0]][part.link], Found)
            if not where.anchor_missing
        ]
        return self._edges[node]

    def _leave(self, node: Node) -> None:
        """Close a node; where a circle is whole, number it and add up its sizes."""
        if self._low[node] != self._order[node]:
            return
        circle = [self._open.pop()]
        while circle[-1] != node:
            circle.append(self._open.pop())
        for one in circle:
            self._circle[one] = self._order[node]
        for one in circle:
            below = [target for _, target in self._edges[one] if target in self._total]
            inner = [self._sizes[to] + self._total[to] for to in below]
            self._total[one] = min(sum(inner), 2 * MAX_EMBEDDED)
            self._depth[one] = max((self._depth[to] + 1 for to in below), default=0)

    def problems(self, path: str) -> Iterator[Diagnostic]:
        """Yield what is wrong with the embeds of one note."""
        note, whole = self._notes[path], (path, "")
        inside = {number for number, target in self._edges[whole]}
        for node in [node for node in self._edges if node[0] == path]:
            for number, target in self._edges[node]:
                if number in inside and self._circle[node] == self._circle[target]:
                    inside.discard(number)
                    yield Diagnostic(
                        Code.EMBED_CYCLE,
                        note.links[number].span,
                        "this embed leads back to where it stands",
                        "write a link instead, without the !",
                    )
        if self._depth[whole] > MAX_DEPTH or self._total[whole] > MAX_EMBEDDED:
            number = self._edges[whole][0][0]
            yield Diagnostic(
                Code.EMBED_LIMIT,
                note.links[number].span,
                "what this note embeds is too deep or too long to show as a whole",
                "write links instead of some embeds, without the !",
            )
