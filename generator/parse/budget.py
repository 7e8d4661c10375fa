"""A bound on the work that a text may cause, counted in steps and never in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

# ruff: noqa: FBT001 - the signature of rules is markdown-it's

# Real notes take a tenth of a step for each character; this is far above them.
_BASE, _EACH = 20_000, 0.3
# A step may pass over the rest of its paragraph once, so a long one costs more.
_FREE: Final = 40_000
MOST_NESTED: Final = 250
"""Blocks within blocks; a list item takes two, so lists may be 125 deep."""
_MOST_INLINE: Final = 40
"""Brackets within brackets, before the inner ones are plain characters."""


class BudgetExceededError(Exception):
    """A text that would take far more steps than its size allows."""


def begin(env: MutableMapping[str, Any], text: str) -> None:
    """Allow a text as many steps as its size deserves."""
    env["budget"] = int(_BASE + _EACH * len(text))


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


def count_skipped(md: MarkdownIt) -> None:
    """Count the steps of looking for a closing bracket, too."""
    skip = md.inline.skipToken

    def counted(state: StateInline) -> None:
        spend(state.env)
        skip(state)

    md.inline.skipToken = counted  # type: ignore[method-assign]


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


def count_inline(state: StateInline, silent: bool) -> bool:  # noqa: ARG001
    """Count a step within a paragraph; a rule that never reads anything."""
    spend(state.env, 1 + len(state.src) // _FREE)
    return False


def count_block(
    state: StateBlock,
    start_line: int,  # noqa: ARG001
    end_line: int,  # noqa: ARG001
    silent: bool,  # noqa: ARG001
) -> bool:
    """Count a step between blocks; a rule that never reads anything.

    Raises:
        BudgetExceededError: Where blocks stand too deep in blocks as well: deeper
            ones would be dropped without a word.
    """
    if state.level >= MOST_NESTED and "budget" in state.env:
        raise BudgetExceededError
    spend(state.env)
    return False
