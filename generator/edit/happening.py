"""Something that happened, as a line of a Log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.edit.names import clean_text

if TYPE_CHECKING:
    from datetime import date, time

    from generator.model import LogLine
    from generator.vocabulary import EventKind

_BRACKETS: Final = re.compile(r"[()]+")


class Happening(Struct, frozen=True, kw_only=True):
    """An event to write down.

    Attributes:
        kind: What happened.
        on: The day.
        at: The time, where it matters.
        how: The word in brackets, such as `email`.
        people: Links to those whom it is about, where the note does not say it.
        about: Links to others who are in it.
        text: What is said of it.
    """

    kind: EventKind
    on: date
    at: time | None = None
    how: str = ""
    people: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    text: str = ""

    @property
    def line(self) -> str:
        """The line, without its bullet."""
        how = clean_text(_BRACKETS.sub(" ", self.how))
        head = [
            self.on.isoformat(),
            *([f"{self.at:%H:%M}"] if self.at else []),
            str(self.kind),
            *([f"({how})"] if how else []),
            *self.people,
        ]
        said = [", ".join(self.about), clean_text(self.text)]
        rest = "; ".join(part for part in said if part)
        return " ".join(head) + (f": {rest}" if rest else "")

    @property
    def is_plain(self) -> bool:
        """Whether there is no more to it than its kind and its day."""
        return not (self.at or self.how or self.about or self.text)

    def is_said_by(self, line: LogLine) -> bool:
        """Whether a line of a note says it."""
        return (
            (line.kind, line.day.on, line.day.at) == (self.kind, self.on, self.at)
            and len(line.people) == len(self.people)
            and len(line.subjects) >= len(self.about)
        )
