"""What earlier builds of a book left, so that the next one does what is new."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.cache.kept import open_store, remove_store
from generator.cache.run import (
    Run,
    input_of,
    read_run,
    same_inputs,
    same_outputs,
    stamps_of,
    written_run,
)
from generator.cache.sealed import digest_of
from generator.cache.store import DamagedError
from generator.source.walk import list_files
from generator.stamps import stamp_at
from generator.workspace.connections import connections_file
from generator.workspace.opening import read_settings
from generator.workspace.owned import cache_file, cache_key
from generator.workspace.templates import template_files
from generator.write.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.build import BuildResult
    from generator.cache.run import Input
    from generator.cache.store import Store
    from generator.source.records import Listing, Sources
    from generator.stamps import Stamp
    from generator.workspace.opening import Workspace


class Inputs(Struct, frozen=True, kw_only=True):
    """The files that a build would read, looked at before it reads any.

    Attributes:
        listing: Of the content folder.
        files: Where they lie, by the path of the note or attachment, or the whole.
        stamps: Of the same.
        at: When they were taken, in nanoseconds since 1970.
        reached: Whether nothing in the content folder was out of reach.
    """

    listing: Listing
    files: Mapping[str, str]
    stamps: Mapping[str, Stamp]
    at: int
    reached: bool

    @property
    def looked(self) -> dict[str, tuple[Stamp, int]]:
        """Each stamp with when it was taken, as of `read_files`."""
        return {name: (stamp, self.at) for name, stamp in self.stamps.items()}


def look_at_inputs(workspace: Workspace) -> Inputs:
    """Take the stamps of everything that the owner's own site is made from.

    Raises:
        OSError: Where the content folder cannot be listed.
    """
    at = time.time_ns()
    skip = (workspace.output,)
    listing = list_files(workspace.content, workspace.settings, skip)
    files = dict(listing.files)
    beside = [*template_files(workspace.root), *connections_file(workspace)]
    files.update((str(file), str(file)) for file in beside)
    stamps = stamps_of(files)
    return Inputs(
        listing=listing,
        files=files,
        stamps=stamps or {},
        at=at,
        reached=not listing.problems and stamps is not None,
    )


class BookCache:
    """The cache of one book, for one build of its owner's own site."""

    def __init__(self, workspace: Workspace) -> None:
        """Take a book; nothing is read or made yet.

        Attributes:
            store: What is kept; none: nothing is.
            inputs: What the last build read.
        """
        self._workspace = workspace
        self.key = digest_of(
            (
                [str(one) for one in (workspace.root, workspace.content)],
                str(workspace.output),
                workspace.settings,
                workspace.settings_problems,
                workspace.today,
                workspace.pinned,
            )
        )
        self._file = cache_file(workspace)
        self.store: Store | None = None
        self.inputs: Mapping[str, Input] = {}
        self._without = False

    def open(self) -> None:
        """Open it, or go on without one where the system refuses.

        Raises:
            DamagedError: Where it is not what was written.
        """
        if self._without:
            return
        with suppress(OSError):
            self.store = open_store(self._file, cache_key())

    def clear(self) -> None:
        """Begin anew: what is there cannot be used."""
        self.close()
        remove_store(self._file)
        if self._file.exists():
            self.go_without()

    def go_without(self) -> None:
        """Use no cache in this build."""
        self.close()
        self.store, self._without = None, True

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        if self.store:
            self.store.close()

    def last_run(self) -> Run | None:
        """Return what the last build left; none where it was one of something else.

        What it read is known then in any case.

        Raises:
            DamagedError: Where it is not as it was written.
        """
        run = read_run(self.store) if self.store else None
        self.inputs = run.inputs if run else {}
        return run if run and run.key == self.key else None

    def is_same(self, run: Run, inputs: Inputs) -> bool:
        """Say whether a build now would leave what a run has left."""
        output = self._workspace.output
        return (
            inputs.reached
            and stamp_at(str(output / MANIFEST)) == run.manifest
            and same_inputs(run, inputs.files, inputs.stamps)
            and same_outputs(run, output)
        )

    def run_of(
        self,
        inputs: Inputs,
        sources: Sources,
        result: BuildResult,
        outputs: Mapping[str, Stamp],
    ) -> Run | None:
        """Return what the next build is to know of this one.

        Args:
            inputs: As they were before anything was read.
            sources: What was read.
            result: What was built.
            outputs: Stamps of all files of the site.

        Returns:
            It; none where something changed meanwhile.
        """
        workspace = self._workspace
        manifest = stamp_at(str(workspace.output / MANIFEST))
        read = (workspace.settings, workspace.settings_problems)
        if manifest is None or not inputs.reached:
            return None
        if read_settings(workspace.root) != read:
            return None
        digests = {one.path: one.digest for one in sources.notes}
        digests.update((one.path, one.digest) for one in sources.assets)
        known = {
            name: input_of(stamp, digests.get(name, ""), inputs.at)
            for name, stamp in inputs.stamps.items()
        }
        return Run(
            key=self.key,
            inputs=known,
            outputs=dict(outputs),
            manifest=manifest,
            notes=len(sources.notes),
            diagnostics=result.diagnostics,
        )

    def settle(self, run: Run, inputs: Inputs) -> None:
        """Keep a run whose files could be told apart by their bytes alone until now."""
        known = {
            name: input_of(one.stamp, one.digest, inputs.at)
            for name, one in run.inputs.items()
        }
        if self.store and known != run.inputs:
            with suppress(OSError, DamagedError):
                self.store.write([written_run(replace(run, inputs=known))], ())
