"""What a site is to be written of, how, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.stamps import Stamp
    from generator.workers import Watch

Content = Callable[[], bytes] | Path
"""Bytes that are made when they are asked for, or a file to copy."""


def _nothing(*_: Any) -> None:
    """Do nothing with whatever it is."""


class Written(Struct, frozen=True, kw_only=True):
    """How many files of the output were added, changed, left alone and removed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


class Writing(Struct, frozen=True, kw_only=True):
    """How a site is written.

    Attributes:
        known: Stamps of files of the output that hold what the site wants there, so
            that nobody has to make it for a comparison.
        jobs: How many processes may work.
        shared: Is called once before several processes begin, for what each of them
            would make for itself.
        watch: Is told now and then how many batches of files are done, and of how
            many.
        seen: Is called with the path, what was done (`added`, `changed`, `unchanged`)
            and the stamp of each file.
        brought: Is called after each batch, in the process that made it; what it
            returns comes back to this one.
        bring: Is called in this process with what `brought` returned.
    """

    known: Mapping[str, Stamp] = MappingProxyType({})
    jobs: int = 1
    shared: Callable[[], None] = _nothing
    watch: Watch | None = None
    seen: Callable[[str, str, Stamp], None] = _nothing
    brought: Callable[[], Any] = _nothing
    bring: Callable[[Any], None] = _nothing
