"""Who of a foreign file is in the book already, or was named in the file before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.acquaintances import called_by
from generator.derive.identities import (
    email_key,
    fold_person,
    profile_key,
    same_organization,
)
from generator.model import Contact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.graph.records import Book
    from generator.imports.proposals import Proposal


class Match(Struct, frozen=True, kw_only=True):
    """What is known of a proposal.

    Attributes:
        path: Of its note; empty: it has none.
        by: What tells so: `profile`, `e-mail address`, `name and organization`.
        twins: Notes that may be about the same, by name only.
        namesakes: Notes of others who are called alike.
        against: Another note that has one of its addresses; empty: none.
        tellable: Whether it has an address that will tell it from its twins.
    """

    path: str = ""
    by: str = ""
    twins: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    against: str = ""
    tellable: bool = True


class _Card(Struct, frozen=True, kw_only=True):
    path: str
    profiles: frozenset[str]
    emails: frozenset[str]
    organizations: tuple[str, ...]


class People:
    """Contacts, found by profile, by e-mail address, then by name as a guess."""

    def __init__(self, book: Book) -> None:
        self._profiles: dict[str, str] = {}
        self._emails: dict[str, str] = {}
        self._names: dict[str, list[_Card]] = defaultdict(list)
        for note in book.of(Contact):
            card = _Card(
                path=note.path,
                profiles=_keys(profile_key, note.linkedin),
                emails=_keys(email_key, note.email),
                organizations=organizations_of(book, note),
            )
            self._add(card, (note.name, *note.aliases))

    def add(self, proposal: Proposal, path: str) -> None:
        """Know somebody whose note is about to be written."""
        self._add(_card(proposal, path), (proposal.name,))

    def _add(self, card: _Card, names: Iterable[str]) -> None:
        for one in card.profiles:
            self._profiles.setdefault(one, card.path)
        for one in card.emails:
            self._emails.setdefault(one, card.path)
        for name in dict.fromkeys(map(fold_person, names)):
            self._names[name].append(card)

    def find(self, proposal: Proposal) -> Match:
        """Return whom a proposal is about."""
        asked = _card(proposal, "")
        by_profile = _known(self._profiles, asked.profiles)
        by_email = _known(self._emails, asked.emails)
        if by_profile:
            other = by_email if by_email != by_profile else ""
            return Match(path=by_profile, by="profile", against=other)
        if by_email:
            return Match(path=by_email, by="e-mail address")
        return self._by_name(proposal, asked)

    def _by_name(self, proposal: Proposal, asked: _Card) -> Match:
        cards = self._names.get(fold_person(proposal.name), ())
        alike = tuple(one.path for one in cards)
        twins = [one for one in cards if _may_be(one, asked)]
        bare = not asked.profiles and not asked.emails
        if bare and len(twins) == 1 and _same_place(twins[0], asked):
            return Match(path=twins[0].path, by="name and organization")
        if twins:
            paths = tuple(one.path for one in twins)
            return Match(twins=paths, tellable=not bare)
        return Match(namesakes=alike)


def _card(proposal: Proposal, path: str) -> _Card:
    return _Card(
        path=path,
        profiles=_keys(profile_key, proposal.get("linkedin")),
        emails=_keys(email_key, proposal.get("email")),
        organizations=proposal.get("organization"),
    )


def _keys(fold: Callable[[str], str], texts: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(fold, texts)))


def _known(paths: dict[str, str], keys: Iterable[str]) -> str:
    return next((paths[one] for one in sorted(keys) if one in paths), "")


def _may_be(card: _Card, asked: _Card) -> bool:
    """Whether two who are called alike may be one person."""
    if card.profiles and asked.profiles:
        return False
    if not card.organizations or not asked.organizations:
        return True
    return _same_place(card, asked)


def _same_place(card: _Card, asked: _Card) -> bool:
    """Whether both work at one place, or neither says where."""
    if not card.organizations and not asked.organizations:
        return True
    return any(
        same_organization(one, other)
        for one in card.organizations
        for other in asked.organizations
    )


def organizations_of(book: Book, note: Contact) -> tuple[str, ...]:
    """Return every name of where a contact works now."""
    if note.organization is None:
        return ()
    return called_by(book, note, note.organization)
