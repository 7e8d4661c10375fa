"""How a tree is divided into drawings: nobody twice, nobody lost, none too large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import given
from hypothesis import strategies as st

from generator.derive.records import Branch, Yield
from generator.render.draw.fold import DEEPEST, FIRST, MOST, SHORT, WHOLE, fold_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.render.draw.fold import Sheet


BRANCHES: Final[dict[str, Branch]] = {}
"""Those that a test has made, the newest of each name."""


def branch(name: str, *children: Branch) -> Branch:
    people = sum(1 + child.gave.people for child in children)
    BRANCHES[name] = Branch(
        person=name,
        edge=None,
        children=tuple(child.person for child in children),
        gave=Yield(interviews=0, entries=0, people=people),
        dead=False,
    )
    return BRANCHES[name]


def chain(name: str, length: int) -> Branch:
    found = branch(f"{name}{length}")
    for number in reversed(range(1, length)):
        found = branch(f"{name}{number}", found)
    return found


def star(name: str, count: int) -> Branch:
    return branch(name, *(branch(f"{name}.{number}") for number in range(count)))


def names(sheet: Sheet) -> list[str]:
    return [one.branch.person for one in sheet.shown]


@st.composite
def forests(draw: st.DrawFn) -> list[Branch]:
    """Return a first circle of which everybody named somebody."""
    count = draw(st.integers(2, 120))
    parents = [draw(st.integers(-1, number - 1)) for number in range(count)]
    below: list[list[Branch]] = [[] for _ in range(count)]
    roots: list[Branch] = []
    for number in reversed(range(count)):
        made = branch(f"p{number}", *reversed(below[number]))
        (below[parents[number]] if parents[number] >= 0 else roots).append(made)
    return [root for root in reversed(roots) if root.children]


@given(forests(), st.integers(0, 60))
def test_laws_of_folding(grown: list[Branch], lonely: int) -> None:
    """Everybody is drawn once, in reading order, but for those whom a sheet counts."""
    alone = [branch(f"alone {number}") for number in range(lonely)]
    sheets = fold_tree(BRANCHES, grown, alone)
    drawn = [name for sheet in sheets for name in names(sheet)]
    assert len(set(drawn)) == len(drawn)
    heads = {sheet.head.person for sheet in sheets if sheet.head}
    folded = {
        one.branch.person for sheet in sheets for one in sheet.shown if one.folded
    }
    left = {root.person for root in grown} - set(names(sheets[0]))
    assert heads == folded | left
    assert sheets[0].more == len(left)
    everyone = sum(1 + root.gave.people for root in grown) + lonely
    uncounted = sum(sheet.more for sheet in sheets if sheet.head) + sheets[0].alone
    assert len(drawn) + len(left) + uncounted == everyone
    for sheet in sheets:
        assert len(sheet.shown) <= WHOLE
        assert_in_order(sheet)
    assert [sheet.circle for sheet in sheets] == sorted(one.circle for one in sheets)


def assert_in_order(sheet: Sheet) -> None:
    """Check that each stands behind its parent, who is open, and is its child."""
    for number, one in enumerate(sheet.shown):
        assert one.parent < number
        if one.parent >= 0:
            parent = sheet.shown[one.parent]
            assert not parent.folded
            assert one.branch.person in parent.branch.children


def test_few_people_in_one_drawing() -> None:
    """Ten people are one drawing, however deep, those who named nobody among them."""
    grown = [chain("a", 2 * DEEPEST + SHORT), branch("b", branch("c"))]
    (sheet,) = fold_tree(BRANCHES, grown, [branch("d")])
    assert len(sheet.shown) == 2 * DEEPEST + SHORT + 3
    assert not any(one.folded for one in sheet.shown)
    assert (sheet.more, sheet.alone) == (0, 0)


def test_long_branches_are_folded_first() -> None:
    """Where there are many people, long branches are folded, short ones are shown."""
    grown = [star("a", 30), star("b", SHORT), star("c", 20)]
    first, *rest = fold_tree(BRANCHES, grown, [branch("d")])
    assert [one.branch.person for one in first.shown if one.folded] == ["a", "c"]
    assert first.alone == 1
    assert [(one.head.person, len(one.shown)) for one in rest if one.head] == [
        ("a", 30),
        ("c", 20),
    ]


def test_a_wide_branch_leaves_some_to_the_table() -> None:
    """Of hundreds whom one person named the first are drawn, and the rest counted."""
    _, sheet = fold_tree(BRANCHES, [star("a", 300), star("b", 2)], [])
    assert len(sheet.shown) == WHOLE
    assert sheet.more == 300 - WHOLE


def test_a_wide_first_circle() -> None:
    """The first drawing shows the first branches; the others follow it."""
    grown = [star(f"r{number}", 6) for number in range(FIRST + 5)]
    first, *rest = fold_tree(BRANCHES, grown, [])
    assert names(first) == [root.person for root in grown[:FIRST]]
    assert first.more == 5
    assert [one.head.person for one in rest if one.head] == [
        root.person for root in grown
    ]


def test_one_person_alone_named_many() -> None:
    """A first circle of one is not drawn as a single folded box."""
    first, *rest = fold_tree(BRANCHES, [chain("a", 100)], [])
    assert len(first.shown) == DEEPEST
    assert first.shown[-1].folded
    assert rest


def test_no_more_than_a_page_bears() -> None:
    """However many people there are, the drawings stay below a bound."""
    for roots in ([chain("a", 5000)], [star(f"r{n}", 30) for n in range(200)]):
        sheets = fold_tree(BRANCHES, roots, [])
        drawn = drawn_in(sheets)
        assert MOST - WHOLE <= drawn <= MOST


def drawn_in(sheets: Sequence[Sheet]) -> int:
    """Return how many boxes for people the drawings have."""
    return sum(len(sheet.shown) + (sheet.head is not None) for sheet in sheets)
