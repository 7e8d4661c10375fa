"""The table of contacts, and each contact's page."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.fields import fold_field
from generator.derive.grouping import HIDDEN, group_on
from generator.derive.people import name_key
from generator.model import Contact
from generator.render.urls import relative
from generator.render.views.air import air, answers
from generator.render.views.brief import brief_ref
from generator.render.views.drafts import first_message
from generator.render.views.due import QUIET, own_agenda
from generator.render.views.facets import facets
from generator.render.views.frame import crumb, frame
from generator.render.views.happened import timeline
from generator.render.views.local_tree import local_tree
from generator.render.views.parts import Ref
from generator.render.views.people import happened, initials, ref, refs, standing
from generator.render.views.ways import led_to, namings
from generator.render.views.written import written
from generator.vocabulary import SOURCES, STATUSES, TIERS

if TYPE_CHECKING:
    from generator.derive.records import Item
    from generator.graph.records import PersonId
    from generator.render.dates import Day
    from generator.render.draw.tree import Drawing
    from generator.render.material import Material
    from generator.render.views.air import Air, Said
    from generator.render.views.drafts import DraftShown
    from generator.render.views.due import Agenda
    from generator.render.views.happened import Happening
    from generator.render.views.parts import Frame, Person, Standing
    from generator.render.views.written import Written

URL: Final = "contacts/index.html"
FACETS: Final = (
    *("Status", "Due", "Field", "Organization"),
    *("Note", "Tier", "Source", "Tag"),
)
_DUE: Final = ("something", "nothing")
_NOTE: Final = ("has a note", "no note yet")
_ELSEWHERE: Final = frozenset({"organization", "role", "pronouns", "field", "status"})
_QUIET: Final = HIDDEN | QUIET


class ContactRow(Struct, frozen=True, kw_only=True):
    """A person in the table.

    Attributes:
        named_by: Who named a person without a note.
        last: The newest contact and what it was.
        next: What is due next: its rule, and the day.
        facets: Its values of `FACETS`.
    """

    who: Ref
    role: str
    named_by: tuple[Ref, ...]
    organization: Ref | None
    fields: tuple[str, ...]
    standing: Standing | None
    last: Day | None
    last_what: str
    next: Day | None
    next_what: str
    facets: str


class ContactsView(Struct, frozen=True, kw_only=True):
    """Everyone with a note by name, then everyone named who has none."""

    template: ClassVar[str] = "pages/contacts.html"
    frame: Frame
    facets: str
    orders: str
    rows: tuple[ContactRow, ...]


class ContactView(Struct, frozen=True, kw_only=True):
    """One person.

    Attributes:
        drafts: A first message, where nobody has written to them.
        place: Their place in the referral tree, drawn.
        namings: Who named them.
        led_to: Whom they named, with the status, where the drawing leaves some out.
        new_interview: The command that plans an interview with them, where there is
            none; empty in a published site.
        brief: What to take along to a meeting.
    """

    template: ClassVar[str] = "pages/contact.html"
    frame: Frame
    name: str
    initials: str
    pronouns: str
    role: str
    organization: Ref | None
    location: str
    fields: tuple[Ref, ...]
    standing: Standing | None
    agenda: Agenda
    drafts: tuple[DraftShown, ...]
    air: Air
    answers: tuple[Said, ...]
    timeline: tuple[Happening, ...]
    new_interview: str
    place: Drawing
    brief: Ref | None
    namings: tuple[Happening, ...]
    led_to: tuple[Person, ...]
    written: Written


def contacts_view(material: Material) -> ContactsView:
    """Return the table of contacts, by name."""
    url = URL
    book = material.book
    paths = sorted(
        (note.path for note in book.of(Contact)), key=lambda one: name_key(book, one)
    )
    leads = sorted(book.leads, key=lambda one: name_key(book, one))
    return ContactsView(
        frame=frame(material, url, "Contacts"),
        facets="\t".join(FACETS),
        orders=facets(STATUSES, _DUE, (), (), _NOTE, TIERS, SOURCES),
        rows=tuple(_row(material, one, url) for one in (*paths, *leads)),
    )


def contact_view(material: Material, path: str) -> ContactView:
    """Return the page of a contact."""
    url = material.urls.notes[path]
    note = material.book.notes[path]
    assert isinstance(note, Contact)  # noqa: S101 - pages are planned by kind
    return ContactView(
        frame=frame(material, url, note.name, crumb(url, "contacts")),
        name=note.name,
        initials=initials(note.name),
        pronouns=note.pronouns,
        role=note.role,
        organization=organization(material, note, url),
        location=note.location,
        fields=field_refs(material, note.field, url),
        standing=standing(material, path, url),
        agenda=own_agenda(material, material.items_of[path], url),
        drafts=first_message(material, path),
        air=air(material, material.derived.ledgers.by_person[path], url),
        answers=answers(material, path, url),
        timeline=timeline(material, path, url),
        new_interview=_new_interview(material, note),
        place=local_tree(material, path, url),
        brief=brief_ref(material, path, url),
        namings=namings(material, path, url),
        led_to=led_to(material, path, url),
        written=written(material, path, url, _ELSEWHERE),
    )


def organization(material: Material, contact: Contact, page: str) -> Ref | None:
    """Return the link to where a contact works now; none where it is not said."""
    if contact.organization is None:
        return None
    look = material.links.look(contact.path, contact.organization, page)
    return Ref(text=look.text, href=look.href, kind="organization", mark=look.title)


def field_refs(
    material: Material, names: tuple[str, ...], page: str
) -> tuple[Ref, ...]:
    """Return the links to the pages of fields, in order."""
    return tuple(field_ref(material, name, page) for name in names if name.strip())


def field_ref(material: Material, name: str, page: str) -> Ref:
    """Return the link to the page of a field, under whatever spelling."""
    shown = material.field_names.get(fold_field(name), name)
    url = material.urls.fields.get(shown)
    return Ref(text=shown, href=relative(page, url) if url else "")


def _new_interview(material: Material, contact: Contact) -> str:
    if not material.local or material.meetings_with.get(contact.path):
        return ""
    plain = not set(contact.name) & set('"$`\\!')
    name = f'"{contact.name}"' if plain else quote(contact.name)
    return f"airbook new interview {name}"


def _row(material: Material, person: PersonId, page: str) -> ContactRow:
    note = material.book.notes.get(person)
    contact = note if isinstance(note, Contact) else None
    last = material.last_contact.get(person)
    item = _next(material, person)
    where = organization(material, contact, page) if contact else None
    stands = standing(material, person, page)
    return ContactRow(
        who=ref(material, person, page),
        role=contact.role if contact else "",
        named_by=() if contact else _named_by(material, person, page),
        organization=where,
        fields=contact.field if contact else (),
        standing=stands,
        last=material.dates.day(last.on) if last else None,
        last_what=happened(last) if last else "",
        next=material.dates.maybe(item.due_on) if item else None,
        next_what=str(item.rule) if item else "",
        facets=facets(
            stands.word if stands else "",
            _DUE[0 if item else 1] if material.facts.told else "",
            [material.field_names.get(fold_field(one), one) for one in contact.field]
            if contact
            else (),
            where.text if where else "",
            _NOTE[0 if contact else 1],
            contact.tier if contact else "",
            contact.source if contact else "",
            contact.tags if contact else (),
        ),
    )


def _named_by(material: Material, lead: PersonId, page: str) -> tuple[Ref, ...]:
    namings = material.named.get(lead, ())
    return refs(
        material, dict.fromkeys(who for one in namings for who in one.referrers), page
    )


def _next(material: Material, person: PersonId) -> Item | None:
    """Return what is due first with somebody; none where nothing asks for it."""
    today = material.facts.today
    items = [
        item
        for item in material.items_of[person]
        if item.due_on and group_on(item, today) not in _QUIET
    ]
    return min(items, key=lambda one: one.due_on or today, default=None)
