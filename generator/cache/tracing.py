"""Which names of a book each page asks about, seen while it is made.

A page is made from one record that leads to everything else, `Material`. Wrapped in a
`Traced`, whatever is read through it, however deep, is noted under a name: the path of
a note, the id of a lead, a tag; or, where something is read as a whole, the name of
that whole. Each name has a digest over all that can be read under it. So a page that
asked about no name whose digest has changed would be made the same again.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from functools import cache, cached_property
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

from generator.cache.digests import NOTES, Keys, digests_of, short, whole
from generator.cache.sealed import encoded
from generator.cache.state import by_number, packed
from generator.cache.traced import TracedMapping, TracedNotes
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
from generator.workers import work

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

SEVERAL: Final = (Ledger,)
"""Those of which a book has more than one."""

OPAQUE: Final = (Naming,)
"""What cannot be written down, and asks others for whatever it says."""

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
    """Notes names for whoever is asking, and knows what lies under them.

    Attributes:
        asked: The numbers of the names that somebody has asked about.
        wholes: What is read as a whole, by name.
        mappings: What is read by key, by name.
        keys: The numbers of keys.
    """

    def __init__(self) -> None:
        """Begin without a book."""
        self.keys = Keys()
        self.asked: set[int] = set()
        self.wholes: dict[str, Any] = {}
        self.mappings: dict[str, TracedMapping] = {}
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
        known: dict[tuple[Any, ...], tuple[tuple[int, ...], Any]] = {}

        def call(*args: Any) -> Any:
            found = known.get(args)
            if found is None:
                with self.asking() as asked:
                    value = function(*args)
                found = known[args] = tuple(asked), value
            self.asked.update(found[0])
            return found[1]

        return call

    @contextmanager
    def asking(self) -> Iterator[set[int]]:
        """Note the names of one asker alone, until the block ends."""
        before, self.asked = self.asked, set()
        try:
            yield self.asked
        finally:
            self.asked = before

    def digests(self, jobs: int = 1) -> dict[int, int]:
        """Return a digest for each number under which anything can be read.

        Args:
            jobs: How many processes may work.
        """
        digests: dict[int, int] = {}
        for found in work(self._digests, [*self.wholes, *self.mappings], jobs):
            digests.update(by_number(*found))
        return digests

    def _digests(self, name: str) -> tuple[bytes, bytes]:
        """Return numbers and their digests for whatever has a name."""
        if name in self.wholes:
            found = {whole(name): short(encoded(self.wholes[name]))}
        else:
            found = digests_of(name, self.mappings[name].base, self.keys)
        return packed(found), packed(found.values())

    def look_at_all(self) -> None:
        """Ask for everything that can be asked for, so that it has a digest."""
        waiting = [*self._led.values()]
        looked_at = set()
        while waiting:
            traced = waiting.pop()
            if traced not in looked_at:
                looked_at.add(traced)
                waiting += traced.look_at_all()

    def index_all(self) -> None:
        """Have every index made, before several processes each make their own."""
        for mapping in self.mappings.values():
            if isinstance(mapping.base, Asked):
                len(mapping.base)


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
                kind = TracedNotes if name == NOTES else TracedMapping
                found = self._tracer.mappings[name] = kind(self._tracer, name, value)
            elif isinstance(value, _REMEMBERING):
                found = self._tracer.remember(written.func(self).__wrapped__)
            elif isinstance(value, LEADING):
                found = self._tracer.follow(value, name)
            elif isinstance(value, OPAQUE):
                found = written.func(self)
            else:
                self._tracer.wholes[name] = value
                self._tracer.asked.add(whole(name))
                return value
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
