"""Contacts as cards for address books (RFC 6350, RFC 2426)."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from generator.derive.people import lasting_id
from generator.model import Contact
from generator.render.data.content_lines import address, encode, text
from generator.render.data.notes import linked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.graph.records import Book

VERSIONS: Final = ("4.0", "3.0")
_MAKER: Final = "-//Airbook//Contacts//EN"
_NONE: Final = "none"  # `linkedin: none`: they have none
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$")


def render_vcards(book: Book, *, version: str = "4.0") -> bytes:
    """Return every contact as a card; leads have none.

    Args:
        book: All notes.
        version: One of `VERSIONS`.

    Returns:
        Cards in the order of paths: names, work, addresses, groups. No text of a
        note, and no date, so that a card changes when its note does. The name stands
        whole as given name: where a family name begins no program can tell.
    """
    equals: Counter[str] = Counter()
    lines: list[str] = []
    for contact in book.of(Contact):
        known_by = lasting_id(book, contact.path)
        equals[known_by] += 1
        uid = _uid(contact, equals[known_by], version)
        lines += _card(book, contact, version, uid)
    return encode(lines)


def _card(book: Book, contact: Contact, version: str, uid: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"PRODID:{_MAKER}"
    yield uid
    # Version 4 knows an escaped semicolon in values of several parts alone.
    said = partial(text, parts=version == "3.0")
    yield f"FN:{said(contact.name)}"
    yield f"N:;{text(contact.name)};;;"
    yield from (f"NICKNAME:{said(one)}" for one in contact.aliases)
    if contact.organization is not None:
        employer = linked(book, contact.path, contact.organization)["name"]
        yield f"ORG:{text(employer)}"
    if contact.role:
        yield f"TITLE:{said(contact.role)}"
    yield from (f"EMAIL:{said(one)}" for one in contact.email)
    yield from (f"TEL:{said(one)}" for one in contact.phone)
    yield from _pages(contact)
    if groups := dict.fromkeys((*contact.field, *contact.tags)):
        yield f"CATEGORIES:{','.join(map(said, groups))}"
    yield "END:VCARD"


def _pages(contact: Contact) -> Iterator[str]:
    """Yield addresses of pages; Google reads a profile as a page only."""
    profiles = [one for one in contact.linkedin if one.casefold() != _NONE]
    for one in profiles:
        yield f"X-SOCIALPROFILE;TYPE=linkedin:{address(one)}"
    for one in (*contact.website, *profiles):
        yield f"URL:{address(one)}"


def _uid(contact: Contact, ordinal: int, version: str) -> str:
    """Return the id of a card: the note's `uid`, of several notes for the first only.

    Without one it follows from the path. Version 4 takes it for an address unless told.
    """
    if contact.uid and ordinal == 1:
        told = "" if version == "3.0" or _URI.match(contact.uid) else ";VALUE=text"
        return f"UID{told}:{text(contact.uid)}"
    name = f"airbook:{contact.uid or contact.path}\0{ordinal}"
    return f"UID:{uuid5(NAMESPACE_URL, name.encode('utf-8', 'replace').decode()).urn}"
