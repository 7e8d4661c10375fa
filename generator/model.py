"""Frozen records: what a note says, before anything is concluded from it."""

from __future__ import annotations

# The types of fields are looked at when a record is read from the cache.
from collections.abc import Mapping  # noqa: TC003
from datetime import date, time  # noqa: TC003
from enum import StrEnum
from functools import lru_cache
from typing import Final

from msgspec import Struct, msgpack
from msgspec.structs import replace

from generator.diagnostics import Span  # noqa: TC001
from generator.vocabulary import EventKind, Kind, Section  # noqa: TC001


class Origin(StrEnum):
    """Where in a note a link stands."""

    BODY = "body"
    FRONT_MATTER = "front-matter"
    EMBED = "embed"


class Place(StrEnum):
    """The places in which a link to a person without a note makes a lead."""

    NONE = ""
    KEY = "key"
    REFERRAL = "referral"
    INTRODUCED = "introduced"


class Link(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A link as it is written.

    Attributes:
        target: What is linked, without heading; empty: this note.
        anchor: Heading, headings joined with `#`, or `^block`; empty: none.
        shown: Text to show; empty: the target's name.
        written: The source text, whole.
        span: Its place.
        origin: Body, front matter or embed.
        wiki: Whether it is a wikilink, whose target may be a bare name.
        key: The front-matter key it stands in; empty in a body.
        place: Whether it makes a lead where no note has the name.
        before: What stands before it in its sentence.
        after: What stands behind it in its sentence.
        heading: The text of the heading it stands under; empty: none.
        section: The section it stands in.
        id: HTML id of the link on its page; empty in front matter.
        entry: Anchor of the entry, task or answer around it; empty: none.
        hidden: Whether it stands in a comment, which is never shown.
        quoted: Whether it stands in quotes, in front matter.
        cell: Whether it stands in a table, where a pipe is written with a backslash.
    """

    target: str
    anchor: str = ""
    shown: str = ""
    written: str
    span: Span
    origin: Origin = Origin.BODY
    wiki: bool = True
    key: str = ""
    place: Place = Place.NONE
    before: str = ""
    after: str = ""
    heading: str = ""
    section: Section | None = None
    id: str = ""
    entry: str = ""
    hidden: bool = False
    quoted: bool = False
    cell: bool = False


class Slot(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A place in rendered HTML that waits for a link to be resolved.

    Attributes:
        link: Number of the link in the note's `links`.
        part: `whole` (a wikilink), `open` and `close` (around other HTML), `embed`
            (a block of its own), `inline-embed` (within a line of text).
    """

    link: int
    part: str


Html = tuple[str | Slot, ...]
"""Safe HTML with the places of links left open; empty: nothing."""


class Field(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A key of the front matter as it was written.

    Attributes:
        key: As written.
        name: The key that it means; empty: none that Airbook knows.
        texts: Its values as text, in order; empty: no value.
        span: Place of the key.
        value_span: Place of the value.
        links: Numbers in the note's `links`, in order.
    """

    key: str
    name: str
    texts: tuple[str, ...]
    span: Span
    value_span: Span
    links: tuple[int, ...] = ()


class Moment(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A day, and a time where one is known."""

    on: date
    at: time | None = None


class Heading(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A heading of a body, with its HTML id and its section.

    Attributes:
        text: Plain text.
        level: 1 to 6.
        anchor: HTML id.
        span: Its place.
        section: The section that it stands in or begins.
        above: How many lines of the body's `text` stand above it.
    """

    text: str
    level: int
    anchor: str
    span: Span
    section: Section | None = None
    above: int = 0


class Pay(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Pay heard: `[pay:: 80000-95000 USD/year]`.

    Attributes:
        text: As written.
        low: The lower end; none where it cannot be read.
        high: The upper end; the same as `low` for a single figure.
        currency: ISO code in capitals; empty where it cannot be read.
        per: `year`, `month`, `week`, `day` or `hour`.
    """

    text: str
    low: float | None = None
    high: float | None = None
    currency: str = ""
    per: str = ""


class Entry(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One item of a ledger: a list item under Advice, Information or Referrals.

    Attributes:
        section: Which ledger.
        text: Plain text, without tags and fields.
        html: Its HTML, links open.
        anchor: HTML id: the block id, else `a-` and a digest.
        topics: Its tags, without `#`, in order.
        links: Numbers in the note's `links`, in order.
        may_use_name: `yes`, `no` or `ask`; empty: not said (a referral only).
        pay: Pay heard in it.
        question: Number of the link of the question it answers; none without one.
        depth: How deep it stands in its list, from 0.
        day: A date of its own at its beginning.
        span: Its place.
    """

    section: Section
    text: str
    html: Html
    anchor: str
    topics: tuple[str, ...] = ()
    links: tuple[int, ...] = ()
    may_use_name: str = ""
    pay: tuple[Pay, ...] = ()
    question: int | None = None
    depth: int = 0
    day: date | None = None
    span: Span


class LogLine(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One dated line of a Log.

    Attributes:
        kind: What happened.
        day: When; the daily note's own day where the line has none.
        how: The word in brackets, such as `email`.
        text: What is said behind the colon, plain.
        html: The same as HTML.
        people: Links directly after the kind: whom it is about.
        subjects: Any other links: told about, or brought in.
        anchor: HTML id of the line.
        span: Its place.
    """

    kind: EventKind
    day: Moment
    how: str = ""
    text: str = ""
    html: Html = ()
    people: tuple[int, ...] = ()
    subjects: tuple[int, ...] = ()
    anchor: str
    span: Span


class TaskState(StrEnum):
    """Open, done or cancelled."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Task(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A task line, with the fields of Obsidian Tasks and Dataview taken off.

    Attributes:
        state: Open, done or cancelled.
        text: Plain text without its fields.
        html: The same as HTML.
        due_on: 📅 or `due`.
        scheduled_on: ⏳ or `scheduled`.
        starts_on: 🛫 or `start`.
        created_on: ➕ or `created`.
        done_on: ✅ or `completion`.
        cancelled_on: ❌ or `cancelled`.
        logged_on: The day of the Log line that it stands below.
        priority: `highest` to `lowest`; empty: none.
        repeats: Text of the recurrence; empty: none.
        owner: The link that it begins with; none: it is mine, unless that link
            is no person.
        links: All links in it, in order.
        section: The section it stands in.
        anchor: HTML id of the line.
        span: Its place.
    """

    state: TaskState
    text: str
    html: Html = ()
    due_on: date | None = None
    scheduled_on: date | None = None
    starts_on: date | None = None
    created_on: date | None = None
    done_on: date | None = None
    cancelled_on: date | None = None
    logged_on: date | None = None
    priority: str = ""
    repeats: str = ""
    owner: int | None = None
    links: tuple[int, ...] = ()
    section: Section | None = None
    anchor: str
    span: Span


class Answer(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What stands under a heading that links a question.

    Attributes:
        question: Number of the question's link.
        text: Plain text.
        html: Its HTML, links open.
        anchor: HTML id of the heading.
        span: Place of the heading.
    """

    question: int
    text: str
    html: Html
    anchor: str
    span: Span


class Prose(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What a body says at length, which is most of a note.

    Attributes:
        html: All of it, links open.
        headings: The HTML id of each heading that is in no other block, and the pieces
            of `html` that stand under it, itself included: the first, and the end.
        blocks: The parts with a ^block id: `^` and the id, and their HTML.
        excerpt: The first sentences as plain text.
        text: All of it as plain text, for word counts and search.
    """

    html: Html = ()
    headings: tuple[tuple[str, int, int], ...] = ()
    blocks: tuple[tuple[str, Html], ...] = ()
    excerpt: str = ""
    text: str = ""

    def part(self, anchor: str) -> Html:
        """Return what a link with an anchor embeds.

        Args:
            anchor: HTML id of a heading, or `^` and the id of a block; empty: all.

        Returns:
            Nothing where no such part can be embedded.
        """
        if not anchor:
            return self.html
        if anchor.startswith("^"):
            return next((html for name, html in self.blocks if name == anchor), ())
        ranges = (one[1:] for one in self.headings if one[0] == anchor)
        return next((self.html[start:end] for start, end in ranges), ())


_QUICKLY: Final = 1


@lru_cache(maxsize=64)
def _unpacked(packed: bytes) -> Prose:
    """Return prose; that of a few notes is at hand, that of ten thousand too much."""
    from zlib import decompress

    return msgpack.decode(decompress(packed), type=Prose)


class Later:
    """Prose that stays as bytes but while somebody reads it.

    Attributes:
        is_read: Whether somebody has read it.
    """

    __slots__ = ("_said", "is_read")

    def __init__(self, said: Prose | bytes) -> None:
        """Take prose, or what `packed` was."""
        self._said = said
        self.is_read = isinstance(said, Prose)

    @property
    def prose(self) -> Prose:
        """The prose."""
        if isinstance(self._said, Prose):
            return self._said
        self.is_read = True
        return _unpacked(self._said)

    @property
    def packed(self) -> bytes:
        """The same as bytes (MessagePack, then zlib: a third or less of the room)."""
        if not isinstance(self._said, Prose):
            return self._said
        from zlib import compress

        return compress(msgpack.encode(self._said), _QUICKLY)

    def __eq__(self, other: object) -> bool:
        """Say whether both say the same."""
        return isinstance(other, Later) and self.prose == other.prose

    def __hash__(self) -> int:
        """Return the same number for the same prose."""
        return hash(self.prose)

    def __repr__(self) -> str:
        """Return all of it, for whoever compares two notes."""
        return f"Later({self.prose!r})"


_SILENT: Final = Later(Prose())


class Body(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What the text below the front matter says.

    Attributes:
        headings: In order.
        blocks: The ^block ids, without `^`, with their anchors.
        entries: The items of the ledgers, in order.
        log: The dated lines, in order.
        tasks: In order.
        answers: In order.
        tags: `#tags` of the text, without `#`, each once, in order.
        fields: `key:: value` lines of the text, in order.
        filled: The sections that have text.
        written: Whether there is text outside Prep, Follow-up, Log and Private.
        outside: Whether there is text in no section.
        later: Its prose.
    """

    headings: tuple[Heading, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    log: tuple[LogLine, ...] = ()
    tasks: tuple[Task, ...] = ()
    answers: tuple[Answer, ...] = ()
    tags: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    filled: frozenset[Section] = frozenset()
    written: bool = False
    outside: bool = False
    later: Later = _SILENT

    @property
    def prose(self) -> Prose:
        """All that is said, at length."""
        return self.later.prose


class Snooze(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Not before a day: one rule, or (empty) every rule."""

    until: date
    rule: str = ""


class Note(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What every kind of note has; a page is just this.

    Attributes:
        path: Relative to the content folder, with `.md`.
        name: The shown name.
        aliases: Other names.
        tags: Of the front matter and the text, without `#`, each once.
        private: Whether it is for nobody but its owner.
        fields: The front matter as written, in order.
        links: Every link of the note, front matter first, in order.
        body: The text.
        day: The day that the file's name says, for a daily note.
    """

    path: str
    name: str
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    private: bool = False
    fields: tuple[Field, ...] = ()
    links: tuple[Link, ...] = ()
    body: Body
    day: date | None = None

    @property
    def kind(self) -> Kind:
        """The kind of note; a daily note is a page."""
        return KIND_OF[type(self)]


class Page(Note, frozen=True, kw_only=True, array_like=True, gc=False):
    """Any other note: a field, a daily note, a page of one's own."""

    created: Moment | None = None
    updated: Moment | None = None


class Contact(Note, frozen=True, kw_only=True, array_like=True, gc=False):
    """A person. Links are numbers in `links`; see README, "Contact"."""

    pronouns: str = ""
    pronunciation: str = ""
    organization: int | None = None
    past_organizations: tuple[int, ...] = ()
    role: str = ""
    field: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    linkedin: tuple[str, ...] = ()
    website: tuple[str, ...] = ()
    location: str = ""
    timezone: str = ""
    source: str = ""
    met: str = ""
    how_we_met: str = ""
    referred_by: tuple[int, ...] = ()
    may_use_name: str = ""
    status: str = ""
    tier: str = ""
    cadence: int | None = None
    next: date | None = None
    next_action: str = ""
    snooze: tuple[Snooze, ...] = ()
    paused: bool = False
    do_not_contact: bool = False
    interests: tuple[str, ...] = ()
    uid: str = ""


class Interview(Note, frozen=True, kw_only=True, array_like=True, gc=False):
    """A talk, past or to come: `with` is `people`, `date` is `when`."""

    people: tuple[int, ...] = ()
    when: Moment | None = None
    duration: int | None = None
    timezone: str = ""
    mode: str = ""
    place: str = ""
    link: str = ""
    status: str = ""
    confirmed: date | None = None
    thanked: date | None = None
    organization: int | None = None
    field: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    questions: tuple[int, ...] = ()
    referrals: tuple[int, ...] = ()
    rating: int | None = None
    energy: int | None = None
    confidence: int | None = None
    outcome: str = ""
    next: date | None = None
    next_action: str = ""
    uid: str = ""


class Organization(Note, frozen=True, kw_only=True, array_like=True, gc=False):
    """An employer, a school, any place where people work."""

    website: str = ""
    industry: str = ""
    size: str = ""
    location: str = ""
    status: str = ""
    advocacy: bool = False
    motivation: int | None = None
    posting: int | None = None


class Question(Note, frozen=True, kw_only=True, array_like=True, gc=False):
    """A question of the bank."""

    category: str = ""
    stage: str = ""
    must_ask: bool = False


KIND_OF: Final[Mapping[type[Note], Kind]] = {
    Page: Kind.PAGE,
    Contact: Kind.CONTACT,
    Interview: Kind.INTERVIEW,
    Organization: Kind.ORGANIZATION,
    Question: Kind.QUESTION,
}


def differ(note: Note, other: Note) -> bool:
    """Say whether two notes differ in anything but their prose."""
    return note is not other and _without_prose(note) != _without_prose(other)


def _without_prose(note: Note) -> Note:
    return replace(note, body=replace(note.body, later=_SILENT))
