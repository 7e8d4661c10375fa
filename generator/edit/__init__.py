"""Minimal edits of notes: one place changes, every other byte stays; with undo."""

from __future__ import annotations

from generator.edit.changes import Change, EditRefusedError, difference
from generator.edit.journal import apply_changes, recover, undo
from generator.edit.mending import GUESSES, mend
from generator.edit.splice import UnfitTextError, splice

__all__ = [
    "GUESSES",
    "Change",
    "EditRefusedError",
    "UnfitTextError",
    "apply_changes",
    "difference",
    "mend",
    "recover",
    "splice",
    "undo",
]
