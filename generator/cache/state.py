"""What the pages of a run asked about, and what lay there, as it is kept."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

from msgspec import DecodeError, Struct, msgpack
from msgspec.structs import replace

from generator.cache.sealed import digest_of
from generator.cache.store import DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.cache.store import Store

_STATE: Final = "pages"
_QUESTIONS: Final = "questions"
_NUMBERS: Final = "Q"


class Page(Struct, frozen=True, array_like=True):
    """What a page was made from.

    Attributes:
        given: Digest of what its maker is given besides the book; empty: the page is
            to be made anew.
        asked: Numbers of the names that it asked about, `packed`.
    """

    given: bytes
    asked: bytes


class State(Struct, frozen=True, kw_only=True):
    """What all pages of a run were made from.

    Attributes:
        base: Digest of what is the same for all of them.
        outlines: Digest of all that went into the run but the prose of its notes;
            empty: not known.
        read: Paths of the notes whose prose more was made from than pages.
        numbers: Of every name under which something lay, `packed`.
        digests: Of what lay there, in the same order.
        pages: By URL.
        mark: Digest of those.
    """

    base: bytes
    outlines: bytes
    read: tuple[str, ...]
    numbers: bytes
    digests: bytes
    pages: dict[str, Page]
    mark: bytes

    def read_nothing_of(self, paths: Iterable[str]) -> bool:
        """Say whether none but pages was made from the prose of any of some notes."""
        return frozenset(self.read).isdisjoint(paths)

    def by_number(self) -> dict[int, int]:
        """Return the digests by number."""
        return by_number(self.numbers, self.digests)


def packed(numbers: Iterable[int]) -> bytes:
    """Return numbers of 64 bits as bytes."""
    return array(_NUMBERS, numbers).tobytes()


def unpacked(numbers: bytes) -> array[int]:
    """Return such numbers."""
    return array(_NUMBERS, numbers)


def by_number(numbers: bytes, digests: bytes) -> dict[int, int]:
    """Return the ones by the others."""
    return dict(zip(unpacked(numbers), unpacked(digests), strict=True))


def mark_of(pages: Mapping[str, Page]) -> bytes:
    """Return the digest that tells pages from those of another run."""
    return digest_of(pages)


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
        mark, pages = msgpack.decode(asked, type=tuple[bytes, dict[str, Page]])
    except DecodeError as error:
        raise DamagedError from error
    if mark != state.mark:
        return None  # two runs at once
    return replace(state, pages=pages)


def written_state(state: State, before: State | None) -> list[tuple[str, bytes]]:
    """Return the names and the bytes under which it is kept.

    Args:
        state: What is to be kept.
        before: What is kept; of what is the very same there nothing is returned.
    """
    new = [(_STATE, msgpack.encode(replace(state, pages={})))]
    if before is None or state.pages is not before.pages:
        new.append((_QUESTIONS, msgpack.encode((state.mark, state.pages))))
    return new
