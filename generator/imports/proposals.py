"""What an import would like to write, whatever file it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from generator.edit.names import clean_text
from generator.parse.field_links import WHOLE_LINK
from generator.parse.wikilinks import WIKILINK, shown_text, split_wikilink
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.imports.records import Person

_NOT_IN_TAGS: Final = re.compile(r"[^\w/-]+")


class Proposal(Struct, frozen=True, kw_only=True):
    """A note as a foreign file would have it.

    Attributes:
        line: Where that stands in the file, from 1.
        kind: Contact, interview or organization.
        name: What it is called.
        values: Plain texts by key, none of them a link or empty.
        text: Free text for its body, as it is to show.
        log: What stands behind the dash of a line in its log; empty: none.
    """

    line: int
    kind: Kind
    name: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    log: str = ""

    def get(self, key: str) -> tuple[str, ...]:
        """Return the texts of a key."""
        return self.values.get(key, ())


def propose_contact(person: Person, source: str = "") -> Proposal:
    """Return a contact as a person of a file would have it.

    Args:
        person: As read.
        source: How the owner came to know of them; empty: that is not known.

    Returns:
        The proposal. Somebody without a name is called as where they work, or as
        their first address; with none of these the name is empty.
    """
    name = plain_text(person.name or person.organization or "".join(person.emails[:1]))
    employer = plain_text(person.organization)
    met = f"connected on LinkedIn, {person.connected}" if person.connected else ""
    raw = {
        "organization": (employer if employer != name else "",),
        "role": (person.role,),
        "email": person.emails,
        "phone": person.phones,
        "linkedin": (person.profile,),
        "website": person.websites,
        "location": (person.location,),
        "source": (source,),
        "how_we_met": (met,),
        "tags": tuple(map(_tag, person.labels)),
    }
    for key, value in person.extra:
        raw[key] = (*raw.get(key, ()), value)
    day = person.connected_on
    return Proposal(
        line=person.line,
        kind=Kind.CONTACT,
        name=name,
        values=plain_values(raw),
        text=person.note,
        log=f"{day.isoformat()} connected (linkedin)" if day else "",
    )


def plain_values(raw: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return values on one line each, each once; keys without any are left out."""
    found = {
        key: tuple(filter(None, dict.fromkeys(map(plain_text, texts))))
        for key, texts in raw.items()
    }
    return {key: texts for key, texts in found.items() if texts}


def plain_text(text: str) -> str:
    """Return a cell on one line; what is wholly a link becomes what it would show."""
    cleaned = clean_text(text)
    while True:
        if match := WIKILINK.fullmatch(cleaned):
            cleaned = shown_text(*split_wikilink(match[2]))
        elif match := WHOLE_LINK.fullmatch(cleaned):
            cleaned = f"{match[1]} ({match[2]})".strip()
        else:
            return cleaned


def _tag(label: str) -> str:
    return _NOT_IN_TAGS.sub("-", clean_text(label)).strip("-/")
