"""Proposals and a book -> changes of notes, and what is said of each; pure."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from generator.edit.changes import Change
from generator.edit.splice import UnfitTextError
from generator.imports.matching import People
from generator.imports.other_notes import Interviews, Organizations
from generator.imports.proposals import propose_contact
from generator.imports.updating import missing_values, with_values
from generator.imports.writing import Writer
from generator.parse.reading import reading_of
from generator.scaffold import ScaffoldError
from generator.scaffold.drafting import LINKED, LINKS
from generator.scaffold.people import find_named
from generator.vocabulary import KEYS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.build import BuildResult
    from generator.imports.matching import Match
    from generator.imports.proposals import Proposal
    from generator.imports.records import Person, Rejection

    ReadNote = Callable[[str], bytes]
    Watch = Callable[[int, int], None]


class Choices(Struct, frozen=True, kw_only=True):
    """What the owner has chosen for an import.

    Attributes:
        source: How they came to know of the people; empty: that is not known.
        unsure: Whether those who may be in the book get a note as well.
        limit: How many new notes there may be; none: any number.
    """

    source: str = ""
    unsure: bool = False
    limit: int | None = None


class Outcome(StrEnum):
    """What becomes of a row; also their order in sums."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    UNSURE = "unsure"
    SKIPPED = "skipped"


class Entry(Struct, frozen=True, kw_only=True):
    """What becomes of one row.

    Attributes:
        line: Where it begins in the file, from 1.
        outcome: What becomes of it.
        name: What it is called; empty: that could not be read.
        path: Of the note that is written, or of that there is; empty: none.
        said: Reasons, and what the file says otherwise; one line each.
    """

    line: int
    outcome: Outcome
    name: str = ""
    path: str = ""
    said: tuple[str, ...] = ()


class Plan(Struct, frozen=True, kw_only=True):
    """What an import would do.

    Attributes:
        changes: For `apply_edits`; one for each note.
        entries: In the order of the file.
        unknown: Names of organizations that new notes link and that have no note.
    """

    changes: tuple[Change, ...] = ()
    entries: tuple[Entry, ...] = ()
    unknown: tuple[str, ...] = ()

    def counts(self) -> dict[Outcome, int]:
        """Return how many rows came to what; every outcome is there."""
        counted = Counter(one.outcome for one in self.entries)
        return {one: counted[one] for one in Outcome}


def plan_people(
    result: BuildResult,
    people: Iterable[Person],
    read: ReadNote,
    rejections: Iterable[Rejection] = (),
    choices: Choices | None = None,
    watch: Watch | None = None,
) -> Plan:
    """Plan what becomes of people of a foreign file.

    Args:
        result: The book as it is, with its templates.
        people: In the order of the file.
        read: Returns the bytes of a note by path.
        rejections: Parts of the file that could not be read.
        choices: What the owner has chosen.
        watch: Is told how many are done, and of how many.

    Returns:
        The plan. Nobody whose profile or e-mail address the book has gets a second
        note; a name alone never joins two.
    """
    choices = choices or Choices()
    proposals = [propose_contact(one, choices.source) for one in people]
    return plan_notes(result, proposals, read, rejections, choices, watch)


def plan_notes(
    result: BuildResult,
    proposals: Sequence[Proposal],
    read: ReadNote,
    rejections: Iterable[Rejection] = (),
    choices: Choices | None = None,
    watch: Watch | None = None,
) -> Plan:
    """Plan what becomes of notes as a foreign file would have them.

    Args:
        result: As `plan_people`.
        proposals: In the order of the file.
        read: As `plan_people`.
        rejections: As `plan_people`.
        choices: As `plan_people`.
        watch: As `plan_people`.
    """
    planner = _Planner(result, read, choices or Choices())
    entries = [*refused(rejections)]
    for number, proposal in enumerate(proposals, 1):
        entries.append(planner.take(proposal))
        if watch:
            watch(number, len(proposals))
    entries.sort(key=lambda one: one.line)
    return Plan(
        changes=tuple(planner.changes[path] for path in sorted(planner.changes)),
        entries=tuple(entries),
        unknown=tuple(planner.unknown),
    )


def refused(rejections: Iterable[Rejection]) -> tuple[Entry, ...]:
    """Return what is said of parts of a file that could not be read."""
    return tuple(
        Entry(line=one.line, outcome=Outcome.SKIPPED, said=(one.reason,))
        for one in rejections
    )


class Register(Protocol):
    """Knows which notes there are, and which are about to be written."""

    def find(self, proposal: Proposal) -> Match:
        """Return the note that a proposal is about."""

    def add(self, proposal: Proposal, path: str) -> None:
        """Know a note that is about to be written."""


class _Planner:
    """Takes one proposal after another; what it decides on counts for the next."""

    def __init__(self, result: BuildResult, read: ReadNote, choices: Choices) -> None:
        self.result = result
        self.book = result.book
        self.reading = reading_of(result.settings)
        self.read = read
        self.choices = choices
        self.writer = Writer(result)
        self.known: dict[Kind, Register] = {
            Kind.CONTACT: People(self.book),
            Kind.INTERVIEW: Interviews(self.book),
            Kind.ORGANIZATION: Organizations(self.book),
        }
        self.changes: dict[str, Change] = {}
        self.lines: dict[str, int] = {}
        self.unknown: dict[str, None] = {}
        self.made = 0

    def take(self, proposal: Proposal) -> Entry:
        """Return what becomes of a proposal."""
        if not proposal.name:
            return _entry(proposal, Outcome.SKIPPED, said=("it has no name",))
        match = self.known[proposal.kind].find(proposal)
        if match.path in self.lines:
            said = f"the same {match.by} as in line {self.lines[match.path]}"
            return _entry(proposal, Outcome.SAME, match.path, (said,))
        if match.path:
            return self._compare(proposal, match)
        if match.twins and not (self.choices.unsure and match.tellable):
            return _entry(proposal, Outcome.UNSURE, match.twins[0], (_doubt(match),))
        return self._make(proposal, match)

    def _make(self, proposal: Proposal, match: Match) -> Entry:
        """Plan a new note."""
        if self.made == self.choices.limit:
            over = (f"there are {self.made:,} new notes already",)
            return _entry(proposal, Outcome.SKIPPED, said=over)
        try:
            draft = self.writer.draft(proposal)
        except ScaffoldError as error:
            return _entry(proposal, Outcome.SKIPPED, said=(str(error),))
        data = draft.text.encode()
        self.changes[draft.path] = Change(path=draft.path, before=None, after=data)
        self.lines[draft.path] = proposal.line
        self.made += 1
        self.known[proposal.kind].add(proposal, draft.path)
        for kind, name in draft.unknown:
            if kind is Kind.ORGANIZATION:
                self.unknown[name] = None
        alike = ", ".join(match.namesakes or match.twins)
        said = (f"called like {alike}",) if alike else ()
        return _entry(proposal, Outcome.NEW, draft.path, said)

    def _compare(self, proposal: Proposal, match: Match) -> Entry:
        """Plan what a note that is there gains."""
        path = match.path
        missing, said = missing_values(self.book, self.book.notes[path], proposal)
        if match.against:
            said = (f"its e-mail address is that of {match.against}", *said)
            missing.pop("email", None)
        if not missing:
            return _entry(proposal, Outcome.SAME, path, said)
        self.lines[path] = proposal.line
        before = self.read(path)
        try:
            missing |= {
                key: self._linked(LINKED.get(key, Kind.CONTACT), texts)
                for key, texts in missing.items()
                if _takes_links(proposal.kind, key)
            }
            after = with_values(path, before, missing, self.reading)
        except (UnfitTextError, ScaffoldError) as error:
            reason = f"the note {error}"
            return _entry(proposal, Outcome.SKIPPED, path, (reason, *said))
        self.changes[path] = Change(path=path, before=before, after=after)
        gains = f"gets {', '.join(missing)}"
        return _entry(proposal, Outcome.UPDATED, path, (gains, *said))

    def _linked(self, kind: Kind, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return links to notes.

        Raises:
            ScaffoldError: Where several notes have a name.
        """
        if kind is Kind.ORGANIZATION:
            names = tuple(map(self.writer.organization, names))
        found = [find_named(self.book, one, kind) for one in names]
        if kind is Kind.ORGANIZATION:
            self.unknown.update({one.shown: None for one in found if not one.target})
        return tuple(one.link for one in found)


def _entry(
    proposal: Proposal, outcome: Outcome, path: str = "", said: tuple[str, ...] = ()
) -> Entry:
    return Entry(
        line=proposal.line, outcome=outcome, name=proposal.name, path=path, said=said
    )


def _takes_links(kind: Kind, key: str) -> bool:
    return any(one.name == key and one.type in LINKS for one in KEYS[kind])


def _doubt(match: Match) -> str:
    return (
        f"may be {' or '.join(match.twins)}, by name; write the address into that note "
        "if so"
    )
