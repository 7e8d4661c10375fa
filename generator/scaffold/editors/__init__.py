"""Editor support: files that an editor reads; none that is there is overwritten."""

from __future__ import annotations

from generator.scaffold.editors.making import EDITORS, MadeFiles, make_editor_files
from generator.scaffold.editors.schema import any_note_schema, note_schema

__all__ = [
    "EDITORS",
    "MadeFiles",
    "any_note_schema",
    "make_editor_files",
    "note_schema",
]
