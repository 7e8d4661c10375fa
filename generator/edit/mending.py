"""Problems with a safe fix -> changes of notes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Code
from generator.edit.changes import Change
from generator.edit.splice import UnfitTextError, splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.diagnostics import Diagnostic, Fix

GUESSES: Final = frozenset({Code.LINK_MISSING})
"""Codes whose fix is a guess at what was meant; nothing but its owner takes it."""


def mend(
    problems: Iterable[Diagnostic], files: Mapping[str, bytes]
) -> tuple[Sequence[Change], Sequence[Diagnostic]]:
    """Return what mends the problems that a machine can mend.

    Args:
        problems: Of the book; those without a fix, and guesses, are passed over.
        files: Bytes by path of the files that they are in.

    Returns:
        One change for each file, in order of path; and the problems that they mend,
        in the order given. Files that cannot be edited without harm are left out.
    """
    wanted: dict[str, list[tuple[Diagnostic, Fix]]] = defaultdict(list)
    for problem in problems:
        if problem.fix is not None and problem.code not in GUESSES:
            wanted[problem.span.path].append((problem, problem.fix))
    changes, mended = [], []
    for path, pairs in sorted(wanted.items()):
        if path not in files:
            continue
        try:
            after = splice(files[path], (fix for _, fix in pairs))
        except UnfitTextError:
            continue
        changes.append(Change(path=path, before=files[path], after=after))
        mended += [problem for problem, _ in pairs]
    return changes, mended
