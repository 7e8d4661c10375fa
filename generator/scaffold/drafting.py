"""What is asked for and what the book knows -> the text of a note."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from generator.edit.names import clean_text, stem_of
from generator.edit.quoting import quote_text
from generator.parse.fields import fold_key, key_meaning, parse_moment
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.parse.wikilinks import WIKILINK
from generator.scaffold.front_matter import fill_template
from generator.scaffold.people import (
    ScaffoldError,
    find_named,
    known_of_lead,
    known_of_people,
    lead_called,
)
from generator.source import sources_from_texts
from generator.vocabulary import KEYS, Kind, ValueType

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.diagnostics import Diagnostic
    from generator.model import Note
    from generator.scaffold.front_matter import Values
    from generator.scaffold.people import Named
    from generator.vocabulary import Key

LINKS: Final = frozenset({ValueType.LINK, ValueType.LINKS})
LINKED: Final = {
    "organization": Kind.ORGANIZATION,
    "past_organizations": Kind.ORGANIZATION,
    "questions": Kind.QUESTION,
}
_LISTS: Final = frozenset(
    {ValueType.LINKS, ValueType.TEXTS, ValueType.TAGS, ValueType.SNOOZE}
)


class NoteRequest(Struct, frozen=True, kw_only=True):
    """What is asked for.

    Attributes:
        kind: Any but a page.
        name: What it is called; of an interview whom it is with, unless `values`
            has `with`.
        values: Texts by key, as typed; a key that takes links takes names.
    """

    kind: Kind
    name: str
    values: Values = field(default_factory=dict)


class Drafting:
    """A note on its way from what is asked for to its text."""

    def __init__(self, result: BuildResult, request: NoteRequest) -> None:
        self.result = result
        self.book = result.book
        self.notes = result.book.notes
        self.kind = request.kind
        self.reading = reading_of(result.settings)
        name = clean_text(request.name)
        self.name = name[2:-2] if WIKILINK.fullmatch(name) else name
        self.unknown: dict[tuple[Kind, str], None] = {}
        self.keys = {
            fold_key(name): key
            for key in reversed(KEYS[self.kind])
            for name in (*key.aliases, key.name)
        }
        if not self.name:
            raise ScaffoldError("the name is empty")
        self.people: list[Named] = []
        if self.kind is Kind.CONTACT and (lead := lead_called(self.book, self.name)):
            self.name = lead.name
        self.asked = self._asked(request.values)
        self.talk = self.kind is Kind.INTERVIEW and "with" not in self.asked
        if self.talk:
            self.people = [self._named(self.name, Kind.CONTACT)]

    def meaning(self, key: str) -> str:
        """Return the key that a key means, in our words or the book's own."""
        return key_meaning(key, self.kind, self.reading.keys)

    def _named(self, text: str, kind: Kind) -> Named:
        named = find_named(self.book, text, kind)
        if named.target not in self.notes:
            self.unknown[kind, named.shown] = None
        return named

    def _asked(self, values: Values) -> Values:
        asked: Values = {}
        for name, texts in values.items():
            meant = self.meaning(name)
            key = self.keys.get(meant)
            if key and key.name in asked:
                raise ScaffoldError(f"{key.name} is given twice")
            asked[key.name if key else clean_text(name)] = self._written(key, texts)
        return asked

    def _written(self, key: Key | None, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return the texts of one key as they stand in the note."""
        cleaned = tuple(text for one in texts if (text := clean_text(one)))
        if key is None:
            return cleaned
        if len(cleaned) > 1 and key.type not in _LISTS:
            raise ScaffoldError(f"{key.name} takes one value")
        if key.type in LINKS:
            kind = LINKED.get(key.name, Kind.CONTACT)
            named = [self._named(text, kind) for text in cleaned]
            self.people += named if key.name == "with" else []
            return tuple(one.link for one in named)
        if key.type is ValueType.MOMENT and cleaned and parse_moment(cleaned[0]):
            return (cleaned[0].replace(" ", "T"),)
        return cleaned

    def values(self) -> Values:
        """Return every value; what is asked for beats what the book knows."""
        known: Values = {}
        if self.kind is Kind.CONTACT:
            known = known_of_lead(self.book, self.result.facts, self.name)
        elif self.kind is Kind.INTERVIEW:
            people = tuple(one.link for one in self.people)
            known = {"with": people, **known_of_people(self.book, self.people)}
        fresh = {k: v for k, v in known.items() if v and k not in self.asked}
        return {**fresh, **self.asked}

    def _scalars(self, values: Values) -> Values:
        """Return values as YAML; what is true or false stands without quotes."""
        return {
            name: tuple(map(str.lower if self._is_flag(name) else quote_text, texts))
            for name, texts in values.items()
        }

    def _is_flag(self, name: str) -> bool:
        key = self.keys.get(name)
        return key is not None and key.type is ValueType.BOOL

    @cached_property
    def stem(self) -> str:
        """The name of its file, without its ending."""
        if self.kind is not Kind.INTERVIEW:
            return stem_of(self.name)
        title = self.name
        if self.talk and (target := self.people[0].target) in self.notes:
            title = PurePosixPath(target).stem
        about = stem_of(title)
        if self.day:
            return f"{self.day} {about}"
        return f"Interview with {about}" if self.talk else about

    @cached_property
    def day(self) -> str:
        """The day of an interview; empty: none is asked for."""
        moment = parse_moment(next(iter(self.asked.get("date", ())), ""))
        return moment.on.isoformat() if moment else ""

    def text(self, path: str) -> str:
        """Return the whole note, with its type and name where its file lacks them."""
        template = self.result.templates.get(f"notes/{self.kind}.md", b"")
        plain = template.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        plain = plain.replace("{{name}}", self.name).replace("{{date}}", self.day)
        values = self._scalars(self.values())
        text = fill_template(plain, values, self.meaning)
        note, _ = self._parsed(path, text)
        extra: Values = {}
        if note.kind is not self.kind:
            extra["type"] = (str(self.kind),)
        if note.name != self.name and self._needs_name():
            extra["name"] = (quote_text(self.name),)
        if not extra:
            return text
        return fill_template(plain, {**extra, **values}, self.meaning)

    def _needs_name(self) -> bool:
        """Whether the file's name cannot say how the note is called."""
        if "name" in self.asked or self.talk:
            return False
        return self.kind is not Kind.INTERVIEW or stem_of(self.name) != self.name

    def checked(self, path: str, text: str) -> Note:
        """Return the note that a text makes; refuse one that has a problem."""
        note, problems = self._parsed(path, text)
        if problems:
            advice = f"; {problems[0].advice}" if problems[0].advice else ""
            raise ScaffoldError(f"{problems[0].message}{advice}")
        return note

    def _parsed(self, path: str, text: str) -> tuple[Note, tuple[Diagnostic, ...]]:
        source = sources_from_texts({path: text}).notes[0]
        return parse_note(source, self.reading)
