"""Minimal edits of notes: one place changes, every other byte stays; with undo."""

from __future__ import annotations

from generator.edit.changes import Change, EditRefusedError, difference
from generator.edit.journal import apply_edits, recover, undo
from generator.edit.keys import add_to_key, set_key
from generator.edit.mending import GUESSES, Mending, mend, mend_book
from generator.edit.splice import UnfitTextError, splice

__all__ = [
    "GUESSES",
    "Change",
    "EditRefusedError",
    "Mending",
    "UnfitTextError",
    "add_to_key",
    "apply_edits",
    "difference",
    "mend",
    "mend_book",
    "recover",
    "set_key",
    "splice",
    "undo",
]
