"""Pages that an earlier run wrote and that would come out the same again.

A page is kept where nothing that it asked about has changed: see `tracing`. What has
changed is found out in one of two ways. Where the notes differ from the last run's in
nothing but their prose, only names of prose can have another digest: all else is made
from the rest of the notes alone, or the last run has seen that it was not. Anywhere
else everything that can be asked about is made and compared.
"""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from generator.cache.digests import is_key, prose_digest, prose_number
from generator.cache.sealed import digest_of
from generator.cache.state import Page, State, mark_of, packed, unpacked
from generator.cache.tracing import Tracer
from generator.render.maker import Maker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.build import BuildResult

    Content = Callable[[], bytes] | Path

_UNKNOWN: Final[Mapping[str, bytes]] = MappingProxyType({})
# The digests of a smaller book are made sooner than a second process has begun.
_WORTH_SHARING: Final = 2000  # notes
# So many pages ask about more than the few for which an index is not worth while.
_MANY: Final = 100


class KeptPages:
    """The site of a build, and which of its pages would come out as before."""

    def __init__(
        self,
        result: BuildResult,
        base: bytes,
        before: State | None,
        outlines: Mapping[str, bytes] = _UNKNOWN,
        jobs: int = 1,
    ) -> None:
        """Plan the site; no page is made.

        Args:
            result: The build.
            base: Digest of everything that makes a page what it is besides the book.
            before: What the last run left.
            outlines: For each note a digest of all of it but its prose.
            jobs: How many processes may work.

        Attributes:
            prose: Where nothing but prose has changed since the last run: the paths
                of the notes that it is the prose of; none anywhere else.
        """
        self._notes = result.book.notes
        self._base = base
        self._before = before if before and before.base == base else None
        self._then = self._before.by_number() if self._before else {}
        self._tracer = Tracer()
        self._jobs = jobs if len(self._notes) >= _WORTH_SHARING else 1
        self._changed: set[int] = set()
        self._outlines = _outlines_of(result, outlines)
        self._read: tuple[str, ...] = ()
        self.prose: tuple[str, ...] | None = None
        self._seen: dict[str, bytes] = {}
        self._assets = {one.file: one.digest for one in result.book.assets.values()}
        self._material: Any = self._tracer.follow(result.material)
        self._plan = result.plan
        self._site: dict[str, Content] = {
            url: content
            if isinstance(content, Path)
            else partial(self._make, url, content)
            for url, content in self._plan.items()
        }

    @cached_property
    def _given(self) -> Mapping[str, bytes]:
        """Digests of what the makers of pages are given besides the book."""
        if self._before and self.prose is not None:
            return {url: page.given for url, page in self._before.pages.items()}
        return {url: digest_of(self._given_to(one)) for url, one in self._plan.items()}

    def _given_to(self, content: Maker | Content) -> list[Any]:
        """Return what a maker is and is given, without what is traced."""
        if isinstance(content, Path):
            return [str(content), self._assets[content]]
        parts = (content.make, *content.args) if isinstance(content, Maker) else ()
        return [_named(one) if callable(one) else one for one in parts or (content,)]

    @property
    def site(self) -> Mapping[str, Content]:
        """What `BuildResult.site` is; pages that are made are watched."""
        return self._site

    def same(self) -> frozenset[str]:
        """Return the URLs of the pages that would come out as in the run before."""
        before = self._before
        if before is None or not self._is_prose_all(before):
            self._look_at_all()
        same = self._same_as(before) if before else frozenset()
        if len(self._plan) - len(same) > _MANY:
            self._tracer.index_all()
        return same

    def _same_as(self, before: State) -> frozenset[str]:
        self._changed = self._changed_since()
        return frozenset(
            url
            for url, page in before.pages.items()
            if page.given
            and self._given.get(url) == page.given
            and self._changed.isdisjoint(unpacked(page.asked))
        )

    def changes(self, url: str) -> dict[int, int] | None:
        """Return what makes a page another than in the run before, as `same` saw it.

        Returns:
            The numbers of what it asked about that is another now, and the digests of
            what lay there; none where that is not all.
        """
        page = self._before.pages.get(url) if self._before else None
        if page is None or self._given.get(url) != page.given:
            return None
        changed = self._changed.intersection(unpacked(page.asked))
        return {number: self._then.get(number, 0) for number in changed}

    def _changed_since(self) -> set[int]:
        """Return the numbers of the names under which something else lies now."""
        if self.prose is not None:
            return set(map(prose_number, self.prose))
        then, now = self._then, self._digests
        gone = {number for number in then if number not in now}
        return gone.union(
            number for number, digest in now.items() if then.get(number) != digest
        )

    def _is_prose_all(self, before: State) -> bool:
        """Say whether nothing but prose can have changed; then know its digests."""
        if not self._outlines or before.outlines != self._outlines:
            return False
        if before.pages.keys() != self._plan.keys():
            return False
        now = {path: prose_digest(note) for path, note in self._notes.items()}
        numbers = {path: prose_number(path) for path in now}
        prose = [path for path in now if self._then.get(numbers[path]) != now[path]]
        if not before.read_nothing_of(prose):
            return False
        changed = {numbers[path]: now[path] for path in prose}
        self._digests, self._read = self._then | changed, before.read
        self.prose = tuple(prose)
        return True

    def _look_at_all(self) -> None:
        """Have all made that can be asked about."""
        self._tracer.look_at_all()
        notes = self._notes.items()
        self._read = tuple(path for path, one in notes if one.body.later.is_read)
        vars(self).pop("_digests", None)

    @cached_property
    def _digests(self) -> Mapping[int, int]:
        """Digests of all that can be asked about; a first run needs them last."""
        return self._tracer.digests(self._jobs)

    def take_seen(self) -> dict[str, bytes]:
        """Return what the pages asked about that were made since the last call."""
        seen, self._seen = self._seen, {}
        return seen

    def state(self, seen: Mapping[str, bytes]) -> State:
        """Return what the pages of this run were made from.

        Args:
            seen: What those that were made asked about; the others are as before.
        """
        if self.prose is not None and any(map(self._asks_anew, seen, seen.values())):
            self._look_at_all()
        pages = self._pages(seen)
        before = self._before
        same = before is not None and pages == before.pages
        return State(
            base=self._base,
            outlines=self._outlines,
            read=self._read,
            numbers=packed(self._digests),
            digests=packed(self._digests.values()),
            pages=before.pages if before and same else pages,
            mark=before.mark if before and same else mark_of(pages),
        )

    def _asks_anew(self, url: str, asked: bytes) -> bool:
        """Say whether a page asked about what neither it nor another asked before."""
        page = self._before.pages.get(url) if self._before else None
        known = unpacked(page.asked) if page else ()
        return any(
            one not in self._digests for one in {*unpacked(asked)}.difference(known)
        )

    def _pages(self, seen: Mapping[str, bytes]) -> dict[str, Page]:
        """Return what every page was made from."""
        before = self._before.pages if self._before else {}
        pages: dict[str, Page] = {}
        for url, given in self._given.items():
            if url not in seen:
                asked = before[url].asked if url in before else b""
                pages[url] = Page(given, asked)
            elif all(map(is_key, {*unpacked(seen[url])}.difference(self._digests))):
                pages[url] = Page(given, seen[url])
            else:
                pages[url] = Page(b"", b"")  # nobody knows what it was made from
        return pages

    def _make(self, url: str, make: Any) -> bytes:
        with self._tracer.asking() as asked:
            data: bytes = make(self._material)
        self._seen[url] = packed(sorted(asked))
        return data


def _outlines_of(result: BuildResult, outlines: Mapping[str, bytes]) -> bytes:
    """Return a digest of what a book is made from but prose; empty: not known."""
    paths = sorted(result.book.notes)
    if not paths or any(path not in outlines for path in paths):
        return b""
    assets = [*result.book.assets.values()]
    every = [(path, outlines[path]) for path in paths]
    return digest_of((every, assets, result.diagnostics))


def _named(function: Any) -> str:
    if getattr(function, "__closure__", None) or hasattr(function, "__self__"):
        # What it has seen elsewhere, nobody has noted.
        raise TypeError(f"no plain function makes a page: {function}")
    return f"{function.__module__}.{function.__qualname__}"
