"""Heading text -> the section it begins, and which sections hold at a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.parse.anchors import fold_name
from generator.vocabulary import SECTION_NAMES, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

SectionNames = dict[str, Section]
"""Folded heading text -> section."""


def section_names(own: Mapping[Section, tuple[str, ...]]) -> SectionNames:
    """Return every heading that means a section.

    Args:
        own: Further headings of the settings.

    Returns:
        Folded text -> section; one's own names win over ours.
    """
    names = {_fold(text): key for key, texts in SECTION_NAMES.items() for text in texts}
    names.update({_fold(text): key for key, texts in own.items() for text in texts})
    return names


def section_named(names: SectionNames, text: str) -> Section | None:
    """Return the section that a heading's text means; none: it means none."""
    return names.get(_fold(text))


def _fold(text: str) -> str:
    """Fold a heading; what is no letter or digit at its ends does not count."""
    return re.sub(r"^\W+|\W+$", "", fold_name(text))


class SectionStack:
    """Follows the headings of a body from top to bottom.

    Attributes:
        current: The section that holds here.
    """

    def __init__(self, names: SectionNames) -> None:
        """Begin a body: no section."""
        self._names = names
        self._open: list[tuple[int, Section | None]] = []
        self._lines: list[int] = []
        self._past: list[tuple[tuple[int, Section | None], ...]] = []
        self.current: Section | None = None

    def enter(self, level: int, text: str, line: int) -> Section | None:
        """Pass a heading; a section ends at the next of its level or above."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, section_named(self._names, text)))
        self._lines.append(line)
        self._past.append(tuple(self._open))
        self._hold()
        return self.current

    def recall(self, line: int) -> None:
        """Hold again what held at a line: for a footnote, and behind a folded part."""
        number = bisect_right(self._lines, line)
        self._open = list(self._past[number - 1]) if number else []
        self._hold()

    def _hold(self) -> None:
        """Keep the section that holds now; Private beats everything inside it."""
        held = [section for _, section in self._open if section]
        private = Section.PRIVATE in held
        self.current = Section.PRIVATE if private else held[-1] if held else None
