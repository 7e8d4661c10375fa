"""People of a file -> the private list of connections, the old one kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.connections import Connection
from generator.derive.identities import (
    email_key,
    fold_organization,
    fold_person,
    profile_key,
)
from generator.edit.names import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.imports.records import Person


class Indexed(Struct, frozen=True, kw_only=True):
    """A private list as it would be.

    Attributes:
        connections: By name.
        new: How many are new.
        updated: How many say something else than before.
        same: How many are as they were.
        kept: How many of the list the file does not have; they stay.
    """

    connections: tuple[Connection, ...]
    new: int = 0
    updated: int = 0
    same: int = 0
    kept: int = 0


def index_people(known: Iterable[Connection], people: Iterable[Person]) -> Indexed:
    """Put people into a private list; what the file says last of somebody holds.

    Args:
        known: The list as it is.
        people: As read.
    """
    before = {_key(one): one for one in known}
    read = {_key(one): one for one in map(_connection, people) if one.name}
    merged = {**before, **read}
    same = sum(before.get(key) == one for key, one in read.items())
    new = len(merged) - len(before)
    return Indexed(
        connections=tuple(
            sorted(merged.values(), key=lambda one: (fold_person(one.name), _key(one)))
        ),
        new=new,
        same=same,
        updated=len(read) - new - same,
        kept=len(before.keys() - read.keys()),
    )


def _connection(person: Person) -> Connection:
    day = person.connected_on
    return Connection(
        name=clean_text(person.name),
        organization=clean_text(person.organization),
        role=clean_text(person.role),
        connected=day.isoformat() if day else clean_text(person.connected),
        profile=clean_text(person.profile),
        email=clean_text("".join(person.emails[:1])),
    )


def _key(one: Connection) -> str:
    """Return what tells somebody from all others of the list."""
    return (
        profile_key(one.profile)
        or email_key(one.email)
        or f"{fold_person(one.name)}\n{fold_organization(one.organization)}"
    )
