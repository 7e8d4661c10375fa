"""How much of a wide test runs: a sample, or all of it in `python -m tests.slow`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
WHOLE: Final = "AIRBOOK_WHOLE_TESTS"


def sampled(items: Iterable[T], every: int) -> tuple[T, ...]:
    """Return the first of so many and so on, the same each time; or all of them."""
    return tuple(items)[:: 1 if os.environ.get(WHOLE) == "1" else every]
