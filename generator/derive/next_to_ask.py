"""Whom to ask next: the people closest to the owner, in the fields least known."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.derive.fields import fold_field
from generator.derive.people import contact_of, is_silenced, may_use_name, name_key
from generator.derive.records import Candidate
from generator.vocabulary import RuleId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.derive.records import Challenge, FieldSummary
    from generator.facts.records import Facts, Referral
    from generator.graph.records import Book, PersonId

AT_LEAST: Final = 3
NAMED: Final = "named"
CLOSENESS: Final = ("family-friend", "alumni", "colleague", NAMED, "faculty", "event")
"""Sources, closest first; `named`: a referral whose name may be used."""

_PHRASES: Final = {
    "family-friend": "family friend",
    "alumni": "same school",
    "colleague": "colleague",
    "faculty": "faculty",
    "event": "you met at an event",
    "cold": "you have no one in common yet",
    "recruiter": "recruiter",
    "online": "found online",
}


class _Person(Struct, frozen=True, kw_only=True):
    """Somebody who could be asked.

    Attributes:
        person: Contact or lead.
        name: What they are ordered by.
        closeness: A place in `CLOSENESS`, or behind it.
        field: Their field with the fewest interviews; none: no field known.
        naming: The referral to lean on: one whose name may be used, else the
            first; none: nobody named them.
        may_use: Whether its name may be used: `yes`, `no`, `ask` or empty.
    """

    person: PersonId
    name: tuple[str, str]
    closeness: int
    field: FieldSummary | None
    naming: Referral | None
    may_use: str

    @property
    def rank(self) -> tuple[int, bool, int, tuple[str, str]]:
        """What candidates are ordered by, best first."""
        talks = _talks(self.field) if self.field else 0
        return self.closeness, self.field is None, talks, self.name


def next_to_ask(
    book: Book,
    facts: Facts,
    fields: Iterable[FieldSummary],
    challenge: Challenge,
) -> tuple[Candidate, ...]:
    """Return whom to ask next, best first, each with the reason.

    Args:
        book: The book.
        facts: As of today.
        fields: With their interviews, done and to come.
        challenge: The goal and what is done for it.

    Returns:
        Contacts and leads whose status is to-research or ready, who are not
        silenced and in no interview that is requested or scheduled. By closeness;
        then by the fewest interviews, done or to come, in one of their fields
        (without a field last); then by name. As many as the goal still needs, at
        least three; fewer where there are no more.

    Source: README, "Follow-ups", whom to ask next.
    """
    known = {fold_field(one.name): one for one in fields}
    namings: dict[PersonId, list[Referral]] = {}
    for referral in facts.referrals:
        if referral.referrers and (referral.on is None or referral.on <= facts.today):
            namings.setdefault(referral.person, []).append(referral)
    people = [
        _person(book, one, namings.get(one, ()), known) for one in _open(book, facts)
    ]
    wanted = max(AT_LEAST, challenge.goal - challenge.done)
    best = nsmallest(wanted, people, key=lambda one: one.rank)
    return tuple(
        Candidate(person=one.person, reason=_reason(book, one)) for one in best
    )


def _open(book: Book, facts: Facts) -> Iterator[PersonId]:
    in_talks = {
        person
        for meeting in facts.meetings.values()
        if meeting.status in {"requested", "scheduled"}
        for person in meeting.people
    }
    for person, status in facts.statuses.items():
        if status.word not in {"to-research", "ready"} or person in in_talks:
            continue
        if not is_silenced(book, facts, person, RuleId.USE_REFERRAL):
            yield person


def _person(
    book: Book,
    person: PersonId,
    namings: Sequence[Referral],
    known: Mapping[str, FieldSummary],
) -> _Person:
    note = contact_of(book, person)
    naming, may_use = _best_naming(book, namings)
    words = (note.source if note else "", NAMED if may_use == "yes" else "")
    places = [CLOSENESS.index(word) for word in words if word in CLOSENESS]
    keys = map(fold_field, note.field if note else ())
    fields = [known[key] for key in keys if key in known]
    return _Person(
        person=person,
        name=name_key(book, person),
        closeness=min(places, default=len(CLOSENESS)),
        field=min(fields, key=_talks, default=None),
        naming=naming,
        may_use=may_use,
    )


def _talks(field: FieldSummary) -> int:
    return len(field.done) + len(field.coming)


def _best_naming(
    book: Book, namings: Sequence[Referral]
) -> tuple[Referral | None, str]:
    same: dict[frozenset[PersonId], list[Referral]] = {}
    for naming in namings:
        same.setdefault(frozenset(naming.referrers), []).append(naming)
    answers = [(group[0], may_use_name(book, tuple(group))) for group in same.values()]
    allowed = [one for one in answers if one[1] == "yes"]
    return next(iter((*allowed, *answers)), (None, ""))


def _reason(book: Book, one: _Person) -> str:
    parts = (_why_them(book, one), _why_the_field(one.field))
    return "; ".join(part for part in parts if part)


def _why_them(book: Book, one: _Person) -> str:
    note = contact_of(book, one.person)
    source = note.source if note else ""
    is_closer = source in CLOSENESS and CLOSENESS.index(source) == one.closeness
    if one.naming and not is_closer:
        return _named_by(book, one.naming, one.may_use)
    if source in _PHRASES:
        return _PHRASES[source]
    return "in your contacts, not asked yet" if note else "named in your notes"


def _named_by(book: Book, naming: Referral, may_use: str) -> str:
    names = " and ".join(map(book.name_of, naming.referrers))
    if naming.introduced:
        return f"introduced by {names}"
    match may_use:
        case "yes":
            return f"named by {names}, whose name you may use"
        case "no":
            return f"named by {names}, who wants to stay out of it"
        case _:
            return f"named by {names}; ask first whether you may use the name"


def _why_the_field(field: FieldSummary | None) -> str:
    if field is None:
        return ""
    done, coming = len(field.done), len(field.coming)
    if not done and not coming:
        return f"nobody in {field.name} yet"
    if not done:
        return f"in {field.name} only {_interviews(coming)} to come"
    return f"{_interviews(done)} in {field.name} so far"


def _interviews(count: int) -> str:
    return "1 interview" if count == 1 else f"{count} interviews"
