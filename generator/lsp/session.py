"""One book in an editor: what is on the disk, what is open, and answers from both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache.memory import MemoryMemo
from generator.diagnostics import Code, sort_diagnostics
from generator.graph import resolve_note
from generator.lsp.state import State
from generator.lsp.text import Text
from generator.parse.note import parse_note
from generator.source import Known, overlay, sources_from_texts
from generator.source.notes import NOTE_SUFFIXES
from generator.workspace.building import build_book
from generator.workspace.opening import SETTINGS_FILE
from generator.workspace.reading import read_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from generator.diagnostics import Diagnostic, Span
    from generator.graph.records import Resolution
    from generator.model import Note
    from generator.parse.reading import Reading
    from generator.source.records import SourceNote, Sources
    from generator.workspace.opening import Workspace

    Parsed = tuple[Note, tuple[Diagnostic, ...]]

WHOLE: Final = frozenset(
    {
        *(Code.EMBED_CYCLE, Code.EMBED_LIMIT, Code.EVENT_FUTURE, Code.LOG_NOBODY),
        *(Code.STATUS_CONTRADICTS, Code.INTERVIEW_NOBODY, Code.INTERVIEW_UNDATED),
        *(Code.INTERVIEWS_CLOSE, Code.INTERVIEW_LONG, Code.REFERRAL_CYCLE),
    }
)
"""Codes that only a build of the whole book finds."""


class Checked(Struct, frozen=True, kw_only=True):
    """A note as it is now, saved or not.

    Attributes:
        text: Its text.
        note: What it says.
        resolved: Where its links lead, one for each.
        problems: What is wrong with it, in the order of output.
    """

    text: Text
    note: Note
    resolved: tuple[Resolution, ...]
    problems: tuple[Diagnostic, ...]


class StoppedError(Exception):
    """Nobody waits for the build any more."""


class _Memo(MemoryMemo):
    """Reads notes until somebody says that it is enough."""

    stopped = False

    def read(self, source: SourceNote, reading: Reading) -> Parsed:
        if self.stopped:
            raise StoppedError
        return super().read(source, reading)


class Session:
    """A book that is being edited; it reads the disk and never writes.

    `build` may run beside everything else; all other methods are called by one
    thread at a time.
    """

    def __init__(self, open_book: Callable[[], Workspace]) -> None:
        """Open a book.

        Args:
            open_book: Opens it as of today; called before every build, since the
                day and the settings may be others by then.

        Raises:
            BookError: Where there is none.
            OSError: Where its settings cannot be read.
        """
        self._open_book = open_book
        self.workspace = open_book()
        self.units = "utf-16"
        self.open: dict[str, Text] = {}
        self.state: State | None = None
        self._disk = 0  # how often the disk has changed
        self._read: tuple[int, Sources] | None = None
        self._known = Known()
        self._memo = _Memo()
        self._checked: dict[str, Checked] = {}

    def path_of(self, file: Path) -> str | None:
        """Return the path of a note's file in the book; none where it is no note."""
        content, real = self.workspace.content, file.parent.resolve() / file.name
        if real.suffix.lower() not in NOTE_SUFFIXES or not real.is_relative_to(content):
            return None
        path = real.relative_to(content)
        return None if self._is_left_out(path) else path.as_posix()

    def _is_left_out(self, path: Path) -> bool:
        ignored = {name.casefold() for name in self.workspace.settings.folders.ignore}
        if path.name.startswith("."):
            return True
        return any(
            part.startswith(".") or part.casefold() in ignored
            for part in path.parts[:-1]
        )

    def file_of(self, path: str) -> Path:
        """Return the file of a problem's path; settings lie beside the notes."""
        folder = self.workspace.content
        if path == SETTINGS_FILE or not (folder / path).exists():
            beside = self.workspace.root / path
            return beside if beside.exists() else folder / path
        return folder / path

    def edit(self, path: str, text: Text) -> None:
        """Take the text of a note as the editor has it now."""
        self.open[path] = text

    def close(self, path: str) -> None:
        """Let the disk say again what a note says."""
        self.open.pop(path, None)
        self._checked.pop(path, None)

    def forget_disk(self) -> None:
        """Read the notes again before the next build: something has changed them."""
        self._disk += 1

    def stop(self) -> None:
        """Let a build that is under way end at once with `StoppedError`."""
        self._memo.stopped = True

    def build(self) -> State:
        """Build the book, unsaved texts and all; `accept` then makes it count.

        Raises:
            BookError: Where it is gone.
            OSError: Where it cannot be read.
        """
        texts, disk = dict(self.open), self._disk
        self.workspace = workspace = self._open_book()
        if self._read is None or self._read[0] != disk:
            self._read = disk, read_book(workspace, self._known)
        sources = self._read[1]
        if texts:
            sources = overlay(sources, {path: one.data for path, one in texts.items()})
        result = build_book(workspace, sources=sources, memo=self._memo)
        state = State(result=result, sources=sources, open=texts)
        _ = state.targets  # made here, so that no key press waits for it
        return state

    def accept(self, state: State) -> None:
        """Answer from a newer state of the book from now on."""
        self.state = state

    def at(self, path: str) -> Checked | None:
        """Return a note as it is now; none where the book has none of that path."""
        state, text = self.state, self.open.get(path)
        if text is None or (state and state.open.get(path) is text):
            return _built(state, path, text, self.units) if state else None
        kept = self._checked.get(path)
        if kept is None or kept.text is not text:
            if state is None:
                return None
            kept = self._checked[path] = _check(state, path, text)
        return kept

    def text_of(self, path: str) -> Text:
        """Return the text of a note as the editor has it, else as it was read."""
        if path in self.open:
            return self.open[path]
        texts: Mapping[str, str] = self.state.texts if self.state else {}
        return Text(texts.get(path, ""), self.units)


def _built(state: State, path: str, text: Text | None, units: str) -> Checked | None:
    note = state.book.notes.get(path)
    if note is None:
        return None
    return Checked(
        text=text or Text(state.texts[path], units),
        note=note,
        resolved=state.book.resolutions[path],
        problems=state.problems.get(path, ()),
    )


def _check(state: State, path: str, text: Text) -> Checked:
    """Read one note at once, among the others as they were built last."""
    source = sources_from_texts({path: text.data}).notes[0]
    note, problems = parse_note(source, state.reading)
    resolved, more = resolve_note(state.book, note)
    kept = _still(state, path, text)
    return Checked(
        text=text,
        note=note,
        resolved=resolved,
        problems=sort_diagnostics((*problems, *more, *kept)),
    )


def _still(state: State, path: str, text: Text) -> Iterator[Diagnostic]:
    """Yield what only the whole book can say of a note, where its line now is."""
    before = Text(state.texts.get(path, "")).lines
    for one in state.problems.get(path, ()):
        if one.code in WHOLE and (span := _moved(one.span, before, text.lines)):
            yield replace(one, span=span)


def _moved(span: Span, before: list[str], after: list[str]) -> Span | None:
    """Return where a place is after an edit; none where the edit touched its line."""
    number = span.line - 1
    if before[: number + 1] == after[: number + 1]:
        return span
    shift = len(after) - len(before)
    if number + shift >= 0 and before[number:] == after[number + shift :]:
        return replace(span, line=span.line + shift, end_line=span.end_line + shift)
    return None
