"""The table of organizations, and each one's page: whom do I know there?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.people import name_key
from generator.model import Organization
from generator.parse.days import read_day
from generator.render.views.facets import facets
from generator.render.views.facts import address
from generator.render.views.frame import crumb, frame
from generator.render.views.interviews import meeting_rows
from generator.render.views.lines import CULTURE, PAY, about, lines
from generator.render.views.parts import Ref
from generator.render.views.people import people, ref
from generator.render.views.written import written

if TYPE_CHECKING:
    from generator.derive.connections import Connection
    from generator.derive.records import LedgerLine
    from generator.render.dates import Day
    from generator.render.material import Material
    from generator.render.views.interviews import MeetingRow
    from generator.render.views.parts import Frame, Line, Person
    from generator.render.views.written import Written

URL: Final = "organizations/index.html"
FACETS: Final = ("Industry", "Status", "Known there", "Place")
_KNOWN: Final = ("somebody now", "somebody formerly", "nobody")
_STATUSES: Final = ("active", "on-hold", "ruled-out", "offer")
_ELSEWHERE: Final = frozenset({"industry", "location", "status", "advocacy"})


class OrganizationRow(Struct, frozen=True, kw_only=True):
    """An organization in the table.

    Attributes:
        now: People who work there now.
        formerly: How many worked there before.
        last: The newest interview there.
        facets: Its values of `FACETS`.
    """

    who: Ref
    industry: str
    location: str
    status: str
    now: tuple[Person, ...]
    formerly: int
    interviews: int
    last: Day | None
    facets: str


class OrganizationsView(Struct, frozen=True, kw_only=True):
    """Every organization, by name."""

    template: ClassVar[str] = "pages/organizations.html"
    frame: Frame
    facets: str
    orders: str
    rows: tuple[OrganizationRow, ...]


class ConnectionLine(Struct, frozen=True, kw_only=True):
    """Somebody of the owner's private list who has no note."""

    who: Ref
    role: str
    organization: str
    connected: str


class OrganizationView(Struct, frozen=True, kw_only=True):
    """One organization.

    Attributes:
        pay: What was heard about pay.
        culture: What was heard about how it is to work there.
        others: Anything else that its people said.
        connections: People of the private list; local site only.
    """

    template: ClassVar[str] = "pages/organization.html"
    frame: Frame
    name: str
    industry: str
    location: str
    status: str
    advocacy: bool
    now: tuple[Person, ...]
    formerly: tuple[Person, ...]
    interviews: tuple[MeetingRow, ...]
    pay: tuple[Line, ...]
    culture: tuple[Line, ...]
    others: tuple[Line, ...]
    connections: tuple[ConnectionLine, ...]
    written: Written


def organizations_view(material: Material) -> OrganizationsView:
    """Return the table of organizations."""
    book = material.book
    notes = sorted(book.of(Organization), key=lambda one: name_key(book, one.path))
    return OrganizationsView(
        frame=frame(material, URL, "Organizations"),
        facets="\t".join(FACETS),
        orders=facets((), _STATUSES, _KNOWN),
        rows=tuple(_row(material, note) for note in notes),
    )


def organization_view(material: Material, path: str) -> OrganizationView:
    """Return the page of an organization."""
    url = material.urls.notes[path]
    note = material.book.notes[path]
    assert isinstance(note, Organization)  # noqa: S101 - pages are planned by kind
    heard = material.lines_at.get(path, ())
    pay = about(heard, PAY)
    culture = _without(about(heard, CULTURE), pay)
    others = _without(heard, (*pay, *culture))
    return OrganizationView(
        frame=frame(material, url, note.name, crumb(url, "organizations")),
        name=note.name,
        industry=note.industry,
        location=note.location,
        status=note.status,
        advocacy=note.advocacy,
        now=people(material, material.staff.get(path, ()), url),
        formerly=people(material, material.former_staff.get(path, ()), url),
        interviews=meeting_rows(material, material.meetings_at.get(path, ()), url),
        pay=lines(material, pay, url),
        culture=lines(material, culture, url),
        others=lines(material, others, url),
        connections=tuple(
            _connection(material, one) for one in material.connections_at.get(path, ())
        ),
        written=written(material, path, url, _ELSEWHERE),
    )


def _row(material: Material, note: Organization) -> OrganizationRow:
    meetings = material.meetings_at.get(note.path, ())
    staff = material.staff.get(note.path, ())
    former = material.former_staff.get(note.path, ())
    known = _KNOWN[0 if staff else 1 if former else 2]
    return OrganizationRow(
        who=ref(material, note.path, URL),
        industry=note.industry,
        location=note.location,
        status=note.status,
        now=people(material, staff, URL),
        formerly=len(former),
        interviews=len(meetings),
        last=material.dates.maybe(meetings[0].on) if meetings else None,
        facets=facets(note.industry, note.status, known, note.location),
    )


def _connection(material: Material, one: Connection) -> ConnectionLine:
    on = read_day(one.connected)
    return ConnectionLine(
        who=Ref(text=one.name, href=address("linkedin", one.profile)),
        role=one.role,
        organization=one.organization,
        connected=material.dates.full(on).text if on else one.connected,
    )


def _without(
    lines: tuple[LedgerLine, ...], others: tuple[LedgerLine, ...]
) -> tuple[LedgerLine, ...]:
    known = {(one.note, one.entry.anchor) for one in others}
    return tuple(one for one in lines if (one.note, one.entry.anchor) not in known)
