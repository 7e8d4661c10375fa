"""Which people of a large file are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.derive.identities import fold_person, is_within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.imports.records import Person


class Selection(Struct, frozen=True, kw_only=True):
    """What is asked for; nothing: everybody.

    Attributes:
        companies: Names of organizations, any of them; `Acme` is `Acme Books`, too.
        word: A text in name, organization or role.
    """

    companies: tuple[str, ...] = ()
    word: str = ""

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.companies or self.word)

    def of(self, people: Iterable[Person]) -> tuple[Person, ...]:
        """Return those that are meant, in their order."""
        return tuple(one for one in people if self._fits(one))

    def _fits(self, person: Person) -> bool:
        texts = (person.name, person.organization, person.role)
        if fold_person(self.word) not in fold_person("\n".join(texts)):
            return False
        if not self.companies:
            return True
        return any(is_within(person.organization, one) for one in self.companies)
