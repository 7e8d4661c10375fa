"""Which names of a book each page asks about, seen while it is made.

A page is made from one record that leads to everything else, `Material`. Wrapped in a
`Traced`, whatever is read through it, however deep, is noted under a name: the path of
a note, the id of a lead, a tag; or, where something is read as a whole, the name of
that whole. Each name has a digest over all that can be read under it. So a page that
asked about no name whose digest has changed would be made the same again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from generator.cache.sealed import digest_of, encoded
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
from generator.model import Body, Note
from generator.render.links import Links
from generator.render.material import Material
from generator.render.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        "told",
    }
)
"""What is the same for a whole run: where it differs, every page is made anew."""

UNREAD: Final = frozenset({"lookup", "sections"})
"""What is there for the next book and not for pages."""

_REMEMBERING: Final = type(cache(object))
_NOTES: Final = "notes"
_PARTS: Final = ("body", "links", "fields")
"""What of a note hardly any other page than its own asks about."""

_SIZE: Final = 8


class Tracer:
    """Notes names for whoever is asking, and knows what lies under them."""

    def __init__(self) -> None:
        """Begin without a book."""
        self.names: set[str] = set()
        self.wholes: dict[str, bytes] = {}
        self.mappings: dict[str, Mapping[Any, Any]] = {}
        self.opaque: dict[str, set[str]] = {}
        self._led: dict[int, Traced] = {}

    def follow(self, base: Any, name: str) -> Traced:
        """Return something wrapped, once for however many ways that lead to it."""
        if id(base) not in self._led:
            self._led[id(base)] = Traced(self, base, name)
        return self._led[id(base)]

    def remember(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is called once for the same arguments.

        Whoever calls it later has asked about all that it asked about then.
        """
        known: dict[tuple[Any, ...], tuple[set[str], Any]] = {}

        def call(*args: Any) -> Any:
            if args not in known:
                with self.asking() as names:
                    value = function(*args)
                known[args] = names, value
            names, value = known[args]
            self.names |= names
            return value

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
        digests = {_whole(name): digest for name, digest in self.wholes.items()}
        for name, mapping in self.mappings.items():
            digests.update(_digests_of(name, mapping))
        for name, names in self.opaque.items():
            inside = [(one, digests.get(one, b"")) for one in sorted(names)]
            digests[_whole(name)] = digest_of(inside)
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


def _digests_of(name: str, mapping: Mapping[Any, Any]) -> dict[str, bytes]:
    """Return the digests of all values of a mapping, of all of it, and their number."""
    digests: dict[str, bytes] = {}
    whole = hashlib.blake2b(digest_size=_SIZE)
    for key, value in mapping.items():
        under = _under(name, key)
        if isinstance(value, Note):
            for part in _PARTS:
                digests[_of(under, part)] = _short(encoded(getattr(value, part)))
            value = _without_parts(value)  # noqa: PLW2901 - the rest of it
        # Keys of several parts may share a name: its digest is then over all of them.
        digest = _short(digests.get(under, b"") + encoded((key, value)))
        digests[under] = digest
        whole.update(digest)
    digests[_whole(name)] = whole.digest()
    digests[_count(name)] = str(len(mapping)).encode()
    return digests


def _short(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SIZE).digest()


def _under(name: str, key: Any) -> str:
    """Return the name of one value of a mapping; keys of several parts may share it."""
    if isinstance(key, tuple):
        key = next((part for part in key if isinstance(part, str)), "")
    return f"{name}/{key}"


def _of(name: str, part: str) -> str:
    """Return the name of a part of a note."""
    return f"{name} {part}"


def _without_parts(note: Note) -> Note:
    return replace(note, body=Body(), links=(), fields=())


def _whole(name: str) -> str:
    return f"*{name}"


def _count(name: str) -> str:
    return f"#{name}"


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
                notes = key == _NOTES and isinstance(self._base, Book)
                kind = TracedNotes if notes else TracedMapping
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
        if name not in tracer.wholes and name not in tracer.opaque:
            try:
                tracer.wholes[name] = digest_of(value)
            except TypeError:
                if not isinstance(value, OPAQUE):
                    raise
                with tracer.asking() as names:
                    written.func(self)
                tracer.opaque[name] = names
        tracer.names.add(_whole(name))
        return value


class TracedMapping(Mapping[Any, Any]):
    """A mapping that tells a tracer which of its keys are asked about."""

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
        self._names: dict[Any, str] = {}

    def _see(self, key: Any) -> None:
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = _under(self._name, key)
        self._tracer.names.add(name)

    def __getitem__(self, key: Any) -> Any:
        """Return a value; that there is none is noted as well."""
        self._see(key)
        return self._base[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a value, or something else."""
        self._see(key)
        return self._base.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Say whether there is a value."""
        self._see(key)
        return key in self._base

    def __iter__(self) -> Iterator[Any]:
        """Go through all keys."""
        self._tracer.names.add(_whole(self._name))
        return iter(self._base)

    def __len__(self) -> int:
        """Return how many keys there are."""
        self._tracer.names.add(_count(self._name))
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
        self._see(key)
        note = self._wrapped.get(key)
        if note is None:
            under = self._names[key]
            note = self._wrapped[key] = self._wrap(self._base[key], under)
        return note

    def get(self, key: Any, default: Any = None) -> Any:
        """Return such a note, or something else where there is none."""
        self._see(key)
        return self[key] if key in self._base else default

    @cached_property
    def _wrapped(self) -> dict[Any, Any]:
        return {}

    def _wrap(self, note: Note, under: str) -> Note:
        tracer = self._tracer
        return replace(
            note,
            body=_TracedBody(tracer, _of(under, "body"), note.body),
            links=_TracedParts(tracer, _of(under, "links"), note.links),
            fields=_TracedParts(tracer, _of(under, "fields"), note.fields),
        )


class _TracedBody:
    """A note's body."""

    def __init__(self, tracer: Tracer, name: str, base: Body) -> None:
        self._tracer = tracer
        self._name = name
        self._base = base

    def __getattr__(self, key: str) -> Any:
        self._tracer.names.add(self._name)
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
