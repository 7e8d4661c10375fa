"""Somebody, or one rule about them, kept quiet until a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from generator.edit.note_edit import NoteEdit


def snooze(edit: NoteEdit, until: date, rule: str = "") -> None:
    """Let a contact's note say that nothing is due before a day.

    Args:
        edit: Of the note.
        until: The day.
        rule: The one rule that is quiet; empty: all but what has a day of its own.
            An older day of the same rule gives way, all others stay.
    """
    said = f"{rule} {until}".strip()
    field = next((one for one in edit.note.fields if one.name == "snooze"), None)
    old = [text.strip() for text in field.texts] if field else []
    same = [at for at, text in enumerate(old) if text.rpartition(" ")[0] == rule]
    if same:
        new = [said if at == same[0] else text for at, text in enumerate(old)]
        edit.set("snooze", *(one for at, one in enumerate(new) if at not in same[1:]))
    elif rule or old:
        edit.add("snooze", said)
    else:
        edit.set("snooze", said)
