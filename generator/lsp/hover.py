"""What is known of the thing at a place: a person's state, a key, a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.grouping import HIDDEN, group_on
from generator.graph.records import Found, FoundAsset, FoundLead
from generator.lsp.keys import key_named
from generator.lsp.navigation import link_at
from generator.lsp.text import contains
from generator.model import Contact, Interview, Organization, Question
from generator.render.dates import Dates
from generator.vocabulary import ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.diagnostics import Code, Span
    from generator.facts.records import Meeting
    from generator.graph.records import Book, Resolution
    from generator.lsp.session import Checked, Session
    from generator.lsp.state import State
    from generator.lsp.text import Place
    from generator.model import Field, Note
    from generator.vocabulary import Key

_MOST_ITEMS: Final = 5


class Hover(Struct, frozen=True, kw_only=True):
    """Lines of plain text about a place."""

    span: Span
    lines: tuple[str, ...]


def hover_at(session: Session, path: str, at: Place) -> Hover | None:
    """Return what is known of the thing at a place.

    Args:
        session: The book.
        path: Of the note.
        at: The place.

    Returns:
        Of a link: what it leads to; of a key: what it takes; then what the problems
        there mean. None where nothing is to be said.
    """
    checked, state = session.at(path), session.state
    if checked is None or state is None:
        return None
    span, lines = _thing(checked, state, at)
    for one in checked.problems:
        if contains(one.span, at):
            span = span or one.span
            lines = [*lines, *([""] if lines else []), *_problem(one.code)]
    return Hover(span=span, lines=tuple(lines)) if span and lines else None


def _problem(code: Code) -> tuple[str, str]:
    return f"{code.slug} ({code.severity})", code.explanation


def _thing(checked: Checked, state: State, at: Place) -> tuple[Span | None, list[str]]:
    if linked := link_at(checked, at):
        return linked[0].span, list(_Told(state).where(linked[1]))
    for field in checked.note.fields:
        if contains(field.span, at):
            return field.span, list(_key(field, checked.note, state))
    return None, []


def _key(field: Field, note: Note, state: State) -> Iterator[str]:
    key = key_named(field.key, note.kind, state.result.settings)
    if key is None:
        yield f"{field.key}: a key of your own; it is kept and shown"
        return
    other = f" ({key.name})" if key.name != field.key else ""
    yield f"{field.key}{other}: {_takes(key)}"
    if key.help:
        yield key.help
    if key.aliases:
        yield f"also: {', '.join(key.aliases)}"


def _takes(key: Key) -> str:
    if key.choices:
        return f"one of {', '.join(key.choices)}"
    if key.high is not None:
        return f"{key.low} to {key.high}"
    if key.type is ValueType.LINK:
        return 'link, such as "[[Name]]"'
    if key.type is ValueType.LINKS:
        return 'link, or list of links, such as ["[[Ana]]", "[[Bo]]"]'
    return str(key.type)


class _Told:
    """Tells of what a link leads to."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.book: Book = state.book
        self.facts = state.result.facts
        form = state.result.settings.date_format
        self.dates = Dates(today=self.facts.today, form=form)

    def where(self, where: Resolution) -> Iterator[str]:
        """Yield lines about what a link leads to."""
        match where:
            case Found(note=path) if path in self.book.notes:
                yield from self.note(self.book.notes[path])
            case FoundLead(lead=lead) if lead in self.book.leads:
                yield from self.lead(lead)
            case FoundAsset(path=path):
                yield path
            case _:
                pass

    def note(self, note: Note) -> Iterator[str]:
        """Yield lines about a note."""
        match note:
            case Contact():
                yield from self.contact(note)
            case Organization():
                yield from self.organization(note)
            case Interview():
                meeting = self.facts.meetings[note.path]
                yield note.name
                yield self.meeting(meeting)
                yield from self.due(note.path)
            case Question():
                asked = [
                    one
                    for one in self.book.backlinks.get(note.path, ())
                    if one.relation == "asked-in"
                ]
                yield note.name
                yield f"question{f', {note.category}' if note.category else ''}"
                yield f"asked in {len({one.source for one in asked})} notes"
            case _:
                yield note.name
                if note.body.prose.excerpt:
                    yield note.body.prose.excerpt

    def contact(self, note: Contact) -> Iterator[str]:
        """Yield where one stands with a person, and what is due."""
        yield note.name
        place = None
        if note.organization is not None:
            target = self.book.target(note.path, note.organization)
            link = note.links[note.organization]
            place = self.book.name_of(target) if target else link.target
        if known := ", ".join(one for one in (note.role, place) if one):
            yield known
        yield from self.status(note.path)
        yield from self.due(note.path)

    def lead(self, lead: str) -> Iterator[str]:
        """Yield who named somebody who has no note."""
        known = self.book.leads[lead]
        yield known.name
        path, link = known.sources[0]
        yield f"no note yet; named in {path}:{link.span.line}"
        for one in self.facts.referrals:
            if one.person == lead:
                names = ", ".join(map(self.book.name_of, one.referrers)) or "somebody"
                on = f", {self.dates.full(one.on).text}" if one.on else ""
                may = f", use the name: {one.may_use_name}" if one.may_use_name else ""
                yield f"named by {names}{on}{may}"
        yield from self.status(lead)
        yield from self.due(lead)

    def status(self, person: str) -> Iterator[str]:
        """Yield a person's status with its reason, and the newest contact."""
        status = self.facts.statuses[person]
        why = "nothing has happened yet"
        if status.written:
            why = "written in the note"
        elif status.event:
            why = f"{status.event.kind} {self.dates.full(status.event.on).text}"
        yield f"status: {status.word} ({why})"
        if events := self.facts.events.get(person, ()):
            last = events[-1]
            text = f": {last.text}" if last.text else ""
            yield f"last: {self.dates.full(last.on, last.at).text} {last.kind}{text}"

    def organization(self, note: Organization) -> Iterator[str]:
        """Yield whom one knows at a place."""
        yield note.name
        if known := ", ".join(one for one in (note.industry, note.location) if one):
            yield known
        people = [
            contact
            for contact in self.book.of(Contact)
            if contact.organization is not None
            and self.book.target(contact.path, contact.organization) == note.path
        ]
        shown = (f"{one.name} ({self.facts.statuses[one.path].word})" for one in people)
        yield from _first(shown)

    def due(self, target: str) -> Iterator[str]:
        """Yield what is to be done about a person or an interview."""
        today = self.facts.today
        yield from _first(
            f"due {self.dates.full(item.due_on).text}: {item.action}"
            if item.due_on
            else f"no date: {item.action}"
            for item in self.state.items
            if target in {*item.people, item.source.span.path}
            and group_on(item, today) not in HIDDEN
        )

    def meeting(self, meeting: Meeting) -> str:
        """Return when an interview is, and with whom."""
        on = self.dates.full(meeting.on, meeting.at).text if meeting.on else "no date"
        names = ", ".join(map(self.book.name_of, meeting.people))
        return f"interview, {meeting.status}, {on}{f', with {names}' if names else ''}"


def _first(lines: Iterable[str]) -> Iterator[str]:
    """Yield the first lines, and how many there are besides."""
    lines = list(lines)
    yield from lines[:_MOST_ITEMS]
    if len(lines) > _MOST_ITEMS:
        yield f"and {len(lines) - _MOST_ITEMS} more"
