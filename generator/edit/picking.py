"""A name as it is typed, whole or in part -> the notes and leads it may mean."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from generator.derive.people import fold_name
from generator.model import Interview, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.graph.records import Book

_SUFFIX: Final = ".md"
_WORD: Final = re.compile(r"\w+")


def find_targets(
    book: Book, name: str, fits: Callable[[str], bool] = bool
) -> tuple[str, ...]:
    """Find the notes and leads that a name may mean.

    Args:
        book: All notes.
        name: A path, a file's name, a shown name or alias, or parts of one; case
            and accents do not count.
        fits: Says which notes and leads count; without it all do.

    Returns:
        Paths and ids of leads, by name. Only the best sort of match counts: whole
        names, else whole words, else beginnings of words, else any part. An
        interview or a page counts only where nothing else does, since their names
        hold others' names. Of whole names those that are spelled as typed beat
        those of another case, and both beat those of other accents.
        Empty where nothing fits.
    """
    wanted = _folded(name.strip())
    if not wanted:
        return ()
    targets = [one for one in _targets(book) if fits(one)]
    if paths := [one for one in targets if _folded(one) == wanted]:
        return tuple(sorted(_as_typed(book, paths, name.strip())))
    named = {target: tuple(_names(book, target)) for target in targets}
    for matches in (_is, _has_words, _begins, _holds):
        found = [one for one, names in named.items() if matches(wanted, names)]
        if found:
            first = [one for one in found if not _holds_names(book, one)]
            best = _as_typed(book, first or found, name.strip())
            return tuple(sorted(best, key=lambda one: _order(book, one)))
    return ()


def near_names(
    book: Book, name: str, fits: Callable[[str], bool] = bool
) -> tuple[str, ...]:
    """Return up to three names that are near to one that nothing has."""
    from rapidfuzz import fuzz, process

    known = {book.name_of(one): None for one in _targets(book) if fits(one)}
    found = process.extract(
        fold_name(name),
        list(known),
        processor=fold_name,
        scorer=fuzz.WRatio,
        limit=3,
        score_cutoff=70,
    )
    return tuple(one for one, _, _ in found)


def _as_typed(book: Book, found: Sequence[str], name: str) -> Sequence[str]:
    """Return those that are spelled as typed; none is: all of them."""
    for spelled in (str, _same, _same_but_case):
        wanted = spelled(name)
        if best := [
            one for one in found if wanted in map(spelled, _spellings(book, one))
        ]:
            return best
    return found


def _spellings(book: Book, target: str) -> Iterator[str]:
    """Yield every way to write a target whole."""
    path = target.removesuffix(_SUFFIX)
    yield from (target, path, path.rpartition("/")[2], book.name_of(target))
    if note := book.notes.get(target):
        yield from (target.rpartition("/")[2], *note.aliases)


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _same_but_case(name: str) -> str:
    return _same(name).casefold()


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
