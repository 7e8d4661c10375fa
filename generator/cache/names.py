"""Names with numbers: a number takes less room, and is found sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Names:
    """Gives each name a number, from 0 on, and never another one."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Begin with names that have theirs, by their order."""
        self._names = list(known)
        self._numbers = {name: number for number, name in enumerate(self._names)}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._names)

    def number(self, name: str) -> int:
        """Return the number of a name; a new one gets the next."""
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self._names)
            self._names.append(name)
        return found

    def name(self, number: int) -> str:
        """Return the name that has a number.

        Raises:
            IndexError: Where none has.
        """
        return self._names[number]

    def every(self) -> tuple[str, ...]:
        """Return all of them in the order of their numbers."""
        return tuple(self._names)
