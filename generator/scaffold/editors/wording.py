"""A book's own words for our keys and headings, for what an editor fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.edit.quoting import quote_text
from generator.vocabulary import SECTION_NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from generator.config.settings import Settings
    from generator.vocabulary import Section


class Setting(Struct, frozen=True, kw_only=True):
    """A book as an editor needs to know it.

    Attributes:
        settings: Of the book.
        root: Folder of `airbook.toml`.
        content: Folder of the notes.
    """

    settings: Settings
    root: Path
    content: Path

    def key(self, ours: str) -> str:
        """Return the book's own name of a key, ours where it has none."""
        own = (yours for yours, name in self.settings.keys.items() if name == ours)
        return next(own, ours)

    def yaml_key(self, ours: str) -> str:
        """Return that name as it stands in front matter."""
        return quote_text(self.key(ours))

    def heading(self, section: Section) -> str:
        """Return the book's own heading of a section, ours where it has none."""
        own = self.settings.sections.get(section, ())
        return own[0] if own else SECTION_NAMES[section][0].capitalize()

    @property
    def notes(self) -> str:
        """The folder of the notes seen from the root; whole where it is elsewhere."""
        if self.content.is_relative_to(self.root):
            return self.content.relative_to(self.root).as_posix()
        return self.content.as_posix()
