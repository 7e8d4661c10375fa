"""A new note: what is asked for, and what the book knows already."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.model import Contact
from generator.parse import parse_note, reading_of
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key, parse_moment
from generator.scaffold.folders import folder_of
from generator.scaffold.front_matter import Values, fill_template
from generator.scaffold.names import clean_text, link_to_name, link_to_note, stem_of
from generator.source import sources_from_texts
from generator.vocabulary import KEYS, Key, Kind, ValueType
from generator.write import create_file

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.diagnostics import Diagnostic
    from generator.facts.records import Referral
    from generator.graph.records import PersonId
    from generator.model import Note

_LINKS: Final = frozenset({ValueType.LINK, ValueType.LINKS})
_LISTS: Final = frozenset(
    {ValueType.LINKS, ValueType.TEXTS, ValueType.TAGS, ValueType.SNOOZE}
)


class ScaffoldError(Exception):
    """A note cannot be made as it is asked for; one line says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRequest:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeNote:
    """A note that was made.

    Attributes:
        path: Relative to the content folder.
        file: Where it lies.
        note: What it says.
        unknown: Names in it that no note has yet.
    """

    path: str
    file: Path
    note: Note
    unknown: tuple[str, ...] = ()


def new_note(result: BuildResult, content: Path, request: NoteRequest) -> MadeNote:
    """Write a new note.

    Args:
        result: The book as it is.
        content: Its content folder.
        request: What is asked for.

    Returns:
        The note, which says what was asked for and has no problem.

    Raises:
        ScaffoldError: Where a value cannot be used, a name is missing, or there is
            such a note already. Nothing is written.
        OSError: Where the system refuses.
    """
    draft = _Draft(result, request)
    values = draft.values()
    folder = folder_of(result.book, result.settings, request.kind)
    path = str(PurePosixPath(folder, f"{draft.stem()}.md"))
    _refuse_twin(result, content, path)
    template = result.templates.get(f"notes/{request.kind}.md", b"")
    text = draft.text(template, path, values)
    note = draft.checked(path, text)
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        create_file(file, text.encode())
    except FileExistsError:
        raise ScaffoldError(f"{path} is there already") from None
    return MadeNote(path=path, file=file, note=note, unknown=tuple(draft.unknown))


def _refuse_twin(result: BuildResult, content: Path, path: str) -> None:
    """Refuse a name that a file of the folder has, whatever its case."""
    folder = (content / path).parent
    there = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    name = PurePosixPath(path).name
    for twin in there:
        if fold_name(twin) == fold_name(name):
            known = PurePosixPath(path).with_name(twin)
            raise ScaffoldError(f"{known} is there already; write another name")
    del result


class _Draft:
    """A note on its way from what is asked for to its text."""

    def __init__(self, result: BuildResult, request: NoteRequest) -> None:
        self.book = result.book
        self.facts = result.facts
        self.reading = reading_of(result.settings)
        self.kind = request.kind
        self.name = clean_text(request.name.strip().removeprefix("[[").removesuffix("]]"))
        if not self.name:
            raise ScaffoldError("the name is empty")
        self.asked = request.values
        self.keys = {
            fold_key(name): key
            for key in reversed(KEYS[self.kind])
            for name in (*key.aliases, key.name)
        }
        self.unknown: dict[str, None] = {}

    def values(self) -> Values:
        """Return every value as it is written; what is asked for comes first."""
        asked: Values = {}
        for name, texts in self.asked.items():
            key = self.keys.get(fold_key(name))
            written = self._written(key, texts)
            asked[key.name if key else clean_text(name)] = written
        known = self._known(asked)
        return {**asked, **{k: v for k, v in known.items() if k not in asked and v}}

    def _written(self, key: Key | None, texts: tuple[str, ...]) -> tuple[str, ...]:
        cleaned = tuple(text for one in texts if (text := clean_text(one)))
        if key is None:
            return cleaned
        if key.type in _LINKS:
            cleaned = tuple(self._link(text) for text in cleaned)
        if len(cleaned) > 1 and key.type not in _LISTS:
            raise ScaffoldError(f"{key.name} takes one value")
        return cleaned

    def _link(self, text: str) -> str:
        """Return a link to the note that a name means, or may come to mean."""
        name = text.removeprefix("[[").removesuffix("]]").strip()
        found = self._notes_called(name)
        if len(found) > 1:
            raise ScaffoldError(f"{name} may be {' or '.join(found)}; write the path")
        if found:
            return link_to_note(self.book, found[0])
        lead = self.lead(name)
        shown = self.book.leads[lead].name if lead else name
        self.unknown[shown] = None
        return f"[[{shown}]]" if lead else link_to_name(name)

    def _notes_called(self, name: str) -> list[str]:
        """Return the notes that have exactly this path, file name, name or alias."""
        wanted = fold_name(name.removesuffix(".md"))
        notes = self.book.notes.values()
        for names in (_paths, _stems, _shown_names):
            found = [n.path for n in notes if wanted in map(fold_name, names(n))]
            if found:
                return found
        return []

    def lead(self, name: str) -> PersonId | None:
        """Return the lead of this name; none where nobody has it."""
        for lead in self.book.leads.values():
            if fold_name(lead.name) == fold_name(name):
                return lead.id
        return None

    def _known(self, asked: Values) -> Values:
        """Return what the book knows of it."""
        match self.kind:
            case Kind.CONTACT:
                return self._known_of_lead()
            case Kind.INTERVIEW:
                return self._known_of_people(asked)
            case _:
                return {}

    def _known_of_lead(self) -> Values:
        """Return who named somebody, when and why."""
        lead = self.lead(self.name)
        namings = [one for one in self.facts.referrals if one.person == lead]
        if not namings:
            return {}
        referrers = dict.fromkeys(who for one in namings for who in one.referrers)
        answers = [one.may_use_name for one in namings if one.may_use_name]
        return {
            "source": ("referral",),
            "referred_by": tuple(self._person_link(one) for one in referrers),
            "may_use_name": tuple(answers[:1]),
            "how_we_met": (self._how_named(namings[0]),),
        }

    def _how_named(self, naming: Referral) -> str:
        names = " and ".join(self.book.name_of(one) for one in naming.referrers)
        by = f" by {names}" if names else ""
        on = f" on {naming.on}" if naming.on else ""
        why = f": {naming.text}" if naming.text else ""
        return clean_text(f"named{by}{on}{why}")

    def _person_link(self, person: PersonId) -> str:
        if person in self.book.leads:
            return f"[[{self.book.leads[person].name}]]"
        return link_to_note(self.book, person)

    def _known_of_people(self, asked: Values) -> Values:
        """Return whom an interview is with, where they work, and their field."""
        people = asked.get("with") or (self._link(self.name),)
        notes = [self._contact(link) for link in people]
        employers = dict.fromkeys(self._employer(note) for note in notes if note)
        fields = dict.fromkeys(name for note in notes if note for name in note.field)
        known: Values = {"with": people, "field": tuple(fields)}
        # Of a panel from several places each has their own.
        if len(employers) == 1 and (employer := next(iter(employers))):
            known["organization"] = (employer,)
        return known

    def _contact(self, link: str) -> Contact | None:
        for note in self.book.of(Contact):
            if link_to_note(self.book, note.path) == link:
                return note
        return None

    def _employer(self, note: Contact) -> str:
        if note.organization is None:
            return ""
        target = self.book.target(note.path, note.organization)
        if target:
            return link_to_note(self.book, target)
        return link_to_name(note.links[note.organization].target)

    def stem(self) -> str:
        """Return the name of its file, without its ending."""
        if self.kind is not Kind.INTERVIEW:
            return stem_of(self.name, str(self.kind))
        moment = self._moment()
        about = stem_of(self._title(), "interview")
        if moment:
            return f"{moment} {about}"
        return about if "with" in self._asked_keys() else f"Interview with {about}"

    def _title(self) -> str:
        """Return what an interview is called: the person's name, or its own."""
        if "with" in self._asked_keys():
            return self.name
        found = self._notes_called(self.name)
        return PurePosixPath(found[0]).stem if found else self.name

    def _asked_keys(self) -> set[str]:
        found = (self.keys.get(fold_key(name)) for name in self.asked)
        return {key.name for key in found if key}

    def _moment(self) -> str:
        for name, texts in self.asked.items():
            if fold_key(name) == "date" and texts:
                moment = parse_moment(texts[0])
                return moment.on.isoformat() if moment else ""
        return ""

    def text(self, template: bytes, path: str, values: Values) -> str:
        """Return the whole note, with its type and name where its file lacks them."""
        plain = template.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        plain = plain.replace("{{name}}", self.name).replace("{{date}}", self._moment())
        text = fill_template(plain, values)
        note, _ = self._parsed(path, text)
        extra: Values = {}
        if note.kind is not self.kind:
            extra["type"] = (str(self.kind),)
        if note.name != self.name and self._is_named():
            extra["name"] = (self.name,)
        return fill_template(plain, {**extra, **values}) if extra else text

    def _is_named(self) -> bool:
        """Whether the note has the name that is asked for, and no other."""
        if {"name", "title"} & self._asked_keys():
            return False
        return self.kind is not Kind.INTERVIEW or "with" in self._asked_keys()

    def checked(self, path: str, text: str) -> Note:
        """Return the note that a text makes; refuse one with a problem."""
        note, problems = self._parsed(path, text)
        if problems:
            one = problems[0]
            advice = f"; {one.advice}" if one.advice else ""
            raise ScaffoldError(f"{one.message}{advice}")
        return note

    def _parsed(self, path: str, text: str) -> tuple[Note, tuple[Diagnostic, ...]]:
        source = sources_from_texts({path: text}).notes[0]
        return parse_note(source, self.reading)


def _paths(note: Note) -> tuple[str, ...]:
    return (str(PurePosixPath(note.path).with_suffix("")),)


def _stems(note: Note) -> tuple[str, ...]:
    return (PurePosixPath(note.path).stem,)


def _shown_names(note: Note) -> tuple[str, ...]:
    return (note.name, *note.aliases)
