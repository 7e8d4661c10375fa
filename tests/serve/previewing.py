"""`airbook serve` as a process of its own, and what is asked of it."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from tests.books import DAY, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import Self

PATIENCE: Final = 30.0
SCRIPT: Final = re.compile(rb'<script src="/~preview/preview\.js"[^>]*></script>')
_DATA: Final = re.compile(r'data-([a-z]+)="([^"]*)"')


@dataclass(frozen=True)
class Got:
    """What somebody got who asked."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def tag(self) -> Mapping[str, str]:
        """What the script of the preview is told by the page."""
        found = SCRIPT.search(self.body)
        assert found
        return dict(_DATA.findall(found[0].decode()))

    @property
    def built(self) -> bytes:
        """The page without the one tag that a build does not write."""
        return SCRIPT.sub(b"", self.body)


class Previewing:
    """A preview that runs."""

    def __init__(self, book: Path, *options: str, env: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "generator", "--today", DAY, "serve"]
        self.book = book
        self.said = ""
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, *options],
            cwd=book,
            env=environment(book, env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.until("Open http"))
        assert found
        self.port = int(found[1])

    def until(self, text: str) -> str:
        """Read lines up to one that holds a text; return it."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line
            if text in line:
                return line
        raise AssertionError(f"it ended without {text}: {self.said}")

    @property
    def address(self) -> str:
        """Where the first page is."""
        return f"http://127.0.0.1:{self.port}/"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        host: str | None = None,
        at: str = "127.0.0.1",
    ) -> Got:
        """Ask for a path exactly as it is written."""
        connection = http.client.HTTPConnection(at, self.port, timeout=PATIENCE)
        given = dict(headers or {})
        name = f"127.0.0.1:{self.port}" if host is None else host
        try:
            connection._validate_path = lambda _: None  # type: ignore[attr-defined]
            connection.putrequest(
                method, path, skip_host=True, skip_accept_encoding=True
            )
            for key, value in {**({"Host": name} if name else {}), **given}.items():
                connection.putheader(key, value)
            connection.endheaders()
            answer = connection.getresponse()
            told = {key.lower(): value for key, value in answer.getheaders()}
            return Got(answer.status, told, answer.read())
        finally:
            connection.close()

    def page(self, path: str = "/") -> Got:
        """Return a page that must be there."""
        got = self.ask(path)
        assert got.status == 200, got
        return got

    def until_page(self, path: str, holds: Callable[[Got], bool]) -> Got:
        """Ask for a page until it is as it should be."""
        end = monotonic() + PATIENCE
        while True:
            got = self.ask(path)
            if holds(got):
                return got
            assert monotonic() < end, f"{path} did not change: {got.body[-3000:]!r}"
            sleep(0.02)

    @contextmanager
    def stream(self, path: str = "/") -> Iterator[Listening]:
        """Open the event stream of a page."""
        tag = self.ask(path).tag
        query = urlencode({"path": tag["path"], "token": tag["token"]})
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE
        )
        try:
            connection.request("GET", f"/~preview/events?{query}")
            yield Listening(connection.getresponse())
        finally:
            connection.close()

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal; return the exit status."""
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        assert self.process.stdout
        self.said += self.process.stdout.read()
        return status

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Asked politely first, so that what it did is counted.
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


class Listening:
    """An open event stream."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.answer = answer

    def next(self) -> Any:
        """Wait for the next message."""
        while line := self.answer.readline():
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))
        raise AssertionError("the stream ended")

    def until(self, holds: Callable[[Any], bool]) -> Any:
        """Wait for a message that is as it should be."""
        while not holds(found := self.next()):
            pass
        return found


@contextmanager
def previewing(
    book: Path, *options: str, env: Mapping[str, str] | None = None
) -> Iterator[Previewing]:
    """Run a preview of a book for as long as the block lasts."""
    given = () if "--port" in options else ("--port", "0")
    with Previewing(book, *given, *options, env=env or {}) as running:
        yield running
