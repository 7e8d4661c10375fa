"""Edits of a book, as they come up when one writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

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


def name_anew(text: str, number: int) -> str:
    """Give somebody else the name that a title says; else the file says it."""
    return re.sub(r'(?m)^title: "(.*)"$', rf'title: "\1 Junior {number}"', text)


class Change(NamedTuple):
    """What becomes of one note.

    Attributes:
        kind: The folder of such notes.
        rewrite: Returns another text each time.
        name: Of the file that holds it; by default the same as before.
    """

    kind: str
    rewrite: Callable[[str, int], str]
    name: str = "{stem}"


CHANGES: Final[Mapping[str, Change]] = {
    "sentence added": Change("interviews", add_sentence),
    "word changed": Change("interviews", change_word),
    "log line added": Change("contacts", add_log_line),
    "contact added": Change("contacts", name_anew, "{stem} Junior {number}"),
}
"""By name."""


def change_note(
    one: Generator, folder: Path, corpus: Mapping[str, str], change: str, number: int
) -> None:
    """Change the note in the middle of its kind, or add one that is like it.

    Args:
        one: Whose book it is.
        folder: Where that lies.
        corpus: What it was made from.
        change: One of `CHANGES`.
        number: Another one each time, or nothing changes.
    """
    kind, rewrite, name = CHANGES[change]
    paths = [path for path in corpus if path.startswith(kind)]
    file = folder / one.note(corpus, paths[len(paths) // 2])
    changed = file.with_stem(name.format(stem=file.stem, number=number))
    changed.write_text(rewrite(file.read_text("utf-8"), number), "utf-8")
