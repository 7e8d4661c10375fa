"""The whole book as JSON: what `build` knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.grouping import Group, group_on
from generator.graph.records import Found, FoundAsset, FoundLead, Missing
from generator.render.data.due_json import item_record
from generator.render.data.encoding import VERSION, encode_object, iso
from generator.render.data.notes import note_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.config.settings import Settings
    from generator.derive import Derived
    from generator.derive.records import Item, LedgerLine
    from generator.facts.records import Event, Facts, Meeting, Referral, Source, Status
    from generator.graph.records import Book, Lead, PersonId, Resolution
    from generator.model import Answer, Link, Note, Task
    from generator.render.data.encoding import Record
    from generator.render.urls import Urls


def render_book(
    book: Book, facts: Facts, derived: Derived, settings: Settings, urls: Urls
) -> bytes:
    """Return the whole book as JSON (`schemas/book.json`).

    Args:
        book: All notes.
        facts: What follows from them.
        derived: Follow-ups and ledgers.
        settings: Title and owner.
        urls: Where pages lie.

    Returns:
        An object of lists, each in a stable order; lists of an empty book are
        empty. People are paths of contacts, or ids of leads: `lead:` and a name.
    """
    lines = (*derived.advice.lines, *derived.information.lines)
    return encode_object(
        {
            "version": VERSION,
            "today": iso(facts.today),
            "title": settings.title,
            "owner": settings.owner or None,
            "notes": [note_record(book, one, urls) for one in book.notes.values()],
            "leads": [_lead(one, urls) for one in book.leads.values()],
            "statuses": [_status(who, one) for who, one in facts.statuses.items()],
            "interviews": [_meeting(one) for one in facts.meetings.values()],
            "events": [_event(one) for ones in facts.events.values() for one in ones],
            "entries": [_entry(book, x) for x in (*lines, *derived.referrals.lines)],
            "answers": list(_answers(book, facts)),
            "tasks": list(_tasks(book)),
            "links": list(_links(book)),
            "follow_ups": list(_follow_ups(derived.items, book, facts.today)),
            "referrals": [_referral(one) for one in facts.referrals],
        }
    )


def render_target(book: Book, facts: Facts, target: str, urls: Urls) -> bytes:
    """Return one note or lead as JSON, with the status and events of a person.

    Args:
        book: All notes.
        facts: What follows from them.
        target: Path of a note, or a lead's id.
        urls: Where pages lie.
    """
    if target in book.leads:
        record = _lead(book.leads[target], urls)
    else:
        record = note_record(book, book.notes[target], urls)
    if target in facts.statuses:
        record["status"] = _status(target, facts.statuses[target])
        record["events"] = [_event(one) for one in facts.events.get(target, ())]
    if target in facts.meetings:
        record["interview"] = _meeting(facts.meetings[target])
    return encode_object(record)


def _source(source: Source) -> Record:
    return {
        "path": source.span.path,
        "line": source.span.line,
        "anchor": source.anchor or None,
    }


def _lead(lead: Lead, urls: Urls) -> Record:
    return {
        "id": lead.id,
        "name": lead.name,
        "url": urls.leads[lead.id],
        "named_in": [
            {"path": path, "line": link.span.line} for path, link in lead.sources
        ],
    }


def _status(person: PersonId, status: Status) -> Record:
    event = status.event
    return {
        "person": person,
        "status": status.word,
        "written": status.written,
        "derived": status.derived,
        "event": str(event.kind) if event else None,
        "since": iso(event.on) if event else None,
    }


def _meeting(meeting: Meeting) -> Record:
    return {
        "path": meeting.path,
        "status": meeting.status,
        "date": iso(meeting.on, meeting.at),
        "people": list(meeting.people),
        "organizations": list(meeting.organizations),
        "fields": list(meeting.fields),
    }


def _event(event: Event) -> Record:
    return {
        "person": event.person,
        "kind": str(event.kind),
        "date": iso(event.on, event.at),
        "how": event.how or None,
        "text": event.text,
        "subjects": list(event.subjects),
        "interview": event.interview or None,
        "source": _source(event.source),
    }


def _entry(book: Book, line: LedgerLine) -> Record:
    entry = line.entry
    question = entry.question
    return {
        "section": str(entry.section),
        "note": line.note,
        "line": entry.span.line,
        "anchor": entry.anchor,
        "text": entry.text,
        "topics": list(entry.topics),
        "people": list(line.people),
        "date": iso(line.on),
        "organizations": list(line.organizations),
        "fields": list(line.fields),
        "question": None if question is None else book.target(line.note, question),
        "may_use_name": entry.may_use_name or None,
        "pay": [
            {
                "text": pay.text,
                "low": pay.low,
                "high": pay.high,
                "currency": pay.currency or None,
                "per": pay.per or None,
            }
            for pay in entry.pay
        ],
        "links": _targets(book, line.note, entry.links),
    }


def _targets(book: Book, path: str, numbers: Iterable[int]) -> list[str]:
    found = (book.target(path, number) for number in numbers)
    return [target for target in found if target is not None]


def _answers(book: Book, facts: Facts) -> Iterator[Record]:
    for note in book.notes.values():
        meeting = facts.meetings.get(note.path)
        for answer in note.body.answers:
            yield _answer(book, note, meeting, answer)


def _answer(book: Book, note: Note, meeting: Meeting | None, answer: Answer) -> Record:
    return {
        "question": book.target(note.path, answer.question),
        "written": note.links[answer.question].written,
        "note": note.path,
        "line": answer.span.line,
        "anchor": answer.anchor,
        "text": answer.text,
        "people": list(meeting.people) if meeting else [],
        "date": iso(meeting.on if meeting else note.day),
    }


def _tasks(book: Book) -> Iterator[Record]:
    for note in book.notes.values():
        for task in note.body.tasks:
            yield _task(book, note.path, task)


def _task(book: Book, path: str, task: Task) -> Record:
    owner = None if task.owner is None else book.person(path, task.owner)
    return {
        "note": path,
        "line": task.span.line,
        "anchor": task.anchor,
        "state": str(task.state),
        "text": task.text,
        "owner": owner,
        "due": iso(task.due_on),
        "scheduled": iso(task.scheduled_on),
        "starts": iso(task.starts_on),
        "created": iso(task.created_on),
        "done": iso(task.done_on),
        "cancelled": iso(task.cancelled_on),
        "priority": task.priority or None,
        "repeats": task.repeats or None,
        "section": str(task.section) if task.section else None,
        "links": _targets(book, path, task.links),
    }


def _links(book: Book) -> Iterator[Record]:
    for path, note in book.notes.items():
        pairs = zip(note.links, book.resolutions[path], strict=True)
        for link, where in sorted(pairs, key=lambda pair: pair[0].span):
            yield _link(path, link, where)


def _link(path: str, link: Link, where: Resolution) -> Record:
    return {
        "source": path,
        "line": link.span.line,
        "column": link.span.column,
        "written": link.written,
        "origin": str(link.origin),
        "key": link.key or None,
        **_leads_to(where),
    }


def _leads_to(where: Resolution) -> Record:
    """Return to what sort of thing a link leads, and to which."""
    match where:
        case Found():
            return {"to": "note", "target": where.note, "anchor": where.anchor or None}
        case FoundAsset():
            return {"to": "attachment", "target": where.path, "anchor": None}
        case FoundLead():
            return {"to": "lead", "target": where.lead, "anchor": None}
        case _:
            to = "missing" if isinstance(where, Missing) else "outside"
            return {"to": to, "target": None, "anchor": None}


def _follow_ups(items: Iterable[Item], book: Book, today: date) -> Iterator[Record]:
    for item in items:
        if group_on(item, today) is not Group.ENDED:
            yield {
                **item_record(item, book, today),
                "people": list(item.people),
                "about": list(item.about),
                "late_on": iso(item.late_on),
                "stale_on": iso(item.stale_on),
                "starts_on": iso(item.starts_on),
                "ends_on": iso(item.ends_on),
                "snoozed_until": iso(item.snoozed_until),
            }


def _referral(referral: Referral) -> Record:
    return {
        "referrers": list(referral.referrers),
        "person": referral.person,
        "date": iso(referral.on),
        "may_use_name": referral.may_use_name or None,
        "introduced": referral.introduced,
        "text": referral.text,
        "interview": referral.interview or None,
        "source": _source(referral.source),
    }
