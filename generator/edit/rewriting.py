"""Notes that move, with every link that leads to them: tried out, then handed over."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.edit.changes import Change
from generator.edit.link_fixes import link_fixes
from generator.edit.relinking import Relinker
from generator.edit.splice import UnfitTextError, splice
from generator.graph import resolve_book
from generator.graph.records import Found, FoundLead, Missing
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.build import BuildResult
    from generator.edit.relinking import Move, Said
    from generator.graph.records import Book, Resolution
    from generator.model import Note
    from generator.parse.reading import Reading

Files = dict[str, bytes]
"""Bytes by path."""


class Rewriting(Struct, frozen=True, kw_only=True):
    """What becomes of a book when a note is renamed, or two are merged.

    Attributes:
        changes: One for each file; nothing is written yet.
        links: How many links are written anew.
        conflicts: What two notes say differently, one line each.
        refused: Why nothing can be done, in a line; empty: it can be.
    """

    changes: tuple[Change, ...] = ()
    links: int = 0
    conflicts: tuple[str, ...] = ()
    refused: str = ""


class Moved(Struct, frozen=True, kw_only=True):
    """Notes that move, and what they say then, whatever their links say.

    Attributes:
        files: Bytes by path afterwards, of those that the moves write.
        moves: By path or lead before.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    moves: Mapping[str, Move] = field(default_factory=dict)


class Rewriter:
    """A book that is to be written anew around notes that move."""

    def __init__(self, result: BuildResult, files: Mapping[str, bytes]) -> None:
        """Take the book and the bytes of its notes by path."""
        self.book: Book = result.book
        self.reading: Reading = reading_of(result.settings)
        self._files = files
        self.texts: dict[str, str] = {}

    def data(self, path: str) -> bytes:
        """Return the bytes of a note.

        Raises:
            UnfitTextError: Where they are not known.
        """
        if path not in self._files:
            raise UnfitTextError(f"{path} has changed since it was read; try again")
        return self._files[path]

    def text(self, path: str) -> str:
        """Return the text of a note as notes are read."""
        if path not in self.texts:
            self.texts[path] = text_of(self.data(path))
        return self.texts[path]

    def parsed(self, files: Mapping[str, bytes]) -> dict[str, Note]:
        """Read notes."""
        sources = sources_from_texts(dict(files)).notes
        return {one.path: parse_note(one, self.reading)[0] for one in sources}

    def rewrite(self, move: Callable[[Mapping[str, bytes]], Moved]) -> Rewriting:
        """Move notes and let every link lead where it led.

        Args:
            move: Moves them; it is given the bytes of those notes whose links are
                written anew, and asked again where new links make new headings.

        Raises:
            UnfitTextError: Where a link could not lead where it led, or a note not
                be edited without harm.
        """
        relinked: Files = {}
        moved, links = move(relinked), 0
        notes = self._after(moved, relinked)
        for _ in range(3):
            said = self._said(notes, moved)
            links = sum(map(len, said.values()))
            again = self._relinked(said)
            if again == relinked:
                break
            relinked = again
            moved = move(relinked)
            notes = self._after(moved, relinked)
        self._compare(notes, moved)
        changes = (
            one for one in self._changes(moved, relinked) if one.before != one.after
        )
        return Rewriting(changes=tuple(changes), links=links)

    def _said(
        self, notes: Mapping[str, Note], moved: Moved
    ) -> dict[str, dict[int, Said]]:
        said: dict[str, dict[int, Said]] = {}
        for path, number, one in Relinker(self.book, notes, moved.moves).links():
            said.setdefault(path, {})[number] = one
        return said

    def _relinked(self, said: Mapping[str, Mapping[int, Said]]) -> Files:
        """Return the notes whose links are written anew."""
        made = {}
        for path, links in said.items():
            data = self.data(path)
            with placed(path):
                fixes = link_fixes(self.text(path), self.book.notes[path], links)
                made[path] = splice(data, fixes)
        return made

    def _after(self, moved: Moved, relinked: Mapping[str, bytes]) -> dict[str, Note]:
        """Return every note of the book as it is afterwards."""
        kept = {k: v for k, v in self.book.notes.items() if k not in moved.moves}
        edited = {k: v for k, v in relinked.items() if k in kept}
        return {**kept, **self.parsed({**edited, **moved.files})}

    def _changes(self, moved: Moved, relinked: Mapping[str, bytes]) -> Iterator[Change]:
        gone = [p for p in moved.moves if p in self.book.notes and p not in moved.files]
        for path in gone:
            yield Change(path=path, before=self.data(path), after=None)
        after = {**relinked, **moved.files}
        for path in sorted(after.keys() - gone):
            old = path in self.book.notes
            yield Change(
                path=path,
                before=self.data(path) if old else None,
                after=after[path],
                moved_from="" if old else gone[0],
            )

    def _compare(self, notes: Mapping[str, Note], moved: Moved) -> None:
        """Refuse unless each link leads where it led in the book as it will be."""
        after = resolve_book(notes.values(), self.book.assets.values())
        merged = Counter(one.target for one in moved.moves.values())
        held: dict[str, set[Resolution]] = {}
        for path, note in self.book.notes.items():
            move = moved.moves.get(path)
            source = move.target if move else path
            wanted = [self._wanted(one, moved) for one in self.book.resolutions[path]]
            now = [_plain(one) for one in after.resolutions[source]]
            if merged[source] > 1:
                held.setdefault(source, set()).update(wanted)
            elif wanted != now:
                self._refuse(note, wanted, now)
        for source, wanted_there in held.items():
            if wanted_there != set(map(_plain, after.resolutions[source])):
                raise UnfitTextError(f"links of {source} would lead elsewhere")

    def _wanted(self, where: Resolution, moved: Moved) -> Resolution:
        """Return where a link must lead afterwards, as far as notes."""
        match where:
            case Found(note=target) | FoundLead(lead=target) if target in moved.moves:
                to = moved.moves[target].target
                is_lead = isinstance(where, FoundLead) and to.startswith("lead:")
                return FoundLead(lead=to) if is_lead else Found(note=to)
            case _:
                return _plain(where)

    def _refuse(
        self, note: Note, wanted: list[Resolution], now: list[Resolution]
    ) -> None:
        pairs = zip(note.links, wanted, now, strict=False)
        first = next((link for link, old, new in pairs if old != new), None)
        line = f":{first.span.line}: {first.written}" if first else ": a link"
        raise UnfitTextError(f"{note.path}{line} would no longer lead where it leads")


def _plain(where: Resolution) -> Resolution:
    """Return where a link leads without the place in the note, or near names."""
    match where:
        case Found(note=note):
            return Found(note=note)
        case Missing():
            return Missing()
        case _:
            return where


@contextmanager
def placed(path: str) -> Iterator[None]:
    """Say of which note it is that it cannot be edited."""
    try:
        yield
    except UnfitTextError as error:
        raise UnfitTextError(f"{path} {error}") from None


def text_of(data: bytes) -> str:
    """Return the text of a file as notes are read."""
    return sources_from_texts({"a.md": data}).notes[0].text
