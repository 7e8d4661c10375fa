"""The listed keys of a note's front matter, written anew in our own words."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from generator.graph.records import Found, FoundLead, Missing
from generator.model import Contact, Moment, Snooze
from generator.parse.tags import tags_in
from generator.parse.wikilinks import WIKILINK, shown_text, split_wikilink
from generator.vocabulary import KEYS, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.audience.links import Linker
    from generator.audience.selection import Topics
    from generator.model import Field, Note
    from generator.vocabulary import Key

NEVER: Final = frozenset({"type", "name", "title", "private"})
"""Written otherwise or not at all, whatever is listed."""
EVENTS: Final = frozenset({"date", "status", "confirmed", "thanked"})
"""Keys that say when what happened; with `events` they may be seen."""
_UNFIT: Final = re.compile(r"[\[\]|#^]+")
_ATTRIBUTE: Final = {"with": "people", "date": "when"}
_TEXT: Final = frozenset({ValueType.TEXT, ValueType.TEXTS, ValueType.TAGS})
_LINKS: Final = frozenset({ValueType.LINK, ValueType.LINKS})
_IDENTIFYING: Final = frozenset(
    {"email", "phone", "linkedin", "website", "link", "uid"}
)
"""Values that may hold a name within a word: kept whole or not at all."""


class FieldWriter:
    """Writes the front matter of notes."""

    def __init__(self, linker: Linker, topics: Topics, today: date) -> None:
        self._linker = linker
        self._today = today
        self._audience = linker.cast.audience
        self._topics = topics

    def write(self, note: Note, title: str, stem: str) -> list[str]:
        """Return the lines between `---`, these among them; empty: there are none.

        Args:
            note: Of the owner's book.
            title: What it is called now.
            stem: Name of its new file.
        """
        lines = [f"name: {_quoted(title)}"] if title != stem else []
        for key in KEYS[note.kind]:
            values = list(self._values(note, key)) if self._seen(key) else []
            if len(values) == 1 and key.type is not ValueType.TAGS:
                lines.append(f"{key.name}: {values[0]}")
            elif values:
                lines.append(f"{key.name}: [{', '.join(values)}]")
        if (
            self._audience.events
            and isinstance(note, Contact)
            and self._is_silent(note)
        ):
            lines.append("paused: true")
        return ["---", *lines, "---"] if lines else []

    def _seen(self, key: Key) -> bool:
        if key.name in NEVER or (self._audience.events and key.name == "paused"):
            return False
        return key.name in self._audience.fields or (
            self._audience.events and key.name in EVENTS
        )

    def _values(self, note: Note, key: Key) -> Iterator[str]:
        field = next((one for one in note.fields if one.name == key.name), None)
        if field is None:
            return
        if key.type in _LINKS:
            yield from self._links(note, field, key)
        elif key.type in _TEXT and getattr(note, key.name, None):
            yield from self._texts(note, field, key)
        else:
            value = getattr(note, _ATTRIBUTE.get(key.name, key.name), None)
            yield from _typed(value, timed=key.name in self._audience.fields)

    def _links(self, note: Note, field: Field, key: Key) -> Iterator[str]:
        for number in field.links:
            match self._linker.book.resolutions[note.path][number]:
                case Found() | FoundLead():
                    made = self._linker.write(note.path, number)
                    if made.target:
                        yield _quoted(f"[[{made.target.partition('#')[0]}]]")
                case Missing() if "organization" in key.name:
                    if said := self._linker.organization(note.path, number):
                        yield _quoted(f"[[{_UNFIT.sub(' ', said)}]]")

    def _texts(self, note: Note, field: Field, key: Key) -> Iterator[str]:
        full = self._audience.names == "full"
        if key.name == "aliases" and isinstance(note, Contact) and not full:
            return
        texts = [self._said(note, field, at) for at in range(len(field.texts))]
        if key.type is ValueType.TAGS:
            tags = (one for text in texts for one in tags_in(text))
            texts = [one for one in tags if one in note.tags]
        for text in texts:
            if not text.strip() or self._topics.hide([text.strip()]):
                continue
            if key.name in _IDENTIFYING or key.type is ValueType.TAGS:
                if not self._tells(text):
                    yield _quoted(text)
            else:
                yield _quoted(self._linker.names.replace(text))

    def _is_silent(self, contact: Contact) -> bool:
        """Whether nothing is due for somebody in the owner's own book."""
        snoozed = any(not s.rule and s.until > self._today for s in contact.snooze)
        return contact.paused or contact.do_not_contact or snoozed

    def _tells(self, text: str) -> bool:
        return self._audience.names != "full" and self._linker.names.in_address(text)

    def _said(self, note: Note, field: Field, at: int) -> str:
        """Return a text as it is shown; a link as what it leads to is called."""
        text = field.texts[at]
        numbers = {note.links[n].written: n for n in field.links}
        if text.strip() in numbers:
            made = self._linker.write(note.path, numbers[text.strip()])
            return made.shown or made.target.partition("#")[0]
        return WIKILINK.sub(lambda m: shown_text(*split_wikilink(m[2])), text)


def _typed(value: Any, *, timed: bool) -> Iterator[str]:
    """Write a value that could be read; what was typed instead is never copied."""
    match value:
        case None | "" | ():
            return
        case Moment(on=on, at=at):
            yield f"{on}T{at:%H:%M}" if at and timed else str(on)
        case bool():
            yield "true" if value else "false"
        case date() | int():
            yield str(value)
        case tuple():
            for one in value:
                if isinstance(one, Snooze):
                    yield _quoted(f"{one.rule} {one.until}".strip())
        case _:
            yield _quoted(str(value))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
