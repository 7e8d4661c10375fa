"""Notes that were read in an earlier run, and reading the others on every processor."""

from __future__ import annotations

from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any, Final

from msgspec import DecodeError, ValidationError, msgpack
from msgspec.structs import force_setattr

from generator.cache.garbage import nothing_is_garbage
from generator.cache.sealed import digest_of, digest_of_bytes
from generator.cache.store import DamagedError
from generator.diagnostics import Diagnostic
from generator.model import KIND_OF, Later
from generator.source import Known
from generator.source.records import Asset, SourceNote
from generator.workers import work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.cache.memory import Parsed
    from generator.cache.run import Input
    from generator.cache.store import Store
    from generator.model import Note
    from generator.parse.reading import Reading
    from generator.stamps import Stamp
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

    def __init__(self, store: Store | None, reading: Reading) -> None:
        """Read what outlived the last run.

        Args:
            store: Has it; none: nothing does.
            reading: The prepared settings.

        Raises:
            DamagedError: Where what is kept is not as it was written.
        """
        self._reading = reading
        self._way = digest_of(reading)
        self._kept = dict(store.read_all(_PREFIX)) if store else {}
        self._parsed: dict[str, tuple[str, Parsed]] = {}
        self._outlines: dict[str, bytes] = {}
        self._older: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}
        self._rows: dict[str, tuple[SourceNote, bytes]] = {}
        self._gone: list[str] = []

    def known(self, inputs: Mapping[str, Input]) -> Known:
        """Return the files that need not be read to be known.

        Those are the ones that the last run read, and of notes those that are kept:
        their text, which nobody will ask for, is empty.

        Args:
            inputs: What the last run read.
        """

        def find(path: str, stamp: Stamp) -> Input | None:
            then = inputs.get(path)
            fits = then and then.settled and then.digest and then.stamp == stamp
            return then if fits else None

        def note(path: str, _: str, stamp: Stamp) -> SourceNote | None:
            then = find(path, stamp)
            if then is None or not self._has(path, then.digest):
                return None
            return SourceNote(path=path, text="", digest=then.digest)

        def asset(path: str, file: str, stamp: Stamp) -> Asset | None:
            then = find(path, stamp)
            if then is None:
                return None
            return Asset(path=path, file=Path(file), digest=then.digest, size=stamp[0])

        return Known(note, asset)

    def _has(self, path: str, digest: str) -> bool:
        """Say whether a note is kept as it is now."""
        made_from = bytes.fromhex(digest) + self._way
        return self._kept.get(path, b"")[:_MADE_FROM] == made_from

    def prepare(
        self,
        sources: Iterable[SourceNote],
        jobs: int = 1,
        watch: Watch | None = None,
    ) -> None:
        """Read what is kept, and then what is not, in several processes.

        Args:
            sources: The notes that will be asked for.
            jobs: How many processes may work.
            watch: Is told how many batches of notes are read, and of how many.

        Raises:
            DamagedError: Where what is kept is not as it was written.
        """
        with nothing_is_garbage():
            waiting = self._take_kept(sources)
        jobs = jobs if len(waiting) >= _WORTH_SHARING else 1
        for source, data in self._read([*waiting.values()], jobs, watch):
            self._rows[source.path] = source, data
            if data:
                self._new[source.path] = data
                self._outlines[source.path] = data[_MADE_FROM:_HEAD]

    def _take_kept(self, sources: Iterable[SourceNote]) -> dict[str, SourceNote]:
        """Read what is kept; return by path what is not."""
        waiting = {one.path: one for one in sources}
        for path in [*self._kept]:
            source = waiting.get(path)
            if source is None:
                self._gone.append(path)
            elif self._has(path, source.digest):
                data = self._kept.pop(path)
                self._parsed[path] = source.digest, _decoded(data)
                self._outlines[path] = data[_MADE_FROM:_HEAD]
                del waiting[path]
            else:
                self._older[path] = self._kept[path]
        self._kept.clear()
        return waiting

    def _read(
        self, sources: list[SourceNote], jobs: int, watch: Watch | None
    ) -> Iterator[tuple[SourceNote, bytes]]:
        """Yield each note with what the store keeps of it; empty: nothing."""
        if not sources:
            return
        from generator.parse.note import parse_note

        reading, way = self._reading, self._way

        def task(batch: list[SourceNote]) -> list[bytes]:
            return [_encoded(one, parse_note(one, reading), way) for one in batch]

        batches = [sources[at : at + _BATCH] for at in range(0, len(sources), _BATCH)]
        found = work(task, batches, jobs, watch)
        yield from zip(sources, (one for batch in found for one in batch), strict=True)

    def older(self) -> dict[str, Note]:
        """Return the notes that are others than those that were kept, as they were.

        Raises:
            DamagedError: Where one is not as it was written.
        """
        return {path: _decoded(data)[0] for path, data in self._older.items()}

    def count_older(self) -> int:
        """Return how many they are."""
        return len(self._older)

    @property
    def outlines(self) -> Mapping[str, bytes]:
        """Digests of everything but the prose, for each note that is kept."""
        return self._outlines

    def read(self, source: SourceNote, reading: Reading) -> Parsed:
        """Return what `parse_note` does, for the reading that was prepared."""
        if source.path in self._rows:
            # Not before: until it has been kept, once in memory is enough.
            note, data = self._rows.pop(source.path)
            self._parsed[source.path] = note.digest, self._unpacked(note, data)
        digest, parsed = self._parsed.get(source.path, ("", None))
        if parsed is None or digest != source.digest:
            from generator.parse.note import parse_note

            return parse_note(source, reading)
        return parsed

    def _unpacked(self, source: SourceNote, data: bytes) -> Parsed:
        """Return a note that was read just now; what cannot be kept, read again."""
        try:
            found = _decoded(data)
        except DamagedError:
            from generator.parse.note import parse_note

            return parse_note(source, self._reading)
        _share_texts(found[0])
        return found

    def news(self) -> tuple[list[tuple[str, bytes]], list[str]]:
        """Return, once, what the store lacks and the names that it holds in vain."""
        new = [(_PREFIX + path, data) for path, data in self._new.items()]
        gone = [_PREFIX + path for path in self._gone]
        self._new, self._gone = {}, []
        return new, gone


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


def _share_texts(note: Note) -> None:
    """Let places and keys of a note have one text each; copies are a fifth of a book.

    What is equal is put for what is equal, in records that nobody else has yet. It
    pays where all notes are new, since then other processes get a copy of them.
    """
    body = note.body
    spans = [
        *(one.span for one in note.fields),
        *(one.value_span for one in note.fields),
        *(one.span for one in note.links),
        *(one.span for one in body.headings),
        *(one.span for one in body.entries),
        *(one.span for one in body.log),
    ]
    for span in spans:
        force_setattr(span, "path", note.path)
    for field in note.fields:
        force_setattr(field, "key", intern(field.key))
        force_setattr(field, "name", intern(field.name))
