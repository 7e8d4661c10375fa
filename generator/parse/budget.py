"""A bound on the work that a text may cause, counted in steps and never in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

# Real notes take a tenth of a step for each character; this is far above them.
_BASE, _EACH, _MOST = 20_000, 0.3, 100_000
_MOST_LINES: Final = 150_000
"""In the time that it takes to ask whether a line goes on with a paragraph."""
_BLOCK, _CELL = 10, 2
# A step may pass over the rest of its paragraph once, so a long one costs more.
_FREE: Final = 40_000
MOST_NESTED: Final = 250
"""Blocks within blocks; a list item takes two, so lists may be 125 deep."""
_MOST_INLINE: Final = 40
"""Brackets within brackets, before the inner ones are plain characters."""


class BudgetExceededError(Exception):
    """A text that would take far more steps than its size allows."""


def begin(env: MutableMapping[str, Any], text: str) -> None:
    """Allow a text as many steps as its size deserves, but no text takes seconds."""
    env["budget"] = min(int(_BASE + _EACH * len(text)), _MOST)
    env["lines"] = _MOST_LINES


def spend(env: MutableMapping[str, Any], steps: int = 1) -> None:
    """Take steps off what is left; nothing is counted before `begin`.

    Raises:
        BudgetExceededError: Where nothing is left.
    """
    left = env.get("budget")
    if left is None:
        return
    if left < steps:
        raise BudgetExceededError
    env["budget"] = left - steps


def nested(
    rule: Callable[[StateInline, bool], bool], state: StateInline, *, silent: bool
) -> bool:
    """Run a rule that may run itself, but only so deep; deeper it finds nothing."""
    depth = state.env.get("depth", 0)
    if depth >= _MOST_INLINE:
        return False
    state.env["depth"] = depth + 1
    try:
        return rule(state, silent)
    finally:
        state.env["depth"] = depth


def inline_cost(text: str) -> int:
    """Return how many steps each one within a paragraph counts for."""
    return 1 + len(text) // _FREE


def enter_block(state: StateBlock, line: int) -> None:
    """Count a block, or a row of a table with its cells.

    Raises:
        BudgetExceededError: Where there are too many, or they stand too deep in
            each other: deeper ones would be dropped without a word.
    """
    if state.level >= MOST_NESTED and "budget" in state.env:
        raise BudgetExceededError
    cells = state.src.count("|", state.bMarks[line], state.eMarks[line])
    spend(state.env)
    _spend_lines(state.env, _BLOCK + _CELL * cells)


def enter_line(state: StateBlock, line: int) -> None:
    """Count a line that may go on with a block.

    Raises:
        BudgetExceededError: Where there are too many.
    """
    if state.parentType == "table":
        enter_block(state, line)
    else:
        _spend_lines(state.env, 1)


def _spend_lines(env: MutableMapping[str, Any], cost: int) -> None:
    left = env.get("lines")
    if left is None:
        return
    if left < cost:
        raise BudgetExceededError
    env["lines"] = left - cost
