"""Three edits of a note, as they come up when one writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.benchmarks.generators import Generator


def add_sentence(text: str, number: int) -> str:
    """Add a sentence at the end."""
    return f"{text.rstrip()}\n\nOne more sentence, the {number}th of them.\n"


def change_word(text: str, number: int) -> str:
    """Put a word that the book does not have in place of one in the middle."""
    words = list(re.finditer(r"(?<= )[a-z]+(?= )", text))
    word = words[len(words) // 2]
    return f"{text[: word.start()]}changed{'x' * number}{text[word.end() :]}"


def add_log_line(text: str, number: int) -> str:
    """Add an event at the end, where contacts have their log."""
    return f"{text.rstrip()}\n- 2026-03-01 nudged: for the {number}th time\n"


CHANGES: Final[Mapping[str, tuple[str, Callable[[str, int], str]]]] = {
    "sentence added": ("interviews", add_sentence),
    "word changed": ("interviews", change_word),
    "log line added": ("contacts", add_log_line),
}
"""By name, the kind of note and what becomes of its text."""


def change_note(
    one: Generator, folder: Path, corpus: Mapping[str, str], change: str, number: int
) -> None:
    """Change the note in the middle of its kind.

    Args:
        one: Whose book it is.
        folder: Where that lies.
        corpus: What it was made from.
        change: One of `CHANGES`.
        number: Another one each time, or nothing changes.
    """
    kind, rewrite = CHANGES[change]
    paths = [path for path in corpus if path.startswith(kind)]
    file = folder / one.note(corpus, paths[len(paths) // 2])
    file.write_text(rewrite(file.read_text("utf-8"), number), "utf-8")
