"""What every rule stands on: the book indexed once, and how items are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from generator.derive.asked import Asked
from generator.derive.follow_ups.days import add_delay
from generator.derive.follow_ups.silence import silence_of
from generator.derive.people import lasting_id
from generator.derive.records import Item
from generator.derive.wording import say_day, say_names
from generator.facts.events import is_later
from generator.facts.scope import about
from generator.model import Contact
from generator.vocabulary import BOTH, EVENT_ORDER, RULES, THEIRS, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, time

    from generator.config.settings import Settings
    from generator.facts.records import Event, Facts, Meeting, Referral, Source
    from generator.facts.scope import Scope
    from generator.graph.records import Book, PersonId
    from generator.model import Note
    from generator.vocabulary import Delay, RuleId, RuleSetting

ANSWERS = THEIRS | BOTH
_SETTLES: Final = {
    rule: tuple(kind for kind in EVENT_ORDER if kind in RULES[rule].settles)
    for rule in RULES
}


class Timing(Struct, frozen=True, kw_only=True):
    """When an item is due; what is left out follows from the rule's setting.

    Attributes:
        due_on: None: no date.
        delay: The number written.
        late_on: From the rule's table; none: the general formula.
        stale_on: From the rule's table; none: the general formula.
        starts_on: Not listed before.
        ends_on: Not listed after.
        dated: Whether it is a promise with a date of its own.
    """

    due_on: date | None
    delay: int = 1
    late_on: date | None = None
    stale_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    dated: bool = False


class Words(NamedTuple):
    """What an item says: why, what to do, and a line that silences it."""

    reason: str
    action: str
    silence: str = ""


class Draft(Struct, frozen=True, kw_only=True):
    """An item before it has an id, a lateness and a silence."""

    rule: RuleId
    people: tuple[PersonId, ...]
    about: tuple[PersonId, ...] = ()
    source: Source
    on: date | None
    kind: str
    timing: Timing
    words: Words


@dataclass(frozen=True)
class Ground:
    """The book, its facts and its settings, with what rules look up."""

    book: Book
    facts: Facts
    settings: Settings
    scope: Scope
    _made: dict[tuple[object, ...], int] = field(default_factory=dict)
    _updates: dict[PersonId, list[Event]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of evaluation."""
        return self.facts.today

    @cached_property
    def people(self) -> tuple[PersonId, ...]:
        """The contacts and leads in question, by id."""
        return tuple(sorted(self.facts.statuses.keys() & self.scope.people))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes about them, by path."""
        return tuple(self.book.notes[path] for path in self.scope.paths)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The interviews among those notes with them or with nobody, by path."""
        known, people = self.facts.meetings, frozenset(self.scope.people)
        found = (known[one] for one in self.scope.paths if one in known)
        return tuple(
            one for one in found if not one.people or not people.isdisjoint(one.people)
        )

    @cached_property
    def referrals(self) -> tuple[Referral, ...]:
        """The referrals by or of them, in order."""
        people = frozenset(self.scope.people)
        return tuple(
            one
            for one in self.facts.referrals
            if one.person in people or not people.isdisjoint(one.referrers)
        )

    @cached_property
    def meetings_of(self) -> Asked[PersonId, Meeting]:
        """Everyone's interviews with a day, oldest first."""

        def one(person: PersonId) -> list[Meeting]:
            near = map(self.facts.meetings.get, about(self.book, (person,)).paths)
            return _dated(m for m in near if m and person in m.people)

        return Asked(
            one=one,
            every=lambda: (
                (person, meeting)
                for meeting in _dated(self.facts.meetings.values())
                for person in meeting.people
            ),
        )

    @cached_property
    def introduced(self) -> frozenset[PersonId]:
        """Everyone whom somebody brought in."""
        return frozenset(one.person for one in self.facts.referrals if one.introduced)

    def updates(self, person: PersonId) -> list[Event]:
        """Return what a person was told, oldest first."""
        if person not in self._updates:
            told = (e for e in self.events(person) if e.kind is EventKind.UPDATED)
            self._updates[person] = [*told]
        return self._updates[person]

    def setting(self, rule: RuleId) -> RuleSetting:
        """Return when a rule speaks."""
        return self.settings.rules.settings[rule]

    def contact(self, person: PersonId) -> Contact | None:
        """Return a person's note, none for a lead."""
        note = self.book.notes.get(person)
        return note if isinstance(note, Contact) else None

    def events(self, person: PersonId) -> tuple[Event, ...]:
        """Return a person's events, oldest first."""
        return self.facts.events.get(person, ())

    def newest(self, person: PersonId, kinds: Iterable[EventKind]) -> Event | None:
        """Return the newest event of some kinds."""
        wanted = frozenset(kinds)
        return next(
            (e for e in reversed(self.events(person)) if e.kind in wanted), None
        )

    def later(
        self, person: PersonId, than: Event, kinds: Iterable[EventKind]
    ) -> Event | None:
        """Return the first event of some kinds that counts as later than another."""
        wanted = frozenset(kinds)
        return next(
            (e for e in self.events(person) if e.kind in wanted and is_later(e, than)),
            None,
        )

    def since(
        self, person: PersonId, day: date | None, kinds: Iterable[EventKind]
    ) -> Event | None:
        """Return the first event of some kinds on or after a day; none: ever."""
        wanted = frozenset(kinds)
        return next(
            (
                e
                for e in self.events(person)
                if e.kind in wanted and (day is None or e.on >= day)
            ),
            None,
        )

    def name(self, person: PersonId) -> str:
        """Return a shown name."""
        return self.book.name_of(person)

    def names(self, people: Iterable[PersonId]) -> str:
        """Return shown names as in a sentence."""
        return say_names(self.name(person) for person in people)

    def day(self, day: date) -> str:
        """Return a day as the settings write it."""
        return say_day(day, self.settings.date_format)

    def after(self, rule: RuleId, day: date, at: time | None = None) -> Timing:
        """Return the timing of a rule's one delay after an event."""
        setting = self.setting(rule)
        return self.timing(rule, day, setting.delays[0], at)

    def timing(
        self, rule: RuleId, day: date, delay: Delay, at: time | None = None
    ) -> Timing:
        """Return the timing of a delay after an event."""
        setting, holidays = self.setting(rule), self.settings.rules.holidays

        def add(table: Delay | None) -> date | None:
            return add_delay(day, table, holidays, at) if table else None

        return Timing(
            due_on=add_delay(day, delay, holidays, at),
            delay=delay.days,
            late_on=add(setting.late),
            stale_on=add(setting.stale),
        )

    def before(self, rule: RuleId, day: date) -> Timing:
        """Return the timing of a rule that is due before a day and ends with it."""
        delay = self.setting(rule).delays[0].days
        return Timing(due_on=day - timedelta(days=delay), delay=delay, ends_on=day)

    def items(self, draft: Draft) -> Iterator[Item]:
        """Yield the item of a draft, unless everyone in it is silenced."""
        timing = draft.timing
        quiet = silence_of(self, draft.rule, draft.people, dated=timing.dated)
        if quiet.hidden:
            return
        late_on, stale_on = self.late(timing)
        short, lasting = self._ids(draft)
        yield Item(
            id=short,
            uid=lasting,
            people=draft.people,
            about=draft.about,
            rule=draft.rule,
            source=draft.source,
            on=draft.on,
            kind=draft.kind,
            delay=max(1, timing.delay),
            due_on=timing.due_on,
            late_on=late_on,
            stale_on=stale_on,
            starts_on=timing.starts_on,
            ends_on=timing.ends_on,
            snoozed_until=quiet.until,
            dated_promise=timing.dated,
            reason=draft.words.reason,
            action=draft.words.action,
            settles=_SETTLES[draft.rule],
            silence=draft.words.silence or self._silence(draft, stale_on),
        )

    def late(self, timing: Timing) -> tuple[date | None, date | None]:
        """Return from when an item is overdue and stale."""
        due = timing.due_on
        if due is None:
            return None, None
        delay = max(1, timing.delay)
        late = timing.late_on or due + timedelta(days=-(-delay // 4))
        stale = timing.stale_on or due + timedelta(days=max(4 * delay, 30))
        since = self.settings.rules.since
        return late, due if since and due < since else stale

    def _ids(self, draft: Draft) -> tuple[str, str]:
        """Return a short and a long id that neither text nor line changes."""
        from hashlib import blake2b

        key = self.count(
            draft.rule, draft.people, draft.source.span.path, draft.kind, draft.on
        )
        text = "\0".join(map(str, key))
        raw = text.encode("utf-8", "replace")
        short, long = (blake2b(raw, digest_size=size).hexdigest() for size in (4, 16))
        return short, long

    def count(
        self,
        rule: RuleId,
        people: Iterable[PersonId],
        path: str,
        kind: str,
        on: date | None,
    ) -> tuple[object, ...]:
        """Return what makes an id; the last of it tells those alike apart.

        What is settled counts as well, so that no other takes over its id.
        """
        source = lasting_id(self.book, path)
        key = (*(lasting_id(self.book, one) for one in people), rule, source, kind, on)
        ordinal = self._made[key] = self._made.get(key, 0) + 1
        return (*key, ordinal)

    @cached_property
    def _month_after_next(self) -> date:
        # A line that were another each day would change every page that shows it.
        return (self.today.replace(day=1) + timedelta(days=62)).replace(day=1)

    def _silence(self, draft: Draft, stale_on: date | None) -> str:
        """Return a line to paste that silences an item."""
        first = draft.people[0] if draft.people else ""
        if first in self.book.leads:
            past = (draft.timing.due_on, draft.on)
            day = next((one for one in past if one and one <= self.today), self.today)
            return f"- {day} closed [[{self.name(first)}]]"
        until = stale_on
        if until is None or until <= self.today:
            until = self._month_after_next
        contact = self.contact(first)
        known = [f"{one.rule} {one.until}" for one in contact.snooze] if contact else []
        said = [one.strip() for one in (*known, f"{draft.rule} {until}")]
        quoted = ", ".join(f'"{one}"' for one in said)
        return f"snooze: [{quoted}]"


def _dated(meetings: Iterable[Meeting]) -> list[Meeting]:
    return sorted((m for m in meetings if m.on), key=lambda m: (m.on, m.path))
