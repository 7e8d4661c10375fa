"""Where the boxes of a tree stand: a tidy tree, and an outline for narrow places.

A tree is the number of each node's parent, in reading order: the root first, whose
parent is -1, each node behind its parent and before its parent's next child. All
numbers are whole, so that every machine draws the same.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    Contour = dict[int, tuple[int, int]]


class Size(Struct, frozen=True, kw_only=True, gc=False):
    """What a node needs.

    Attributes:
        width: Of its box.
        height: Of its box.
        before: Room to the left of the box for what its line says.
    """

    width: int
    height: int
    before: int = 0


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """Where a node's box stands; in a tidy tree as wide as its column."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """Half way down the box."""
        return self.y + self.height // 2


def tidy(
    parents: Sequence[int], sizes: Sequence[Size], *, bend: int, gap: int
) -> tuple[Place, ...]:
    """Place a tree from left to right, each generation in a column.

    Subtrees are pushed together until two boxes of a column are a gap apart, and a
    parent stands in the middle of its children (Reingold and Tilford's rules). The
    work grows with the nodes times the depth: draw small trees.

    Args:
        parents: The tree.
        sizes: Of each node.
        bend: Room between two columns for lines, besides what they say.
        gap: Between two boxes of a column.
    """
    depths = depths_of(parents)
    lefts, widths = _columns(depths, sizes, bend)
    middles = _middles(parents, depths, sizes, gap)
    tops = [
        middle - size.height // 2 for middle, size in zip(middles, sizes, strict=True)
    ]
    highest = min(tops, default=0)
    return tuple(
        Place(x=lefts[depth], y=top - highest, width=widths[depth], height=size.height)
        for depth, top, size in zip(depths, tops, sizes, strict=True)
    )


def outline(
    parents: Sequence[int], sizes: Sequence[Size], *, step: int, gap: int
) -> tuple[Place, ...]:
    """Place a tree from top to bottom, a node in each row, children set in.

    Args:
        parents: The tree.
        sizes: Of each node.
        step: How far children are set in.
        gap: Between two rows.
    """
    tops = accumulate((size.height + gap for size in sizes), initial=0)
    return tuple(
        Place(x=step * depth, y=top, width=size.width, height=size.height)
        for depth, top, size in zip(depths_of(parents), tops, sizes, strict=False)
    )


def depths_of(parents: Sequence[int]) -> list[int]:
    """Return how far each node is from the root."""
    depths: list[int] = []
    for parent in parents:
        depths.append(0 if parent < 0 else depths[parent] + 1)
    return depths


def _columns(
    depths: Sequence[int], sizes: Sequence[Size], bend: int
) -> tuple[list[int], list[int]]:
    """Return left edge and width of each column."""
    count = max(depths, default=-1) + 1
    widths, befores = [0] * count, [0] * count
    for depth, size in zip(depths, sizes, strict=True):
        widths[depth] = max(widths[depth], size.width)
        befores[depth] = max(befores[depth], size.before)
    steps = (
        width + bend + before
        for width, before in zip(widths, [*befores[1:], 0], strict=True)
    )
    return [*accumulate(steps, initial=0)][:count], widths


def _middles(
    parents: Sequence[int], depths: Sequence[int], sizes: Sequence[Size], gap: int
) -> list[int]:
    """Return the height of each node's middle; the root's is 0."""
    below: list[list[int]] = [[] for _ in parents]
    for node, parent in enumerate(parents):
        if parent >= 0:
            below[parent].append(node)
    # Of each node, how far it is from its parent; of its subtree, top and bottom in
    # each column, seen from the node.
    offsets = [0] * len(parents)
    contours: list[Contour] = [{} for _ in parents]
    for node in reversed(range(len(parents))):
        found = _stack([contours[child] for child in below[node]], gap)
        # An only child stands where its parent does: a chain need not be copied.
        contour = contours[below[node][0]] if len(found) == 1 else contours[node]
        if len(found) > 1:
            middle = (found[0] + found[-1]) // 2
            for child, at in zip(below[node], found, strict=True):
                offsets[child] = at - middle
                _extend(contour, contours[child], at - middle)
        contours[node] = contour
        half = sizes[node].height // 2
        contour[depths[node]] = (-half, sizes[node].height - half)
    middles: list[int] = []
    for parent, offset in zip(parents, offsets, strict=True):
        middles.append(offset + (middles[parent] if parent >= 0 else 0))
    return middles


def _stack(contours: Sequence[Contour], gap: int) -> list[int]:
    """Return where subtrees go, one below the other, as near as they may."""
    if len(contours) == 1:
        return [0]
    above: Contour = {}
    found: list[int] = []
    for contour in contours:
        at = max(
            (
                above[depth][1] + gap - top
                for depth, (top, _) in contour.items()
                if depth in above
            ),
            default=0,
        )
        found.append(at)
        _extend(above, contour, at)
    return found


def _extend(contour: Contour, other: Contour, at: int) -> None:
    for depth, (top, bottom) in other.items():
        old_top, old_bottom = contour.get(depth, (at + top, at + bottom))
        contour[depth] = (min(old_top, at + top), max(old_bottom, at + bottom))
