"""vCard 2.1, 3.0 and 4.0 -> people; RFC 2426 and 6350, and what phones write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from generator.imports.content_lines import read_properties
from generator.imports.records import Person, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.imports.content_lines import Property

_NO_PERSON: Final = {
    "group": "the card is a group, not a person",
    "org": "the card is an organization, not a person",
    "organization": "the card is an organization, not a person",
    "company": "the card is an organization, not a person",
    "location": "the card is a place, not a person",
    "application": "the card is a program, not a person",
    "device": "the card is a device, not a person",
}
# The standard's word, and two of Apple's.
_KINDS: Final = ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS")
_PAGES: Final = ("X-SOCIALPROFILE", "SOCIALPROFILE", "URL", "IMPP", "X-LINKEDIN")
_NETWORK: Final = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*linkedin\.com/\S+", re.IGNORECASE
)
_SYSTEM_LABELS: Final = frozenset({"mycontacts", "starred"})
_LONGEST: Final = 1_000
_UNRANKED: Final = 101  # behind PREF=100


def read_vcards(data: bytes) -> tuple[tuple[Person, ...], tuple[Rejection, ...]]:
    """Read every card of a file; never raises.

    Args:
        data: The file, whatever is in it.

    Returns:
        Whom the cards describe, in order; and the parts that were left out, by line.
    """
    people, rejections = [], []
    for card in _cards(data):
        read = card if isinstance(card, Rejection) else _person(card)
        if isinstance(read, Person):
            people.append(read)
        else:
            rejections.append(read)
    if not people and not rejections:
        rejections.append(Rejection(line=1, reason="there is no card in this file"))
    return tuple(people), tuple(rejections)


class _Card:
    """The lines of a card by name, the preferred first."""

    def __init__(self, begin: Property) -> None:
        self.line = begin.line
        self.last = begin
        self._found: dict[str, list[Property]] = {}

    def add(self, line: Property) -> None:
        self.last = line
        self._found.setdefault(line.name, []).append(line)

    def all(self, *names: str) -> Iterator[Property]:
        """Yield the lines of some names that say something, name after name."""
        for name in names:
            lines = (one for one in self._found.get(name, ()) if one.value.strip(" ;"))
            yield from sorted(lines, key=_rank)

    def text(self, *names: str) -> str:
        """Return the first of some values, on one line."""
        return next((_on_one_line(one.text) for one in self.all(*names)), "")


def _rank(line: Property) -> int:
    """Return how much a value is preferred: `PREF=1` first, `TYPE=pref` as well."""
    rank = line.first("PREF")
    if rank.isascii() and rank.isdigit():
        return min(int(rank[:4]), _UNRANKED)
    return 1 if "pref" in line.parameters.get("TYPE", ()) else _UNRANKED


def _on_one_line(text: str) -> str:
    return " ".join(text[:_LONGEST].split())


def _cards(data: bytes) -> Iterator[_Card | Rejection]:
    """Yield each card; junk between them is named once.

    A card without an end goes on to where the next begins. Cards inside a card
    (`AGENT` of vCard 2.1 and 3.0) are left out.
    """
    card: _Card | None = None
    inner, junk = 0, False
    for line in read_properties(data):
        mark = line.name if line.value.strip().upper() == "VCARD" else ""
        if card is None and mark != "BEGIN":
            if not junk:
                yield Rejection(line=line.line, reason="the line is in no card")
            junk = True
        elif card is None:
            card, junk = _Card(line), False
        elif mark == "BEGIN" and (inner or card.last.name == "AGENT"):
            inner += 1
        elif mark == "END" and inner:
            inner -= 1
        elif mark:
            yield card
            card = _Card(line) if mark == "BEGIN" else None
        elif not inner:
            card.add(line)
    if card:
        yield card


def _person(card: _Card) -> Person | Rejection:
    for name in _KINDS:
        if reason := _NO_PERSON.get(card.text(name).casefold()):
            return Rejection(line=card.line, reason=reason)
    organization, department = _organization(card)
    emails = _once(_email(one) for one in card.all("EMAIL"))
    name = card.text("FN") or _name_of_parts(card)
    name = name or organization or next(iter(emails), "")
    if not name:
        return Rejection(line=card.line, reason="the card has no name")
    pages = _once(_page(one) for one in card.all(*_PAGES))
    return Person(
        line=card.line,
        name=name,
        emails=emails,
        phones=_once(_phone(one) for one in card.all("TEL")),
        profile=next((one for one in pages if _NETWORK.fullmatch(one)), ""),
        websites=_once(
            one.text for one in card.all("URL") if not _NETWORK.fullmatch(one.text)
        ),
        organization=organization,
        role=card.text("TITLE", "ROLE"),
        location=next((place for one in card.all("ADR") if (place := _place(one))), ""),
        note="\n\n".join(one.text for one in card.all("NOTE")),
        labels=_once(
            _label(text) for one in card.all("CATEGORIES") for text in one.items
        ),
        extra=(("department", department),) if department else (),
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts on one line, each once, without those too long to be true."""
    short = (text for text in texts if len(text) < _LONGEST)
    return tuple(dict.fromkeys(one for text in short if (one := _on_one_line(text))))


def _name_of_parts(card: _Card) -> str:
    """Return given, additional and family name of `N`."""
    for line in card.all("N"):
        family, given, additional = (*line.parts, "", "", "")[:3]
        if name := _on_one_line(f"{given} {additional} {family}"):
            return name
    return ""


def _organization(card: _Card) -> tuple[str, str]:
    """Return the organization and the part of it."""
    for line in card.all("ORG"):
        parts = [_on_one_line(one) for one in line.parts if one]
        return parts[0], ", ".join(parts[1:])
    return "", ""


def _email(line: Property) -> str:
    """Return an address; some write `Ana <ana@example.org>` or `mailto:`."""
    text = _without_scheme(line.text, "mailto")
    found = text.rpartition("<")[2].partition(">")[0]
    return found if "@" in found else ""


def _phone(line: Property) -> str:
    number = _without_scheme(line.text, "tel")
    return number.replace(";ext=", " ext. ").partition(";")[0]


def _without_scheme(text: str, scheme: str) -> str:
    head, colon, rest = text.partition(":")
    return unquote(rest) if colon and head.lower() == scheme else text


def _page(line: Property) -> str:
    """Return the address of a page, `X-SOCIALPROFILE` with a bare name too."""
    types = {*line.parameters.get("TYPE", ()), line.first("SERVICE-TYPE").lower()}
    name = line.first("X-USER") or line.text.removeprefix("x-apple:")
    if "linkedin" in types and "/" not in line.text and name:
        return f"https://www.linkedin.com/in/{name}"
    return line.text


def _place(line: Property) -> str:
    """Return town, region and country; of an address without them all there is."""
    parts = (*line.parts, *[""] * 7)
    place = [one for one in (parts[3], parts[4], parts[6]) if one]
    return _on_one_line(", ".join(place or [one for one in parts if one]))


def _label(text: str) -> str:
    text = text.removeprefix("* ")
    return "" if text.casefold() in _SYSTEM_LABELS else text
