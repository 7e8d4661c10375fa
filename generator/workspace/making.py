"""A book -> its site on the disk, doing only what is new since the last time."""

from __future__ import annotations

import gc
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct

from generator.cache.garbage import nothing_is_garbage
from generator.cache.run import written_run
from generator.cache.sealed import digest_of
from generator.cache.store import BusyError, DamagedError
from generator.source import read_files, without_texts
from generator.stamps import stamp_at
from generator.workspace.kept import BookCache, look_at_inputs
from generator.write.records import Writing, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.build import BuildResult
    from generator.cache.notes import KeptNotes
    from generator.cache.pages import KeptPages
    from generator.cache.run import Run
    from generator.cache.templates import KeptTemplates
    from generator.diagnostics import Diagnostic
    from generator.stamps import Stamp
    from generator.workspace.kept import Inputs
    from generator.workspace.opening import Workspace
    from generator.write.records import Content

# One in so many notes that have changed: it is sooner made anew.
_MANY: Final = 4


class Teller(Protocol):
    """Hears how far a build has come."""

    def phase(self, doing: str) -> None:
        """Hear what is being done from now on."""

    def step(self, done: int, total: int) -> None:
        """Hear how much of it is done."""

    def remark(self, text: str) -> None:
        """Hear something that the user should know."""


class Made(Struct, frozen=True, kw_only=True):
    """A site that was made.

    Attributes:
        notes: How many notes it was made from.
        diagnostics: All problems, in their order.
        written: What was done to its files.
    """

    notes: int
    diagnostics: tuple[Diagnostic, ...]
    written: Written


def make_site(workspace: Workspace, *, jobs: int, teller: Teller) -> Made:
    """Make the owner's own site of a book in its output.

    Args:
        workspace: The book.
        jobs: How many processes may work; the site is the same for any number.
        teller: Hears how far it has come.

    Returns:
        What was done.

    Raises:
        BookError: As of `build_book`.
        OSError: Where something cannot be read or written.
    """
    cache = BookCache(workspace)
    try:
        return _make(cache, workspace, jobs, teller)
    except BusyError:
        cache.go_without()
        return _make(cache, workspace, jobs, teller)
    except DamagedError:
        teller.remark("The cache was damaged; everything is made anew.")
        cache.clear()
        return _make(cache, workspace, jobs, teller)
    finally:
        cache.close()
        gc.unfreeze()


def make_site_for(
    audience: str, workspace: Workspace, *, jobs: int, teller: Teller
) -> Made:
    """Make the site that an audience sees, every page of it.

    Args:
        audience: A name of the settings.
        workspace: The book.
        jobs: As of `make_site`.
        teller: As well.

    Returns:
        What was done.

    Raises:
        BookError: As of `build_book`.
        OSError: Where something cannot be read or written.
    """
    from generator.workspace.building import build_book, write_book

    teller.phase("Reading the notes")
    result = build_book(workspace, audience=audience)
    teller.phase("Writing the site")
    how = Writing(jobs=jobs, watch=teller.step)
    written = write_book(workspace, result, how=how)
    return Made(
        notes=len(result.book.notes), diagnostics=result.diagnostics, written=written
    )


def _make(cache: BookCache, workspace: Workspace, jobs: int, teller: Teller) -> Made:
    teller.phase("Looking for changes")
    cache.open()
    inputs = look_at_inputs(workspace)
    last = cache.last_run()
    if last and cache.is_same(last, inputs):
        cache.settle(last, inputs)
        return Made(
            notes=last.notes,
            diagnostics=last.diagnostics,
            written=Written(unchanged=len(last.outputs)),
        )
    from generator.workspace.compiled import compiled_templates

    with compiled_templates() as compiled:
        making = _Making(cache, workspace, inputs, last, jobs, teller)
        return making.make(compiled)


class _Making:
    """One build that has something to do."""

    def __init__(
        self,
        cache: BookCache,
        workspace: Workspace,
        inputs: Inputs,
        last: Run | None,
        jobs: int,
        teller: Teller,
    ) -> None:
        self.cache = cache
        self.workspace = workspace
        self.inputs = inputs
        self.jobs = jobs
        self.teller = teller
        self.outputs = last.outputs if last else {}
        self.stamps: dict[str, Stamp] = {}
        self.seen: dict[str, bytes] = {}

    def make(self, compiled: KeptTemplates) -> Made:
        """Read, build, write, and keep what the next build can use."""
        from generator.cache.notes import KeptNotes
        from generator.cache.pages import KeptPages
        from generator.cache.state import read_state, written_state
        from generator.parse.reading import reading_of
        from generator.workspace.building import build_book

        store, workspace = self.cache.store, self.workspace
        self.teller.phase("Reading the notes")
        memo = KeptNotes(store, reading_of(workspace.settings))
        known = memo.known(self.cache.inputs)
        sources = read_files(self.inputs.listing, known, self.inputs.looked)
        memo.prepare(sources.notes, self.jobs, self.teller.step)
        self.keep(*memo.news())
        sources = without_texts(sources)
        self.teller.phase("Following the links")
        with nothing_is_garbage():
            result = build_book(workspace, sources=sources, memo=memo)
            self.teller.phase("Finding what has changed")
            before = read_state(store)
            base = self.base(result)
            pages = KeptPages(result, base, before, memo.outlines, self.jobs)
            same = pages.same()
        site = {**pages.site, **self.updated(result, pages, memo)}
        written = self.write(result, pages, site, same, compiled)
        if store:
            self.teller.phase("Keeping what was found out")
            new = written_state(pages.state(self.seen), before)
            if run := self.cache.run_of(self.inputs, sources, result, self.stamps):
                new.append(written_run(run))
            self.keep(new)
        return Made(
            notes=len(sources.notes), diagnostics=result.diagnostics, written=written
        )

    def keep(self, new: list[tuple[str, bytes]], gone: Iterable[str] = ()) -> None:
        """Keep values for the next build, unless the system refuses."""
        if self.cache.store:
            with suppress(OSError):  # a full disk, or another run that writes
                self.cache.store.write(new, gone)

    def base(self, result: BuildResult) -> bytes:
        """Return a digest of everything but the book that makes its pages."""
        templates = sorted(result.templates.items())
        return digest_of((self.cache.key, templates, result.connections))

    def updated(
        self, result: BuildResult, pages: KeptPages, memo: KeptNotes
    ) -> dict[str, Callable[[], bytes]]:
        """Return what makes the index of the search from the one that is there.

        It asks about the same as then: the numbers of that are kept.
        """
        from generator.cache.edits import edits_of
        from generator.render.search.plan import INDEX

        file, then = self.workspace.output / INDEX, self.outputs.get(INDEX)
        changes = pages.changes(INDEX)
        if not changes or then is None or stamp_at(str(file)) != then:
            return {}
        if _MANY * memo.count_older() > len(result.book.notes):
            return {}
        edits = edits_of(changes, memo.older(), result.facts.statuses)
        if edits is None:
            return {}
        from generator.render.search.updating import updated_index

        made = result.material, file.read_bytes()
        return {INDEX: partial(updated_index, *made, edits.notes, edits.people)}

    def write(
        self,
        result: BuildResult,
        pages: KeptPages,
        site: Mapping[str, Content],
        same: frozenset[str],
        compiled: KeptTemplates,
    ) -> Written:
        """Write the pages that can be others than before."""
        from generator.workspace.building import write_pages

        self.teller.phase("Writing the site")
        self.stamps = {url: self.outputs[url] for url in same if url in self.outputs}
        how = Writing(
            known=dict(self.stamps),
            shared=partial(self.share, result, compiled),
            jobs=self.jobs,
            watch=self.teller.step,
            seen=self.see,
            brought=pages.take_seen,
            bring=self.seen.update,
        )
        return write_pages(self.workspace, site, how)

    def share(self, result: BuildResult, compiled: KeptTemplates) -> None:
        """Do once what every process would do, and leave nothing open."""
        from generator.render.template import load_templates

        load_templates(result.material.templates)
        compiled.end()
        self.cache.close()  # an open file of SQLite is not for several processes

    def see(self, url: str, _: str, stamp: Stamp) -> None:
        """Remember how a file was left."""
        self.stamps[url] = stamp
