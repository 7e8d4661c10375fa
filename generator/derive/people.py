"""Small questions about one person that several views ask."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.model import Contact, Interview

if TYPE_CHECKING:
    from generator.facts.records import Facts, Referral
    from generator.graph.records import Book, PersonId


@lru_cache(maxsize=1 << 12)
def fold_name(name: str) -> str:
    """Return a name without accents and case, so that Órla stands beside Orla."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name)
    return "".join(one for one in plain if not unicodedata.combining(one)).casefold()


def name_key(book: Book, target: str) -> tuple[str, str]:
    """Return what a person or note is ordered by: name, then path or id.

    Args:
        book: The book.
        target: Path of a note, or a lead's id.

    Returns:
        The folded name, then `target`, so that twins have an order.
    """
    return fold_name(book.name_of(target)), target


def contact_of(book: Book, person: PersonId) -> Contact | None:
    """Return the contact's note of a person; none for a lead."""
    note = book.notes.get(person)
    return note if isinstance(note, Contact) else None


def lasting_id(book: Book, target: str) -> str:
    """Return what a note or lead is known by elsewhere: its `uid`, else its path or id.

    With a `uid` of its own a note keeps its entries in calendars and address books
    when it gets another name.
    """
    note = book.notes.get(target)
    return (isinstance(note, Contact | Interview) and note.uid) or target


def is_silenced(book: Book, facts: Facts, person: PersonId, rule: str = "") -> bool:
    """Tell whether one should not be reminded of a person today.

    Args:
        book: The book.
        facts: As of today.
        person: Contact or lead.
        rule: A rule whose own snooze silences as well; empty: none.

    Returns:
        True for declined, closed and no-reply, and for a contact with
        `do_not_contact`, `paused` or a snooze that still holds.

    Source: README, "Follow-ups", silence.
    """
    if facts.statuses[person].silenced:
        return True
    note = contact_of(book, person)
    if note is None:
        return False
    return (
        note.do_not_contact
        or note.paused
        or any(
            one.rule in {"", rule} and one.until > facts.today for one in note.snooze
        )
    )


def may_use_name(book: Book, namings: tuple[Referral, ...]) -> str:
    """Return the answer to "may I use your name" that holds for some namings.

    Args:
        book: The book.
        namings: Of one person by one referrer or panel, in order, at least one.

    Returns:
        `yes` where there is an introduction, else the newest yes or no of the
        namings, else `ask` where one says so, else the contact's own
        `may_use_name`; empty: not said.

    Source: README, "Body", referral.
    """
    if any(naming.introduced for naming in namings):
        return "yes"
    said = [naming.may_use_name for naming in namings if naming.may_use_name]
    settled = [answer for answer in said if answer != "ask"]
    if said:
        return settled[-1] if settled else "ask"
    note = contact_of(book, namings[0].person)
    return note.may_use_name if note else ""
