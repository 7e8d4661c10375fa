"""What was read before, so that only what has changed is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.parse.note import parse_note

if TYPE_CHECKING:
    from generator.build import Memo
    from generator.diagnostics import Diagnostic
    from generator.model import Note
    from generator.parse.reading import Reading
    from generator.source.records import SourceNote

    Parsed = tuple[Note, tuple[Diagnostic, ...]]


class MemoryMemo:
    """Keeps the newest reading of each note for as long as the process lives.

    A note's record follows from its path, its bytes and the settings' way of reading
    alone, so what is kept can never be out of date.
    """

    def __init__(self, below: Memo | None = None) -> None:
        """Begin with nothing.

        Args:
            below: Is asked for what is not known yet; none: each is read anew.
        """
        self._below = below
        self._reading: Reading | None = None
        self._parsed: dict[str, tuple[str, Parsed]] = {}

    def read(self, source: SourceNote, reading: Reading) -> Parsed:
        """Return what `parse_note` does, parsing only what is not known.

        Args:
            source: The note.
            reading: The prepared settings; where they differ from the last ones,
                everything is forgotten.
        """
        if reading is not self._reading:
            if reading != self._reading:
                self._parsed.clear()
                if self._reading is not None:
                    self._below = None  # it knows what the first settings made of notes
            self._reading = reading
        digest, parsed = self._parsed.get(source.path, ("", None))
        if parsed is None or digest != source.digest:
            read = self._below.read if self._below else parse_note
            parsed = read(source, reading)
            self._parsed[source.path] = source.digest, parsed
        return parsed
