"""Find what a name on the command line means: a note or a lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.derive.people import fold_name
from generator.model import Interview, Page
from generator.terminal.style import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.graph.records import Book

_SUFFIX: Final = ".md"
_MOST: Final = 20
_WORD: Final = re.compile(r"\w+")


def find_targets(book: Book, name: str) -> tuple[str, ...]:
    """Find the notes and leads that a name may mean.

    Args:
        book: All notes.
        name: A path, a file's name, a shown name or alias, or parts of one; case
            and accents do not count.

    Returns:
        Paths and ids of leads, by name. Only the best sort of match counts: whole
        names, else whole words, else beginnings of words, else any part. An
        interview or a page counts only where nothing else does, since their names
        hold others' names.
        Empty where nothing fits.
    """
    wanted = _folded(name.strip())
    if not wanted:
        return ()
    if path := next((one for one in book.notes if _folded(one) == wanted), ""):
        return (path,)
    named = {target: tuple(_names(book, target)) for target in _targets(book)}
    for fits in (_is, _has_words, _begins, _holds):
        found = [one for one, names in named.items() if fits(wanted, names)]
        if found:
            first = [one for one in found if not _holds_names(book, one)]
            return tuple(sorted(first or found, key=lambda one: _order(book, one)))
    return ()


def near_names(book: Book, name: str) -> tuple[str, ...]:
    """Return up to three names that are near to one that nothing has."""
    from rapidfuzz import fuzz, process

    known = {book.name_of(target): None for target in _targets(book)}
    found = process.extract(
        fold_name(name),
        list(known),
        processor=fold_name,
        scorer=fuzz.WRatio,
        limit=3,
        score_cutoff=70,
    )
    return tuple(one for one, _, _ in found)


def _targets(book: Book) -> Iterator[str]:
    yield from book.notes
    yield from book.leads


def _names(book: Book, target: str) -> Iterator[str]:
    yield fold_name(book.name_of(target))
    if note := book.notes.get(target):
        yield _folded(target).rpartition("/")[2]
        yield from map(fold_name, note.aliases)


def _folded(path: str) -> str:
    return fold_name(path).removesuffix(_SUFFIX)


def _is(wanted: str, names: Iterable[str]) -> bool:
    return wanted in names


def _has_words(wanted: str, names: Iterable[str]) -> bool:
    """Whether each word that is asked for is a word of one name."""
    words = _words(wanted)
    return bool(words) and any(words <= _words(name) for name in names)


def _begins(wanted: str, names: Iterable[str]) -> bool:
    """Whether each word that is asked for begins a word of one name."""
    words = _words(wanted)
    return bool(words) and any(
        all(any(part.startswith(word) for part in _words(name)) for word in words)
        for name in names
    )


def _words(name: str) -> set[str]:
    return set(_WORD.findall(name))


def _holds(wanted: str, names: Iterable[str]) -> bool:
    return any(wanted in name for name in names)


def _holds_names(book: Book, target: str) -> bool:
    return isinstance(book.notes.get(target), Interview | Page)


def _order(book: Book, target: str) -> tuple[str, str]:
    return fold_name(book.name_of(target)), target


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
