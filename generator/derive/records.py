"""Derived views: what the owner wants to know, as data; never URLs or markup."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.facts.records import Referral, Source
    from generator.graph.records import PersonId
    from generator.model import Answer, Entry
    from generator.vocabulary import RuleId


class Item(Struct, frozen=True, kw_only=True):
    """One line of the follow-up list (README, "Follow-ups").

    Attributes:
        id: Short and stable: from people, rule, source note and event.
        uid: The same at a length that is nobody else's, for calendars.
        people: Whom it is about, in order; empty: nobody (widen).
        about: Other people in it: who is to be told about, whose name to ask for.
        rule: The rule.
        source: Note and line that it follows from.
        on: Day of the event that it follows from; none: undated.
        kind: Kind of that event.
        delay: The number written, at least 1.
        due_on: When it is due; none: no date.
        late_on: From when it is overdue.
        stale_on: From when it is stale.
        starts_on: Not listed before this day.
        ends_on: The last day on which it is listed.
        snoozed_until: Quiet before this day.
        dated_promise: Whether it is a promise with a date of its own.
        reason: Why, one sentence.
        action: What to do, with names.
        settles: The kinds of events that settle it, in their order; where none
            does, see the rule's `otherwise`.
        silence: A line to paste that silences it.
    """

    id: str
    uid: str
    people: tuple[PersonId, ...]
    about: tuple[PersonId, ...] = ()
    rule: RuleId
    source: Source
    on: date | None
    kind: str
    delay: int
    due_on: date | None
    late_on: date | None
    stale_on: date | None
    starts_on: date | None = None
    ends_on: date | None = None
    snoozed_until: date | None = None
    dated_promise: bool = False
    reason: str
    action: str
    settles: tuple[str, ...]
    silence: str


class Yield(Struct, frozen=True, kw_only=True):
    """What a branch of the referral tree gave: the person and everyone below."""

    interviews: int
    entries: int
    people: int


class Branch(Struct, frozen=True, kw_only=True):
    """A person in the referral tree.

    Attributes:
        person: Contact or lead.
        edge: The referral that leads to them; none in the owner's first circle.
        children: Whom they referred first, in order of day and name. Their branches
            are beside this one and not within it: a chain has no greatest length.
        gave: What the person and everyone below yielded; `people` counts those
            below.
        dead: Everyone in it declined, closed or silent, and nothing gained.
    """

    person: PersonId
    edge: Referral | None
    children: tuple[PersonId, ...]
    gave: Yield
    dead: bool


class Debt(Struct, frozen=True, kw_only=True):
    """What is still open about one referral.

    Attributes:
        referral: The naming; of several by the same people, the first.
        state: The first that holds of `tell-met`, `tell-contacted`, `permission`
            (nobody wrote to the person, and the name-question is open) and
            `unused` (nobody wrote to them; the name is settled, or no day is
            known, or there is nobody to ask).
        may_use_name: The answer that holds: `yes`, `no`, `ask` or empty (not said).
    """

    referral: Referral
    state: str
    may_use_name: str = ""


class LedgerLine(Struct, frozen=True, kw_only=True):
    """An entry with who said it and when.

    Attributes:
        note: Path of the note that it stands in.
        entry: The entry.
        people: Who said it: everyone in `with`, or the note's contact.
        on: When: the interview's or daily note's day; none: unknown.
        organizations: The employers then.
        fields: The fields then.
    """

    note: str
    entry: Entry
    people: tuple[PersonId, ...]
    on: date | None
    organizations: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


# Without slots: the topics are kept beside the lines.
@dataclass(frozen=True, kw_only=True)
class Ledger:
    """All entries of one section.

    Attributes:
        lines: Newest first, undated last, then by path and place.
    """

    lines: tuple[LedgerLine, ...]

    @cached_property
    def years(self) -> Mapping[int | None, tuple[LedgerLine, ...]]:
        """The lines of each year, newest first, undated last."""
        found: dict[int | None, list[LedgerLine]] = {}
        for line in self.lines:
            found.setdefault(line.on.year if line.on else None, []).append(line)
        return {year: tuple(lines) for year, lines in found.items()}

    @cached_property
    def topics(self) -> tuple[tuple[str, tuple[LedgerLine, ...]], ...]:
        """Topic and its lines, topics by name, `""` last, for those without.

        An entry with several topics stands under each.
        """
        # Obsidian's tags ignore case: #Pay and #pay are one topic, shown as it stands
        # first by path, so that a newer note cannot rename it.
        groups: dict[str, list[LedgerLine]] = {}
        spelled: dict[str, tuple[str, int, int, str]] = {}
        for line in self.lines:
            span = line.entry.span
            for topic in line.entry.topics:
                here = (line.note, span.line, span.column, topic)
                key = topic.casefold()
                spelled[key] = min(here, spelled.get(key, here))
            for key in dict.fromkeys(map(str.casefold, line.entry.topics or ("",))):
                groups.setdefault(key, []).append(line)
        keys = sorted(groups, key=lambda key: (not key, key))
        return tuple(
            (spelled[key][3] if key else "", tuple(groups[key])) for key in keys
        )


class Cell(Struct, frozen=True, kw_only=True):
    """What one person said to one question: note, answer, day."""

    note: str
    answer: Answer
    on: date | None


class QuestionRow(Struct, frozen=True, kw_only=True):
    """One question against everyone.

    Attributes:
        question: Path of its note.
        cells: For each person who answered, in the matrix's order of people, what
            they said, oldest first.
        asked: People whose interview lists the question without an answer.
    """

    question: str
    cells: tuple[tuple[PersonId, tuple[Cell, ...]], ...]
    asked: tuple[PersonId, ...]


class Matrix(Struct, frozen=True, kw_only=True):
    """The question x person matrix.

    Attributes:
        people: Everyone met in an interview, by name.
        rows: Every question: by stage, category, name.
        gaps: Paths of questions that nobody has answered.
    """

    people: tuple[PersonId, ...]
    rows: tuple[QuestionRow, ...]
    gaps: tuple[str, ...]


class Funnel(Struct, frozen=True, kw_only=True):
    """How many people were asked, replied, met, and named somebody.

    Attributes:
        label: Source or month; empty: the whole, or not said.
        asked: People whom one asked.
        replied: People who reacted to it, or to nothing.
        met: People met.
        referred: People who named somebody.
        unasked: Those of `replied` whom nobody asked, as far as the notes say.
    """

    label: str
    asked: int
    replied: int
    met: int
    referred: int
    unasked: int = 0


class Sample(Struct, frozen=True, kw_only=True):
    """One interview's figures over time; each 1 to 5 or none."""

    interview: str
    on: date
    rating: int | None
    energy: int | None
    confidence: int | None


class PayHeard(Struct, frozen=True, kw_only=True):
    """Pay heard in one currency and one field, per unit of time.

    Attributes:
        field: The career; empty: none known.
        currency: ISO code; empty: free text, listed only.
        per: Unit of time.
        low: The lowest end heard.
        high: The highest end heard.
        lines: The entries, in ledger order; their number is n.
    """

    field: str
    currency: str
    per: str
    low: float
    high: float
    lines: tuple[LedgerLine, ...]


class Challenge(Struct, frozen=True, kw_only=True):
    """The goal and where one stands.

    Attributes:
        goal: Interviews wanted.
        done: Interviews done in the period of `today`.
        label: The period in words: `in March 2026`.
        per: What `periods` are: `month` or `week`.
        periods: First day and done of each since the first interview, oldest
            first, the empty ones and that of `today` too; at most 120.
    """

    goal: int
    done: int
    label: str
    per: str
    periods: tuple[tuple[date, int], ...]


class Numbers(Struct, frozen=True, kw_only=True):
    """The numbers page.

    Attributes:
        total: The whole funnel.
        by_source: By the contacts' `source`, in the vocabulary's order.
        by_month: By the month of the first `asked` (met without one: of the
            meeting), oldest first; label `2026-02`.
        challenge: The goal.
        formats: Mode and count of interviews done, most first; "" for not said.
        lengths: Minutes and count of interviews done, shortest first.
        samples: Interviews with any figure, oldest first.
        pay: By field, currency, unit.
        listed: Pay that cannot be charted.
    """

    total: Funnel
    by_source: tuple[Funnel, ...]
    by_month: tuple[Funnel, ...]
    challenge: Challenge
    formats: tuple[tuple[str, int], ...]
    lengths: tuple[tuple[int, int], ...]
    samples: tuple[Sample, ...]
    pay: tuple[PayHeard, ...]
    listed: tuple[LedgerLine, ...]


class Candidate(Struct, frozen=True, kw_only=True):
    """Somebody to ask next, with the reason."""

    person: PersonId
    reason: str


class FieldSummary(Struct, frozen=True, kw_only=True):
    """A career being explored.

    Attributes:
        name: As written first.
        contacts: People in it, by name.
        done: Interviews done in it, newest first.
        coming: Interviews to come, soonest first.
    """

    name: str
    contacts: tuple[PersonId, ...]
    done: tuple[str, ...]
    coming: tuple[str, ...]
