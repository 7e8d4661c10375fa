"""How a preview begins, goes on whatever happens, and ends."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

import pytest

from tests.books import airbook, write_files
from tests.serve.previewing import previewing
from tests.serve.test_watching import BOOK

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a small book."""
    return write_files(tmp_path / "book", BOOK)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_it_ends_at_once_and_says_nothing(
    book: Path, number: signal.Signals, status: int
) -> None:
    """With an open event stream and a connection that asks for nothing, too."""
    with previewing(book) as preview, preview.stream() as listening:
        listening.next()
        with socket.create_connection(("127.0.0.1", preview.port)):
            preview.process.send_signal(number)
            assert preview.process.wait(3) == status
            assert listening.answer.read().strip() == b""
            assert preview.process.stdout
            assert preview.process.stdout.read() == ""


def test_a_taken_port_is_left_to_who_has_it(book: Path) -> None:
    """Without --port the next one, and that is said; with it a line and status 3."""
    with previewing(book) as first:
        done = airbook("serve", "--port", str(first.port), cwd=book)
        assert done.returncode == 3
        assert done.stderr == (
            f"airbook: port {first.port} is taken; choose another, or leave --port "
            "out\n"
        )


def test_wrong_hosts_are_wrong_usage(book: Path) -> None:
    """All addresses at once are none; an address of another machine cannot be had."""
    for host in ("0.0.0.0", "::"):  # noqa: S104 - refused
        done = airbook("serve", "--host", host, cwd=book)
        assert (done.returncode, "is no address of one machine" in done.stderr) == (
            2,
            True,
        )
    for host in ("192.0.2.1", "nobody.invalid"):
        done = airbook("serve", "--port", "0", "--host", host, cwd=book)
        assert done.returncode == 3
        assert done.stderr.count("\n") == 1


def test_both_addresses_of_this_machine_answer(book: Path) -> None:
    """What `localhost` means differs from browser to browser."""
    with previewing(book) as preview:
        try:
            with socket.create_connection(("::1", preview.port)):
                pass
        except OSError:
            return  # this machine has no such address
        got = preview.ask("/", at="::1", host=f"[::1]:{preview.port}")
        assert got.status == 200


def test_nothing_that_goes_wrong_ends_it(book: Path) -> None:
    """Broken settings, templates, notes and files, and a book that is away."""
    with previewing(book) as preview, preview.stream() as listening:
        listening.next()
        (book / "airbook.toml").write_text("title = \n")
        state = listening.until(lambda state: state["trouble"])
        assert state["trouble"]["title"] == "One error in airbook.toml"
        (book / "airbook.toml").unlink()
        listening.until(lambda state: not state["trouble"])

        own = "templates/pages/today.html"
        write_files(book, {own: "{% raise %}"})
        state = listening.until(lambda state: state["trouble"])
        assert state["trouble"]["cards"][0]["place"] == f"{own}, line 1, column 1"
        assert b"A template cannot be used" in preview.page().body
        write_files(book, {own: "{{ page.frame.title.nothing }}"})
        preview.until_page("/", lambda got: b"has no attribute" in got.body)
        (book / own).unlink()
        listening.until(lambda state: not state["trouble"])

        (book / own).symlink_to(own.rpartition("/")[2])  # a link to itself
        write_files(book, {"content/contacts/Cy.md": b"\xff\xfe\x00"})
        preview.until_page("/contacts/cy.html", lambda got: got.status == 200)
        (book / own).unlink()

        (book / "content").rename(book / "away")
        state = listening.until(lambda state: state["trouble"])
        assert state["trouble"]["title"] == "The book could not be built"
        assert str(book) not in str(state)
        assert b"Ana" in preview.page("/contacts/ana.html").body
        (book / "away").rename(book / "content")
        listening.until(lambda state: not state["trouble"])
        assert preview.process.poll() is None


def test_looking_every_second_is_said(book: Path) -> None:
    """In one line; with -q nothing is said but what goes wrong."""
    with previewing(book, "--poll") as preview:
        assert preview.until("Looking") == "Looking every second: as was asked for\n"
        (book / "content/contacts/Bo.md").write_text("polled\n")
        preview.until_page("/contacts/bo.html", lambda got: b"polled" in got.body)


def test_a_page_that_is_open_is_told_when_another_note_is_saved(book: Path) -> None:
    """With --follow it goes there; to the one note that was saved, not to many."""
    with previewing(book, "--follow") as preview, preview.stream() as listening:
        listening.next()
        (book / "content/contacts/Ana.md").write_text("# Ana\nfollowed\n")
        go = listening.until(lambda news: "go" in news)
        assert go == {"go": "/contacts/ana.html"}


def test_only_pages_that_changed_are_told(book: Path) -> None:
    """A page is told when it, its style or its errors are others than before."""
    with (
        previewing(book) as preview,
        preview.stream("/contacts/ana.html") as ana,
        preview.stream("/organizations/blue-door.html") as door,
    ):
        before, other = ana.next(), door.next()
        (book / "content/contacts/Ana.md").write_text("# Ana\nis told\n")
        after = ana.next()
        assert after["page"] != before["page"]
        assert after["style"] == before["style"]
        assert preview.page("/contacts/ana.html").tag["page"] == after["page"]
        write_files(book, {"templates/static/airbook.css": "b { color: teal }"})
        for listening, state in ((ana, after), (door, other)):
            styled = listening.next()
            assert styled["page"] == state["page"]
            assert styled["style"] != state["style"]


def test_a_page_that_was_closed_is_forgotten(book: Path) -> None:
    """Nobody reads its stream; the others are told all the same."""
    with previewing(book) as preview:
        for _ in range(5):
            with preview.stream() as listening:
                listening.next()
        with preview.stream("/contacts/bo.html") as listening:
            before = listening.next()
            (book / "content/contacts/Bo.md").write_text("alone\n")
            assert listening.next()["page"] != before["page"]
