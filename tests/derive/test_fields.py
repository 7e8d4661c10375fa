"""The careers being explored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.fields import derive_fields
from tests.derive.building import Builder

if TYPE_CHECKING:
    from generator.derive.records import FieldSummary


def fields(made: Builder) -> tuple[FieldSummary, ...]:
    return derive_fields(made.book(), made.facts())


def test_case_and_spaces_do_not_count() -> None:
    """One field in several spellings is one, shown as it stands first by path."""
    made = Builder()
    zoe = made.contact("Zoe", field=("public health",))
    ana = made.contact("Ana", field=("Public  Health", "PUBLIC HEALTH", ""))
    talk = made.interview("2026-02-01", ana, field=("PUBLIC HEALTH",))
    (one,) = fields(made)
    assert (one.name, one.contacts, one.done) == ("Public Health", (ana, zoe), (talk,))


def test_by_name() -> None:
    """Fields stand by name, without accents and case."""
    made = Builder()
    made.contact("Ana", field=("zoology", "Éducation", "data"))
    assert [one.name for one in fields(made)] == ["data", "Éducation", "zoology"]


def test_interviews() -> None:
    """Done interviews stand newest first, those to come soonest first."""
    made = Builder()
    ana = made.contact("Ana")

    def talk(on: str, status: str) -> str:
        return made.interview(on, ana, status=status, field=("data",))

    old, new = talk("2026-01-01", "done"), talk("2026-02-01", "done")
    undated = talk("", "done")
    plan, far = talk("", "planned"), talk("2026-04-01", "scheduled")
    soon = talk("2026-03-02", "scheduled")
    talk("2026-02-20", "scheduled")
    talk("2026-03-20", "cancelled")
    (one,) = fields(made)
    assert one.done == (new, old, undated)
    assert one.coming == (soon, far, plan)


def test_empty() -> None:
    """A book in which nobody names a field has none."""
    made = Builder()
    made.contact("Ana")
    made.organization("Harbour")
    assert fields(made) == ()
