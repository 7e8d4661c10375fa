"""Drawings of trees: nothing overlaps, every text fits, every machine agrees."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.draw.layout import Size, tidy
from generator.render.draw.text import text_width, wrap
from generator.render.draw.tree import (
    NAME,
    NOTE,
    ROOM,
    WIDTH,
    Edge,
    Node,
    draw_outline,
    draw_tree,
)

if TYPE_CHECKING:
    from generator.render.draw.tree import Box, Drawing

LONG: Final = "Zsófia Kőszegi-Lindqvist van den Broek-Wolfeschlegelstein"
NAMES: Final = st.one_of(
    st.sampled_from(
        ["Bo", LONG, "山田 太郎", "سلمى الحداد", "נועה", "김하늘", "W" * 60]
    ),
    st.text(max_size=30),
)


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    """Return nodes in reading order, of any shape."""
    path: list[int] = []
    nodes: list[Node] = []
    for number in range(draw(st.integers(1, 15))):
        path = path[: draw(st.integers(1, len(path)))] if path else []
        nodes.append(
            Node(
                parent=path[-1] if path else -1,
                name=draw(NAMES),
                href="x.html",
                label="x",
                status=draw(st.sampled_from(["", "met", "to-research"])),
                notes=draw(st.lists(NAMES, max_size=2).map(tuple)),
                edge=Edge(text=draw(st.sampled_from(["", "?", "17 Oct 2025 ✓"]))),
            )
        )
        path.append(number)
    return nodes


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes share no point."""
    return (
        one.x + one.width < other.x
        or other.x + other.width < one.x
        or one.y + one.height < other.y
        or other.y + other.height < one.y
    )


def assert_whole(nodes: list[Node], drawing: Drawing) -> None:
    """Check what holds of any drawing."""
    boxes = drawing.boxes
    assert [box.node for box in boxes] == nodes
    assert all(apart(*pair) for pair in itertools.combinations(boxes, 2))
    for box in boxes:
        assert 0 <= box.x <= box.x + box.width <= drawing.width
        assert 0 <= box.y <= box.y + box.height <= drawing.height
        if box.node.parent >= 0:
            assert boxes[box.node.parent].x < box.x
        for text in box.texts:
            bold = text.kind != "note"
            width = text_width(
                text.text, NAME if text.kind == "name" else NOTE, bold=bold
            )
            assert box.x <= text.x
            assert text.x + width <= box.x + box.width
            assert box.y < text.y < box.y + box.height
        names = "".join(one.text for one in box.texts if one.kind == "name")
        assert "".join(names.split()) == "".join(box.node.name.split())


@given(trees())
def test_laws_of_a_tree(nodes: list[Node]) -> None:
    """No boxes touch, texts lie in theirs, parents stand left, names are whole."""
    drawing = draw_tree(nodes)
    assert_whole(nodes, drawing)
    assert draw_tree(nodes) == drawing


@given(trees())
def test_lines_of_a_tree(nodes: list[Node]) -> None:
    """A line leads from its parent's right to its child's left, its text before it."""
    drawing = draw_tree(nodes)
    boxes = drawing.boxes
    for line, child in zip(drawing.lines, boxes[1:], strict=True):
        parent = boxes[child.node.parent]
        assert (line.x, line.y) == (
            parent.x + parent.width,
            parent.y + parent.height // 2,
        )
        assert (line.to_x, line.to_y) == (child.x, child.y + child.height // 2)
        assert line.x < line.turn < line.text_x
        assert line.text_x + text_width(line.edge.text, NOTE) <= line.to_x
        assert abs(line.corner) * 2 <= abs(line.to_y - line.y)


@given(trees())
def test_no_line_crosses_a_box(nodes: list[Node]) -> None:
    """Lines run between the columns, and those of two parents never meet."""
    drawing = draw_tree(nodes)
    spans: dict[int, list[int]] = {}
    for line, child in zip(drawing.lines, drawing.boxes[1:], strict=True):
        for box in drawing.boxes:
            assert not line.x < box.x + box.width <= line.to_x or box.x >= line.to_x
        spans.setdefault(child.node.parent, []).extend((line.y, line.to_y))
    for one, other in itertools.combinations(spans, 2):
        if drawing.boxes[one].x == drawing.boxes[other].x:
            assert max(spans[one]) < min(spans[other]) or max(spans[other]) < min(
                spans[one]
            )


@given(trees())
def test_laws_of_an_outline(nodes: list[Node]) -> None:
    """The same holds where a tree runs down a narrow column."""
    drawing = draw_outline(nodes)
    assert_whole(nodes, drawing)
    assert draw_outline(nodes) == drawing


def test_an_outline_fits_its_column() -> None:
    """A way of six people with long names is no wider than the side column."""
    nodes = [
        Node(parent=number - 1, name=LONG, href="", label="", notes=("also " + LONG,))
        for number in range(7)
    ]
    assert draw_outline(nodes).width <= WIDTH


def test_a_parent_stands_in_the_middle() -> None:
    """A parent stands in the middle of its children, in a column of their own."""
    sizes = [Size(width=50, height=20)] * 4
    places = tidy([-1, 0, 0, 0], sizes, bend=10, gap=6)
    assert [(one.x, one.y) for one in places] == [(0, 26), (60, 0), (60, 26), (60, 52)]


def test_subtrees_are_pushed_together() -> None:
    """A leaf stands right below its sister, beside that one's children."""
    sizes = [Size(width=50, height=20)] * 7
    places = tidy([-1, 0, 1, 1, 1, 1, 0], sizes, bend=10, gap=6)
    assert places[6].y - places[1].y == 26
    assert places[6].y < places[5].y


def test_a_long_chain_is_placed() -> None:
    """A chain of thousands is placed without recursion, in a straight line."""
    count = 5000
    sizes = [Size(width=50, height=20)] * count
    places = tidy(range(-1, count - 1), sizes, bend=10, gap=6)
    assert {one.y for one in places} == {0}
    assert places[-1].x == (count - 1) * 60


@given(NAMES, st.integers(10, 300))
def test_laws_of_wrapping(text: str, room: int) -> None:
    """Lines fit where a letter does, and together say all but white space."""
    lines = wrap(text, NAME, room)
    assert lines
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        letters = [one for one in line if text_width(one, NAME)]
        assert text_width(line, NAME) <= room or len(letters) == 1
    assert len(lines) == 1 or all(lines)


WRAPPED: Final = [
    ("Bo Li", ("Bo Li",)),
    ("", ("",)),
    (LONG, ("Zsófia Kőszegi-", "Lindqvist van den", "Broek-", "Wolfeschlegelstein")),
    ("山田太郎" * 4, ("山田太郎山田太郎山田", "太郎山田太郎")),
    ("W" * 14, ("W" * 10, "W" * 4)),
]


@pytest.mark.parametrize(("text", "lines"), WRAPPED)
def test_where_names_break(text: str, lines: tuple[str, ...]) -> None:
    """Names break between words and behind hyphens, else where they must."""
    assert wrap(text, NAME, ROOM, bold=True) == lines


def test_widths() -> None:
    """Wide letters count more, accents nothing, bold more, and sizes in proportion."""
    assert text_width("ill", 10) < text_width("www", 10)
    assert text_width("山", 10) == 10
    assert text_width("e\u0301", 10) == text_width("e", 10) == text_width("é", 10)
    assert text_width("Ana", 10, bold=True) > text_width("Ana", 10)
    assert text_width("Ana", 20) == 2 * text_width("Ana", 10)
