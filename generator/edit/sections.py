"""Where the sections of a note begin and end, and headings that it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Fix, Span
from generator.parse.front_matter import parse_front_matter
from generator.parse.note import outline_note
from generator.vocabulary import Section

if TYPE_CHECKING:
    from collections.abc import Container

    from markdown_it.token import Token

    from generator.config.settings import Settings
    from generator.parse.reading import Reading
    from generator.source.records import SourceNote


def heading_of(section: Section, settings: Settings) -> str:
    """Return what a section is called: the book's own first word, else ours."""
    own = settings.sections.get(section, ())
    return own[0] if own else section.capitalize()


class Outlined:
    """A note as lines, counted from 1, and as the tokens of its body.

    Attributes:
        lines: Of the whole note.
    """

    def __init__(self, source: SourceNote, reading: Reading) -> None:
        """Read a note."""
        self.lines = source.text.split("\n")
        self._path = source.path
        self._above = parse_front_matter(source.path, source.text).body_line
        outline = outline_note(source, reading)
        self._held = list(zip(outline.tokens, outline.sections, strict=True))

    def tokens(self, kind: str, section: Section) -> list[Token]:
        """Return the tokens of a kind within a section, in order."""
        return [
            token
            for token, held in self._held
            if token.type == kind and held is section and token.map
        ]

    def lines_of(self, token: Token) -> tuple[int, int]:
        """Return the first line of a token, and its last that is not blank."""
        begin, end = token.map or (0, 0)
        return self._above + begin + 1, self._filled(self._above + end)

    def has(self, section: Section) -> bool:
        """Whether the note has a heading for a section."""
        return bool(self.tokens("heading_open", section))

    def level(self) -> int:
        """Return the level of the first heading that begins a section, else 2."""
        levels = (
            int(token.tag[1])
            for token, held in self._held
            if token.type == "heading_open" and held
        )
        return next(levels, 2)

    def level_of(self, section: Section) -> int:
        """Return the level of a section's heading, which the note has."""
        return int(self.tokens("heading_open", section)[0].tag[1])

    def end_of(self, section: Section) -> int:
        """Return the last line of the first stretch of a section; 0: it has none."""
        found = self.tokens("heading_open", section)
        if not found:
            return 0
        begin, _ = found[0].map or (0, 0)
        ends = (
            token.map[0]
            for token, held in self._held
            if token.type == "heading_open"
            and token.map
            and token.map[0] > begin
            and held is not section
        )
        end = next(ends, len(self.lines) - self._above)
        return self._filled(self._above + end)

    def below(self, line: int, text: str) -> Fix:
        """Return the change that puts a text behind a line; 0: before the first."""
        if not line:
            return Fix(Span.at(self._path), f"{text.lstrip()}\n")
        column = len(self.lines[line - 1]) + 1
        return Fix(Span.at(self._path, line, column), text)

    def section_at_end(self, heading: str, text: str) -> Fix:
        """Return the change that puts a new section last."""
        headings = [
            (held, int(token.tag[1]))
            for token, held in self._held
            if token.type == "heading_open" and held
        ]
        level = headings[-1][1] if headings else 2
        # What stands inside Private would be no Log.
        inner = [own for held, own in headings if held is Section.PRIVATE]
        level = min([level, *inner])
        last = self._filled(len(self.lines))
        return self.below(last, f"\n\n{'#' * level} {heading}\n\n{text}")

    def before(self, sections: Container[Section]) -> int:
        """Return the last line above the first of some sections, else of the note."""
        for token, held in self._held:
            if token.type == "heading_open" and token.map and held in sections:
                return self._filled(self._above + token.map[0])
        return self._filled(len(self.lines))

    def _filled(self, line: int) -> int:
        """Return the nearest line, upwards, that is not blank; 0: there is none."""
        while line and not self.lines[line - 1].strip(" \t>"):
            line -= 1
        return line
