"""What an editor can do about problems: the fix of one, or all that are safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.edit.mending import GUESSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.diagnostics import Diagnostic, Fix
    from generator.lsp.session import Checked
    from generator.lsp.text import Place


class Action(Struct, frozen=True, kw_only=True):
    """An edit of a note that mends problems.

    Attributes:
        title: What it does.
        fixes: The edit, in order; none overlaps another.
        mended: The problems that it mends.
        all: Whether it is every safe fix of the note, rather than one.
    """

    title: str
    fixes: tuple[Fix, ...]
    mended: tuple[Diagnostic, ...]
    all: bool = False


def find_actions(checked: Checked, start: Place, end: Place) -> Iterator[Action]:
    """Yield what mends the problems that touch a part of a note.

    Args:
        checked: The note.
        start: Where the part begins.
        end: Where it ends.

    Returns:
        An action for each problem there that has a fix, then one for all safe fixes
        of the note; guesses are never among those.
    """
    for one in checked.problems:
        span = one.span
        touches = (span.line, span.column) <= (end.line, end.column)
        touches &= (span.end_line, span.end_column) >= (start.line, start.column)
        if touches and one.fix:
            title = one.advice or one.message
            yield Action(
                title=title[:1].upper() + title[1:], fixes=(one.fix,), mended=(one,)
            )
    safe = [one for one in checked.problems if one.fix and one.code not in GUESSES]
    if safe:
        yield Action(
            title="Mend all that a machine can mend safely in this note",
            fixes=tuple(_apart(one.fix for one in safe if one.fix)),
            mended=tuple(safe),
            all=True,
        )


def _apart(fixes: Iterable[Fix]) -> Iterator[Fix]:
    """Yield fixes in order; of two that overlap the later one is left out."""
    end = (0, 0)
    for fix in sorted(fixes, key=lambda one: one.span):
        span = fix.span
        if (span.line, span.column) >= end:
            yield fix
            end = (span.end_line, span.end_column)
