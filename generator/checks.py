"""Checks over the whole book: what its notes say against each other."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Code, Diagnostic, Span
from generator.facts.meetings import key_span
from generator.facts.status import SILENT
from generator.model import Contact, Interview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.config.settings import Settings
    from generator.facts.records import Facts, Meeting
    from generator.graph.records import Book

_APART: Final = timedelta(minutes=60)
_LONG: Final = 30
_USUAL: Final = 30


def check_status(book: Book, facts: Facts, _: Settings) -> Iterator[Diagnostic]:
    """Yield contacts whose written status the events contradict.

    Diagnostics: `status-contradicts`.
    """
    for contact in book.of(Contact):
        status = facts.statuses[contact.path]
        if not contact.status or status.event is None:
            continue
        if not status.contradicts:
            continue
        event = status.event
        if contact.status in SILENT and status.written:
            kind = "declined" if contact.status == "declined" else "closed"
            advice = f"write under Log the day you knew: - {event.on} {kind}: …"
        else:
            advice = "take the line away, or write what happened under Log"
        yield Diagnostic(
            Code.STATUS_CONTRADICTS,
            key_span(contact, "status"),
            f"the status says {contact.status}, and the newest event is"
            f" {event.kind} on {event.on}, so {status.derived}",
            advice,
        )


def check_interviews(book: Book, facts: Facts, _: Settings) -> Iterator[Diagnostic]:
    """Yield interviews without people, without a day, or planned too long.

    Diagnostics: `interview-nobody`, `interview-undated`, `interview-long`.
    """
    for note in book.of(Interview):
        meeting = facts.meetings[note.path]
        if not meeting.people:
            yield Diagnostic(
                Code.INTERVIEW_NOBODY,
                Span.at(note.path),
                "the interview is with nobody",
                'write with: "[[Name]]" in the front matter',
            )
        if meeting.status in {"scheduled", "done"} and meeting.on is None:
            yield Diagnostic(
                Code.INTERVIEW_UNDATED,
                key_span(note, "status"),
                f"the interview is {meeting.status} and has no date",
                "write date: 2026-08-21",
            )
        yield from _too_long(note, meeting)


def _too_long(note: Interview, meeting: Meeting) -> Iterator[Diagnostic]:
    planned = meeting.status in {"planned", "requested", "scheduled"}
    if planned and note.mode not in {"", "in-person"} and (note.duration or 0) > _LONG:
        yield Diagnostic(
            Code.INTERVIEW_LONG,
            key_span(note, "duration"),
            f"{note.duration} minutes by {note.mode} is much to ask",
            "ask for 20 to 30, or meet in person",
        )


def check_spacing(book: Book, facts: Facts, _: Settings) -> Iterator[Diagnostic]:
    """Yield interviews that begin less than an hour after another ends.

    Diagnostics: `interviews-close`.
    """
    times = sorted(
        (datetime.combine(meeting.on, meeting.at), meeting.path)
        for meeting in facts.meetings.values()
        if meeting.on and meeting.at and meeting.status in {"scheduled", "done"}
    )
    for (first, before), (second, path) in itertools.pairwise(times):
        note = book.notes[before]
        length = note.duration if isinstance(note, Interview) else None
        if second - first < timedelta(minutes=length or _USUAL) + _APART:
            yield Diagnostic(
                Code.INTERVIEWS_CLOSE,
                key_span(book.notes[path], "date"),
                f"less than an hour after {book.name_of(before)}",
                "leave an hour between two interviews",
            )


def check_referral_cycles(
    book: Book, facts: Facts, _: Settings
) -> Iterator[Diagnostic]:
    """Yield namings that lead back to the referrer.

    Diagnostics: `referral-cycle`.
    """
    named: dict[str, list[str]] = {}
    for one in facts.referrals:
        for referrer in one.referrers:
            named.setdefault(referrer, []).append(one.person)
    circle = _circles(named)
    for one in facts.referrals:
        here = circle.get(one.person)
        if here is not None and any(circle.get(up) == here for up in one.referrers):
            yield Diagnostic(
                Code.REFERRAL_CYCLE,
                one.source.span,
                f"{book.name_of(one.person)} is above their own referrer",
                "take one of the referrals of the circle away, if it is a slip",
            )


def _circles(edges: dict[str, list[str]]) -> dict[str, str]:
    """Return, for everyone who can be reached from themselves, their circle.

    Kosaraju's two passes, without recursion: a chain may be thousands long.
    """
    back: dict[str, list[str]] = {}
    for start, ends in edges.items():
        for end in ends:
            back.setdefault(end, []).append(start)
    seen: set[str] = set()
    order = [node for start in edges for node in _walk(start, edges, seen)]
    found: dict[str, str] = {}
    seen = set()
    for start in reversed(order):
        members = list(_walk(start, back, seen))
        if len(members) > 1:
            found.update(dict.fromkeys(members, start))
    return found


def _walk(start: str, edges: dict[str, list[str]], seen: set[str]) -> Iterator[str]:
    """Yield what is reached from a node for the first time, deepest first."""
    if start in seen:
        return
    seen.add(start)
    stack = [(start, iter(edges.get(start, ())))]
    while stack:
        node, ends = stack[-1]
        fresh = next((end for end in ends if end not in seen), None)
        if fresh is None:
            stack.pop()
            yield node
        else:
            seen.add(fresh)
            stack.append((fresh, iter(edges.get(fresh, ()))))


CHECKS: Final = (
    check_status,
    check_interviews,
    check_spacing,
    check_referral_cycles,
)


def run_checks(book: Book, facts: Facts, settings: Settings) -> tuple[Diagnostic, ...]:
    """Run every check.

    Returns:
        Their problems, in the order of `CHECKS`.
    """
    return tuple(one for check in CHECKS for one in check(book, facts, settings))
