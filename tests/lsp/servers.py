"""The language server as editors start it, and in a thread, which is quicker."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from datetime import date
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from generator.lsp.server import Server
from generator.workspace.opening import open_workspace
from tests.books import DAY, environment

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE: Final = 20.0


class Process:
    """`airbook lsp` as a process of its own."""

    def __init__(self, options: tuple[str, ...], home: Path) -> None:
        command = [sys.executable, "-W", "error", "-m", "generator", *options]
        self._popen = subprocess.Popen(  # noqa: S603 - our own command
            [*command, "--today", DAY, "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=home,
            env=environment(home),
        )
        pipes = (self._popen.stdin, self._popen.stdout, self._popen.stderr)
        self.stdin, self.stdout, self.log = cast(
            "tuple[IO[bytes], IO[bytes], IO[bytes]]", pipes
        )

    def wait(self) -> int:
        """Wait for the end; return the exit status."""
        return self._popen.wait(PATIENCE)

    def end(self) -> None:
        """End it, whatever it does."""
        self._popen.kill()
        self._popen.wait()


class Here:
    """The same in a thread of this process, with a loop of its own."""

    def __init__(self) -> None:
        (read, write), (said, says), (logged, log) = (os.pipe() for _ in range(3))
        self.stdin: IO[bytes] = os.fdopen(write, "wb")
        self.stdout: IO[bytes] = os.fdopen(said, "rb")
        self.log: IO[bytes] = os.fdopen(logged, "rb")
        ends = os.fdopen(read, "rb"), os.fdopen(says, "wb")
        self._log = os.fdopen(log, "w", encoding="utf-8")
        self._server = Server(
            lambda folder: open_workspace(folder, today=date.fromisoformat(DAY)), ""
        )
        self._thread = threading.Thread(target=self._run, args=ends)
        self._thread.start()

    def _run(self, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        handler = logging.StreamHandler(self._log)
        handler.setFormatter(logging.Formatter("airbook lsp: %(message)s"))
        logging.getLogger().addHandler(handler)
        try:
            with stdin, self._log:
                self._server.start_io(cast("BinaryIO", stdin), cast("BinaryIO", stdout))
                logging.getLogger().removeHandler(handler)
        finally:
            stdout.close()

    def wait(self) -> int:
        """Wait for the end; return what the exit status would be."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return 0 if self._server.said_goodbye else 1

    def end(self) -> None:
        """End it, by going without a word."""
        if not self.stdin.closed:
            self.stdin.close()
        self._thread.join(PATIENCE)
