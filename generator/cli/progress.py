"""Progress of what takes more than a second: a bar, or one line in a pipe."""

from __future__ import annotations

import sys
import threading
from time import monotonic
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

PATIENCE: Final = 1.0
_BEAT: Final = 0.1
_BAR: Final = 24
_TURN: Final = "|/-\\"
_CLEAR: Final = "\r\x1b[K"


class Progress:
    """What is being done, and how much of it; silent in its first second.

    On a terminal a line that is drawn again and again and goes away at the end; in
    a pipe one line, once.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        live: bool,
        quiet: bool = False,
        threaded: bool = True,
    ) -> None:
        """Begin without anything that is done.

        Args:
            stream: Where it is shown.
            live: Whether that is a terminal.
            quiet: Whether nothing is shown.
            threaded: Whether a thread of its own draws, also while nobody says how
                much is done. A program with several threads is not to be copied.
        """
        self.stream = stream
        self.live = live
        self.quiet = quiet
        self.threaded = threaded
        self.doing = ""
        self.done = self.total = 0
        self.times: dict[str, float] = {}
        self._said = False
        self._drawn = False
        self._started = self._begun = monotonic()
        self._next = self._started + PATIENCE
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    @classmethod
    def on_stderr(cls, *, quiet: bool, threaded: bool = True) -> Progress:
        """Return the progress of a command, on standard error."""
        live = sys.stderr.isatty()
        return cls(sys.stderr, live=live, quiet=quiet, threaded=threaded)

    def __enter__(self) -> Self:
        """Begin to count the time."""
        self._started = self._begun = monotonic()
        self._next = self._started + PATIENCE
        if not self.quiet and self.threaded:
            self._thread = threading.Thread(target=self._watch, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        self._count_time()
        self._over.set()
        if self._thread:
            self._thread.join()
        if self._drawn:
            self.stream.write(_CLEAR)
            self.stream.flush()

    def phase(self, doing: str) -> None:
        """Say what is being done from now on."""
        self._count_time()
        self.done = self.total = 0
        self.doing = doing
        self._draw_in_time()

    def step(self, done: int, total: int) -> None:
        """Say how much of it is done."""
        self.done, self.total = done, total
        self._draw_in_time()

    def remark(self, text: str) -> None:
        """Say something that stays."""
        if not self.quiet:
            self.stream.write(f"{_CLEAR if self._drawn else ''}{text}\n")
            self.stream.flush()

    def _count_time(self) -> None:
        """Add the time since the last phase began to it."""
        now = monotonic()
        if self.doing:
            took = self.times.get(self.doing, 0.0) + now - self._begun
            self.times[self.doing] = took
        self._begun = now

    def _draw_in_time(self) -> None:
        """Draw where nobody else does, a few times in a second."""
        if not self.threaded and not self.quiet and monotonic() >= self._next:
            self._next = monotonic() + _BEAT
            self.draw()

    def _watch(self) -> None:
        """Draw from a thread of its own, since the work has no time for it."""
        if self._over.wait(PATIENCE):
            return
        while not self._over.wait(_BEAT):
            self.draw()

    def draw(self) -> None:
        """Show where it stands now."""
        if not self.live:
            if not self._said:
                self._said = True
                self.stream.write(f"{self.doing} …\n")
                self.stream.flush()
            return
        self._drawn = True
        self.stream.write(f"{_CLEAR}{self.doing} {self._bar()}")
        self.stream.flush()

    def _bar(self) -> str:
        if not self.total:
            turn = int((monotonic() - self._started) / _BEAT)
            return _TURN[turn % len(_TURN)]
        filled = _BAR * self.done // self.total
        bar = "#" * filled + "." * (_BAR - filled)
        return f"[{bar}] {self.done:,} of {self.total:,}"
