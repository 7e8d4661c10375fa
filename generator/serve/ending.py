"""Signals that end what goes on, also where Python loses what they raise."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from functools import partial
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Ending:
    """Knows whether somebody has asked for an end.

    What a signal raises while garbage is collected is raised in a place where nothing
    can be raised: Python says so, and goes on as if there had been no signal.
    """

    def __init__(self) -> None:
        """Begin before anybody has asked."""
        self._again: Callable[[], object] | None = None
        self._waits = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Keep each signal that comes while the block lasts, and act on it as before.

        Only the main thread can hear signals; any other keeps none.
        """
        ours = _SIGNALS if current_thread() is main_thread() else ()
        before: dict[signal.Signals, Any] = {one: signal.getsignal(one) for one in ours}
        heeded = {one: act for one, act in before.items() if callable(act)}
        for number, act in heeded.items():
            signal.signal(number, partial(self._hear, act))
        try:
            yield
        finally:
            for number, act in heeded.items():
                signal.signal(number, act)

    @contextmanager
    def later(self) -> Iterator[None]:
        """Act on what comes while the block lasts when it is over."""
        self._waits = True
        try:
            yield
        finally:
            self._waits = False
        self.look()

    def _hear(self, act: Callable[..., object], number: int, frame: object) -> None:
        self._again = partial(act, number, None)
        if not self._waits:
            act(number, frame)

    def look(self) -> None:
        """Do again what a signal did, if there was one; most raise."""
        if self._again is not None:
            self._again()
