"""Book, facts and derived views -> what a message to somebody may say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from generator.derive.drafts.calling import call_name
from generator.derive.drafts.ground import DraftGround
from generator.derive.drafts.past import advice_done, learned_from, talked
from generator.derive.drafts.promises import owed_by, promised_to
from generator.derive.drafts.records import MINUTES, Draft
from generator.derive.drafts.referrals import (
    is_known_through,
    named_by,
    senders_of,
    to_tell,
    waiting,
    what_came,
)
from generator.derive.drafts.remarks import remarks_on
from generator.derive.drafts.wording import say_date, say_met
from generator.derive.wording import say_names
from generator.model import Contact, Interview
from generator.vocabulary import CONTACTING, EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date

    from generator.derive.drafts.records import Named
    from generator.graph.records import PersonId

__all__ = [
    "Draft",
    "DraftGround",
    "draft_of",
    "is_known_through",
    "remarks_on",
]

_OF_NAMED: Final = frozenset({"thanks", "update", "intro"})
_TOPICS: Final = 3
_NAMED: Final = 2
_ASKING: Final = frozenset({EventKind.ASKED, EventKind.PROPOSED})
_UNSETTLED: Final = frozenset({"planned", "requested"})


def draft_of(
    ground: DraftGround, kind: str, person: PersonId, about: PersonId | None = None
) -> Draft:
    """Return what a message may say.

    Args:
        ground: The book and its indexes.
        kind: One of `vocabulary.MESSAGES`.
        person: To whom it goes: a contact or lead.
        about: Whom it is about: who sent the owner to them (outreach, nudge), or
            whom they named (the others); none: who comes first.

    Returns:
        Only what the notes say, and what the reader may read.
    """
    return _Drafting(ground, person, about).draft(kind)


class _Drafting:
    """One message in the making."""

    def __init__(
        self, ground: DraftGround, person: PersonId, about: PersonId | None
    ) -> None:
        self.ground = ground
        self.person = person
        self.about = about
        self.note: Contact | None = ground.open_note(person)
        self.theirs = named_by(ground, person)
        self.known: Collection[PersonId] = {person, *self.theirs}
        facts, settings = ground.briefs.facts, ground.briefs.settings
        self.say: Callable[[date], str] = partial(
            say_date, today=facts.today, date_format=settings.date_format
        )

    def draft(self, kind: str) -> Draft:
        ground, person, note = self.ground, self.person, self.note
        namings, senders = senders_of(ground, person, self.about)
        talk = talked(ground, person)
        events = tuple(ground.events(person))
        asked = next((one for one in events if one.kind in _ASKING), None)
        names = ground.names_of(person)
        then = talk.on if talk and kind == "thanks" else None
        learned, day = learned_from(ground, person, self.known, then)
        return Draft(
            kind=kind,
            to=person,
            name=names[0],
            call=call_name(names[0], names[1:]),
            email=note.email[0] if note and note.email else "",
            owner=ground.briefs.settings.owner,
            organization=self._organization(),
            role=self._said(note.role) if note else "",
            field=self._field(senders),
            sent_by=say_names(map(ground.book.name_of, senders)),
            introduced=bool(senders) and any(one.introduced for one in namings),
            met=self._met(),
            stranger=not any(one.kind in CONTACTING for one in events),
            minutes=self._minutes(),
            topics=self._topics(),
            talked_on=self.say(talk.on) if talk else "",
            asked_on=self.say(asked.on) if asked else "",
            offered=asked is not None and asked.kind is EventKind.PROPOSED,
            learned=learned,
            learned_on=self.say(day) if day else "",
            done=advice_done(ground, person, self.known, self.say),
            named=self._named(kind, talk.on if talk else None),
            promised=promised_to(ground, person, self.known, self.say),
            owed=owed_by(ground, person, self.known),
        )

    def _said(self, text: str) -> str:
        return self.ground.say(text, self.known)

    def _organization(self) -> str:
        if self.note is None or self.note.organization is None:
            return ""
        book, briefs = self.ground.book, self.ground.briefs
        target = book.target(self.note.path, self.note.organization)
        if target is None:
            return self.note.links[self.note.organization].target
        return book.name_of(target) if briefs.is_open(target) else ""

    def _field(self, senders: Iterable[PersonId]) -> str:
        """Return their field, else that of the talk in which they were named."""
        own = self.note.field if self.note else ()
        namings = reversed(self.ground.briefs.named.get(self.person, ()))
        talks = (self.ground.book.notes.get(one.interview) for one in namings)
        notes = (*talks, *map(self.ground.open_note, senders))
        others = (one.field for one in notes if isinstance(one, Interview | Contact))
        known = (one for fields in (own, *others) for one in fields)
        return self._said(next(filter(str.strip, known), ""))

    def _met(self) -> str:
        if self.note is None:
            return ""
        return self._said(say_met(self.note.how_we_met, self.note.met))

    def _coming(self) -> Interview | None:
        """Return the note of a talk that is still to be agreed on."""
        meeting = self.ground.briefs.next_with.get(self.person)
        if meeting is None or meeting.status not in _UNSETTLED:
            return None
        note = self.ground.book.notes[meeting.path]
        return note if isinstance(note, Interview) and not note.private else None

    def _minutes(self) -> int:
        coming = self._coming()
        return coming.duration if coming and coming.duration else MINUTES

    def _topics(self) -> str:
        coming = self._coming()
        topics = map(self._said, coming.topics if coming else ())
        return say_names([one for one in topics if one][:_TOPICS])

    def _named(self, kind: str, since: date | None) -> tuple[Named, ...]:
        """Return whom they named, as far as a message of a kind speaks of it."""
        match kind:
            case "thanks":
                chosen = [
                    one
                    for one, namings in self.theirs.items()
                    if since and any(naming.on == since for naming in namings)
                ]
            case "update":
                chosen = [*to_tell(self.ground, self.person)]
            case "intro":
                chosen = [*waiting(self.ground, self.person)][:1]
            case _:
                chosen = []
        if self.about in self.theirs and kind in _OF_NAMED:
            chosen = [self.about]
        return tuple(
            what_came(self.ground, one, self.theirs[one], self.say)
            for one in chosen[:_NAMED]
            if one in self.theirs
        )
