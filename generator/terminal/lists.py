"""What `list` shows: one function for each kind, records in, columns out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.derive.people import name_key
from generator.diagnostics import Code
from generator.model import Contact, Interview, Organization, Page, Question
from generator.terminal.table import Table
from generator.vocabulary import CONTACTING, RULES, RuleId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.build import BuildResult
    from generator.facts.records import Event, Facts
    from generator.graph.records import Book, PersonId
    from generator.vocabulary import RuleSetting

Record = dict[str, Any]


class Listing(Struct, frozen=True, kw_only=True):
    """One kind of list.

    Attributes:
        records: What there is, in order, as data.
        columns: Keys of the records that the table shows.
    """

    records: Callable[[BuildResult], Iterable[Record]]
    columns: tuple[str, ...]


def list_records(kind: str, result: BuildResult) -> list[Record]:
    """Return one kind of thing in a book as records, in order.

    Args:
        kind: One of `LISTS`.
        result: The book.
    """
    return list(LISTS[kind].records(result))


def list_table(kind: str, records: Iterable[Record]) -> Table:
    """Return records of one kind as a table."""
    columns = LISTS[kind].columns
    return Table(
        head=tuple(column.replace("_", " ") for column in columns),
        rows=tuple(
            tuple(_cell(record[column]) for column in columns) for record in records
        ),
    )


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _contacts(result: BuildResult) -> Iterator[Record]:
    book = result.book
    for note in _by_name(book, book.of(Contact)):
        last = last_contact(result.facts, note.path)
        yield {
            "name": note.name,
            "status": result.facts.statuses[note.path].word,
            "organization": _linked(book, note.path, note.organization),
            "role": note.role or None,
            "field": list(note.field),
            "last_contact": last.on.isoformat() if last else None,
            "path": note.path,
        }


def last_contact(facts: Facts, person: PersonId) -> Event | None:
    """Return the newest event that was contact with somebody; none without one."""
    for event in reversed(facts.events.get(person, ())):
        if event.kind in CONTACTING and event.on <= facts.today:
            return event
    return None


def _interviews(result: BuildResult) -> Iterator[Record]:
    book = result.book
    meetings = result.facts.meetings
    order = sorted(
        book.of(Interview),
        key=lambda one: (str(meetings[one.path].on or "9999"), one.path),
    )
    for note in order:
        meeting = meetings[note.path]
        yield {
            "date": meeting.on.isoformat() if meeting.on else None,
            "status": meeting.status,
            "with": [book.name_of(one) for one in meeting.people],
            "organization": [book.name_of(one) for one in meeting.organizations],
            "mode": note.mode or None,
            "path": note.path,
        }


def _organizations(result: BuildResult) -> Iterator[Record]:
    book = result.book
    staff: dict[str, list[str]] = {}
    for contact in _by_name(book, book.of(Contact)):
        if contact.organization is not None:
            target = book.target(contact.path, contact.organization) or ""
            staff.setdefault(target, []).append(contact.name)
    for note in _by_name(book, book.of(Organization)):
        held = [
            one.path
            for one in result.facts.meetings.values()
            if note.path in one.organizations
        ]
        yield {
            "name": note.name,
            "status": note.status or None,
            "people": staff.get(note.path, []),
            "interviews": len(held),
            "path": note.path,
        }


def _questions(result: BuildResult) -> Iterator[Record]:
    book = result.book
    for row in result.derived.matrix.rows:
        note = book.notes[row.question]
        if isinstance(note, Question):
            yield {
                "question": note.name,
                "category": note.category or None,
                "stage": note.stage or None,
                "must_ask": note.must_ask,
                "answers": sum(len(cells) for _, cells in row.cells),
                "path": note.path,
            }


def _leads(result: BuildResult) -> Iterator[Record]:
    book = result.book
    for lead in sorted(book.leads.values(), key=lambda one: name_key(book, one.id)):
        namings = [one for one in result.facts.referrals if one.person == lead.id]
        path, link = lead.sources[0]
        yield {
            "name": lead.name,
            "status": result.facts.statuses[lead.id].word,
            "named_by": sorted(
                {book.name_of(who) for one in namings for who in one.referrers}
            ),
            "on": next((str(one.on) for one in namings if one.on), None),
            "may_use_name": next(
                (one.may_use_name for one in namings if one.may_use_name), None
            ),
            "source": f"{path}:{link.span.line}",
        }


def _pages(result: BuildResult) -> Iterator[Record]:
    for note in _by_name(result.book, result.book.of(Page)):
        yield {
            "title": note.name,
            "day": note.day.isoformat() if note.day else None,
            "path": note.path,
        }


def _fields(result: BuildResult) -> Iterator[Record]:
    for field in result.derived.fields:
        yield {
            "field": field.name,
            "contacts": len(field.contacts),
            "interviews": len(field.done),
            "to_come": len(field.coming),
        }


def _tags(result: BuildResult) -> Iterator[Record]:
    counts: dict[str, tuple[str, int]] = {}
    for note in result.book.notes.values():
        for tag in note.tags:
            spelled, number = counts.get(tag.casefold(), (tag, 0))
            counts[tag.casefold()] = (spelled, number + 1)
    for key in sorted(counts):
        yield {"tag": counts[key][0], "notes": counts[key][1]}


def _rules(result: BuildResult) -> Iterator[Record]:
    for rule_id in RuleId:
        setting = result.settings.rules.settings[rule_id]
        yield {
            "rule": str(rule_id),
            "due_after": describe_delay(setting),
            "from": RULES[rule_id].starts,
            "do": RULES[rule_id].action,
        }


def describe_delay(setting: RuleSetting) -> str:
    """Return when a rule is due, as `airbook.toml` writes it, or `off`."""
    if not setting.on:
        return "off"
    named = [f"{name} {delay}" for name, delay in setting.named.items()]
    return ", ".join([*map(str, setting.delays), *named])


def _codes(_: BuildResult) -> Iterator[Record]:
    for code in Code:
        yield {
            "code": code.slug,
            "severity": str(code.severity),
            "meaning": code.explanation,
        }


LISTS: Final = {
    "contacts": Listing(
        records=_contacts,
        columns=("name", "status", "organization", "field", "last_contact", "path"),
    ),
    "interviews": Listing(
        records=_interviews,
        columns=("date", "status", "with", "organization", "mode", "path"),
    ),
    "organizations": Listing(
        records=_organizations,
        columns=("name", "status", "people", "interviews", "path"),
    ),
    "questions": Listing(
        records=_questions,
        columns=("category", "stage", "must_ask", "answers", "question", "path"),
    ),
    "leads": Listing(
        records=_leads,
        columns=("name", "status", "named_by", "on", "may_use_name", "source"),
    ),
    "pages": Listing(records=_pages, columns=("title", "day", "path")),
    "fields": Listing(
        records=_fields, columns=("field", "contacts", "interviews", "to_come")
    ),
    "tags": Listing(records=_tags, columns=("tag", "notes")),
    "rules": Listing(records=_rules, columns=("rule", "due_after", "from", "do")),
    "codes": Listing(records=_codes, columns=("code", "severity", "meaning")),
}


def _by_name(book: Book, notes: Iterable[Any]) -> list[Any]:
    return sorted(notes, key=lambda note: name_key(book, note.path))


def _linked(book: Book, path: str, number: int | None) -> str | None:
    if number is None:
        return None
    target = book.target(path, number)
    return book.name_of(target) if target else book.notes[path].links[number].target
