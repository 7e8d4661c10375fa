"""New books and new notes from templates; nothing that is there is overwritten."""

from __future__ import annotations

from generator.scaffold.books import MadeBook, init_book
from generator.scaffold.drafting import NoteRequest
from generator.scaffold.notes import Draft, draft_note, new_note
from generator.scaffold.people import ScaffoldError

__all__ = [
    "Draft",
    "MadeBook",
    "NoteRequest",
    "ScaffoldError",
    "draft_note",
    "init_book",
    "new_note",
]
