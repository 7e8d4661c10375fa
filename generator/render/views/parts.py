"""Parts that many pages share: links, people, entries, backlinks, the frame.

Records of pages are made by the hundred thousand and hold no cycles, so that the
collector of garbage need not look at them: `gc=False`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.render.dates import Day


class Ref(Struct, frozen=True, kw_only=True, gc=False):
    """A link to a page.

    Attributes:
        text: What it says.
        href: Where it leads; empty: nowhere, just the text.
        kind: `contact`, `lead`, `interview` …; empty: of no kind.
        mark: What the reader should know of it, such as `no note yet`.
        line: Number of the line that it leads to; 0: to no line in particular.
    """

    text: str
    href: str = ""
    kind: str = ""
    mark: str = ""
    line: int = 0


class NavLink(Struct, frozen=True, kw_only=True, gc=False):
    """A link of the frame."""

    text: str
    href: str
    here: bool


class NavGroup(Struct, frozen=True, kw_only=True, gc=False):
    """Links of the frame under one word."""

    text: str
    links: tuple[NavLink, ...]


class Frame(Struct, frozen=True, kw_only=True, gc=False):
    """What stands around a page; nothing in it changes from day to day.

    Attributes:
        title: Of the page.
        book: Title of the site.
        language: Of the notes.
        home: Link to Today.
        static: Link to the folder of stylesheet and script, with `/`.
        nav: The links to every section.
        search: Link to the search.
        shards: How many files the texts of previews and hits lie in.
        crumbs: Where the page lies, outermost first, itself not among them.
        told: Whether the site tells of events, statuses and what is due.
        local: Whether it is its owner's own.
    """

    title: str
    book: str
    language: str
    home: str
    static: str
    nav: tuple[NavGroup, ...]
    search: NavLink
    shards: int
    crumbs: tuple[Ref, ...] = ()
    told: bool = True
    local: bool = True


class Quote(Struct, frozen=True, kw_only=True, gc=False):
    """A backlink: a sentence that links here, and where it stands.

    Attributes:
        before: What stands before the link.
        shown: The link's own words.
        after: What stands behind it.
        key: The front-matter key instead of a sentence; empty: a sentence.
        place: The note that says it, linked to the very line.
        heading: The heading above it.
        day: The day of that note.
    """

    before: str
    shown: str
    after: str
    key: str
    place: Ref
    heading: str
    day: Day | None


class Quotes(Struct, frozen=True, kw_only=True, gc=False):
    """Backlinks of one relation, the first ones and the folded rest."""

    title: str
    first: tuple[Quote, ...]
    rest: tuple[Quote, ...]


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """An entry of a ledger on any page.

    Attributes:
        html: What was said.
        people: Who said it.
        day: When.
        place: Its line in its note.
        notes: What else is known of it, such as `may use their name`.
        facets: What it can be filtered by, where its page has filters.
        twin: The same for an entry wherever it stands on such a page; 0: it stands
            there once.
    """

    html: Markup
    people: tuple[Ref, ...]
    day: Day | None
    place: Ref
    notes: tuple[str, ...] = ()
    facets: str = ""
    twin: int = 0


class Standing(Struct, frozen=True, kw_only=True, gc=False):
    """Where one stands with a person.

    Attributes:
        word: The status.
        tone: `good`, `soon` or empty, for the stylesheet.
        why: What it follows from.
        place: The line that says it, where there is one.
        rank: Its place among all statuses, for sorting.
    """

    word: str
    tone: str
    why: str
    place: Ref | None = None
    rank: int = 0


class Person(Struct, frozen=True, kw_only=True, gc=False):
    """A person in a list, with the status."""

    who: Ref
    role: str
    standing: Standing | None


class Fact(Struct, frozen=True, kw_only=True, gc=False):
    """A key of the front matter and its values."""

    name: str
    values: tuple[Ref, ...]
