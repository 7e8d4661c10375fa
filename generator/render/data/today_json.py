"""The morning view as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.data.due_json import item_record
from generator.render.data.encoding import VERSION, encode_object, iso

if TYPE_CHECKING:
    from generator.derive.morning import Morning
    from generator.derive.records import Candidate, Debt
    from generator.facts.records import Meeting
    from generator.graph.records import Book
    from generator.render.data.encoding import Record


def render_today(morning: Morning, book: Book) -> bytes:
    """Return the morning view as a JSON object (`schemas/today.json`).

    Args:
        morning: What stands in it, all of it.
        book: Knows the names.
    """
    total, challenge = morning.total, morning.challenge
    return encode_object(
        {
            "version": VERSION,
            "date": iso(morning.today),
            "late": morning.late,
            "due": [item_record(one, book, morning.today) for one in morning.due],
            "interviews": [_interview(one, book) for one in morning.meetings],
            "ask_next": [_candidate(one, book) for one in morning.next_to_ask],
            "referrals": [_referral(one, book) for one in morning.waiting],
            "numbers": {
                "asked": total.asked,
                "replied": total.replied,
                "met": total.met,
                "referred": total.referred,
                "goal": challenge.goal,
                "done": challenge.done,
            },
        }
    )


def _interview(meeting: Meeting, book: Book) -> Record:
    return {
        "path": meeting.path,
        "date": iso(meeting.on, meeting.at),
        "status": meeting.status,
        "with": [book.name_of(one) for one in meeting.people],
    }


def _candidate(one: Candidate, book: Book) -> Record:
    return {"contact": book.name_of(one.person), "reason": one.reason}


def _referral(debt: Debt, book: Book) -> Record:
    referral = debt.referral
    return {
        "contact": book.name_of(referral.person),
        "named_by": [book.name_of(one) for one in referral.referrers],
        "date": iso(referral.on),
        "may_use_name": debt.may_use_name,
    }
