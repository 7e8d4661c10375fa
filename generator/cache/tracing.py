"""Which names of a book each page asks about, seen while it is made.

A page is made from one record that leads to everything else, `Material`. Wrapped in a
`Traced`, whatever is read through it, however deep, is noted under a name: the path of
a note, the id of a lead, a tag; or, where something is read as a whole, the name of
that whole. Each name has a digest over all that can be read under it. So a page that
asked about no name whose digest has changed would be made the same again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from generator.cache.digests import (
    BODY,
    FIELDS,
    LINKS,
    NOTES,
    PROSE,
    count,
    digests_of,
    part_of,
    under_of,
    whole,
)
from generator.cache.sealed import digest_of
from generator.derive import Derived
from generator.derive.asked import Asked
from generator.derive.briefs import BriefGround
from generator.derive.discretion import Discretion
from generator.derive.drafts import DraftGround
from generator.derive.drafts.naming import Naming
from generator.derive.ledgers import Ledgers
from generator.derive.records import Ledger
from generator.derive.referrals import Network
from generator.facts.records import Facts
from generator.graph.records import Book
from generator.render.links import Links
from generator.render.material import Material
from generator.render.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model import Body, Note, Prose

LEADING: Final = (
    Material,
    Book,
    Facts,
    Derived,
    Network,
    Ledger,
    Ledgers,
    Urls,
    Links,
    BriefGround,
    DraftGround,
    Discretion,
)
"""What leads to other things and is nothing in itself."""

SEVERAL: Final = (Ledger,)
"""Those of which a book has more than one."""

OPAQUE: Final = (Naming,)
"""What cannot be written down: it is as good as what it was made from."""

GIVEN: Final = frozenset(
    {
        "settings",
        "templates",
        "connections",
        "pinned",
        "local",
        "today",
        "dates",
        "told",
    }
)
"""What is the same for a whole run: where it differs, every page is made anew."""

UNREAD: Final = frozenset({"lookup", "sections"})
"""What is there for the next book and not for pages."""

_REMEMBERING: Final = type(cache(object))


class Tracer:
    """Notes names for whoever is asking, and knows what lies under them."""

    def __init__(self) -> None:
        """Begin without a book."""
        self.names: set[str] = set()
        self.wholes: dict[str, Any] = {}
        self.mappings: dict[str, Mapping[Any, Any]] = {}
        self.opaque: dict[str, set[str]] = {}
        self._led: dict[int, Traced] = {}

    def follow(self, base: Any, path: str = "") -> Traced:
        """Return something wrapped, by one name for however many ways that lead to it.

        Args:
            base: One of `LEADING`.
            path: What it is called where there are several of its kind.
        """
        if id(base) not in self._led:
            name = path if isinstance(base, SEVERAL) else f".{type(base).__name__}"
            self._led[id(base)] = Traced(self, base, name)
        return self._led[id(base)]

    def remember(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is called once for the same arguments.

        Whoever calls it later has asked about all that it asked about then.
        """
        known: dict[tuple[Any, ...], tuple[tuple[str, ...], Any]] = {}

        def call(*args: Any) -> Any:
            found = known.get(args)
            if found is None:
                with self.asking() as names:
                    value = function(*args)
                found = known[args] = tuple(names), value
            self.names.update(found[0])
            return found[1]

        return call

    @contextmanager
    def asking(self) -> Iterator[set[str]]:
        """Note the names of one asker alone, until the block ends."""
        before, self.names = self.names, set()
        try:
            yield self.names
        finally:
            self.names = before

    def digests(self) -> dict[str, bytes]:
        """Return a digest for each name under which anything can be read."""
        wholes = self.wholes.items()
        digests = {whole(name): digest_of(value) for name, value in wholes}
        for name, mapping in self.mappings.items():
            digests.update(digests_of(name, mapping))
        for name, names in self.opaque.items():
            inside = [(one, digests.get(one, b"")) for one in sorted(names)]
            digests[whole(name)] = digest_of(inside)
        return digests

    def look_at_all(self) -> None:
        """Ask for everything that can be asked for, so that it has a digest."""
        waiting = [*self._led.values()]
        looked_at = set()
        while waiting:
            traced = waiting.pop()
            if traced not in looked_at:
                looked_at.add(traced)
                waiting += traced.look_at_all()


class Traced:
    """Something that leads to other things, and tells a tracer what is read of it."""

    def __init__(self, tracer: Tracer, base: Any, name: str) -> None:
        """Wrap something.

        Args:
            tracer: Is told.
            base: One of `LEADING`.
            name: What it is called.
        """
        self._tracer = tracer
        self._base = base
        self._name = name

    def __getattr__(self, key: str) -> Any:
        """Return what the wrapped thing has under a name, wrapped where it leads on."""
        written: Any = getattr(type(self._base), key, None)
        if isinstance(written, FunctionType):
            found: Any = MethodType(written, self)
        elif isinstance(written, property):
            return written.fget(self)  # type: ignore[misc]
        else:
            value = getattr(self._base, key)
            name = f"{self._name}.{key}"
            if key in GIVEN:
                found = value
            elif isinstance(value, Mapping):
                self._tracer.mappings[name] = value
                kind = TracedNotes if name == NOTES else TracedMapping
                found = kind(self._tracer, name, value)
            elif isinstance(value, _REMEMBERING):
                found = self._tracer.remember(written.func(self).__wrapped__)
            elif isinstance(value, Asked):
                self._tracer.mappings[name] = value.index
                found = TracedAsked(self._tracer, name, value.index)
            elif isinstance(value, LEADING):
                found = self._tracer.follow(value, name)
            else:
                return self._plain(name, value, written)
        self.__dict__[key] = found
        return found

    def look_at_all(self) -> Iterator[Traced]:
        """Ask for everything it has; yield what leads on."""
        kind = type(self._base)
        fields = getattr(kind, "__struct_fields__", ())
        fields = getattr(kind, "__dataclass_fields__", fields)
        made = [key for key, one in vars(kind).items() if type(one) is cached_property]
        for key in {*fields, *made} - UNREAD:
            found = getattr(self, key)
            if isinstance(found, Traced):
                yield found

    def _plain(self, name: str, value: Any, written: Any) -> Any:
        """Return a value that is read as a whole."""
        tracer = self._tracer
        if not isinstance(value, OPAQUE):
            tracer.wholes[name] = value
        elif name not in tracer.opaque:
            with tracer.asking() as names:
                written.func(self)
            tracer.opaque[name] = names
        tracer.names.add(whole(name))
        return value


class _Names(dict[Any, str]):
    """The name of each key of a mapping, made once."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, key: Any) -> str:
        name = self[key] = under_of(self._name, key)
        return name


class TracedMapping(Mapping[Any, Any]):
    """A mapping that tells a tracer which of its keys are asked about.

    A book is asked some hundred questions for each page: each is one call.
    """

    def __init__(self, tracer: Tracer, name: str, base: Mapping[Any, Any]) -> None:
        """Wrap a mapping.

        Args:
            tracer: Is told.
            name: What the mapping is called.
            base: The mapping.
        """
        self._tracer = tracer
        self._name = name
        self._base = base
        self._names = _Names(name)

    def __getitem__(self, key: Any) -> Any:
        """Return a value; that there is none is noted as well."""
        self._tracer.names.add(self._names[key])
        return self._base[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a value, or something else."""
        self._tracer.names.add(self._names[key])
        return self._base.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Say whether there is a value."""
        self._tracer.names.add(self._names[key])
        return key in self._base

    def __iter__(self) -> Iterator[Any]:
        """Go through all keys."""
        self._tracer.names.add(whole(self._name))
        return iter(self._base)

    def __len__(self) -> int:
        """Return how many keys there are."""
        self._tracer.names.add(count(self._name))
        return len(self._base)


class TracedAsked(TracedMapping):
    """An index in which nothing lies under a key that it does not have."""

    def __getitem__(self, key: Any) -> Any:
        """Return what belongs to a key."""
        return self.get(key, ())


class TracedNotes(TracedMapping):
    """The notes of a book; what they say at length is noted by itself."""

    def __getitem__(self, key: Any) -> Any:
        """Return a note whose parts tell when they are asked about."""
        name = self._names[key]
        self._tracer.names.add(name)
        note = self._wrapped.get(key)
        if note is None:
            note = self._wrapped[key] = self._wrap(self._base[key], name)
        return note

    def get(self, key: Any, default: Any = None) -> Any:
        """Return such a note, or something else where there is none."""
        if key in self._base:
            return self[key]
        self._tracer.names.add(self._names[key])
        return default

    @cached_property
    def _wrapped(self) -> dict[Any, Any]:
        return {}

    def _wrap(self, note: Note, under: str) -> Note:
        tracer = self._tracer
        return replace(
            note,
            body=_TracedBody(tracer, under, note.body),
            links=_TracedParts(tracer, part_of(under, LINKS), note.links),
            fields=_TracedParts(tracer, part_of(under, FIELDS), note.fields),
        )


class _TracedBody:
    """A note's body, its prose apart."""

    def __init__(self, tracer: Tracer, under: str, base: Body) -> None:
        self._tracer = tracer
        self._body = part_of(under, BODY)
        self._prose = part_of(under, PROSE)
        self._base = base

    @property
    def prose(self) -> Prose:
        self._tracer.names.add(self._prose)
        return self._base.prose

    def __getattr__(self, key: str) -> Any:
        self._tracer.names.add(self._body)
        return getattr(self._base, key)


class _TracedParts(Sequence[Any]):
    """A note's links, or its keys as they were written."""

    def __init__(self, tracer: Tracer, name: str, base: Sequence[Any]) -> None:
        self._tracer = tracer
        self._name = name
        self._base = base

    def __getitem__(self, at: Any) -> Any:
        self._tracer.names.add(self._name)
        return self._base[at]

    def __iter__(self) -> Iterator[Any]:
        self._tracer.names.add(self._name)
        return iter(self._base)

    def __len__(self) -> int:
        self._tracer.names.add(self._name)
        return len(self._base)
