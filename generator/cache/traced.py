"""Mappings, notes and their parts that tell a tracer what is asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.cache.digests import (
    BODY,
    FIELDS,
    LINKS,
    PROSE,
    UNDER,
    count,
    factor_of,
    under,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.cache.tracing import Tracer
    from generator.model import Body, Note, Prose


class TracedMapping(Mapping[Any, Any]):
    """A mapping that tells a tracer which of its keys are asked about.

    A book is asked some hundred questions for each page: the most common two know
    by themselves which number a key has, without another call.
    """

    def __init__(self, tracer: Tracer, name: str, base: Mapping[Any, Any]) -> None:
        """Wrap a mapping.

        Args:
            tracer: Is told.
            name: What the mapping is called.
            base: The mapping.
        """
        self._tracer = tracer
        self._keys = tracer.keys
        self._factor = factor_of(name)
        self._whole = whole(name)
        self._count = count(name)
        self.base = base

    def _ask(self, key: Any) -> int:
        number = under(self._factor, self._keys[key])
        self._tracer.asked.add(number)
        return number

    def __getitem__(self, key: Any) -> Any:
        """Return a value; that there is none is noted as well."""
        self._tracer.asked.add(self._keys[key] * self._factor & UNDER)
        return self.base[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a value, or something else."""
        self._tracer.asked.add(self._keys[key] * self._factor & UNDER)
        return self.base.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Say whether there is a value."""
        self._ask(key)
        return key in self.base

    def __iter__(self) -> Iterator[Any]:
        """Go through all keys."""
        self._tracer.asked.add(self._whole)
        return iter(self.base)

    def __len__(self) -> int:
        """Return how many keys there are."""
        self._tracer.asked.add(self._count)
        return len(self.base)


class TracedNotes(TracedMapping):
    """The notes of a book; what they say at length is noted by itself."""

    def __getitem__(self, key: Any) -> Any:
        """Return a note whose parts tell when they are asked about."""
        number = self._ask(key)
        note = self._wrapped.get(key)
        if note is None:
            note = self._wrapped[key] = _wrapped(self._tracer, self.base[key], number)
        return note

    def get(self, key: Any, default: Any = None) -> Any:
        """Return such a note, or something else where there is none."""
        if key in self.base:
            return self[key]
        self._ask(key)
        return default

    @cached_property
    def _wrapped(self) -> dict[Any, Any]:
        return {}


def _wrapped(tracer: Tracer, note: Note, under: int) -> Note:
    """Return a note whose parts tell a tracer when they are read."""
    return replace(
        note,
        body=_TracedBody(tracer, under, note.body),
        links=_TracedParts(tracer, under | LINKS, note.links),
        fields=_TracedParts(tracer, under | FIELDS, note.fields),
    )


class _TracedBody:
    """A note's body, its prose apart."""

    __slots__ = ("_base", "_body", "_prose", "_tracer")

    def __init__(self, tracer: Tracer, under: int, base: Body) -> None:
        self._tracer = tracer
        self._body = under | BODY
        self._prose = under | PROSE
        self._base = base

    @property
    def prose(self) -> Prose:
        self._tracer.asked.add(self._prose)
        return self._base.prose

    def __getattr__(self, key: str) -> Any:
        self._tracer.asked.add(self._body)
        return getattr(self._base, key)


class _TracedParts(Sequence[Any]):
    """A note's links, or its keys as they were written."""

    __slots__ = ("_base", "_number", "_tracer")

    def __init__(self, tracer: Tracer, number: int, base: Sequence[Any]) -> None:
        self._tracer = tracer
        self._number = number
        self._base = base

    def __getitem__(self, at: Any) -> Any:
        self._tracer.asked.add(self._number)
        return self._base[at]

    def __iter__(self) -> Iterator[Any]:
        self._tracer.asked.add(self._number)
        return iter(self._base)

    def __len__(self) -> int:
        self._tracer.asked.add(self._number)
        return len(self._base)
