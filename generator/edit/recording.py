"""What happened -> the one note that says so, edited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.edit.names import link_to_note
from generator.edit.note_edit import NoteEdit
from generator.edit.sections import heading_of
from generator.model import Contact, Interview
from generator.parse.reading import reading_of
from generator.vocabulary import EventKind, Section

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.build import BuildResult
    from generator.edit.happening import Happening
    from generator.graph.records import Lead, PersonId
    from generator.parse.reading import Reading

_KEYS: Final = {EventKind.THANKED: "thanked", EventKind.CONFIRMED: "confirmed"}
_OFF: Final = frozenset({EventKind.CANCELLED, EventKind.NO_SHOW})


class RecordError(Exception):
    """What is asked for cannot be written down; one line says what to do instead."""


@dataclass(frozen=True)
class Recorder:
    """A book whose notes are edited.

    Attributes:
        result: The book as it is.
        content: Its content folder.
    """

    result: BuildResult
    content: Path

    @cached_property
    def reading(self) -> Reading:
        """The prepared settings."""
        return reading_of(self.result.settings)

    @cached_property
    def log_heading(self) -> str:
        """What a new Log is called."""
        return heading_of(Section.LOG, self.result.settings)

    def edit(self, path: str) -> NoteEdit:
        """Begin to edit a note."""
        return NoteEdit(path, (self.content / path).read_bytes(), self.reading)

    def link(self, target: PersonId) -> str:
        """Return a link to a note or a lead."""
        lead = self.result.book.leads.get(target)
        return f"[[{lead.name}]]" if lead else link_to_note(self.result.book, target)

    def happened(self, target: str, happening: Happening) -> NoteEdit:
        """Write an event down.

        Args:
            target: Path of the note of a contact or an interview, or a lead's id.
            happening: The event; whom it is about follows from the target.

        Returns:
            The note that says it: the target's own; of a lead, one that named them.

        Raises:
            RecordError: Where no note can say it of a lead.
            EditRefusedError: Where the note cannot be edited without harm.
            OSError: Where it cannot be read.
        """
        book = self.result.book
        if lead := book.leads.get(target):
            edit = self.edit(self._home_of(lead))
            happening = replace(happening, people=(f"[[{lead.name}]]",))
        else:
            edit = self.edit(target)
            if isinstance(edit.note, Contact):
                # There, whoever is linked behind the kind is told about, brought in.
                happening = replace(happening, people=happening.about, about=())
            elif not happening.people and self._by_key(edit, happening):
                return edit
        edit.log(happening, self.log_heading)
        return edit

    def _home_of(self, lead: Lead) -> str:
        """Return the note whose Log speaks of a lead: the newest that named them."""
        named = [
            one.source.span.path
            for one in self.result.facts.referrals
            if one.person == lead.id
        ]
        paths = [*reversed(named), *(path for path, _ in lead.sources)]
        for path in paths:
            # A line in a contact's note is about that contact, always.
            if not isinstance(self.result.book.notes[path], Contact):
                return path
        said = f"{lead.name} has no note, and no interview names them"
        raise RecordError(f'{said}; first: airbook new contact "{lead.name}"')

    def _by_key(self, edit: NoteEdit, happening: Happening) -> bool:
        """Let an interview's keys say it; whether they say all of it."""
        if not isinstance(edit.note, Interview):
            return False
        if happening.kind is EventKind.MET:
            when, today = edit.note.when, self.result.facts.today
            if when and when.on > today:
                said = f"{edit.path} is planned for {when.on}, which is to come"
                raise RecordError(f"{said}; say when you met: airbook met --date DAY")
            hold(edit, happening.on)
            return happening.is_plain
        if happening.kind in _OFF:
            edit.set("status", str(happening.kind))
            return False
        if happening.kind in _KEYS and happening.is_plain:
            edit.set(_KEYS[happening.kind], happening.on.isoformat())
            return True
        return False


def hold(edit: NoteEdit, day: date, *, moved: bool = False) -> None:
    """Let an interview be done.

    Args:
        edit: Of its note.
        day: When it was; it stands where the note has no day.
        moved: Whether it takes the place of a day that the note has.
    """
    note = edit.note
    assert isinstance(note, Interview)  # noqa: S101 - the caller's part
    if note.when is None or (moved and note.when.on != day):
        edit.set("date", day.isoformat())
    edit.set("status", "done")
