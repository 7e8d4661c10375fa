"""Minimal edits of notes: one place changes, every other byte stays; with undo."""

from __future__ import annotations

from generator.edit.changes import Change, EditRefusedError, difference
from generator.edit.happening import Happening
from generator.edit.journal import apply_edits, recover, undo
from generator.edit.keys import add_to_key, set_key
from generator.edit.mending import GUESSES, Mending, mend, mend_book
from generator.edit.note_edit import NoteEdit
from generator.edit.recording import Recorder, RecordError
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
    "Settling",
    "UnfitTextError",
    "add_to_key",
    "apply_edits",
    "difference",
    "mend",
    "mend_book",
    "recover",
    "set_key",
    "settle",
    "snooze",
    "splice",
    "undo",
]
