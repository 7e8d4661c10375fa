"""A preview within this process: what it shows while a script of events runs."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.cli import serving
from generator.serve import listening, running
from generator.serve.app import make_app
from generator.serve.ending import Ending
from generator.serve.events import Viewers
from generator.serve.guard import Guard
from generator.serve.pages import Pages
from generator.serve.running import Preview
from generator.serve.shown import Shown
from generator.workspace.live import LiveBook
from generator.workspace.opening import open_workspace
from tests.books import DAY, write_files
from tests.serve.previewing import Got, Previewing
from tests.serve.test_watching import BOOK

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from starlette.types import ASGIApp, Message

    from generator.serve.pages import Look
    from generator.workspace.opening import Workspace

GUEST = "192.168.1.5"


def live_book(root: Path) -> LiveBook:
    """Return a book that can be read again and again."""

    def open_book() -> Workspace:
        return open_workspace(root, today=date.fromisoformat(DAY))

    return LiveBook(open_book)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a small book with a picture."""
    root = write_files(tmp_path / "book", BOOK)
    return write_files(
        root, {"content/picture.png": b"png", "content/Page.md": "![[picture.png]]"}
    )


class Voice:
    """Keeps what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.builds = 0

    def say(self, text: str) -> None:
        """Keep a line."""
        self.said.append(text)

    def built(self, seconds: float) -> None:
        """Count a build."""
        assert seconds >= 0
        self.builds += 1


def in_a_thread(work: Awaitable[None]) -> None:
    """Wait for something in a loop of its own: this thread may have one already."""

    async def waiting() -> None:
        await work

    thread = threading.Thread(target=lambda: asyncio.run(waiting()))
    thread.start()
    thread.join()


def ask(app: ASGIApp, path: str, *, server: str = "127.0.0.1", **headers: str) -> Got:
    """Ask an application, in a loop and thread of its own."""
    name, _, query = path.partition("?")
    host = f"{server}:8000"
    given = {"host": host, **{key.replace("_", "-"): headers[key] for key in headers}}
    scope = {
        "type": "http",
        "method": "GET",
        "path": name,
        "raw_path": name.encode(),
        "query_string": query.encode(),
        "headers": [(key.encode(), value.encode()) for key, value in given.items()],
        "server": (server, 8000),
    }
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.Event().wait()  # who asks waits for the answer
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    in_a_thread(app(scope, receive, send))
    told = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    body = b"".join(part.get("body", b"") for part in sent[1:])
    return Got(sent[0]["status"], told, body)


def test_a_guest_is_let_in_by_key_and_cookie(book: Path) -> None:
    """By the address that others reach; no place of this machine is told there."""
    told: list[str] = []
    guard = Guard(8000, GUEST, told.append)
    guard.invite()
    live = live_book(book)
    shown = Shown(live, Pages(live.refresh()), guard.token)
    app = make_app(lambda: shown, Viewers(shown.state), guard, {"preview.js": b"x"})
    assert ask(app, "/").status == 200
    assert ask(app, "/", server=GUEST).status == 403
    assert ask(app, "/?key=guess", server=GUEST).status == 403
    welcome = ask(app, f"/?key={told[0]}", server=GUEST)
    assert (welcome.status, b'content="0;url=/"' in welcome.body) == (200, True)
    cookie = welcome.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    held = cookie.partition(";")[0]
    page = ask(app, "/contacts/ana.html", server=GUEST, cookie=held)
    assert page.tag["edit"] == ""
    assert str(book).encode() not in page.body
    assert ask(app, "/contacts/ana.html").tag["edit"].startswith("vscode://file/")
    assert ask(app, f"/?key={told[0]}", server=GUEST).status == 403
    assert ask(app, "/~preview/preview.js", server=GUEST, cookie=held).body == b"x"
    assert ask(app, "/~preview/other.js").status == 404
    assert ask(app, "/~preview/events").status == 403
    picture = ask(app, "/files/picture.png")
    assert (picture.status, picture.body) == (200, b"png")
    assert picture.headers["content-type"] == "image/png"


def test_only_http_is_spoken(book: Path) -> None:
    """A web socket gets no answer at all."""
    live = live_book(book)
    shown = Shown(live, Pages(live.refresh()), "")
    app = make_app(lambda: shown, Viewers(shown.state), Guard(8000), {})

    async def nothing(*_: object) -> Any:
        raise AssertionError

    in_a_thread(app({"type": "websocket"}, nothing, nothing))


def test_pages_without_scripts_stay_so(book: Path) -> None:
    """A template of the book's own may forbid them, or have no head at all."""
    policy = "default-src 'none'"
    page = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><p>Own'
    write_files(
        book,
        {
            "templates/pages/today.html": page,
            "templates/pages/tags.html": "<p>No head",
        },
    )
    live = live_book(book)
    shown = Shown(live, Pages(live.refresh()), "token")
    today = shown.answer("/", local=True)
    assert today.body == page.encode()
    assert today.policy == policy
    tags = shown.answer("/tags/", local=True)
    assert isinstance(tags.body, bytes)
    assert tags.body.startswith(b'<p>No head<script src="/~preview/preview.js"')


def test_a_look_is_that_of_the_page_and_what_it_shows(book: Path) -> None:
    """Its bytes, pictures and scripts; the search shows what is in every note."""
    live = live_book(book)
    paths = ("/page.html", "/", "/search/")

    def looks(number: int) -> list[Look]:
        pages = Pages(live.refresh(), number)
        return [pages.look(path) for path in paths]

    first = looks(0)
    assert [one == other for one, other in zip(first, looks(1), strict=True)] == [
        True,
        True,
        False,
    ]
    write_files(book, {"content/picture.png": b"another"})
    pictured = looks(0)
    assert pictured[0] != first[0]
    assert pictured[1:] == first[1:]
    write_files(book, {"templates/static/search.js": "another"})
    scripted = looks(0)
    assert not {one.page for one in scripted} & {one.page for one in pictured}
    write_files(book, {"templates/static/own.css": "another"})
    styled = looks(0)
    assert [one.page for one in styled] == [one.page for one in scripted]
    assert not {one.style for one in styled} & {one.style for one in scripted}


def test_a_page_that_cannot_be_made_says_so(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal says more; the preview goes on."""
    live = live_book(book)
    pages = Pages(live.refresh())
    shown = Shown(live, pages, "token")

    def fails() -> bytes:
        raise ValueError("no <such> luck")

    site = {**pages.site, "contacts/ana.html": fails}
    monkeypatch.setattr(pages, "site", site)
    answer = shown.answer("/contacts/ana.html", local=True)
    assert answer.status == 500
    assert isinstance(answer.body, bytes)
    assert b"ValueError: no &lt;such&gt; luck" in answer.body
    assert "Traceback" in capsys.readouterr().err
    assert json.loads(shown.state("/contacts/ana.html", True))["page"] == ""  # noqa: FBT003
    assert shown.answer("/contacts/bo.html", local=True).status == 200


class Steps:
    """A watcher that takes a step each time it is asked what has changed."""

    reason = ""

    def __init__(self, *steps: Callable[[], None] | None) -> None:
        self.steps = list(steps)
        self.ending = Ending()
        self.watched: list[tuple[str, ...]] = []

    def wait(self, timeout: float | None = None) -> frozenset[Path]:
        """Take a step; behind the last one is Ctrl-C. Without one, all is quiet."""
        if not self.steps:
            raise KeyboardInterrupt
        step = self.steps.pop(0)
        if step is None:
            assert timeout
            return frozenset()
        step()
        return frozenset({Path()})

    @contextmanager
    def watch(self, *places: Path, polling: bool, quiet: float) -> Iterator[Steps]:
        """Be what watches."""
        assert quiet == 0.05
        assert not polling
        self.watched.append(tuple(place.name for place in places))
        yield self


def run(
    preview: Preview, sockets: list[Any], steps: Steps, patch: pytest.MonkeyPatch
) -> None:
    """Run a preview until its script is over."""
    patch.setattr(running, "watch", steps.watch)
    with pytest.raises(KeyboardInterrupt):
        preview.run(sockets, polling=False, ready=lambda _: None)


class Client(Previewing):
    """Asks a preview of this process."""

    def __init__(self, port: int) -> None:
        self.port = port


def test_a_preview_follows_its_script(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Saves, crashes and new places; the last good page stays; it ends by Ctrl-C."""
    sockets, port = listening.listen(0)
    voice, live = Voice(), live_book(book)
    preview = Preview(live, Guard(port), voice, follow=True)
    client = Client(port)
    streams: list[Any] = []
    real = live.refresh

    def begin() -> None:
        opened = client.stream("/contacts/ana.html")
        streams.extend([opened, opened.__enter__()])
        assert streams[1].next()["trouble"] is None
        (book / "content/contacts/Ana.md").write_text("# Ana\nsaved\n")

    def saved() -> None:
        assert b"saved" in client.page("/contacts/ana.html").body
        assert streams[1].next()["trouble"] is None
        assert streams[1].next() == {"go": "/contacts/ana.html"}
        steps.reason = "a reason"
        monkeypatch.setattr(live, "refresh", fails)

    def fails(_: object = None) -> Any:
        raise ZeroDivisionError(f"in {book}")

    def crashed() -> None:
        trouble = streams[1].next()["trouble"]
        assert "a fault in Airbook: ZeroDivisionError" in trouble["cards"][0]["message"]
        assert b"saved" in client.page("/contacts/ana.html").body
        monkeypatch.setattr(live, "refresh", refuses)

    def refuses(_: object = None) -> Any:
        raise PermissionError(13, "Permission denied", str(book / "airbook.toml"))

    def refused() -> None:
        trouble = streams[1].next()["trouble"]
        assert trouble["cards"][0]["message"] == "Permission denied: airbook.toml"
        monkeypatch.setattr(live, "refresh", real)

    def mended() -> None:
        assert streams[1].next()["trouble"] is None
        write_files(book, {"templates/static/own.css": ""})

    def ended() -> None:
        assert client.page("/static/own.css").body == b""
        streams[0].__exit__(None, None, None)

    collected: list[int] = []
    monkeypatch.setattr("gc.collect", lambda: collected.append(voice.builds))
    steps = Steps(begin, saved, None, crashed, refused, mended, ended)
    run(preview, sockets, steps, monkeypatch)
    assert voice.said[0] == "Looking every second from now on: a reason"
    assert str(book) in voice.said[1]
    assert steps.watched == [("content", "airbook.toml", "templates")] * 2
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert voice.builds >= 3
    assert collected == [1]


def test_who_looks_elsewhere_is_told_nothing(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save that changes nothing of a page, and one that changes nothing at all."""
    sockets, port = listening.listen(0)
    voice = Voice()
    preview = Preview(live_book(book), Guard(port), voice, follow=True)
    note = book / "content/contacts/Ana.md"

    def same() -> None:
        note.write_bytes(note.read_bytes())

    def many() -> None:
        note.write_text("one")
        note.with_name("Bo.md").write_text("two")

    run(preview, sockets, Steps(same, same, many), monkeypatch)
    assert voice.builds == 1


def test_texts_and_files_of_a_book(book: Path) -> None:
    """Of notes, settings and templates by the paths that problems have."""
    write_files(book, {"airbook.toml": "title = 1", "templates/pages/own.html": "own"})
    live = live_book(book)
    live.refresh()
    assert live.text_of("contacts/Ana.md") == "# Ana\n"
    assert live.text_of("airbook.toml") == "title = 1"
    assert live.text_of("templates/pages/own.html") == "own"
    assert live.text_of("contacts/Nobody.md") == ""
    assert live.file_of("contacts/Ana.md") == book / "content/contacts/Ana.md"


def test_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first that is free; the next where it is taken; none left is said."""
    taken, first = listening.listen(0)
    monkeypatch.setattr(listening, "FIRST_PORT", first)
    found, port = listening.listen(None)
    assert first < port < first + 100
    monkeypatch.setattr(listening, "_TRIES", 1)
    with pytest.raises(listening.TakenError, match="no port from"):
        listening.listen(None)
    with pytest.raises(listening.TakenError, match="is taken; choose another"):
        listening.listen(first)
    with pytest.raises(OSError, match=r"192\.0\.2\.1 is no address of this machine"):
        listening.listen(0, "192.0.2.1")
    same, _ = listening.listen(0, "localhost")
    for one in (*taken, *found, *same):
        one.close()
    assert listening.is_everywhere("[::]")
    assert not listening.is_everywhere("my-laptop")


def test_a_machine_without_the_newer_addresses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half of what `localhost` means is enough; other refusals are passed on."""
    real = listening._socket

    def refusing(address: str, port: int) -> Any:
        if address == "::1":
            raise OSError(number, "no")
        return real(address, port)

    monkeypatch.setattr(listening, "_socket", refusing)
    number = next(iter(listening._ABSENT))
    (only,), _ = listening.listen(0)
    only.close()
    number = 13
    with pytest.raises(OSError, match="no"):
        listening.listen(0)


def test_the_command_says_where_it_is(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Address, port that is not the usual one, polling, guests; and opens it."""
    opened: list[str] = []

    def stands_in(_: Preview, sockets: list[Any], **options: Any) -> None:
        options["ready"]("a reason" if options["polling"] else "")
        for one in sockets:
            one.close()
        raise KeyboardInterrupt

    monkeypatch.setattr(Preview, "run", stands_in)
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(listening, "_addresses", lambda _: [])
    taken, first = listening.listen(0)
    monkeypatch.setattr(listening, "FIRST_PORT", first)
    from generator.cli import airbook

    def said(*arguments: str) -> str:
        airbook(["-C", str(book), "serve", *arguments], standalone_mode=False)
        return capsys.readouterr().err

    plain = said("--open")
    assert f"Port {first} is taken, " in plain
    assert opened[0] in plain
    assert "Looking" not in plain
    guests = said("--host", "laptop.example", "--poll", "-v")
    assert "Warning: other machines are let in" in guests
    assert "http://laptop.example:" in guests
    assert "Looking every second: a reason" in guests
    assert said("-q") == ""
    for one in taken:
        one.close()
    voice = serving._Voice(8000, "", asked=True, verbose=True, quiet=False)
    voice.say("said")
    voice.built(0.25)
    assert capsys.readouterr().err == "said\nBuilt again in 0.25 s\n"
