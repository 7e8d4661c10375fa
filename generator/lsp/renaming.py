"""A note and all links to it under another name, as edits of texts."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.diagnostics import Span
from generator.edit.renaming import rename_note
from generator.lsp.navigation import link_at, target_at
from generator.lsp.text import BOM, Place, Range, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lsp.session import Session
    from generator.lsp.state import State
    from generator.lsp.text import Position


class RenameRefusedError(ValueError):
    """A rename that cannot be done; one line says why."""


class Renamed(Struct, frozen=True, kw_only=True):
    """What would be renamed: where it is written, and its name."""

    span: Span
    name: str
    target: str


class Part(Struct, frozen=True):
    """A part of a text and what is to stand there."""

    range: Range
    new: str


class Edits(Struct, frozen=True, kw_only=True):
    """What becomes of one text."""

    path: str
    parts: tuple[Part, ...]


class Renaming(Struct, frozen=True, kw_only=True):
    """What becomes of a book: edits of texts, then files under other names."""

    edits: tuple[Edits, ...]
    moved: tuple[tuple[str, str], ...]


def renamed_at(session: Session, path: str, at: Place) -> Renamed | None:
    """Return what a rename at a place is about; none where there is nothing.

    On a link it is the note that the link leads to, anywhere else the note itself.
    """
    checked, target = session.at(path), target_at(session, path, at)
    state = session.state
    if checked is None or state is None or target is None:
        return None
    if target not in state.book.notes:
        return None
    linked = link_at(checked, at)
    span = linked[0].span if linked else _line(checked.text, path, at)
    name = target.rpartition("/")[2].removesuffix(".md")
    return Renamed(span=span, name=name, target=target)


def _line(text: Text, path: str, at: Place) -> Span:
    return Span(path, at.line, 1, at.line, len(text.line(at.line)) + 1)


def parts_of(before: str, after: str, units: str) -> Iterator[Part]:
    """Yield the edits that make one text of another, line by line."""
    old = Text(before, units)
    ours, theirs = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    starts = [0]
    for line in ours:
        starts.append(starts[-1] + len(line))
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            new = "".join(theirs[j1:j2])
            yield Part(
                Range(_position(old, starts[i1]), _position(old, starts[i2])), new
            )


def _position(text: Text, offset: int) -> Position:
    """Return the position of an offset of a raw text."""
    head = Text(text.raw[:offset], text.units)
    last = len(head.lines)
    return head.position(Place(last, len(head.lines[-1]) + 1))


def rename_at(session: Session, path: str, at: Place, new: str) -> Renaming:
    """Return what gives the note at a place another name, everywhere.

    Args:
        session: The book, just built.
        path: Of the note that the place is in.
        at: As for `renamed_at`.
        new: The name.

    Raises:
        RenameRefusedError: Where that cannot be done without harm.
    """
    renamed, state = renamed_at(session, path, at), session.state
    if renamed is None or state is None:
        raise RenameRefusedError("there is no note to rename here")
    done = rename_note(state.result, _Files(session, state), renamed.target, new)
    if done.refused:
        raise RenameRefusedError(done.refused)
    moved = {one.moved_from: one for one in done.changes if one.moved_from}
    edits = []
    for one in done.changes:
        after = moved[one.path].after if one.path in moved else one.after
        if one.before is not None and after is not None and one.before != after:
            parts = parts_of(
                _decoded(session, one.path, one.before),
                _decoded(session, one.path, after),
                session.units,
            )
            edits.append(Edits(path=one.path, parts=tuple(parts)))
    return Renaming(
        edits=tuple(edits),
        moved=tuple((old, one.path) for old, one in moved.items()),
    )


def _decoded(session: Session, path: str, data: bytes) -> str:
    """Return a text as the editor has it, or will have it once it opens the file."""
    text = data.decode("utf-8", "surrogatepass")
    return text if path in session.open else text.removeprefix(BOM)


class _Files(Mapping[str, bytes]):
    """The bytes of the notes, unsaved ones too; read when they are asked for."""

    def __init__(self, session: Session, state: State) -> None:
        self._session = session
        self._digests = {note.path: note.digest for note in state.sources.notes}

    def __getitem__(self, path: str) -> bytes:
        if path not in self._digests:
            raise KeyError(path)
        opened = self._session.open.get(path)
        data = opened.data if opened else self._session.file_of(path).read_bytes()
        if sha256(data).hexdigest() != self._digests[path]:
            raise RenameRefusedError(f"{path} has just changed; try again")
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)
