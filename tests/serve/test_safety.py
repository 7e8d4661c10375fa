"""Nobody but the owner gets anything from the preview, and never anything else."""

from __future__ import annotations

import itertools
import re
import socket
from typing import TYPE_CHECKING, Final

import pytest

from tests.books import write_files
from tests.sampling import sampled
from tests.serve.previewing import previewing
from tests.serve.test_watching import BOOK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.serve.previewing import Previewing

MARK: Final = b"nobody may read this"
UP: Final = (
    *("..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..;", "..%00", "%c0%ae%c0%ae"),
    *("....", "..%5c..", "%u002e%u002e", "．．", ". .", "~", "%2e%2e%2f"),
)
BETWEEN: Final = ("/", "%2f", "%252f", "\\", "%5c", "%c0%af", "//", "/./")
STARTS: Final = ("/", "/static/", "/contacts/", "//")
TARGETS: Final = ("secret.txt", "etc/passwd", "airbook.toml", "content/.hidden.md")
ABSOLUTE: Final = (
    *("/etc/passwd", "//etc/passwd", "file:///etc/passwd", "http://x/secret.txt"),
    *("/proc/self/environ", "/C:/Windows/win.ini", "/static/%00/../../secret.txt"),
    *("/.git/config", "/.airbook/lock", "/.hidden.md", "/airbook.toml", "/~root/"),
    *("/content/contacts/Ana.md", "/contacts/Ana.md", "/~preview/../secret.txt"),
    *("/~preview/%2e%2e%2fsecret.txt", "/~preview/", "/~preview/events", "*", "secret"),
    *("/linked.txt", "/files/linked.txt", "/site/index.html", "/templates/pages/404"),
)


def traversals() -> Iterator[str]:
    """Yield paths that lead out of a folder where somebody joins them to it."""
    parts = itertools.product(STARTS, UP, BETWEEN, TARGETS)
    for start, up, between, target in parts:
        yield start + (up + between) * 3 + target
    for start in STARTS:
        yield start + "../" * 500 + "etc/passwd"
        yield start + "%2e%2e/" * 5000 + "etc/passwd"
        yield start + "a" * 60_000
    yield from ABSOLUTE


def raw(preview: Previewing, path: bytes) -> bytes:
    """Send a request line as it is; return all that comes back."""
    host = f"127.0.0.1:{preview.port}".encode()
    head = b"GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % (path, host)
    with socket.create_connection(("127.0.0.1", preview.port), timeout=30) as opened:
        opened.sendall(head)
        found = b""
        while part := opened.recv(1 << 16):
            found += part
    return found


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    """Return a preview of a book with secrets around it."""
    folder = tmp_path_factory.mktemp("guarded")
    book = write_files(
        folder / "book",
        {
            **BOOK,
            "secret.txt": MARK,
            "airbook.toml": f'title = "Book"  # {MARK.decode()}\n',
            "content/.hidden.md": MARK,
            "content/.git/config": MARK,
            ".airbook/lock": MARK,
            "site/index.html": MARK,
            "content/drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        },
    )
    write_files(folder, {"secret.txt": MARK})
    (book / "content/linked.txt").symlink_to(folder / "secret.txt")
    with previewing(book) as running:
        yield running


def test_no_path_leads_out(guarded: Previewing) -> None:
    """1,900 ways to say "outside": each gets nothing but a refusal."""
    every = list(traversals())
    assert len(every) > 1900
    for path in (*sampled(every, 12), *ABSOLUTE):
        answer = raw(guarded, path.encode())
        status = re.match(rb"HTTP/1.1 (\d+)", answer)
        assert status, path[:200]
        assert status[1] in {b"400", b"403", b"404", b"431"}, path[:200]
        assert MARK not in answer, path[:200]
        assert b"root:" not in answer, path[:200]
    assert guarded.page("/").status == 200


def test_other_names_are_misdirected(guarded: Previewing) -> None:
    """A site whose name was made to lead here gets nothing (DNS rebinding)."""
    port = guarded.port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}"):
        assert guarded.ask("/", host=host).status == 200
    bad = ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}")
    for host in (*bad, f"localhost.evil:{port}", f"[::]:{port}", f"0.0.0.0:{port}"):
        for path in ("/", "/static/airbook.css", "/~preview/preview.js", "/nobody"):
            got = guarded.ask(path, host=host)
            assert (got.status, len(got.body) < 100) == (421, True)
    assert guarded.ask("/", host="").status in {400, 421}


def test_other_sites_are_refused(guarded: Previewing) -> None:
    """By origin, and by what a browser says of who asks; a link may be followed."""
    port = guarded.port
    for origin in ("https://evil.example", "null", f"https://127.0.0.1:{port}"):
        assert guarded.ask("/", headers={"Origin": origin}).status == 403
    assert guarded.ask("/", headers={"Origin": "http://127.0.0.1:1"}).status == 403
    own = {"Origin": f"http://localhost:{port}"}
    assert guarded.ask("/", headers=own).status == 200
    for mode, status in {"no-cors": 403, "cors": 403, "navigate": 200}.items():
        sent = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode}
        assert guarded.ask("/search/index.js", headers=sent).status == status


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"]
)
def test_it_can_only_be_read(guarded: Previewing, method: str) -> None:
    """Any other method is not allowed, wherever it goes."""
    for path in ("/", "/nobody", "/~preview/events"):
        got = guarded.ask(path, method=method)
        assert got.status == 405
        assert got.headers["allow"] == "GET, HEAD"


def test_events_are_for_pages_of_this_run(guarded: Previewing) -> None:
    """Who does not know the token learns nothing."""
    for query in ("", "?token=", "?token=guess&path=/", "?path=/"):
        assert guarded.ask(f"/~preview/events{query}").status == 403
    tag = guarded.page("/").tag
    assert len(tag["token"]) > 20
    head = guarded.ask(f"/~preview/events?token={tag['token']}", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert guarded.ask("/~preview/nothing.js").status == 404


def test_every_answer_is_kept_to_itself(guarded: Previewing) -> None:
    """Nothing is cached, guessed, framed or embedded; no other site may read it."""
    paths = ("/", "/nobody", "/static/airbook.js", "/files/drawing.svg", "/contacts")
    for path in (*paths, "/~preview/preview.js", "/~preview/events", "/~preview/no"):
        told = guarded.ask(path).headers
        assert told["cache-control"] == "no-store"
        assert told["x-content-type-options"] == "nosniff"
        assert told["cross-origin-resource-policy"] == "same-origin"
        assert told["x-frame-options"] == "DENY"
        assert "default-src 'none'" in told["content-security-policy"]
        assert "frame-ancestors 'none'" in told["content-security-policy"]
        assert "server" not in told
        assert not [name for name in told if name.startswith("access-control")]


def test_nothing_in_an_attachment_runs(guarded: Previewing) -> None:
    """A page or drawing that somebody clipped is shown without its scripts."""
    policy = guarded.page("/files/drawing.svg").headers["content-security-policy"]
    assert "script-src" not in policy
    assert "form-action 'none'" in policy
    assert b"~preview" not in guarded.page("/files/drawing.svg").body


def test_an_attachment_that_became_a_link_is_not_followed(
    guarded: Previewing, tmp_path: Path
) -> None:
    """Not even in the moment before the book is read again."""
    (tmp_path / "secret.txt").write_bytes(MARK)
    drawing = guarded.book / "content/drawing.svg"
    drawing.unlink()
    drawing.symlink_to(tmp_path / "secret.txt")
    got = guarded.ask("/files/drawing.svg")
    assert got.status == 404
    assert MARK not in got.body
