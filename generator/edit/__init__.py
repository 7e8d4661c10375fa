"""Minimal edits of notes: one place changes, every other byte stays; with undo."""
