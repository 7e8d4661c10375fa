"""Minimal edits of notes: one place changes, every other byte stays; with undo."""

from __future__ import annotations

from generator.edit.changes import Change, EditRefusedError, difference, differences
from generator.edit.happening import Happening
from generator.edit.journal import apply_edits, recover, undo
from generator.edit.keys import add_to_key, set_key
from generator.edit.mending import GUESSES, Mending, mend, mend_book, read_files
from generator.edit.merging import merge_notes
from generator.edit.note_edit import NoteEdit
from generator.edit.recording import Recorder, RecordError
from generator.edit.renaming import rename_note
from generator.edit.rewriting import Rewriting
from generator.edit.settling import Settling, settle
from generator.edit.snoozing import snooze
from generator.edit.splice import UnfitTextError, splice

__all__ = [
    "GUESSES",
    "Change",
    "EditRefusedError",
    "Happening",
    "Mending",
    "NoteEdit",
    "RecordError",
    "Recorder",
    "Rewriting",
    "Settling",
    "UnfitTextError",
    "add_to_key",
    "apply_edits",
    "difference",
    "differences",
    "mend",
    "mend_book",
    "merge_notes",
    "read_files",
    "recover",
    "rename_note",
    "set_key",
    "settle",
    "snooze",
    "splice",
    "undo",
]
