"""A language client for tests: the real server, driven over its pipes."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from queue import Empty, Queue
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from tests.lsp.servers import PATIENCE, Here, Process

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

EVERYTHING: Final[dict[str, Any]] = {
    "workspace": {
        "workspaceEdit": {
            "documentChanges": True,
            "resourceOperations": ["create", "rename", "delete"],
        },
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "textDocument": {"rename": {"prepareSupport": True}},
}


class Client:
    """One editor: starts the server and talks to it."""

    def __init__(
        self,
        folder: Path | None,
        *options: str,
        home: Path,
        process: bool = False,
        capabilities: dict[str, Any] | None = None,
        encodings: tuple[str, ...] = (),
    ) -> None:
        self.server = Process(options, home) if process or options else Here()
        self.folder = folder
        self.capabilities = dict(EVERYTHING if capabilities is None else capabilities)
        if encodings:
            self.capabilities["general"] = {"positionEncodings": list(encodings)}
        self.answers: dict[int | str, Queue[dict[str, Any]]] = {}
        self.problems: dict[str, list[dict[str, Any]]] = {}
        self.messages: list[str] = []
        self.registered: list[str] = []
        self.over = False
        self.noise = b""
        self.log = b""
        self.news = threading.Condition()
        self.versions: dict[str, int] = {}
        self._last = 0
        self._threads = [
            threading.Thread(target=self._read, daemon=True),
            threading.Thread(target=self._read_log, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        uri = self.folder.as_uri() if self.folder else None
        folders = [{"uri": uri, "name": "notes"}] if uri else None
        self.agreed = self.ask(
            "initialize",
            processId=None,
            rootUri=uri,
            workspaceFolders=folders,
            capabilities=self.capabilities,
        )
        self.tell("initialized")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and not self.over:
            self.quit()
        self.server.end()
        for thread in self._threads:
            thread.join()
        for pipe in (self.server.stdin, self.server.stdout, self.server.log):
            with suppress(OSError):
                pipe.close()

    def quit(self) -> int:
        """Say goodbye as an editor does; return the exit status."""
        self.ask("shutdown")
        self.tell("exit")
        self.over = True
        return self.server.wait()

    def leave(self) -> int:
        """Go without a word; return the exit status."""
        self.server.stdin.close()
        self.over = True
        return self.server.wait()

    # Messages

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.server.stdin.write(data)
        self.server.stdin.flush()

    def write(self, message: dict[str, Any]) -> None:
        """Send a message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def start(self, method: str, **params: Any) -> int:
        """Send a request; return its number."""
        self._last += 1
        self.answers[self._last] = Queue()
        sent = {"params": params} if params else {}
        self.write({"id": self._last, "method": method, **sent})
        return self._last

    def answer(self, number: int) -> dict[str, Any]:
        """Wait for the answer to a request, with `result` or `error`."""
        try:
            return self.answers[number].get(timeout=PATIENCE)
        except Empty:
            raise AssertionError(f"no answer; {self.log.decode()}") from None

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return its result."""
        answer = self.answer(self.start(method, **params))
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self.write({"method": method, "params": params})

    def _read(self) -> None:
        stream = self.server.stdout
        while header := stream.readline():
            if not header.lower().startswith(b"content-"):
                self.noise += header
                continue
            size = 0
            while header.strip():
                name, _, value = header.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
                header = stream.readline()
            self._take(json.loads(stream.read(size)))

    def _take(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        with self.news:
            if method == "textDocument/publishDiagnostics":
                params = message["params"]
                self.problems[params["uri"]] = params["diagnostics"]
            elif method == "window/showMessage":
                self.messages.append(message["params"]["message"])
            elif method == "client/registerCapability":
                for one in message["params"]["registrations"]:
                    self.registered.append(one["method"])
                with suppress(OSError, ValueError):  # it may have gone by now
                    self.write({"id": message["id"], "result": None})
            elif method is None and message.get("id") in self.answers:
                self.answers[message["id"]].put(message)
            self.news.notify_all()

    def _read_log(self) -> None:
        while line := self.server.log.readline():
            with self.news:
                self.log += line
                self.news.notify_all()
        for waiting in self.answers.values():
            waiting.put({"error": f"the server has ended: {self.log.decode()}"})

    # What an editor does

    def uri(self, path: str) -> str:
        """Return the URI of a note of the book."""
        assert self.folder
        return (self.folder / "content" / path).as_uri()

    def open(self, path: str, text: str | None = None) -> None:
        """Open a note; without a text, as it is on the disk."""
        if text is None:
            assert self.folder
            text = (self.folder / "content" / path).read_bytes().decode()
        uri = self.uri(path)
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)

    def change(self, path: str, text: str, where: Any = None) -> None:
        """Type: replace a range of a note, or all of it."""
        uri = self.uri(path)
        self.versions[uri] += 1
        change = {"text": text, **({"range": where} if where else {})}
        self.tell(
            "textDocument/didChange",
            textDocument={"uri": uri, "version": self.versions[uri]},
            contentChanges=[change],
        )

    def at(self, path: str, line: int, character: int) -> dict[str, Any]:
        """Return the parameters of a request about a place, counted from 0."""
        return {
            "textDocument": {"uri": self.uri(path)},
            "position": {"line": line, "character": character},
        }

    def codes(self, path: str) -> list[str]:
        """Return the codes of the problems of a note that were told last."""
        return [one["code"] for one in self.problems.get(self.uri(path), [])]

    def wait_for(self, path: str, *codes: str) -> list[dict[str, Any]]:
        """Wait until exactly these problems of a note were told."""
        self.until(lambda: sorted(self.codes(path)) == sorted(codes))
        return self.problems.get(self.uri(path), [])

    def until(self, holds: Any) -> None:
        """Wait until something holds that messages change."""
        end = monotonic() + PATIENCE
        with self.news:
            while not holds():
                left = end - monotonic()
                assert left > 0, f"{self.problems}\n{self.log.decode()}"
                self.news.wait(left)


def replacing(line: int, start: int, end: int) -> dict[str, Any]:
    """Return a range within a line."""
    return {
        "start": {"line": line, "character": start},
        "end": {"line": line, "character": end},
    }
