"""All about one note or lead, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.grouping import HIDDEN, group_on
from generator.model import Contact, Interview, Organization, Question
from generator.render.dates import Dates
from generator.terminal.due import what_to_do, when_due
from generator.terminal.style import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.build import BuildResult
    from generator.derive.records import LedgerLine
    from generator.facts.records import Event, Meeting, Referral
    from generator.graph.records import Book
    from generator.model import Field, Note
    from generator.terminal.style import Style

# The newest; the page of the site has all of them.
_MOST: Final = 12
_INDENT: Final = "  "


class Block(Struct, frozen=True, kw_only=True):
    """Lines under a title; without lines it is not shown."""

    title: str
    lines: tuple[str, ...]


def show_target(result: BuildResult, target: str, style: Style) -> str:
    """Return all about one note or lead.

    Args:
        result: The book.
        target: Path of a note, or a lead's id.
        style: How it may look.

    Returns:
        Its name, what it is, and blocks of lines: what is due, what happened, who
        named whom, what was said.
    """
    shown = _Shown(result, target)
    head = [style.paint(plain(shown.book.name_of(target)), "bold"), *shown.head()]
    parts = ["\n".join(head)]
    for block in shown.blocks():
        if block.lines:
            title = style.paint(block.title, "bold", "blue")
            lines = (_INDENT + plain(line) for line in block.lines)
            parts.append("\n".join([title, *lines]))
    return "\n\n".join(parts)


class _Shown:
    """What is said of one target."""

    def __init__(self, result: BuildResult, target: str) -> None:
        self.result = result
        self.book: Book = result.book
        self.facts = result.facts
        self.derived = result.derived
        self.target = target
        self.note: Note | None = self.book.notes.get(target)
        form = result.settings.date_format
        self.dates = Dates(today=result.facts.today, form=form)

    def head(self) -> Iterator[str]:
        """Yield what it is and where it stands."""
        if self.note is None:
            path, link = self.book.leads[self.target].sources[0]
            yield f"somebody without a note, named in {path}:{link.span.line}"
        else:
            yield f"{self.note.kind} in {self.note.path}"
        if status := self.facts.statuses.get(self.target):
            event = status.event
            since = f", {event.kind} {self.dates.full(event.on).text}" if event else ""
            yield f"{status.word}{since}"
        if meeting := self.facts.meetings.get(self.target):
            yield self._meeting(meeting)

    def blocks(self) -> Iterator[Block]:
        """Yield what there is to say of its kind."""
        if self.note is not None:
            yield Block(title="Keys", lines=tuple(map(_field, self.note.fields)))
        yield Block(title="Follow-ups", lines=tuple(self._follow_ups()))
        match self.note:
            case None | Contact():
                yield from self._person()
            case Organization():
                yield from self._organization()
            case Interview():
                yield from self._interview()
            case Question():
                yield Block(title="Answers", lines=tuple(self._answers()))
            case _:
                pass
        yield Block(title="Mentioned in", lines=tuple(self._mentions()))

    def _person(self) -> Iterator[Block]:
        path = self.derived.network.paths.get(self.target, ())
        names = [self.book.name_of(one) for one in path]
        way = (" -> ".join(names),) if len(names) > 1 else ()
        yield Block(title="Came to you through", lines=way)
        namings = self.facts.referrals
        yield Block(
            title="Named by",
            lines=tuple(self._naming(x) for x in namings if x.person == self.target),
        )
        yield Block(
            title="Named",
            lines=tuple(self._named(x) for x in namings if self.target in x.referrers),
        )
        events = self.facts.events.get(self.target, ())[-_MOST:]
        yield Block(
            title="What happened", lines=tuple(map(self._event, reversed(events)))
        )
        yield from self._ledgers(self.target)

    def _organization(self) -> Iterator[Block]:
        people = [
            contact
            for contact in self.book.of(Contact)
            if contact.organization is not None
            and self.book.target(contact.path, contact.organization) == self.target
        ]
        yield Block(
            title="People",
            lines=tuple(
                f"{one.name} ({self.facts.statuses[one.path].word})" for one in people
            ),
        )
        meetings = self.facts.meetings.values()
        yield Block(
            title="Interviews",
            lines=tuple(
                self._meeting(one)
                for one in meetings
                if self.target in one.organizations
            ),
        )
        yield from self._ledgers(self.target)

    def _interview(self) -> Iterator[Block]:
        yield from self._ledgers(self.target)
        body = self.book.notes[self.target].body
        answers = (
            f"{self.book.notes[self.target].links[one.question].target}: {one.text}"
            for one in body.answers
        )
        yield Block(title="Answers", lines=tuple(answers))

    def _ledgers(self, target: str) -> Iterator[Block]:
        """Yield advice, information and referrals that are of, at or in a target."""
        for title, ledger in (
            ("Advice", self.derived.advice),
            ("Information", self.derived.information),
            ("Referrals", self.derived.referrals),
        ):
            lines = [
                line
                for line in ledger.lines
                if target in {line.note, *line.people, *line.organizations}
            ]
            yield Block(title=title, lines=tuple(map(self._entry, lines)))

    def _entry(self, line: LedgerLine) -> str:
        names = ", ".join(self.book.name_of(one) for one in line.people)
        if self.target in {line.note, *line.people}:
            return line.entry.text
        return f"{line.entry.text} ({names})" if names else line.entry.text

    def _follow_ups(self) -> Iterator[str]:
        for item in self.derived.items:
            concerned = {*item.people, item.source.span.path}
            hidden = group_on(item, self.dates.today) in HIDDEN
            if self.target in concerned and not hidden:
                yield f"{when_due(item, self.dates)}: {what_to_do(item, self.book)}"

    def _event(self, event: Event) -> str:
        how = f" ({event.how})" if event.how else ""
        text = f": {event.text}" if event.text else ""
        return f"{self.dates.full(event.on, event.at).text} {event.kind}{how}{text}"

    def _naming(self, naming: Referral) -> str:
        names = ", ".join(self.book.name_of(one) for one in naming.referrers)
        return self._about_naming(names or "somebody", naming)

    def _named(self, naming: Referral) -> str:
        return self._about_naming(self.book.name_of(naming.person), naming)

    def _about_naming(self, names: str, naming: Referral) -> str:
        on = f", {self.dates.full(naming.on).text}" if naming.on else ""
        name = naming.may_use_name
        may = f", use the name: {name}" if name else ""
        return f"{names}{on}{may}{f': {naming.text}' if naming.text else ''}"

    def _meeting(self, meeting: Meeting) -> str:
        on = self.dates.full(meeting.on, meeting.at).text if meeting.on else "no date"
        names = ", ".join(self.book.name_of(one) for one in meeting.people)
        return f"{on} {meeting.status}{f' with {names}' if names else ''}"

    def _answers(self) -> Iterator[str]:
        for row in self.derived.matrix.rows:
            for person, cells in row.cells if row.question == self.target else ():
                for cell in cells:
                    yield f"{self.book.name_of(person)}: {cell.answer.text}"

    def _mentions(self) -> Iterator[str]:
        links = self.book.backlinks.get(self.target, ())
        places = (
            f"{one.source}:{one.link.span.line} ({one.relation})" for one in links
        )
        yield from _first(dict.fromkeys(places))


def _first(lines: Iterable[str]) -> Iterator[str]:
    """Yield the first lines, and how many there are besides."""
    lines = list(lines)
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"and {len(lines) - _MOST} more"


def _field(field: Field) -> str:
    return f"{field.key}: {', '.join(field.texts)}"
