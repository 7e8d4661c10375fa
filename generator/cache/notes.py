"""Notes that were read in an earlier run, and reading the others on every processor."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from msgspec import DecodeError, ValidationError, msgpack

from generator.cache.sealed import digest_of, digest_of_bytes
from generator.cache.store import DamagedError
from generator.diagnostics import Diagnostic
from generator.model import KIND_OF, Later
from generator.workers import work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.cache.memory import Parsed
    from generator.cache.store import Store
    from generator.model import Note
    from generator.parse.reading import Reading
    from generator.source import SourceNote
    from generator.workers import Watch

_PREFIX: Final = "note:"
_KINDS: Final = tuple(KIND_OF)


def _unpacked(_: type, data: Any) -> Later:
    return Later(data)


def _packed(later: Any) -> bytes:
    packed: bytes = later.packed
    return packed


def _left_out(_: Any) -> None:
    """Write nothing for the prose."""


_DECODERS: Final = tuple(
    msgpack.Decoder(
        tuple[kind, tuple[Diagnostic, ...]],  # type: ignore[valid-type]
        dec_hook=_unpacked,
    )
    for kind in _KINDS
)
_WHOLE: Final = msgpack.Encoder(order="deterministic", enc_hook=_packed)
_WITHOUT_PROSE: Final = msgpack.Encoder(order="deterministic", enc_hook=_left_out)
_MADE_FROM: Final = 48  # digests of the file and of the way of reading
_OUTLINE: Final = 16  # digest of all but the prose
_HEAD: Final = _MADE_FROM + _OUTLINE
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
        self._outlines: dict[str, bytes] = {}
        self._older: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}
        self._rows: dict[str, tuple[str, bytes]] = {}
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
            elif data[:_MADE_FROM] == bytes.fromhex(source.digest) + way:
                self._take(source, data)
                del waiting[path]
            else:
                self._older[path] = data
        jobs = jobs if len(waiting) >= _WORTH_SHARING else 1
        for source, data in _read(list(waiting.values()), reading, way, jobs, watch):
            if data:
                self._new[source.path] = data
                self._rows[source.path] = source.digest, data
                self._outlines[source.path] = data[_MADE_FROM:_HEAD]

    def _take(self, source: SourceNote, data: bytes) -> None:
        self._parsed[source.path] = source.digest, _decoded(data)
        self._outlines[source.path] = data[_MADE_FROM:_HEAD]

    def older(self, path: str) -> Note | None:
        """Return a note as it was when it was kept, where it is another now.

        Raises:
            DamagedError: Where it is not as it was written.
        """
        return _decoded(self._older[path])[0] if path in self._older else None

    @property
    def outlines(self) -> Mapping[str, bytes]:
        """Digests of everything but the prose, for each note that is kept."""
        return self._outlines

    def read(self, source: SourceNote, reading: Reading) -> Parsed:
        """Return what `parse_note` does, for the reading that was prepared."""
        if source.path in self._rows:
            # Not before: until it has been kept, once in memory is enough.
            digest, data = self._rows.pop(source.path)
            with suppress(DamagedError):
                self._parsed[source.path] = digest, _decoded(data)
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
        whole = _WHOLE.encode(parsed)
    except (UnicodeEncodeError, OverflowError):
        # Half a character or a number of forty digits: read anew each time.
        return b""
    outline = digest_of_bytes(_WITHOUT_PROSE.encode((kind, parsed)))
    return b"".join((bytes.fromhex(source.digest), way, outline, bytes((kind,)), whole))


def _decoded(data: bytes) -> Parsed:
    """Return a note and its problems.

    Raises:
        DamagedError: Where they are not of this version's form.
    """
    try:
        return _DECODERS[data[_HEAD]].decode(memoryview(data)[_HEAD + 1 :])
    except (DecodeError, ValidationError, IndexError) as error:
        raise DamagedError from error
