"""Whom a typed name means, and what the book knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.edit.names import clean_text, link_to_name, link_to_note, stem_in
from generator.model import Contact
from generator.parse.anchors import fold_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.facts.records import Facts, Referral
    from generator.graph.records import Book, Lead, PersonId
    from generator.model import Note
    from generator.scaffold.front_matter import Values
    from generator.vocabulary import Kind


class ScaffoldError(Exception):
    """A note or book cannot be made as it is asked for; one line says why."""


class Named(Struct, frozen=True, kw_only=True):
    """What a typed name means.

    Attributes:
        link: As it is written in a note.
        target: Path of the note, or the lead's id; empty: neither.
        shown: The name.
    """

    link: str
    target: str
    shown: str


def find_named(book: Book, text: str, kind: Kind) -> Named:
    """Find the note or lead that has a name.

    Args:
        book: All notes.
        text: A path, file name, shown name or alias, whole; case does not count.
        kind: What is looked for; others count where no such note has the name.

    Returns:
        With a link to a note that may yet be written, where nothing has the name.

    Raises:
        ScaffoldError: Where several notes have it.
    """
    name = clean_text(text).removeprefix("[[").removesuffix("]]").strip()
    wanted = fold_name(name.removesuffix(".md"))
    for names_of in _SORTS:
        notes = [
            note
            for note in book.notes.values()
            if wanted in map(fold_name, names_of(note))
        ]
        fitting = [note for note in notes if note.kind is kind]
        paths = [note.path for note in fitting or notes]
        if len(paths) > 1:
            raise ScaffoldError(f"{name} may be {' or '.join(paths)}; write the path")
        if paths:
            shown = book.name_of(paths[0])
            link = link_to_note(book, paths[0])
            return Named(link=link, target=paths[0], shown=shown)
    if lead := lead_called(book, name):
        return Named(link=f"[[{lead.name}]]", target=lead.id, shown=lead.name)
    return Named(link=link_to_name(name), target="", shown=name)


def _paths(note: Note) -> Iterable[str]:
    return (note.path.rpartition(".")[0],)


def _stems(note: Note) -> Iterable[str]:
    return (stem_in(note.path),)


def _shown_names(note: Note) -> Iterable[str]:
    return (note.name, *note.aliases)


_SORTS: tuple[Callable[[Note], Iterable[str]], ...] = (_paths, _stems, _shown_names)


def lead_called(book: Book, name: str) -> Lead | None:
    """Return the lead that has a name; none where nobody has it."""
    wanted = fold_name(name)
    return next(
        (one for one in book.leads.values() if fold_name(one.name) == wanted), None
    )


def known_of_lead(book: Book, facts: Facts, name: str) -> Values:
    """Return what the notes say of somebody who has no note yet.

    Args:
        book: All notes.
        facts: Know who named whom.
        name: The lead's name.

    Returns:
        Keys of a contact: who named them, when and why, whether the name may be
        used; empty where nobody did.
    """
    lead = lead_called(book, name)
    namings = [one for one in facts.referrals if lead and one.person == lead.id]
    if not namings:
        return {}
    referrers = dict.fromkeys(who for one in namings for who in one.referrers)
    answers = [one.may_use_name for one in namings if one.may_use_name]
    return {
        "source": ("referral",),
        "referred_by": tuple(_link_to(book, one) for one in referrers),
        "may_use_name": tuple(answers[:1]),
        "how_we_met": (_how_named(book, namings[0]),),
    }


def _link_to(book: Book, person: PersonId) -> str:
    lead = book.leads.get(person)
    return f"[[{lead.name}]]" if lead else link_to_note(book, person)


def _how_named(book: Book, naming: Referral) -> str:
    names = " and ".join(book.name_of(one) for one in naming.referrers)
    by = f" by {names}" if names else ""
    on = f" on {naming.on}" if naming.on else ""
    why = f": {naming.text}" if naming.text else ""
    return clean_text(f"named{by}{on}{why}")


def known_of_people(book: Book, people: Iterable[Named]) -> Values:
    """Return what an interview takes over from the people in it.

    Args:
        book: All notes.
        people: Whom it is with.

    Returns:
        Their fields, and the employer where all have the same one.
    """
    notes = [book.notes.get(one.target) for one in people]
    contacts = [note for note in notes if isinstance(note, Contact)]
    fields = dict.fromkeys(name for note in contacts for name in note.field)
    employers = {_employer(book, note) for note in contacts}
    employer = employers.pop() if len(employers) == 1 else ""
    return {
        "organization": (employer,) if employer else (),
        "field": tuple(fields),
    }


def _employer(book: Book, note: Contact) -> str:
    if note.organization is None:
        return ""
    target = book.target(note.path, note.organization)
    if target:
        return _link_to(book, target)
    return link_to_name(note.links[note.organization].target)
