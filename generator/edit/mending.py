"""Problems with a safe fix -> changes of notes."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.diagnostics import Code, Severity
from generator.edit.changes import Change
from generator.edit.splice import UnfitTextError, splice
from generator.source import overlay
from generator.workspace.building import build_book
from generator.workspace.reading import read_with_cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.build import BuildResult
    from generator.diagnostics import Diagnostic, Fix
    from generator.source.records import SourceNote
    from generator.workspace.opening import Workspace

GUESSES: Final = frozenset({Code.LINK_MISSING})
"""Codes whose fix is a guess at what was meant; nothing but its owner takes it."""


class Mending(Struct, frozen=True, kw_only=True):
    """What a machine can mend in a book.

    Attributes:
        changes: One for each note, in order of path; nothing is written yet.
        mended: The problems that they mend, in the order of output.
        result: The book as it is after them.
    """

    changes: tuple[Change, ...]
    mended: tuple[Diagnostic, ...]
    result: BuildResult


def mend_book(workspace: Workspace) -> Mending:
    """Find what mends the problems of a book; each change is tried out in memory.

    Args:
        workspace: The book; nothing in it is written.

    Returns:
        Changes after which what they mend is gone and no note has more errors.

    Raises:
        BookError: As `build_book`.
        OSError: Where something cannot be read.
    """
    sources, memo = read_with_cache(workspace, texts=False)
    result = before = build_book(workspace, sources=sources, memo=memo)
    paths = {one.span.path for one in before.diagnostics if one.fix is not None}
    files = read_files(workspace, (n for n in sources.notes if n.path in paths))
    changes, mended = mend(before.diagnostics, files)
    while changes:
        after = {one.path: one.after for one in changes if one.after is not None}
        overlaid = overlay(sources, after)
        result = build_book(workspace, sources=overlaid, memo=memo)
        worse = _worse(mended, before.diagnostics, result.diagnostics)
        if not worse:
            break
        changes = [one for one in changes if one.path not in worse]
        mended = [one for one in mended if one.span.path not in worse]
    return Mending(
        changes=tuple(changes),
        mended=tuple(mended),
        result=result if changes else before,
    )


def read_files(
    workspace: Workspace, notes: Iterable[SourceNote]
) -> Mapping[str, bytes]:
    """Return the bytes of notes, as long as they are what was read.

    Args:
        workspace: The book.
        notes: Those that are wanted.

    Returns:
        By path; without notes that have changed meanwhile, or are too big to be read
        as a whole.
    """
    found = {}
    for note in notes:
        with suppress(OSError):  # gone meanwhile
            data = (workspace.content / note.path).read_bytes()
            if hashlib.sha256(data).hexdigest() == note.digest:
                found[note.path] = data
    return found


def _worse(
    mended: Iterable[Diagnostic],
    before: Iterable[Diagnostic],
    after: Iterable[Diagnostic],
) -> frozenset[str]:
    """Return the notes that keep what was to be mended, or have more errors."""
    paths = {one.span.path for one in mended}
    wanted = _counted(before, paths)
    wanted.subtract(_kind(one) for one in mended)
    now = _counted(after, paths)
    kept = {_kind(one)[0] for one in mended if now[_kind(one)] > wanted[_kind(one)]}
    return frozenset(kept | {one for one in paths if now[one] > wanted[one]})


def _kind(problem: Diagnostic) -> tuple[str, Code]:
    return problem.span.path, problem.code


def _counted(
    problems: Iterable[Diagnostic], paths: set[str]
) -> Counter[str | tuple[str, Code]]:
    """Count the problems of some notes by kind, and the errors by path."""
    counted: Counter[str | tuple[str, Code]] = Counter()
    for one in problems:
        if one.span.path in paths:
            counted[_kind(one)] += 1
            counted[one.span.path] += one.severity is Severity.ERROR
    return counted


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
