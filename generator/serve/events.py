"""Who looks at which page now, and what each of them is told when it changes."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    StateOf = Callable[[str, bool], str]


@dataclass(eq=False)
class _Viewer:
    """An open page.

    Attributes:
        path: Of its address.
        local: Whether it is open on this machine.
        told: What it was told last.
        news: What it is to be told; none: that this ends.
    """

    path: str
    local: bool
    told: str = ""
    news: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)


class Viewers:
    """The open pages; all of it happens in the loop of the server.

    A page is told its whole state whenever that is another, and compares it with its
    own: nothing can be missed between two messages.
    """

    def __init__(self, state_of: StateOf) -> None:
        """Take what returns the state of the page at a path, as JSON."""
        self._state_of = state_of
        self._open: set[_Viewer] = set()

    async def stream(self, path: str, *, local: bool) -> AsyncIterator[str]:
        """Yield what a page is told for as long as it is open.

        Args:
            path: Of its address.
            local: Whether it is open on this machine.
        """
        viewer = _Viewer(path, local)
        self._open.add(viewer)
        try:
            yield "retry: 500\n\n"
            self._tell(viewer)
            while (message := await viewer.news.get()) is not None:
                yield f"data: {message}\n\n"
        finally:
            self._open.discard(viewer)

    def tell(self) -> None:
        """Tell every open page its state, where that is another by now."""
        for viewer in tuple(self._open):
            self._tell(viewer)

    def lead(self, address: str) -> None:
        """Let every open page go to an address."""
        for viewer in self._open:
            viewer.news.put_nowait(json.dumps({"go": address}))

    def close(self) -> None:
        """End every stream."""
        for viewer in self._open:
            viewer.news.put_nowait(None)

    def _tell(self, viewer: _Viewer) -> None:
        state = self._state_of(viewer.path, viewer.local)
        if state != viewer.told:
            viewer.told = state
            viewer.news.put_nowait(state)
