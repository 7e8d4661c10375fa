"""The notes and leads that a name on the command line may mean, as a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.terminal.style import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.graph.records import Book

_MOST: Final = 20


def describe_several(book: Book, name: str, targets: Iterable[str]) -> str:
    """Return a question that lists the first of those that a name may mean."""
    targets = tuple(targets)
    lines = [
        f"  {plain(book.name_of(one))} ({plain(_where(book, one))})"
        for one in targets[:_MOST]
    ]
    if len(targets) > _MOST:
        lines.append(f"  and {len(targets) - _MOST:,} more")
    return "\n".join([f'"{plain(name)}" may be one of these; write more:', *lines])


def _where(book: Book, target: str) -> str:
    return target if target in book.notes else "no note yet"
