"""What belongs to a key: found for one when a page asks, for all when many do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Key = TypeVar("Key")
One = TypeVar("One")
FEW: Final = 8


# Without slots: the index of all is kept beside the fields.
@dataclass(frozen=True, kw_only=True)
class Asked(Mapping[Key, tuple[One, ...]]):
    """An index that is made once it pays: a preview shows a page, a build all.

    Nothing lies under a key that it does not have.

    Attributes:
        one: Finds what belongs to one key.
        every: Yields everything with its key; for each key the same, in its order.
        few: After how many keys it pays.
    """

    one: Callable[[Key], Iterable[One]]
    every: Callable[[], Iterable[tuple[Key, One]]]
    few: int = FEW
    _known: dict[Key, tuple[One, ...]] = field(default_factory=dict)

    @cached_property
    def index(self) -> Mapping[Key, tuple[One, ...]]:
        """Everything by its key."""
        return grouped(self.every())

    def __getitem__(self, key: Key) -> tuple[One, ...]:
        """Return what belongs to a key, in order; empty where nothing does."""
        if key not in self._known:
            if len(self._known) >= self.few or "index" in vars(self):
                return self.index.get(key, ())
            self._known[key] = tuple(self.one(key))
        return self._known[key]

    def __iter__(self) -> Iterator[Key]:
        """Go through the keys that have anything."""
        return iter(self.index)

    def __len__(self) -> int:
        """Return how many have anything."""
        return len(self.index)


def grouped(pairs: Iterable[tuple[Key, One]]) -> dict[Key, tuple[One, ...]]:
    """Return what has the same key together, in order."""
    groups: dict[Key, list[One]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return {key: tuple(ones) for key, ones in groups.items()}
