"""Text of a note -> the note as a record, and its problems."""
