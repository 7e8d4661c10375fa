"""What links lead to, and the book: every note with its links resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from generator.model import Contact, Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diagnostics import Diagnostic
    from generator.graph.lookup import Lookup
    from generator.model import Link
    from generator.source.records import Asset

PersonId = str
"""The path of a contact's note, or `lead:` and the folded name of a lead."""

NoteType = TypeVar("NoteType", bound=Note)


class Found(Struct, frozen=True, kw_only=True):
    """A link that leads to a note.

    Attributes:
        note: Path of the note.
        anchor: HTML id in it; empty: the note as a whole.
        by_name: Whether only its name or an alias matched.
        anchor_missing: Whether the heading or block that was asked for is not there.
        candidates: Where several notes fit equally: all, the chosen one first.
    """

    note: str
    anchor: str = ""
    by_name: bool = False
    anchor_missing: bool = False
    candidates: tuple[str, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether it may not be what was meant, or another program may not find it."""
        return self.by_name or self.anchor_missing or bool(self.candidates)


class FoundAsset(Struct, frozen=True, kw_only=True):
    """A link that leads to an attachment."""

    path: str


class FoundLead(Struct, frozen=True, kw_only=True):
    """A link that names a person who has no note."""

    lead: PersonId


class Missing(Struct, frozen=True, kw_only=True):
    """A link that leads nowhere, with near names."""

    suggestions: tuple[str, ...] = ()


class Outside(Struct, frozen=True, kw_only=True):
    """A link that leads out of the content folder."""


Resolution = Found | FoundAsset | FoundLead | Missing | Outside


class Relation(StrEnum):
    """What a backlink means to the note that it leads to; also their order."""

    MET_IN = "met-in"
    REFERRED_BY = "referred-by"
    REFERRED_YOU_TO = "referred-you-to"
    WORKS_AT = "works-at"
    ASKED_IN = "asked-in"
    MENTIONED_IN = "mentioned-in"


class Backlink(Struct, frozen=True, kw_only=True):
    """A link seen from its target.

    Attributes:
        source: Path of the note that it stands in.
        link: The link as written.
        relation: What the source is to the target.
    """

    source: str
    link: Link
    relation: Relation


class Lead(Struct, frozen=True, kw_only=True):
    """A person whom a note names and who has no note.

    Attributes:
        id: `lead:` and the folded name.
        name: As written first, by path and place.
        sources: The notes that name them, with the link, in order.
    """

    id: PersonId
    name: str
    sources: tuple[tuple[str, Link], ...]


# No struct: what is looked up in is no part of what the book says.
@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Every note, and where every link leads.

    Attributes:
        notes: By path, in the order of paths.
        assets: By path, in the order of paths.
        resolutions: For each path, one for each of the note's `links`, in order.
        backlinks: For each path or lead that has any, by relation, source, place.
        leads: By id, in the order of names.
        problems: Of the links.
        lookup: What the links were looked up in, for the book after the next edit.
    """

    notes: Mapping[str, Note]
    assets: Mapping[str, Asset]
    resolutions: Mapping[str, tuple[Resolution, ...]]
    backlinks: Mapping[str, tuple[Backlink, ...]]
    leads: Mapping[PersonId, Lead]
    problems: tuple[Diagnostic, ...] = ()
    lookup: Lookup | None = field(default=None, repr=False, compare=False)

    def of(self, kind: type[NoteType]) -> Iterator[NoteType]:
        """Yield the notes of one kind in the order of paths."""
        for note in self.notes.values():
            if type(note) is kind:
                yield note

    def target(self, path: str, link: int) -> str | None:
        """Return the note or lead that a link of a note leads to.

        Args:
            path: Of the note.
            link: Number of the link in its `links`.

        Returns:
            A path or a lead's id; none where it leads to neither.
        """
        match self.resolutions[path][link]:
            case Found(note=note):
                return note
            case FoundLead(lead=lead):
                return lead
            case _:
                return None

    def person(self, path: str, link: int) -> PersonId | None:
        """Return the contact or lead that a link of a note leads to, if any."""
        target = self.target(path, link)
        if target is None or target in self.leads:
            return target
        return target if isinstance(self.notes[target], Contact) else None

    def contact(self, person: PersonId) -> Contact | None:
        """Return the note of a person; none for a lead."""
        note = self.notes.get(person)
        return note if isinstance(note, Contact) else None

    def name_of(self, target: str) -> str:
        """Return the shown name of a note or lead."""
        lead = self.leads.get(target)
        return lead.name if lead else self.notes[target].name
