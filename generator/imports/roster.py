"""Who is in a book, found as a calendar names them."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.derive.identities import email_key, fold_person
from generator.model import Contact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.build import BuildResult
    from generator.graph.records import PersonId
    from generator.imports.plan import Entry
    from generator.imports.records import Attendee, Person

_WORD: Final = re.compile(r"\w+")
_LONGEST_NAME: Final = 6  # words


class Roster:
    """Who is in the book: contacts, and leads by their names."""

    def __init__(self, result: BuildResult, me: Iterable[str] = ()) -> None:
        self.book = result.book
        self._me = {email_key(one) for one in me}
        self._owner = fold_person(result.settings.owner)
        self._emails: dict[str, PersonId] = {}
        self._names: dict[str, dict[PersonId, None]] = defaultdict(dict)
        self._shown: dict[PersonId, str] = {}
        for note in result.book.of(Contact):
            for email in note.email:
                self._emails.setdefault(email_key(email), note.path)
            for name in (note.name, *note.aliases):
                self._names[fold_person(name)][note.path] = None
        for lead in result.book.leads.values():
            self._names[fold_person(lead.name)][lead.id] = None

    def add(self, person: Person, entry: Entry) -> None:
        """Know somebody whose note is about to be written."""
        for email in person.emails:
            self._emails.setdefault(email_key(email), entry.path)
        self._names[fold_person(person.name)][entry.path] = None
        self._shown[entry.path] = entry.name

    def name_of(self, person: PersonId) -> str:
        """Return how somebody is called."""
        return self._shown.get(person) or self.book.name_of(person)

    def link_of(self, person: PersonId) -> str:
        """Return what a note that is drafted names somebody by."""
        if person in self._shown:
            return PurePosixPath(person).stem
        lead = self.book.leads.get(person)
        return lead.name if lead else person

    def is_me(self, one: Attendee) -> bool:
        """Whether somebody is the owner of the book."""
        if one.email and email_key(one.email) in self._me:
            return True
        return bool(self._owner) and fold_person(one.name) == self._owner

    def find(self, one: Attendee) -> tuple[PersonId, ...]:
        """Return who somebody is: by address, else all who are called so."""
        known = self._emails.get(email_key(one.email)) if one.email else None
        if known:
            return (known,)
        return tuple(self._names.get(fold_person(one.name), ())) if one.name else ()

    def named_in(self, title: str) -> tuple[PersonId, ...]:
        """Return whose full name, of at least two words, a title has."""
        words = _WORD.findall(fold_person(title))
        found: dict[PersonId, None] = {}
        for begin in range(len(words)):
            for end in range(begin + 2, min(begin + _LONGEST_NAME, len(words)) + 1):
                found |= self._names.get(" ".join(words[begin:end]), {})
        return tuple(found)
