"""People whom the owner is connected with and has no note about, by organization."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.identities import (
    email_key,
    fold_organization,
    fold_person,
    is_slip,
    is_within,
    profile_key,
    slips_in,
)
from generator.model import Contact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.graph.records import Book


class Connection(Struct, frozen=True, kw_only=True):
    """Somebody of the private list; what is not known is empty.

    Attributes:
        name: As shown.
        organization: Where they work, as the network says.
        role: What they do there.
        connected: The day, as 2024-03-12, or as written.
        profile: Address of their page on the network.
        email: Of the address that they show to you.
    """

    name: str
    organization: str = ""
    role: str = ""
    connected: str = ""
    profile: str = ""
    email: str = ""


class ByOrganization:
    """Connections by the folded name of where they work."""

    def __init__(self, connections: Iterable[Connection]) -> None:
        groups: dict[str, list[Connection]] = defaultdict(list)
        for one in connections:
            if folded := fold_organization(one.organization):
                groups[folded].append(one)
        self._groups = groups
        self._names = list(groups)

    def of(self, names: Iterable[str]) -> tuple[Connection, ...]:
        """Return who works at an organization, by name.

        Args:
            names: All that it is called.
        """
        wanted = dict.fromkeys(filter(None, map(fold_organization, names)))
        found = dict.fromkeys(one for name in wanted for one in self._called(name))
        people = [person for one in found for person in self._groups[one]]
        return tuple(sorted(people, key=lambda one: (one.name.casefold(), one.profile)))

    def within(self, name: str) -> tuple[str, ...]:
        """Return the folded names of organizations that have a name in their own."""
        return tuple(one for one in self._groups if is_within(one, name))

    def _called(self, folded: str) -> Iterator[str]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if folded in self._groups:
            yield folded
        most = slips_in(len(folded))
        if most:
            near = process.extract(
                folded, self._names, scorer=OSA.distance, score_cutoff=most, limit=None
            )
            yield from (one for one, _, _ in near if is_slip(folded, one))


class Known:
    """Whom the book has notes about, by profile, e-mail address and name."""

    def __init__(self, book: Book) -> None:
        people = [*book.of(Contact)]
        self._profiles = {profile_key(one) for note in people for one in note.linkedin}
        self._emails = {email_key(one) for note in people for one in note.email}
        self._names = {
            fold_person(name) for note in people for name in (note.name, *note.aliases)
        }

    def has(self, connection: Connection) -> bool:
        """Whether somebody may well be in the book."""
        profile, email = profile_key(connection.profile), email_key(connection.email)
        return (
            bool(profile and profile in self._profiles)
            or bool(email and email in self._emails)
            or fold_person(connection.name) in self._names
        )


def unknown_at(
    book: Book, connections: Sequence[Connection], names: Mapping[str, Iterable[str]]
) -> dict[str, tuple[Connection, ...]]:
    """Return the connections that are not in the book, by organization.

    Args:
        book: All notes.
        connections: The private list.
        names: What each organization is called, by path.

    Returns:
        By path; only those where somebody works.
    """
    if not connections:
        return {}
    known = Known(book)
    groups = ByOrganization(one for one in connections if not known.has(one))
    found = {path: groups.of(called) for path, called in names.items()}
    return {path: people for path, people in found.items() if people}
