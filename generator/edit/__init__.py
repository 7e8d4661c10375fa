"""Minimal edits of notes: one place changes, every other byte stays; with undo."""

from __future__ import annotations

from generator.edit.changes import Change, EditRefusedError, difference, differences
from generator.edit.journal import apply_edits, recover, undo
from generator.edit.keys import add_to_key, set_key
from generator.edit.mending import GUESSES, Mending, mend, mend_book, read_files
from generator.edit.merging import merge_notes
from generator.edit.renaming import rename_note
from generator.edit.rewriting import Rewriting
from generator.edit.splice import UnfitTextError, splice

__all__ = [
    "GUESSES",
    "Change",
    "EditRefusedError",
    "Mending",
    "Rewriting",
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
    "splice",
    "undo",
]
