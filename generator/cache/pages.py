"""Pages that an earlier run wrote and that would come out the same again."""

from __future__ import annotations

from array import array
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import DecodeError, Struct, msgpack

from generator.cache.sealed import digest_of
from generator.cache.store import DamagedError
from generator.cache.tracing import Traced, Tracer
from generator.render.site import plan_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.build import BuildResult
    from generator.cache.store import Store

    Content = Callable[[], bytes] | Path

_NAME: Final = "pages"
_NUMBERS: Final = "I"


class Page(Struct, frozen=True, array_like=True):
    """What a page was made from.

    Attributes:
        given: Digest of what its maker is given besides the book.
        names: Numbers of the names that it asked about, 32 bits each.
    """

    given: bytes
    names: bytes


class State(Struct, frozen=True, kw_only=True):
    """What all pages of a run were made from.

    Attributes:
        base: Digest of what is the same for all of them.
        names: Every name that any of them asked about.
        digests: Of what lay under each; empty: nothing.
        pages: By URL.
    """

    base: bytes
    names: tuple[str, ...]
    digests: tuple[bytes, ...]
    pages: dict[str, Page]


class KeptPages:
    """The site of a build, and which of its pages would come out as before."""

    def __init__(self, result: BuildResult, base: bytes, before: State | None) -> None:
        """Plan the site; no page is made.

        Args:
            result: The build.
            base: Digest of everything that makes a page what it is besides the book.
            before: What the last run left.
        """
        self._tracer = Tracer()
        self._base = base
        self._before = before if before and before.base == base else None
        self._seen: dict[str, tuple[str, ...]] = {}
        self._given: dict[str, bytes] = {}
        self._site: dict[str, Content] = {}
        digests = {one.file: one.digest for one in result.book.assets.values()}
        material: Any = self._tracer.follow(result.material, "")
        for url, content in plan_site(material).items():
            self._site[url] = content
            if isinstance(content, Path):
                self._given[url] = digest_of((str(content), digests[content]))
            else:
                self._site[url] = partial(self._make, url, content)
                given = _given_to(content, leaving_out=result.material.templates)
                self._given[url] = digest_of(list(given))

    @property
    def site(self) -> Mapping[str, Content]:
        """What `BuildResult.site` is; pages that are made are watched."""
        return self._site

    def same(self) -> frozenset[str]:
        """Return the URLs of the pages that would come out as in the run before."""
        self._tracer.look_at_all()
        self._digests = self._tracer.digests()
        before = self._before
        if before is None:
            return frozenset()
        pairs = zip(before.names, before.digests, strict=True)
        changed = {
            number
            for number, (name, digest) in enumerate(pairs)
            if self._digests.get(name, b"") != digest
        }
        return frozenset(
            url
            for url, page in before.pages.items()
            if self._given.get(url) == page.given
            and changed.isdisjoint(array(_NUMBERS, page.names))
        )

    def take_seen(self) -> dict[str, tuple[str, ...]]:
        """Return what the pages asked about that were made since the last call."""
        seen, self._seen = self._seen, {}
        return seen

    def state(self, seen: Mapping[str, Iterable[str]]) -> State:
        """Return what the pages of this run were made from.

        Args:
            seen: What those that were made asked about; the others are as before.
        """
        before = self._before if self._is_small(seen) else None
        # Where little is new, names keep their numbers, and most pages stay.
        known = before.names if before else ()
        numbers = {name: number for number, name in enumerate(known)}
        pages: dict[str, Page] = {}
        for url, given in self._given.items():
            if before and url not in seen and url in before.pages:
                pages[url] = Page(given, before.pages[url].names)
            else:
                names = self._names_of(url, seen)
                found = sorted(numbers.setdefault(one, len(numbers)) for one in names)
                pages[url] = Page(given, array(_NUMBERS, found).tobytes())
        return State(
            base=self._base,
            names=tuple(numbers),
            digests=tuple(self._digests.get(name, b"") for name in numbers),
            pages=pages,
        )

    def _is_small(self, seen: Mapping[str, Iterable[str]]) -> bool:
        """Say whether most pages are as they were, so that few names are gone."""
        return len(seen) * 2 < len(self._given)

    def _names_of(self, url: str, seen: Mapping[str, Iterable[str]]) -> Iterable[str]:
        """Return what a page asked about, in this run or in the one before."""
        if url in seen or self._before is None or url not in self._before.pages:
            return seen.get(url, ())
        kept = array(_NUMBERS, self._before.pages[url].names)
        return [self._before.names[number] for number in kept]

    def _make(self, url: str, make: Any) -> bytes:
        with self._tracer.asking() as names:
            data: bytes = make()
        # A set has room for more than it holds, and there are many pages.
        self._seen[url] = tuple(names)
        return data


def _given_to(make: Any, leaving_out: object) -> Iterator[Any]:
    """Yield what a maker of a page is and is given, without what is traced."""
    if isinstance(make, partial):
        for part in (make.func, *make.args):
            yield from _given_to(part, leaving_out)
    elif callable(make):
        if getattr(make, "__closure__", None) or hasattr(make, "__self__"):
            # What it has seen elsewhere, nobody has noted.
            raise TypeError(f"no plain function makes a page: {make}")
        yield f"{make.__module__}.{make.__qualname__}"
    elif not isinstance(make, Traced) and make is not leaving_out:
        yield make


def read_state(store: Store | None) -> State | None:
    """Return what the pages of the last run were made from; none without one.

    Raises:
        DamagedError: Where it is not as it was written.
    """
    data = store.read(_NAME) if store else None
    if data is None:
        return None
    try:
        return msgpack.decode(data, type=State)
    except DecodeError as error:
        raise DamagedError from error


def written_state(state: State) -> tuple[str, bytes]:
    """Return the name and the bytes under which it is kept."""
    return _NAME, msgpack.encode(state)
