"""A tree of people as numbers for a template: boxes, lines between them, texts."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.render.draw.layout import Size, depths_of, outline, tidy
from generator.render.draw.text import text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.render.draw.layout import Place

# A unit is a sixteenth of the page's text size.
NAME: Final = 14
NOTE: Final = 12
ROOM: Final = 162  # for a text in a box
WIDTH: Final = 272  # of an outline, which fits a side column

_LINES: Final = {"name": 18, "status": 16, "note": 16}
_ASCENTS: Final = {"name": 14, "status": 12, "note": 12}
_MARK_SIZE: Final = 10
_MARK: Final = 16  # a mark and the room behind it
_PAD: Final = 8
_PAD_Y: Final = 6
_BEND: Final = 28
_CORNER: Final = 8
_STEP: Final = 16
_GAP: Final = 12
_MARGIN: Final = 4  # for the outline of the box that has the focus


class Edge(Struct, frozen=True, kw_only=True, gc=False):
    """The line that leads to a node.

    Attributes:
        may: `yes`, `no` or `open`: whether the name may be used; empty: no matter.
        text: What it says.
    """

    may: str = ""
    text: str = ""


class Node(Struct, frozen=True, kw_only=True, gc=False):
    """What a node of a drawing says.

    Attributes:
        parent: Number of its parent, which stands before it; -1: the root.
        name: The name.
        href: Where it leads; empty: nowhere.
        label: All that the drawing says of it, as one sentence for the ear.
        status: Where one stands; empty: nothing is known.
        tone: Of the status: `late`, `today`, `soon`, `good` or empty.
        marks: What else there is to know, such as `no note yet`.
        notes: What else it says.
        edge: The line from its parent.
        kind: `owner`, `contact`, `lead`, `here` or `more`.
        dead: Whether nothing can come of it any more.
        folded: Whether those below have a drawing of their own.
    """

    parent: int
    name: str
    href: str
    label: str
    status: str = ""
    tone: str = ""
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    edge: Edge = Edge()
    kind: str = "contact"
    dead: bool = False
    folded: bool = False


class Text(Struct, frozen=True, kw_only=True, gc=False):
    """A line of text: where it begins, and what it is: `name`, `status` or `note`."""

    x: int
    y: int
    kind: str
    text: str


class Box(Struct, frozen=True, kw_only=True, gc=False):
    """A node in its place.

    Attributes:
        node: What it says.
        texts: Its lines.
        mark: Middle of the mark of its status, across and down; none: no mark.
    """

    node: Node
    x: int
    y: int
    width: int
    height: int
    texts: tuple[Text, ...]
    mark: tuple[int, int] | None


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """A line from a parent's box to a child's.

    Attributes:
        x: Where it leaves the parent.
        y: Where it leaves the parent.
        turn: Where it goes up or down.
        corner: How much is cut off its corners; below 0: it goes up.
        to_x: Where it meets the child.
        to_y: Where it meets the child.
        edge: What it says, above its last part.
        text_x: Where that begins.
    """

    x: int
    y: int
    turn: int
    corner: int
    to_x: int
    to_y: int
    edge: Edge
    text_x: int


class Drawing(Struct, frozen=True, kw_only=True, gc=False):
    """A tree for a template.

    Attributes:
        boxes: In reading order.
        lines: Between them.
    """

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


class _Block(Struct, frozen=True):
    """The texts of a node, seen from the corner of what they fill."""

    texts: tuple[Text, ...]
    mark: tuple[int, int] | None
    width: int
    height: int


def draw_tree(nodes: Sequence[Node]) -> Drawing:
    """Draw a tree from left to right, a box for each node.

    Args:
        nodes: In reading order, the root first.
    """
    blocks = [_boxed(node) for node in nodes]
    sizes = [
        Size(
            width=block.width + 2 * _PAD,
            height=block.height + 2 * _PAD_Y,
            before=ceil(text_width(node.edge.text, NOTE)),
        )
        for node, block in zip(nodes, blocks, strict=True)
    ]
    places = tidy([node.parent for node in nodes], sizes, bend=_BEND, gap=_GAP)
    return _drawing(nodes, blocks, places, (_PAD, _PAD_Y), _across)


def draw_outline(nodes: Sequence[Node]) -> Drawing:
    """Draw a small tree from top to bottom, for a narrow column.

    Args:
        nodes: In reading order, the root first; no deeper than the column bears.
    """
    parents = [node.parent for node in nodes]
    blocks = [
        _rowed(node, WIDTH - 2 * _MARGIN - _MARK - _STEP * depth)
        for node, depth in zip(nodes, depths_of(parents), strict=True)
    ]
    sizes = [Size(width=block.width, height=block.height) for block in blocks]
    places = outline(parents, sizes, step=_STEP, gap=_GAP)
    return _drawing(nodes, blocks, places, (0, 0), _down)


def _boxed(node: Node) -> _Block:
    """Set the name, the status below it behind its mark, then the notes."""
    rows = [("name", one, 0) for one in wrap(node.name, NAME, ROOM, bold=True)]
    status = wrap(node.status, NOTE, ROOM - _MARK) if node.status else ()
    mark = (_MARK_SIZE // 2, len(rows) * _LINES["name"] + _LINES["status"] // 2)
    rows += [("status", one, _MARK) for one in status]
    notes = (*node.marks, *node.notes)
    rows += [("note", one, 0) for note in notes for one in wrap(note, NOTE, ROOM)]
    return _block(rows, mark if status else None)


def _rowed(node: Node, room: int) -> _Block:
    """Set a mark, and everything behind it."""
    states = ", ".join(filter(None, [node.status, *node.marks]))
    notes = filter(None, [states, *node.notes])
    rows = [("name", one, _MARK) for one in wrap(node.name, NAME, room, bold=True)]
    rows += [("note", one, _MARK) for note in notes for one in wrap(note, NOTE, room)]
    return _block(rows, (_MARK_SIZE // 2, _LINES["name"] // 2))


def _block(
    rows: Iterable[tuple[str, str, int]], mark: tuple[int, int] | None
) -> _Block:
    texts: list[Text] = []
    width = height = 0
    for kind, text, x in rows:
        texts.append(Text(x=x, y=height + _ASCENTS[kind], kind=kind, text=text))
        height += _LINES[kind]
        size = NAME if kind == "name" else NOTE
        width = max(width, x + ceil(text_width(text, size, bold=kind != "note")))
    return _Block(tuple(texts), mark, width, height)


def _drawing(
    nodes: Sequence[Node],
    blocks: Sequence[_Block],
    places: Sequence[Place],
    pad: tuple[int, int],
    line: Callable[[Edge, Place, Place], Line],
) -> Drawing:
    inner = [
        replace(place, x=place.x + _MARGIN, y=place.y + _MARGIN) for place in places
    ]
    return Drawing(
        width=max(place.x + place.width for place in inner) + _MARGIN,
        height=max(place.y + place.height for place in inner) + _MARGIN,
        boxes=tuple(
            _box(node, block, place, (place.x + pad[0], place.y + pad[1]))
            for node, block, place in zip(nodes, blocks, inner, strict=True)
        ),
        lines=tuple(
            line(node.edge, inner[node.parent], place)
            for node, place in zip(nodes, inner, strict=True)
            if node.parent >= 0
        ),
    )


def _box(node: Node, block: _Block, place: Place, corner: tuple[int, int]) -> Box:
    left, top = corner
    return Box(
        node=node,
        x=place.x,
        y=place.y,
        width=place.width,
        height=place.height,
        texts=tuple(replace(one, x=left + one.x, y=top + one.y) for one in block.texts),
        mark=(left + block.mark[0], top + block.mark[1]) if block.mark else None,
    )


def _across(edge: Edge, parent: Place, child: Place) -> Line:
    """Return the line from a box to one on its right; all turn in one place."""
    right = parent.x + parent.width
    turn = right + _BEND // 2
    return Line(
        x=right,
        y=parent.middle,
        turn=turn,
        corner=_corner(child.middle - parent.middle),
        to_x=child.x,
        to_y=child.middle,
        edge=edge,
        text_x=right + _BEND - _MARGIN,
    )


def _down(edge: Edge, parent: Place, child: Place) -> Line:
    """Return the line from a mark to one below it, set in."""
    middle = parent.x + _MARK_SIZE // 2
    return Line(
        x=middle,
        y=parent.y + _LINES["name"] // 2 + _MARK_SIZE,
        turn=middle,
        corner=_CORNER,
        to_x=child.x - 3,
        to_y=child.y + _LINES["name"] // 2,
        edge=edge,
        text_x=0,
    )


def _corner(down: int) -> int:
    """Return how round a line turns that goes down, or up, so far."""
    return max(-_CORNER, min(int(down / 2), _CORNER))
