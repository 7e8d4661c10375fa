"""A book and its facts, put together by hand, so that a view is tested alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from generator.diagnostics import Span
from generator.facts.records import Event, Facts, Meeting, Referral, Source, Status
from generator.graph.records import Book, Found, FoundLead, Lead, Missing
from generator.model import (
    Answer,
    Body,
    Contact,
    Entry,
    Interview,
    Link,
    Moment,
    Note,
    Organization,
    Page,
    Question,
)
from generator.vocabulary import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.graph.records import Resolution
    from generator.model import (
        Pay,
    )
    from generator.vocabulary import Section

TODAY = date(2026, 3, 2)
NoteType = TypeVar("NoteType", bound=Note)


def day(text: str) -> date | None:
    """Return the day of `2026-02-01`, none of an empty text."""
    return date.fromisoformat(text) if text else None


def name_of(person: str) -> str:
    """Return the name of a contact's path or a lead's id."""
    return person.removeprefix("contacts/").removeprefix("lead:").removesuffix(".md")


@dataclass
class Builder:
    """Collects notes and facts; `book()` and `facts()` freeze them.

    People are named as they are linked: `Ana` is a contact once `contact("Ana")`
    was called, else a lead.
    """

    notes: dict[str, Note] = field(default_factory=dict)
    resolutions: dict[str, list[Resolution]] = field(default_factory=dict)
    leads: dict[str, Lead] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    referrals: list[Referral] = field(default_factory=list)
    line: int = 0

    def contact(self, name: str, status: str = "to-research", **keys: Any) -> str:
        path = f"contacts/{name}.md"
        self._add(Contact(path=path, name=name, body=Body(), **keys))
        self.status(path, status)
        return path

    def lead(self, name: str, status: str = "to-research") -> str:
        lead = f"lead:{name}"
        self.leads.setdefault(lead, Lead(id=lead, name=name, sources=()))
        self.status(lead, status)
        return lead

    def status(self, person: str, word: str) -> None:
        silenced = word in {"declined", "no-reply", "closed"}
        self.statuses[person] = Status(word=word, derived=word, silenced=silenced)

    def organization(self, name: str) -> str:
        path = f"organizations/{name}.md"
        return self._add(Organization(path=path, name=name, body=Body()))

    def question(self, name: str, **keys: Any) -> str:
        path = f"questions/{name}.md"
        return self._add(Question(path=path, name=name, body=Body(), **keys))

    def page(self, path: str, **keys: Any) -> str:
        return self._add(Page(path=path, name=path, body=Body(), **keys))

    def interview(
        self, on: str, *people: str, status: str = "done", name: str = "", **keys: Any
    ) -> str:
        path = f"interviews/{name or f'{on} {len(self.meetings)}'}.md"
        when = day(on)
        self._add(
            Interview(
                path=path,
                name=path,
                body=Body(),
                when=Moment(on=when) if when else None,
                **{key: keys[key] for key in keys if key != "organizations"},
            )
        )
        self.meetings[path] = Meeting(
            path=path,
            status=status,
            on=when,
            people=people,
            organizations=keys.get("organizations", ()),
            fields=keys.get("field", ()),
        )
        if status in {"done", "scheduled"} and when:
            kind = EventKind.MET if status == "done" else EventKind.SCHEDULED
            for person in people:
                self.event(person, kind, on, interview=path, derived=True)
        return path

    def event(
        self, person: str, kind: EventKind, on: str, at: str = "", **keys: Any
    ) -> Event:
        event = Event(
            person=person,
            kind=kind,
            on=date.fromisoformat(on),
            at=time.fromisoformat(at) if at else None,
            source=self.source("log.md"),
            **keys,
        )
        self.events.append(event)
        return event

    def refer(
        self, referrers: str | tuple[str, ...], person: str, on: str = "", **keys: Any
    ) -> Referral:
        if isinstance(referrers, str):
            referrers = (referrers,) if referrers else ()
        keys.setdefault("source", self.source("referrals.md"))
        referral = Referral(referrers=referrers, person=person, on=day(on), **keys)
        self.referrals.append(referral)
        return referral

    def source(self, path: str, anchor: str = "") -> Source:
        self.line += 1
        return Source(span=Span.at(path, self.line), anchor=anchor)

    def link(self, path: str, target: str) -> int:
        """Add a link to a note and return its number; an unknown name is missing."""
        self.line += 1
        link = Link(
            target=target, written=f"[[{target}]]", span=Span.at(path, self.line)
        )
        self._edit(path, links=(*self.notes[path].links, link))
        resolution: Resolution = Missing()
        if target in self.notes:
            resolution = Found(note=target)
        elif target in self.leads:
            resolution = FoundLead(lead=target)
        self.resolutions[path].append(resolution)
        return len(self.resolutions[path]) - 1

    def entry(
        self,
        path: str,
        section: Section,
        text: str,
        *linked: str,
        pay: Iterable[Pay] = (),
        **keys: Any,
    ) -> Entry:
        links = tuple(self.link(path, target) for target in linked)
        self.line += 1
        keys.setdefault("anchor", f"a-{self.line}")
        entry = Entry(
            section=section,
            text=text,
            html=(text,),
            links=links,
            pay=tuple(pay),
            span=Span.at(path, self.line),
            **keys,
        )
        body = self.notes[path].body
        self._edit(path, body=replace(body, entries=(*body.entries, entry)))
        return entry

    def answer(self, path: str, question: str, text: str) -> Answer:
        number = self.link(path, question)
        self.line += 1
        answer = Answer(
            question=number,
            text=text,
            html=(text,),
            anchor=f"q-{self.line}",
            span=Span.at(path, self.line),
        )
        body = self.notes[path].body
        self._edit(path, body=replace(body, answers=(*body.answers, answer)))
        return answer

    def asks(self, path: str, *questions: str) -> None:
        """Put questions on the list of an interview."""
        links = tuple(self.link(path, one) for one in questions)
        self._edit(path, questions=links)

    def works_at(self, person: str, organization: str) -> None:
        self._edit(person, organization=self.link(person, organization))

    def book(self) -> Book:
        return Book(
            notes=dict(sorted(self.notes.items())),
            assets={},
            resolutions={path: tuple(one) for path, one in self.resolutions.items()},
            backlinks={},
            leads=self.leads,
        )

    def facts(self) -> Facts:
        events: dict[str, list[Event]] = {}
        for event in sorted(self.events, key=lambda one: (one.on, one.at or time(12))):
            events.setdefault(event.person, []).append(event)
        order = sorted(
            self.referrals,
            key=lambda one: (one.on is None, one.on or TODAY, one.source.span),
        )
        return Facts(
            today=TODAY,
            events={person: tuple(one) for person, one in events.items()},
            statuses=dict(self.statuses),
            meetings=dict(sorted(self.meetings.items())),
            referrals=tuple(order),
        )

    def _add(self, note: NoteType) -> str:
        self.notes[note.path] = note
        self.resolutions[note.path] = []
        return note.path

    def _edit(self, path: str, **changes: Any) -> None:
        self.notes[path] = replace(self.notes[path], **changes)
