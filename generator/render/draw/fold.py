"""What of a large tree is drawn together: small drawings that lead to each other."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.derive.records import Branch
    from generator.graph.records import PersonId

    Branches = Mapping[PersonId, Branch]

WHOLE: Final = 40  # people in one drawing
FIRST: Final = 20  # of the first circle, where not everyone can be drawn
DEEPEST: Final = 3  # generations in one drawing, but for short ends
SHORT: Final = 5  # people below somebody that no drawing of their own is made for
MOST: Final = 500  # people drawn on a page


class Shown(Struct, frozen=True):
    """A person in a drawing.

    Attributes:
        branch: The person and those below.
        parent: Number of the parent among those shown; -1: the head.
        folded: Whether those below are not in this drawing.
    """

    branch: Branch
    parent: int
    folded: bool


class Sheet(Struct, frozen=True):
    """One drawing.

    Attributes:
        head: Whose branch it shows; none: the first circle.
        circle: Which of the first circle that branch is in; -1: all of it.
        shown: The people in reading order, without the head.
        more: How many of those who should come next are left out behind them.
        alone: How many who named nobody are left out.
    """

    head: Branch | None
    circle: int
    shown: tuple[Shown, ...]
    more: int = 0
    alone: int = 0


def fold_tree(
    branches: Branches, grown: Sequence[Branch], alone: Sequence[Branch]
) -> tuple[Sheet, ...]:
    """Divide a tree into drawings.

    Args:
        branches: Everybody's, by person.
        grown: Those of the first circle who named somebody, in order.
        alone: Those who named nobody.

    Returns:
        First a drawing of the first circle: of everyone, where they are few; else
        of the first ones who named somebody, each long branch folded. Then a
        drawing of each branch folded or left out, in which parts may be folded
        again; branch by branch. Together no more than `MOST` people: what is left
        then stays folded.
    """
    few = len(alone) + sum(1 + root.gave.people for root in grown) <= WHOLE
    tops = [*grown, *alone] if few else grown[:FIRST]
    deepest = 2 * DEEPEST if few else DEEPEST if len(grown) == 1 else 1
    shown = tuple(_shown(branches, tops, deepest))
    left = () if few else grown[FIRST:]
    sheets = [Sheet(None, -1, shown, len(left), 0 if few else len(alone))]
    circles = {root.person: number for number, root in enumerate(grown)}
    waiting = deque(
        (one.branch, circles[_top(shown, one)]) for one in shown if one.folded
    )
    waiting.extend((root, circles[root.person]) for root in left)
    room = MOST - len(shown)
    while waiting:
        head, circle = waiting.popleft()
        tops = [branches[one] for one in head.children[:WHOLE]]
        shown = tuple(_shown(branches, tops, DEEPEST))
        room -= len(shown) + 1
        if room < 0:
            break
        sheets.append(Sheet(head, circle, shown, len(head.children) - len(tops)))
        waiting.extend((one.branch, circle) for one in shown if one.folded)
    return tuple(sorted(sheets, key=lambda one: one.circle))


def _top(shown: Sequence[Shown], one: Shown) -> PersonId:
    while one.parent >= 0:
        one = shown[one.parent]
    return one.branch.person


def _shown(branches: Branches, tops: Sequence[Branch], deepest: int) -> Iterator[Shown]:
    """Yield people in reading order, with those below who are not folded."""
    opened = _opened(branches, tops, deepest)
    waiting = [(one, -1) for one in reversed(tops)]
    number = -1
    while waiting:
        branch, parent = waiting.pop()
        number += 1
        is_open = branch.person in opened
        yield Shown(branch, parent, folded=bool(branch.children) and not is_open)
        if is_open:
            below = map(branches.__getitem__, reversed(branch.children))
            waiting += [(child, number) for child in below]


def _opened(branches: Branches, tops: Sequence[Branch], deepest: int) -> set[PersonId]:
    """Return those below whom there is room, generation by generation."""
    opened: set[PersonId] = set()
    count = len(tops)
    waiting = deque((one, 1) for one in tops)
    while waiting:
        branch, depth = waiting.popleft()
        fits = count + len(branch.children) <= WHOLE
        if fits and (depth < deepest or branch.gave.people <= SHORT):
            opened.add(branch.person)
            count += len(branch.children)
            waiting.extend((branches[one], depth + 1) for one in branch.children)
    return opened
