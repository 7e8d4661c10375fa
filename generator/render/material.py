"""What pages are made from, with every index made once and only when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from generator.audience.plan import plan
from generator.derive.asked import Asked, grouped
from generator.derive.briefs import BriefGround
from generator.derive.connections import unknown_at
from generator.derive.drafts import DraftGround, draft_of
from generator.derive.fields import fold_field
from generator.model import Contact, Organization, Page
from generator.render.dates import Dates
from generator.render.html import fill
from generator.render.links import Linked, Links
from generator.render.markup import plain, shortened
from generator.render.messages import write_message
from generator.render.search.documents import targets
from generator.render.search.shards import shard_count, shard_of, shard_url
from generator.render.urls import all_tags, fold, lineage
from generator.vocabulary import CONTACTING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from markupsafe import Markup

    from generator.audience.records import Plan
    from generator.config.settings import Settings
    from generator.derive import Derived
    from generator.derive.connections import Connection
    from generator.derive.records import Cell, Item, LedgerLine, QuestionRow
    from generator.diagnostics import Diagnostic, Span
    from generator.facts.records import Event, Facts, Meeting, Referral
    from generator.graph.records import Book, PersonId
    from generator.model import Html
    from generator.render.messages import Message
    from generator.render.template import Templates
    from generator.render.urls import Urls


# Without slots: cached properties keep what they made beside the fields.
@dataclass(frozen=True, kw_only=True)
class Material:
    """One build's book and everything that follows from it.

    Attributes:
        book: All notes.
        facts: What follows from them on the day of the build.
        derived: What the owner wants to know.
        settings: Of the book.
        urls: Where everything lies.
        diagnostics: All problems, in their order.
        pinned: Whether the day was given, so that browsers keep to it.
        local: Whether the site is its owner's own.
        connections: The owner's private list; empty where the site is not theirs.
        templates: Those of messages among them.
    """

    book: Book
    facts: Facts
    derived: Derived
    settings: Settings
    urls: Urls
    diagnostics: tuple[Diagnostic, ...] = ()
    pinned: bool = False
    local: bool = True
    connections: tuple[Connection, ...] = ()
    templates: Templates = ()

    @cached_property
    def dates(self) -> Dates:
        """How days are written."""
        return Dates(today=self.facts.today, form=self.settings.date_format)

    @cached_property
    def links(self) -> Links:
        """How links are drawn."""
        return Links(book=self.book, urls=self.urls, local=self.local)

    @cached_property
    def shards(self) -> int:
        """How many files the texts of the search lie in."""
        return shard_count(len(self.book.notes) + len(self.book.leads))

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """Paths and leads that the search finds, in its order."""
        return tuple(targets(self))

    @cached_property
    def shelved(self) -> Mapping[str, tuple[str, ...]]:
        """The same by the file of the search in which their texts lie."""
        return grouped(
            (shard_url(shard_of(self.urls.of(target), self.shards)), target)
            for target in self.searched
        )

    @cached_property
    def briefs(self) -> BriefGround:
        """What the briefs are made from."""
        return BriefGround(
            book=self.book,
            facts=self.facts,
            derived=self.derived,
            settings=self.settings,
        )

    @cached_property
    def drafts(self) -> DraftGround:
        """What messages are drafted from."""
        return DraftGround(briefs=self.briefs)

    @cached_property
    def message(self) -> Callable[[str, PersonId, PersonId | None], Message]:
        """Writes a message, each but once, on however many pages it stands.

        Args: as of `draft_of`; raises what `write_message` does.
        """

        def write(kind: str, person: PersonId, about: PersonId | None) -> Message:
            draft = draft_of(self.drafts, kind, person, about)
            return write_message(draft, self.templates)

        return cache(write)

    @cached_property
    def seen_by(self) -> Callable[[str], Plan]:
        """Returns what an audience of the settings sees, for the two pages of it.

        Args: its name.
        """

        def see(name: str) -> Plan:
            audience = self.settings.audiences[name]
            return plan(self.book, self.facts, self.settings, audience)

        return cache(see)

    @cached_property
    def linked(self) -> Callable[[str], Linked]:
        """Returns what a link to a note or lead says, whichever page it stands on.

        Args: its path or id.
        """

        def find(target: str) -> Linked:
            lead = self.book.leads.get(target)
            if lead:
                url = self.urls.leads[target]
                return Linked(name=lead.name, url=url, kind="lead", mark="no note yet")
            note = self.book.notes[target]
            return Linked(
                name=note.name,
                url=self.urls.notes[target],
                kind=str(note.kind),
                mark="private" if note.private and self.local else "",
            )

        return cache(find)

    def html(self, html: Html, source: str, page: str, *, own: bool = False) -> Markup:
        """Return a note's HTML for a page; see `fill`."""
        return fill(self.links, html, source, page, own=own)

    def day_of(self, path: str) -> date | None:
        """Return the day that a note says it is of; none: it says none."""
        if meeting := self.facts.meetings.get(path):
            return meeting.on
        note = self.book.notes[path]
        if isinstance(note, Page) and note.day is None and note.created:
            return note.created.on
        return note.day

    @cached_property
    def items_of(self) -> Asked[PersonId, Item]:
        """Follow-ups by person, in their order."""
        return Asked(
            one=lambda person: (
                item
                for item in self.derived.items_about({person})
                if person in item.people
            ),
            every=lambda: (
                (one, item) for item in self.derived.items for one in item.people
            ),
        )

    @cached_property
    def items_from(self) -> Asked[str, Item]:
        """Follow-ups by the note that they follow from."""
        return Asked(
            one=lambda path: (
                item
                for item in self.derived.items_about(self._people_around(path))
                if item.source.span.path == path
            ),
            every=lambda: (
                (item.source.span.path, item) for item in self.derived.items
            ),
        )

    def _people_around(self, path: str) -> frozenset[PersonId]:
        """Return everyone who may have a follow-up that follows from a note.

        They are those whom it links or is about, who named one of them and is to be
        told, and whom one of them introduced on a day that it speaks of.
        """
        links = range(len(self.book.notes[path].links))
        linked = (self.book.person(path, number) for number in links)
        people = frozenset(one for one in (path, *linked) if one)
        events = [
            one
            for person in people
            for one in self.facts.events.get(person, ())
            if one.source.span.path == path
        ]
        told = (n for one in events for n in self.named.get(one.person, ()))
        return people.union(
            *(one.referrers for one in told), *(one.subjects for one in events)
        )

    def rank(self, item: Item) -> tuple[bool, date, str, str, str]:
        """Return what follow-ups are ordered by, no matter how late they are."""
        names = ", ".join(self.book.name_of(one) for one in item.people)
        on = item.due_on or self.facts.today
        return item.due_on is None, on, names, item.rule, item.id

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Place of each follow-up where it is no matter how late it is."""
        ordered = sorted(self.derived.items, key=self.rank)
        return {item.id: rank for rank, item in enumerate(ordered)}

    @cached_property
    def field_names(self) -> Mapping[str, str]:
        """The shown spelling of each field, by folded name."""
        return {fold_field(one.name): one.name for one in self.derived.fields}

    @cached_property
    def lines(self) -> tuple[LedgerLine, ...]:
        """The entries of all three ledgers."""
        ledgers = (
            self.derived.advice,
            self.derived.information,
            self.derived.referrals,
        )
        return tuple(line for ledger in ledgers for line in ledger.lines)

    @cached_property
    def lines_at(self) -> Mapping[str, tuple[LedgerLine, ...]]:
        """Entries by the employer of who said them."""
        return grouped((one, line) for line in self.lines for one in line.organizations)

    def lines_in(self, path: str) -> tuple[LedgerLine, ...]:
        """Return the entries of a note, in its order."""
        lines = self.derived.ledgers.by_note[path]
        return tuple(sorted(lines, key=lambda one: _place(one.entry.span)))

    @cached_property
    def lines_on(self) -> Mapping[str, tuple[LedgerLine, ...]]:
        """Entries by folded topic, the topics above a nested one among them."""
        return grouped(
            (topic, line) for line in self.lines for topic in _topics(line.entry.topics)
        )

    @cached_property
    def lines_for(self) -> Mapping[str, tuple[LedgerLine, ...]]:
        """Entries by folded field."""
        return grouped(
            (fold_field(one), line) for line in self.lines for one in line.fields
        )

    @cached_property
    def named(self) -> Mapping[PersonId, tuple[Referral, ...]]:
        """Referrals by who was named."""
        return grouped((one.person, one) for one in self.facts.referrals)

    @cached_property
    def debt_states(self) -> Mapping[tuple[frozenset[PersonId], PersonId], str]:
        """What is open about referrals, by who named whom."""
        return {
            (frozenset(debt.referral.referrers), debt.referral.person): debt.state
            for debt in self.derived.network.debts
        }

    @cached_property
    def named_by(self) -> Mapping[PersonId, tuple[Referral, ...]]:
        """Referrals by who named somebody."""
        return grouped(
            (referrer, one)
            for one in self.facts.referrals
            for referrer in one.referrers
        )

    @cached_property
    def named_in(self) -> Mapping[str, tuple[Referral, ...]]:
        """Referrals by the interview in which somebody was named."""
        return grouped((one.interview, one) for one in self.facts.referrals)

    @cached_property
    def named_at(self) -> Mapping[tuple[str, str], tuple[Referral, ...]]:
        """Referrals by note and anchor of the line that says them."""
        return grouped(
            ((one.source.span.path, one.source.anchor), one)
            for one in self.facts.referrals
        )

    @cached_property
    def meetings_at(self) -> Mapping[str, tuple[Meeting, ...]]:
        """Interviews by employer, newest first."""
        return grouped(
            (one, meeting) for meeting in self.by_day for one in meeting.organizations
        )

    @cached_property
    def meetings_with(self) -> Mapping[PersonId, tuple[Meeting, ...]]:
        """Interviews by person, newest first."""
        return grouped(
            (one, meeting) for meeting in self.by_day for one in meeting.people
        )

    @cached_property
    def by_day(self) -> tuple[Meeting, ...]:
        """Interviews, newest first, those without a day last."""
        dated = [one for one in self.facts.meetings.values() if one.on]
        dated.sort(key=_when, reverse=True)
        undated = [one for one in self.facts.meetings.values() if not one.on]
        return (*dated, *undated)

    @cached_property
    def staff(self) -> Mapping[str, tuple[PersonId, ...]]:
        """Contacts by the organization where they work now."""
        return grouped(
            (target, contact.path)
            for contact in self.book.of(Contact)
            if contact.organization is not None
            and (target := self.book.target(contact.path, contact.organization))
        )

    @cached_property
    def former_staff(self) -> Mapping[str, tuple[PersonId, ...]]:
        """Contacts by the organizations where they worked before."""
        return grouped(
            (target, contact.path)
            for contact in self.book.of(Contact)
            for link in contact.past_organizations
            if (target := self.book.target(contact.path, link))
        )

    @cached_property
    def connections_at(self) -> Mapping[str, tuple[Connection, ...]]:
        """Connections without a note by the organization where they work."""
        names = {
            one.path: (one.name, *one.aliases) for one in self.book.of(Organization)
        }
        return unknown_at(self.book, self.connections, names)

    @cached_property
    def answers_of(self) -> Mapping[PersonId, tuple[tuple[str, Cell], ...]]:
        """Question and answer by the person who gave it."""
        return grouped(
            (person, (row.question, cell))
            for row in self.derived.matrix.rows
            for person, cells in row.cells
            for cell in cells
        )

    @cached_property
    def answer_texts(self) -> Mapping[tuple[str, str], str]:
        """The beginning of each answer by its note and anchor."""
        return {
            (cell.note, cell.answer.anchor): shortened(
                plain(self.html(cell.answer.html, cell.note, self.urls.of(cell.note)))
            )
            or "answered"
            for row in self.derived.matrix.rows
            for _, cells in row.cells
            for cell in cells
        }

    @cached_property
    def last_answers(self) -> Mapping[PersonId, int]:
        """The newest day on which each person answered, as an ordinal; 0: unknown."""
        newest: dict[PersonId, int] = {}
        for row in self.derived.matrix.rows:
            for person, cells in row.cells:
                day = max(cell.on.toordinal() if cell.on else 0 for cell in cells)
                newest[person] = max(day, newest.get(person, 0))
        return newest

    @cached_property
    def question_rows(self) -> Mapping[str, QuestionRow]:
        """Rows of the matrix by question."""
        return {row.question: row for row in self.derived.matrix.rows}

    @cached_property
    def tagged(self) -> Mapping[str, tuple[str, ...]]:
        """Paths of notes by folded tag, the tags above a nested one among them."""
        return grouped(
            (tag, note.path)
            for note in self.book.notes.values()
            for tag in _topics(note.tags)
        )

    @cached_property
    def problems_in(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Problems by the note or file that they are in."""
        return grouped((one.span.path, one) for one in self.diagnostics)

    @cached_property
    def tag_names(self) -> Mapping[str, str]:
        """The spelling of each tag that stands first, by folded tag."""
        names: dict[str, str] = {}
        for tag in all_tags(self.book):
            names.setdefault(fold(tag), tag)
        return names

    @cached_property
    def tags_below(self) -> Mapping[str, tuple[str, ...]]:
        """Folded tags by the folded tag right above them."""
        pairs = ((tag, [*lineage(tag)][1:2]) for tag in self.urls.tags)
        return grouped((above, tag) for tag, found in pairs for above in found)

    @cached_property
    def last_contact(self) -> Mapping[PersonId, Event]:
        """The newest event that is contact, by person."""
        newest = {}
        for person, events in self.facts.events.items():
            for event in reversed(events):
                if event.kind in CONTACTING and event.on <= self.facts.today:
                    newest[person] = event
                    break
        return newest


def _when(meeting: Meeting) -> tuple[str, str, str]:
    day = meeting.on.isoformat() if meeting.on else ""
    return day, f"{meeting.at:%H:%M}" if meeting.at else "12:00", meeting.path


def _place(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _topics(tags: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(fold(one) for tag in tags for one in lineage(tag))
