"""Interviews and organizations of a table that the book has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.identities import fold_organization, fold_person
from generator.imports.matching import Match
from generator.model import Interview, Organization
from generator.parse.fields import parse_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.graph.records import Book
    from generator.imports.proposals import Proposal

_Talk = tuple[str, frozenset[str]]


class Organizations:
    """Organizations, found by any of their names, without Inc, GmbH and the like."""

    def __init__(self, book: Book) -> None:
        self._paths: dict[str, str] = {}
        for note in book.of(Organization):
            for name in (note.name, *note.aliases):
                self._paths.setdefault(fold_organization(name), note.path)

    def add(self, proposal: Proposal, path: str) -> None:
        """Know an organization whose note is about to be written."""
        self._paths.setdefault(fold_organization(proposal.name), path)

    def find(self, proposal: Proposal) -> Match:
        """Return which organization a proposal is about."""
        path = self._paths.get(fold_organization(proposal.name), "")
        return Match(path=path, by="name" if path else "")


class Interviews:
    """Interviews, found by their day and whom they are with."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._paths: dict[_Talk, str] = {}
        for note in book.of(Interview):
            people = [book.person(note.path, one) for one in note.people]
            names = [book.name_of(one) for one in people if one]
            day = note.when.on.isoformat() if note.when else ""
            self._paths.setdefault(_talk(day, names or [note.name]), note.path)

    def add(self, proposal: Proposal, path: str) -> None:
        """Know an interview whose note is about to be written."""
        self._paths.setdefault(_asked(proposal), path)

    def find(self, proposal: Proposal) -> Match:
        """Return which interview a proposal is about."""
        path = self._paths.get(_asked(proposal), "")
        return Match(path=path, by="day and people" if path else "")


def _asked(proposal: Proposal) -> _Talk:
    moment = parse_moment("".join(proposal.get("date")[:1]))
    day = moment.on.isoformat() if moment else ""
    return _talk(day, proposal.get("with") or (proposal.name,))


def _talk(day: str, names: Iterable[str]) -> _Talk:
    return day, frozenset(map(fold_person, names))
