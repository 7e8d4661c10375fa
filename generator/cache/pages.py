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

from generator.cache.digests import is_key, prose_digest, prose_name
from generator.cache.names import Names
from generator.cache.sealed import digest_of
from generator.cache.state import (
    Page,
    Questions,
    State,
    asked_by_any,
    asked_of,
    numbers_of,
    packed,
)
from generator.cache.tracing import Traced, Tracer
from generator.render.site import plan_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.build import BuildResult
    from generator.cache.state import Asked

    Content = Callable[[], bytes] | Path

# How many times as many names as there are things to ask about are too many to keep.
_STALE: Final = 3
_NEVER: Final = b"never the same"
_UNKNOWN: Final[Mapping[str, bytes]] = MappingProxyType({})


class KeptPages:
    """The site of a build, and which of its pages would come out as before."""

    def __init__(
        self,
        result: BuildResult,
        base: bytes,
        before: State | None,
        outlines: Mapping[str, bytes] = _UNKNOWN,
    ) -> None:
        """Plan the site; no page is made.

        Args:
            result: The build.
            base: Digest of everything that makes a page what it is besides the book.
            before: What the last run left.
            outlines: For each note a digest of all of it but its prose.

        Attributes:
            prose: Where nothing but prose has changed since the last run: the digests
                that it had then, by the paths of the notes; none anywhere else.
        """
        self._notes = result.book.notes
        self._base = base
        self._before = before if before and before.base == base else None
        self._names = Names(self._before.asked.names if self._before else ())
        self._tracer = Tracer(self._names)
        self._shared = 0
        self._changed: set[int] = set()
        self._outlines = _outlines_of(result, outlines)
        self._read: tuple[str, ...] = ()
        self.prose: Mapping[str, bytes] | None = None
        self._seen: dict[str, Asked] = {}
        self._templates = result.material.templates
        self._assets = {one.file: one.digest for one in result.book.assets.values()}
        material: Any = self._tracer.follow(result.material)
        self._plan = plan_site(material)
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
            return {url: page.given for url, page in self._before.asked.pages.items()}
        return {url: digest_of(self._given_to(one)) for url, one in self._plan.items()}

    def _given_to(self, content: Content) -> list[Any]:
        if isinstance(content, Path):
            return [str(content), self._assets[content]]
        return [*_given_to(content, leaving_out=self._templates)]

    @property
    def site(self) -> Mapping[str, Content]:
        """What `BuildResult.site` is; pages that are made are watched."""
        return self._site

    def same(self) -> frozenset[str]:
        """Return the URLs of the pages that would come out as in the run before."""
        before = self._before
        if before is None or not self._is_prose_all(before):
            self._look_at_all()
        self._shared = len(self._names)
        if before is None:
            return frozenset()
        self._changed = self._changed_since(before)
        return frozenset(
            url
            for url, page in before.asked.pages.items()
            if self._given.get(url) == page.given
            and self._changed.isdisjoint(numbers_of(page.names))
        )

    def changes(self, url: str) -> list[tuple[str, bytes]] | None:
        """Return what makes a page another than in the run before, as `same` saw it.

        Returns:
            The names that it asked about under which something else lies now, and the
            digests of what lay there; none where that is not all.
        """
        before = self._before
        page = before.asked.pages.get(url) if before else None
        if before is None or page is None or self._given.get(url) != page.given:
            return None
        names, digests = before.asked.names, before.digests
        changed = self._changed.intersection(numbers_of(page.names))
        return [(names[number], digests[number]) for number in changed]

    def _changed_since(self, before: State) -> set[int]:
        """Return the numbers of the names under which something else lies now."""
        if self.prose is not None:
            names = {prose_name(path) for path in self.prose}
            asked = enumerate(before.asked.names)
            return {number for number, name in asked if name in names}
        pairs = zip(before.asked.names, before.digests, strict=True)
        return {
            number
            for number, (name, digest) in enumerate(pairs)
            if self._digests.get(name, b"") != digest
        }

    def _is_prose_all(self, before: State) -> bool:
        """Say whether nothing but prose can have changed; then know its digests."""
        if not self._outlines or before.outlines != self._outlines:
            return False
        if before.asked.pages.keys() != self._plan.keys():
            return False
        then = before.by_name()
        now = {path: prose_digest(note) for path, note in self._notes.items()}
        prose = {
            path: then.get(prose_name(path), b"")
            for path, digest in now.items()
            if digest != then.get(prose_name(path))
        }
        if not prose.keys().isdisjoint(before.read):
            return False
        changed = {prose_name(path): now[path] for path in prose}
        self._digests, self._read, self.prose = then | changed, before.read, prose
        return True

    def _look_at_all(self) -> None:
        """Have all made that can be asked about, and numbers for all names of it."""
        self._tracer.look_at_all()
        self._tracer.number_all()
        notes = self._notes.items()
        self._read = tuple(path for path, one in notes if one.body.later.is_read)
        vars(self).pop("_digests", None)

    @cached_property
    def _digests(self) -> Mapping[str, bytes]:
        """Digests of all that can be asked about; a first run needs them last."""
        return self._tracer.digests()

    def take_seen(self) -> dict[str, Asked]:
        """Return what the pages asked about that were made since the last call."""
        seen, self._seen = self._seen, {}
        return seen

    def state(self, seen: Mapping[str, Asked]) -> State:
        """Return what the pages of this run were made from.

        Args:
            seen: What those that were made asked about; the others are as before.
        """
        if self.prose is not None and any(one.others for one in seen.values()):
            self._look_at_all()  # a page asked about what none has asked about before
        questions = self._questions(seen)
        return State(
            base=self._base,
            outlines=self._outlines,
            read=self._read,
            digests=tuple(self._digest(name) for name in questions.names),
            asked=questions,
        )

    def _questions(self, seen: Mapping[str, Asked]) -> Questions:
        """Return what all pages asked about; the last run's where that is the same."""
        before = self._before.asked if self._before else None
        kept = before.pages if before else {}
        pages: dict[str, Page] = {}
        for url, given in self._given.items():
            page = kept.get(url)
            names = page.names if page else b""
            if url in seen:
                names = self._with_numbers(seen[url])
            same = page and (page.given, page.names) == (given, names)
            pages[url] = page if page and same else Page(given, names)
        every = self._names.every()
        if before and len(every) == len(before.names) and pages == kept:
            return before
        if len(every) > _STALE * len(self._digests):
            every, pages = asked_by_any(every, pages)
        return Questions(names=every, pages=pages, mark=digest_of((every, pages)))

    def _with_numbers(self, asked: Asked) -> bytes:
        """Return all that a page asked about as numbers; new names get one."""
        if not asked.others:
            return asked.known
        new = map(self._names.number, asked.others)
        return packed([*numbers_of(asked.known), *new])

    def _digest(self, name: str) -> bytes:
        """Return what is kept for a name; of what was not looked at, no such digest."""
        return self._digests.get(name, b"" if is_key(name) else _NEVER)

    def _make(self, url: str, make: Any) -> bytes:
        with self._tracer.asking() as asked:
            data: bytes = make()
        self._seen[url] = asked_of(asked, self._names, self._shared)
        return data


def _outlines_of(result: BuildResult, outlines: Mapping[str, bytes]) -> bytes:
    """Return a digest of what a book is made from but prose; empty: not known."""
    paths = sorted(result.book.notes)
    if not paths or any(path not in outlines for path in paths):
        return b""
    assets = [*result.book.assets.values()]
    every = [(path, outlines[path]) for path in paths]
    return digest_of((every, assets, result.diagnostics))


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
