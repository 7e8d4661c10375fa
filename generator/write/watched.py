"""A site whose writing somebody watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from generator.write.run import Content

if TYPE_CHECKING:
    from collections.abc import Iterator

Watch = Callable[[int, int], None]
"""Is told how many files are done, and of how many."""


class WatchedSite(Mapping[str, Content]):
    """A site that tells somebody each time one of its files is taken."""

    def __init__(self, site: Mapping[str, Content], watch: Watch) -> None:
        self.site = site
        self.watch = watch
        self.done = 0

    def __getitem__(self, path: str) -> Content:
        self.watch(self.done, len(self.site))
        self.done += 1
        return self.site[path]

    def __iter__(self) -> Iterator[str]:
        self.done = 0  # a run that was overtaken begins again
        return iter(self.site)

    def __len__(self) -> int:
        return len(self.site)
