"""New books and new notes from templates; nothing that is there is overwritten."""

from __future__ import annotations

from generator.scaffold.books import MadeBook, init_book
from generator.scaffold.drafting import NoteRequest
from generator.scaffold.meetings import SeveralError, hold_meeting
from generator.scaffold.notes import Draft, draft_note, new_note
from generator.scaffold.people import ScaffoldError

__all__ = [
    "Draft",
    "MadeBook",
    "NoteRequest",
    "ScaffoldError",
    "SeveralError",
    "draft_note",
    "hold_meeting",
    "init_book",
    "new_note",
]
