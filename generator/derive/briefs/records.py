"""The brief as data: what to know and what to ask before one meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date, datetime

    from generator.facts.records import Referral
    from generator.graph.records import PersonId
    from generator.model import Moment, TaskState

One = TypeVar("One")


class Some(Struct, Generic[One], frozen=True, kw_only=True):
    """The first of a list, and how many the paper has no room for."""

    shown: tuple[One, ...] = ()
    more: int = 0


class Clock(Struct, frozen=True, kw_only=True):
    """What a clock shows somebody when the meeting begins.

    Attributes:
        people: Whose clock; empty: the owner's, or that of the place.
        at: Day and time there.
        zone: IANA name.
    """

    people: tuple[PersonId, ...]
    at: datetime
    zone: str


class Appointment(Struct, frozen=True, kw_only=True):
    """When and where; all of it empty in the brief of a contact without a date.

    Attributes:
        path: Of the interview's note.
        status: `planned`, `requested` or `scheduled`.
        when: On the owner's clock where that is known, else as written.
        clocks: Where a clock shows something else: the owner's, then theirs.
        duration: Minutes.
        confirmed: The day on which it was confirmed; none: it is not.
    """

    path: str
    status: str
    when: Moment | None
    clocks: tuple[Clock, ...]
    duration: int | None
    mode: str
    place: str
    link: str
    confirmed: date | None


class Named(Struct, frozen=True, kw_only=True):
    """A naming, and the answer to "may I use your name" that holds."""

    referral: Referral
    may_use_name: str


class Who(Struct, frozen=True, kw_only=True):
    """One person to be met.

    Attributes:
        organization: Where they work: path of a note, else the words of the link.
        way: From the owner's first circle down to them, them not included.
        way_more: How many of a long way are left out, behind the first.
        named: Who named them, one line for each referrer or panel.
    """

    person: PersonId
    pronunciation: str = ""
    pronouns: str = ""
    role: str = ""
    organization: str = ""
    fields: tuple[str, ...] = ()
    location: str = ""
    interests: tuple[str, ...] = ()
    met: str = ""
    how_we_met: str = ""
    way: tuple[PersonId, ...] = ()
    way_more: int = 0
    named: Some[Named] = Some()

    @property
    def is_bare(self) -> bool:
        """Whether nothing is known but the name."""
        return self == Who(person=self.person)


class Remark(Struct, frozen=True, kw_only=True):
    """What somebody said.

    Attributes:
        text: Plain, cut to a line or two.
        people: Who said it.
        on: When; none: unknown.
        state: Whether it was done, where it was advice with a box to tick.
    """

    text: str
    people: tuple[PersonId, ...]
    on: date | None
    state: TaskState | None = None


class Colleague(Struct, frozen=True, kw_only=True):
    """Somebody else at the same place, and where one stands with them."""

    person: PersonId
    former: bool
    status: str
    on: date | None


class Workplace(Struct, frozen=True, kw_only=True):
    """An organization, whom one knows there, what was heard of pay and culture."""

    path: str
    industry: str
    size: str
    location: str
    colleagues: Some[Colleague]
    heard: Some[Remark]


class Earlier(Struct, frozen=True, kw_only=True):
    """A contact before: an interview, or a line of a Log, with what it says.

    Attributes:
        on: The day.
        what: `interview`, or the kind of event.
        text: What is said of it; of an interview its first words.
        topics: Of the interview.
    """

    on: date
    what: str
    text: str
    topics: tuple[str, ...] = ()


class Promise(Struct, frozen=True, kw_only=True):
    """Something that is open between two people.

    Attributes:
        text: What; empty where `referral` says it.
        on: By when; none: without a day.
        by: Who promised it; empty: the owner.
        referral: Whom they named, where that is what is open.
        state: Of the referral, as in a `Debt`.
        may_use_name: Of the referral.
    """

    text: str = ""
    on: date | None = None
    by: tuple[PersonId, ...] = ()
    referral: Referral | None = None
    state: str = ""
    may_use_name: str = ""


class Ask(Struct, frozen=True, kw_only=True):
    """A question to ask, with room to write.

    Attributes:
        question: Path of its note; empty: only the words of a link.
        text: The question.
        stage: When in the talk; empty: not said.
        must: Whether nobody is to be left without it.
        own: Whether the interview's note lists it.
        heard: What others said last; none: nobody has answered.
        before: What they themselves said; only in a question of the note's own.
    """

    question: str
    text: str
    stage: str = ""
    must: bool = False
    own: bool = False
    heard: Remark | None = None
    before: Remark | None = None


class Brief(Struct, frozen=True, kw_only=True):
    """One page to take along.

    Attributes:
        appointment: The interview to come; none: no interview is planned.
        people: Whom one meets.
        workplaces: Where they work.
        prep: Lines of the Prep section.
        mine: What the owner promised and could tell.
        theirs: What they promised, and whom they named.
        last: The day of the newest contact with any of them.
        earlier: What happened before, newest first.
        advice: What they advised, newest first.
        asks: Questions by stage.
        asks_more: How many more are on the questions page.
    """

    appointment: Appointment | None
    people: Some[Who]
    workplaces: tuple[Workplace, ...]
    prep: Some[str]
    mine: Some[Promise]
    theirs: Some[Promise]
    last: date | None
    earlier: Some[Earlier]
    advice: Some[Remark]
    asks: tuple[tuple[str, tuple[Ask, ...]], ...] = ()
    asks_more: int = 0
