"""What the pages of a run asked about, and what lay there, as it is kept."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from msgspec import DecodeError, Struct, msgpack
from msgspec.structs import replace

from generator.cache.store import DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.cache.names import Names
    from generator.cache.store import Store

_STATE: Final = "pages"
_QUESTIONS: Final = "questions"
_NUMBERS: Final = "I"


class Page(Struct, frozen=True, array_like=True):
    """What a page was made from.

    Attributes:
        given: Digest of what its maker is given besides the book.
        names: Numbers of the names that it asked about, 32 bits each.
    """

    given: bytes
    names: bytes


class Questions(Struct, frozen=True, kw_only=True):
    """What all pages of a run asked about.

    Attributes:
        names: Every name that any of them asked about.
        pages: By URL.
        mark: Digest of both.
    """

    names: tuple[str, ...]
    pages: dict[str, Page]
    mark: bytes


class State(Struct, frozen=True, kw_only=True):
    """What all pages of a run were made from.

    Attributes:
        base: Digest of what is the same for all of them.
        outlines: Digest of all that went into the run but the prose of its notes;
            empty: not known.
        read: Paths of the notes whose prose more was made from than pages.
        digests: Of what lay under each name; empty: nothing.
        asked: What was asked about.
    """

    base: bytes
    outlines: bytes
    read: tuple[str, ...]
    digests: tuple[bytes, ...]
    asked: Questions

    def by_name(self) -> dict[str, bytes]:
        """Return the digests by name."""
        return dict(zip(self.asked.names, self.digests, strict=True))


class Asked(Struct, frozen=True, array_like=True):
    """What a page has asked about.

    Attributes:
        known: Numbers of names, as of a `Page`.
        others: Names that not every process has a number for.
    """

    known: bytes
    others: tuple[str, ...]


def asked_of(numbers: Iterable[int], names: Names, shared: int) -> Asked:
    """Return what was asked about, for another process.

    Args:
        numbers: Of names.
        names: All that this process knows.
        shared: How many of them have the same number in that process.
    """
    rising = sorted(numbers)
    end = bisect_left(rising, shared)
    others = tuple(names.name(one) for one in rising[end:])
    return Asked(array(_NUMBERS, rising[:end]).tobytes(), others)


def asked_by_any(
    names: tuple[str, ...], pages: Mapping[str, Page]
) -> tuple[tuple[str, ...], dict[str, Page]]:
    """Return the names that any page asked about, and the pages with new numbers."""
    used = sorted({one for page in pages.values() for one in numbers_of(page.names)})
    new = {old: number for number, old in enumerate(used)}
    asking = {
        url: Page(page.given, packed(new[one] for one in numbers_of(page.names)))
        for url, page in pages.items()
    }
    return tuple(names[old] for old in used), asking


def packed(numbers: Iterable[int]) -> bytes:
    """Return numbers as the `names` of a `Page`."""
    return array(_NUMBERS, sorted(numbers)).tobytes()


def numbers_of(names: bytes) -> array[int]:
    """Return the numbers of a `Page`, which rise."""
    return array(_NUMBERS, names)


def read_state(store: Store | None) -> State | None:
    """Return what the pages of the last run were made from; none without one.

    Raises:
        DamagedError: Where it is not as it was written.
    """
    found = [store.read(name) for name in (_STATE, _QUESTIONS)] if store else []
    data, asked = found or (None, None)
    if data is None or asked is None:
        return None
    try:
        state = msgpack.decode(data, type=State)
        questions = msgpack.decode(asked, type=Questions)
    except DecodeError as error:
        raise DamagedError from error
    if questions.mark != state.asked.mark:
        return None  # two runs at once
    return replace(state, asked=questions)


def written_state(state: State, before: State | None) -> list[tuple[str, bytes]]:
    """Return the names and the bytes under which it is kept.

    Args:
        state: What is to be kept.
        before: What is kept; of what is the very same there nothing is returned.
    """
    bare = replace(state, asked=replace(state.asked, names=(), pages={}))
    new = [(_STATE, msgpack.encode(bare))]
    if before is None or state.asked is not before.asked:
        new.append((_QUESTIONS, msgpack.encode(state.asked)))
    return new
