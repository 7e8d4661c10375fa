"""What an audience may see of the owner's notes, by its settings alone.

Whoever writes an audience's notes decides the same by other means; the leak check is
there to find out where they differ.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from generator.model import Contact
from generator.render.search.folding import fold
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.config.settings import Audience
    from generator.graph.records import Book
    from generator.model import Field, Note

_TAG: Final = re.compile(r"(?<![\w#/&])#([^\s#.,;:!?()\[\]{}'\"<>|\\^`~*=+@$%&]+)")
_COMMENT: Final = re.compile(r"%%(.*?)(?:%%|\Z)|<!--(.*?)(?:-->|\Z)", re.DOTALL)
_NEVER: Final = frozenset({Section.LOG, Section.PRIVATE})


class Policy:
    """Says of each note, key and line whether an audience may see it."""

    def __init__(self, audience: Audience, book: Book) -> None:
        self.audience = audience
        self.book = book
        self._hidden = {fold(tag) for tag in audience.hide_topics}
        self.notes = frozenset(
            path for path, note in book.notes.items() if self._keeps(note)
        )

    @property
    def full_names(self) -> bool:
        """Whether people whose notes are kept are named."""
        return self.audience.names == "full"

    def names(self, target: str) -> bool:
        """Whether a note or lead may be called by its name."""
        if target in self.book.leads:
            return self.full_names
        person = isinstance(self.book.notes[target], Contact)
        return target in self.notes and (self.full_names or not person)

    def keeps_field(self, note: Note, field: Field) -> bool:
        """Whether the value of a key may be seen."""
        if field.name in {"name", "title"} and isinstance(note, Contact):
            is_name = field.name == "name" or note.name in field.texts
            if is_name and not self.full_names:
                return False
        return note.path in self.notes and field.name in self.audience.fields

    def _keeps(self, note: Note) -> bool:
        if note.private:
            return False
        return self._listed(note, self.audience.only) and not self._listed(
            note, self.audience.except_
        )

    def _listed(self, note: Note, words: Iterable[str]) -> bool:
        """Whether any of some kinds, tags and folders is a note's."""
        tags = [fold(tag) for tag in note.tags]
        path = fold(note.path)
        for word in (fold(word).strip("/") for word in words):
            if word == note.kind or path.startswith(f"{word}/") or _among(tags, word):
                return True
        return False

    def kept_lines(self, note: Note, lines: list[str]) -> frozenset[int]:
        """Return the numbers of the lines of a note's text that may be seen.

        Args:
            note: The note.
            lines: All lines of its source.
        """
        if note.path not in self.notes:
            return frozenset()
        dropped = {
            number for one in note.body.tasks for number in _item(lines, one.span.line)
        }
        for number, line in enumerate(lines, 1):
            if self._hidden and self._is_hidden(line):
                dropped.update(_item(lines, number))
        return frozenset(self._listed_lines(note, lines)) - dropped

    def _listed_lines(self, note: Note, lines: list[str]) -> Iterator[int]:
        """Yield the lines of kept sections, and of answers."""
        headings = note.body.headings
        starts = [one.span.line for one in headings]
        answers = {one.span.line for one in note.body.answers}
        answering = 0
        for number in range(starts[0] if starts else len(lines) + 1, len(lines) + 1):
            heading = headings[bisect_right(starts, number) - 1]
            if number == heading.span.line:
                if answering and heading.level <= answering:
                    answering = 0
                if number in answers and self.audience.answers:
                    answering = answering or heading.level
            kept = heading.section in self.audience.sections or answering
            if kept and heading.section not in _NEVER:
                yield number

    def _is_hidden(self, line: str) -> bool:
        tags = [fold(tag) for tag in _TAG.findall(line)]
        return any(_among(tags, word) for word in self._hidden)


def tags_of(line: str) -> list[str]:
    """Return the tags of a line, without `#`."""
    return _TAG.findall(line)


def comments_of(note: Note, text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every comment of a note's source."""
    for match in _COMMENT.finditer(text):
        if not _is_code(note, match):
            line = text.count("\n", 0, match.start()) + 1
            yield line, match[1] or match[2] or ""


def without_comments(note: Note, text: str) -> str:
    """Take the comments out of a note's source, and leave the lines."""

    def blank(match: re.Match[str]) -> str:
        return match[0] if _is_code(note, match) else "\n" * match[0].count("\n")

    return _COMMENT.sub(blank, text)


def _is_code(note: Note, comment: re.Match[str]) -> bool:
    """Whether a comment stands in code, and is shown as it is written."""
    return comment[0] in note.body.prose.text


def _among(tags: list[str], word: str) -> bool:
    """Whether a tag, or one below it, is among some."""
    return any(tag == word or tag.startswith(f"{word}/") for tag in tags)


def _item(lines: list[str], number: int) -> Iterator[int]:
    """Yield a line and, where it is an item of a list, all that belongs to it."""
    yield number
    depth = _depth(lines[number - 1])
    if not re.match(r"\s*(?:[-*+]|\d+[.)])\s", lines[number - 1]):
        return
    for below in range(number + 1, len(lines) + 1):
        line = lines[below - 1]
        if line.strip() and _depth(line) <= depth:
            return
        yield below


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
