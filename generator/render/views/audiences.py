"""What each audience sees, and what is left out and why; local site only."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.render.slugs import slug_of, with_digest
from generator.render.urls import relative
from generator.render.views.frame import crumb, frame
from generator.render.views.parts import Ref
from generator.render.views.people import ref
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.audience.records import Share
    from generator.render.material import Material
    from generator.render.views.parts import Frame

URL: Final = "audience/index.html"
MOST: Final = 300
_NAMES: Final = {
    "full": "in full",
    "initials": "as initials",
    "pseudonym": "as “Contact” and a number that stays the same",
}
_PLURALS: Final = {
    Kind.CONTACT: "Contacts",
    Kind.INTERVIEW: "Interviews",
    Kind.ORGANIZATION: "Organizations",
    Kind.QUESTION: "Questions",
    Kind.PAGE: "Other notes",
}


class AudienceRow(Struct, frozen=True, kw_only=True):
    """An audience in the list.

    Attributes:
        names: How people are called.
        kept: How many notes it gets something of.
        left: How many it does not get.
    """

    who: Ref
    names: str
    events: bool
    kept: int
    left: int


class AudiencesView(Struct, frozen=True, kw_only=True):
    """Every audience, in the order of the settings."""

    template: ClassVar[str] = "pages/audiences.html"
    frame: Frame
    rows: tuple[AudienceRow, ...]


class Notes(Struct, frozen=True, kw_only=True):
    """Some notes, and how many more there are than are listed."""

    title: str
    count: int
    notes: tuple[Ref, ...]
    more: int


class AudienceView(Struct, frozen=True, kw_only=True):
    """One audience.

    Attributes:
        names: How people are called.
        events: Whether dates and kinds of events are told.
        kept: By kind.
        left: By reason.
        people: Everyone who is shown, and what they are called instead.
        more_people: How many more there are.
        fields: Keys of the front matter in the notes that are kept.
        sections: Sections of the same notes.
        lines: What is left out within kept sections.
        pictures: How many attachments it gets.
        files: Those it does not get, with the reason.
    """

    template: ClassVar[str] = "pages/audience.html"
    frame: Frame
    name: str
    names: str
    events: bool
    total: int
    count: int
    kept: tuple[Notes, ...]
    left: tuple[Notes, ...]
    people: tuple[tuple[Ref, str], ...]
    more_people: int
    fields: tuple[Share, ...]
    sections: tuple[Share, ...]
    lines: tuple[tuple[str, int], ...]
    pictures: int
    files: tuple[tuple[Ref, str], ...]


def url_of(name: str) -> str:
    """Return the URL of an audience's page."""
    slug = slug_of(name, "audience")
    return f"audience/{slug if slug == name else with_digest(slug, name, 4)}.html"


def audiences_view(material: Material) -> AudiencesView:
    """Return the list of audiences."""
    return AudiencesView(
        frame=frame(material, URL, "What others see"),
        rows=tuple(_row(material, name) for name in material.settings.audiences),
    )


def _row(material: Material, name: str) -> AudienceRow:
    made = material.seen_by(name)
    return AudienceRow(
        who=Ref(text=name, href=relative(URL, url_of(name))),
        names=_NAMES[made.audience.names],
        events=made.audience.events,
        kept=len(made.kept),
        left=len(made.left),
    )


def audience_view(material: Material, name: str) -> AudienceView:
    """Return the page of an audience."""
    url = url_of(name)
    made = material.seen_by(name)
    kept, left = defaultdict(list), defaultdict(list)
    for path in made.kept:
        kept[_PLURALS[material.book.notes[path].kind]].append(path)
    for one in made.left:
        left[one.reason].append(one.path)
    changed = made.names if made.audience.names == "initials" else {}
    people = [(ref(material, one, url), said) for one, said in changed.items()]
    return AudienceView(
        frame=frame(material, url, f"What {name} sees", crumb(url, "audience")),
        name=name,
        names=_NAMES[made.audience.names],
        events=made.audience.events,
        total=len(material.book.notes),
        count=len(made.kept),
        kept=_lists(material, kept, _PLURALS.values(), url),
        left=_lists(material, left, sorted(left), url),
        people=tuple(people[:MOST]),
        more_people=max(0, len(people) - MOST),
        fields=made.fields,
        sections=made.sections,
        lines=made.lines,
        pictures=len(made.assets),
        files=tuple(
            (
                Ref(
                    text=one.path,
                    href=relative(url, material.urls.assets[one.path]),
                ),
                one.reason,
            )
            for one in made.left_assets
        ),
    )


def _lists(
    material: Material, found: Mapping[str, list[str]], order: Iterable[str], url: str
) -> tuple[Notes, ...]:
    return tuple(
        Notes(
            title=title,
            count=len(found[title]),
            notes=tuple(ref(material, path, url) for path in found[title][:MOST]),
            more=max(0, len(found[title]) - MOST),
        )
        for title in order
        if found.get(title)
    )
