"""An import in memory: a book of texts, a plan, and the book after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.imports.plan import plan_notes, plan_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.build import BuildResult
    from generator.imports.plan import Choices, Plan
    from generator.imports.proposals import Proposal
    from generator.imports.records import Person
    from tests.conftest import MakeBook


@dataclass
class Importing:
    """A book that can be imported into, again and again."""

    make: MakeBook
    texts: dict[str, str]

    def people(self, people: Iterable[Person], choices: Choices | None = None) -> Plan:
        """Plan an import of people; nothing changes."""
        return plan_people(self.result, people, self.read, (), choices)

    def notes(self, proposals: Iterable[Proposal]) -> Plan:
        """Plan an import of proposals; nothing changes."""
        return plan_notes(self.result, tuple(proposals), self.read)

    def apply(self, plan: Plan) -> Mapping[str, str]:
        """Do it; return the texts that are new or other than before."""
        changed = {}
        for one in plan.changes:
            before = self.texts.get(one.path)
            assert one.before == (None if before is None else before.encode())
            assert one.after is not None
            changed[one.path] = one.after.decode()
        self.texts |= changed
        return changed

    @property
    def result(self) -> BuildResult:
        """The book as it is."""
        return self.make(self.texts)

    def read(self, path: str) -> bytes:
        """Return the bytes of a note."""
        return self.texts[path].encode()


def outcomes(plan: Plan) -> list[tuple[str, str]]:
    """Return what becomes of each row, and of which note."""
    return [(str(one.outcome), one.path) for one in plan.entries]
