"""People in lists and on their pages: name, role, where one stands with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model import Contact
from generator.render.urls import relative
from generator.render.views.parts import Person, Ref, Standing
from generator.render.views.places import source_ref
from generator.vocabulary import STATUSES, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.facts.records import Event
    from generator.render.material import Material

_OF_INTERVIEWS: Final = {
    EventKind.MET: "interview",
    EventKind.SCHEDULED: "interview planned",
}
_TONES: Final = {
    "met": "good",
    "keeping": "good",
    "scheduled": "soon",
    "replied": "soon",
    "ready": "soon",
}


def ref(material: Material, target: str, page: str, anchor: str = "") -> Ref:
    """Return the link to a note or lead.

    Args:
        material: The build.
        target: Path of the note, or the lead's id.
        page: URL of the page that holds the link.
        anchor: HTML id on the note's page; empty: its top.
    """
    found = material.linked(target)
    return Ref(
        text=found.name,
        href=relative(page, found.url, anchor),
        kind=found.kind,
        mark=found.mark,
    )


def refs(material: Material, targets: Iterable[str], page: str) -> tuple[Ref, ...]:
    """Return the links to notes and leads, in order."""
    return tuple(ref(material, target, page) for target in targets)


def standing(material: Material, person: str, page: str) -> Standing | None:
    """Return where one stands with a person and why; none where nothing is known."""
    status = material.facts.statuses.get(person)
    if status is None or not status.word:
        return None
    event = status.event
    why = "nothing has happened yet"
    if status.written:
        why = "as the note says"
        if status.contradicts:
            why = f"as the note says; the dated events say {status.derived}"
    elif event:
        said = "interview" if event.derived else happened(event)
        why = f"{said} on {material.dates.day(event.on).text}"
    line = None
    if event and not status.written:
        line = source_ref(material, event.source, page)
    tone = _TONES.get(status.word, "")
    rank = STATUSES.index(status.word) if status.word in STATUSES else len(STATUSES)
    return Standing(word=status.word, tone=tone, why=why, place=line, rank=rank)


def happened(event: Event) -> str:
    """Return an event in words: `asked (email)`."""
    if event.derived:
        return _OF_INTERVIEWS.get(event.kind, str(event.kind))
    return f"{event.kind} ({event.how})" if event.how else str(event.kind)


def person(material: Material, target: str, page: str) -> Person:
    """Return a person for a list."""
    note = material.book.notes.get(target)
    return Person(
        who=ref(material, target, page),
        role=note.role if isinstance(note, Contact) else "",
        standing=standing(material, target, page),
    )


def people(material: Material, targets: Iterable[str], page: str) -> tuple[Person, ...]:
    """Return people for a list, in order."""
    return tuple(person(material, target, page) for target in targets)


def initials(name: str) -> str:
    """Return one or two letters that stand for a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [name.strip()[:1]]
    return "".join(letters).upper()
