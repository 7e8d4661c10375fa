"""Notes that were read in an earlier run, and reading the others on every processor."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from msgspec import DecodeError, ValidationError, msgpack

from generator.cache.sealed import digest_of, encoded
from generator.cache.store import DamagedError
from generator.diagnostics import Diagnostic
from generator.model import KIND_OF
from generator.workers import work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.cache.memory import Parsed
    from generator.cache.store import Store
    from generator.parse.reading import Reading
    from generator.source import SourceNote
    from generator.workers import Watch

_PREFIX: Final = "note:"
_KINDS: Final = tuple(KIND_OF)
_DECODERS: Final = tuple(
    msgpack.Decoder(tuple[kind, tuple[Diagnostic, ...]])  # type: ignore[valid-type]
    for kind in _KINDS
)
_HEAD: Final = 48  # digests of the file and of the way of reading
_BATCH: Final = 32
# Fewer are read sooner than a second process has begun.
_WORTH_SHARING: Final = 200


class KeptNotes:
    """A memo that reads each version of a note once, and keeps it on the disk.

    What is kept stands under the note's path with the digests of all that it was made
    from: the file's bytes and the settings' way of reading. It is taken only where
    both are the same again.
    """

    def __init__(self, store: Store | None) -> None:
        """Take what outlives this run; none: nothing does."""
        self._store = store
        self._parsed: dict[str, tuple[str, Parsed]] = {}
        self._new: dict[str, bytes] = {}
        self._gone: list[str] = []

    def prepare(
        self,
        sources: Sequence[SourceNote],
        reading: Reading,
        jobs: int = 1,
        watch: Watch | None = None,
    ) -> None:
        """Read what is kept, and then what is not, in several processes.

        Args:
            sources: The notes that will be asked for.
            reading: The prepared settings.
            jobs: How many processes may work.
            watch: Is told how many batches of notes are read, and of how many.

        Raises:
            DamagedError: Where what is kept is not as it was written.
        """
        way = digest_of(reading)
        waiting = {one.path: one for one in sources}
        for path, data in self._kept():
            source = waiting.get(path)
            if source is None:
                self._gone.append(path)
            elif data[:_HEAD] == bytes.fromhex(source.digest) + way:
                self._parsed[path] = source.digest, _decoded(data)
                del waiting[path]
        jobs = jobs if len(waiting) >= _WORTH_SHARING else 1
        for source, data in _read(list(waiting.values()), reading, way, jobs, watch):
            with suppress(DamagedError):
                self._parsed[source.path] = source.digest, _decoded(data)
                self._new[source.path] = data

    def read(self, source: SourceNote, reading: Reading) -> Parsed:
        """Return what `parse_note` does, for the reading that was prepared."""
        digest, parsed = self._parsed.get(source.path, ("", None))
        if parsed is None or digest != source.digest:
            from generator.parse.note import parse_note

            return parse_note(source, reading)
        return parsed

    def _kept(self) -> Iterable[tuple[str, bytes]]:
        return self._store.read_all(_PREFIX) if self._store else ()

    def news(self) -> tuple[list[tuple[str, bytes]], list[str]]:
        """Return, once, what the store lacks and the names that it holds in vain."""
        new = [(_PREFIX + path, data) for path, data in self._new.items()]
        gone = [_PREFIX + path for path in self._gone]
        self._new, self._gone = {}, []
        return new, gone


def _read(
    sources: list[SourceNote],
    reading: Reading,
    way: bytes,
    jobs: int,
    watch: Watch | None,
) -> Iterator[tuple[SourceNote, bytes]]:
    """Yield each note with what the store keeps of it; empty: nothing."""
    if not sources:
        return
    from generator.parse.note import parse_note

    def task(batch: list[SourceNote]) -> list[bytes]:
        return [_encoded(one, parse_note(one, reading), way) for one in batch]

    batches = [sources[at : at + _BATCH] for at in range(0, len(sources), _BATCH)]
    found = work(task, batches, jobs, watch)
    yield from zip(sources, (one for batch in found for one in batch), strict=True)


def _encoded(source: SourceNote, parsed: Parsed, way: bytes) -> bytes:
    try:
        kind = _KINDS.index(type(parsed[0]))
        return b"".join(
            (bytes.fromhex(source.digest), way, bytes((kind,)), encoded(parsed))
        )
    except (UnicodeEncodeError, OverflowError):
        # Half a character or a number of forty digits: read anew each time.
        return b""


def _decoded(data: bytes) -> Parsed:
    """Return a note and its problems.

    Raises:
        DamagedError: Where they are not of this version's form.
    """
    try:
        return _DECODERS[data[_HEAD]].decode(memoryview(data)[_HEAD + 1 :])
    except (DecodeError, ValidationError, IndexError) as error:
        raise DamagedError from error
