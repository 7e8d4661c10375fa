"""A message as text."""

from __future__ import annotations

from generator.terminal.style import plain


def show_message(text: str) -> str:
    """Return a message line by line, without what steers a terminal."""
    return "\n".join(map(plain, text.split("\n")))
