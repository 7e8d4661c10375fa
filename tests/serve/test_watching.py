"""What changes on the disk is noticed, however an editor saves."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

import pytest

from generator.cli.watching import watch_and_check
from generator.serve import watching
from generator.serve.watching import file_system_of, watch
from generator.workspace.building import build_book
from generator.workspace.live import LiveBook
from generator.workspace.opening import open_workspace
from tests.books import DAY, airbook, environment, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Self

    from watchdog.observers.api import BaseObserver

    from generator.build import BuildResult
    from generator.serve.watching import Watcher
    from generator.workspace.opening import Workspace

    Save = Callable[[Path, bytes], None]

PATIENCE: Final = 20.0
BOOK: Final = {
    "content/contacts/Ana.md": "# Ana\n",
    "content/contacts/Bo.md": "[[Ana]] of [[Blue Door]]\n",
    "content/organizations/Blue Door.md": "# Blue Door\n",
}


def in_place(file: Path, data: bytes) -> None:
    """Write over it, as small editors do."""
    file.write_bytes(data)


def by_rename(file: Path, data: bytes) -> None:
    """Write beside it and put that in its place, as VS Code and gedit can."""
    beside = file.with_name(f".goutputstream-{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(file)


def with_backup(file: Path, data: bytes) -> None:
    """Move the old one away, write the new one, and delete the old one."""
    backup = file.with_name(file.name + ".bak")
    file.rename(backup)
    file.write_bytes(data)
    backup.unlink()


def like_vim(file: Path, data: bytes) -> None:
    """Try out whether the folder can be written to, then as with a backup."""
    probe = file.with_name("4913")
    probe.touch()
    probe.unlink()
    backup = file.with_name(file.name + "~")
    file.rename(backup)
    file.write_bytes(data)
    backup.unlink()


def like_emacs(file: Path, data: bytes) -> None:
    """A lock that leads nowhere, a copy while typing, a backup that stays a while."""
    lock = file.with_name(f".#{file.name}")
    lock.symlink_to("somebody@somewhere.123:456")
    typing = file.with_name(f"#{file.name}#")
    typing.write_bytes(data[:5])
    backup = file.with_name(file.name + "~")
    backup.write_bytes(file.read_bytes())
    file.write_bytes(data)
    typing.unlink()
    lock.unlink()
    backup.unlink()


def in_bursts(file: Path, data: bytes) -> None:
    """Write what is there so far again and again, as Obsidian does while one types."""
    for end in range(len(data) - 8, len(data) + 1):
        file.write_bytes(data[:end])
        sleep(0.02)


def anew(file: Path, data: bytes) -> None:
    """Delete it and write another of its name."""
    file.unlink()
    sleep(0.02)
    file.write_bytes(data)


def like_syncthing(file: Path, data: bytes) -> None:
    """Write a hidden file bit by bit and put it in place."""
    beside = file.with_name(f".syncthing.{file.name}.tmp")
    with beside.open("wb") as opened:
        for byte in data:
            opened.write(bytes([byte]))
            opened.flush()
    beside.replace(file)


def like_git(file: Path, data: bytes) -> None:
    """Take 200 files away and put others there, folders and all."""
    old = file.parents[1] / "checkout"
    for number in range(200):
        note = old / f"{len(data) % 7}-{number % 20}" / f"Note {number}.md"
        if note.exists():
            note.unlink()
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_bytes(b"[[Nobody %d]]" % number)
    file.unlink()
    file.write_bytes(data)


def in_other_case(file: Path, data: bytes) -> None:
    """Let a file's name differ in nothing but case."""
    other = file.with_name(file.name.swapcase())
    file.write_bytes(data)
    file.rename(other)
    sleep(0.2)
    other.rename(file)


def with_its_folder(file: Path, data: bytes) -> None:
    """Give its folder another name, write there, and give it its own again."""
    folder = file.parent.with_name("people")
    file.parent.rename(folder)
    (folder / file.name).write_bytes(data)
    sleep(0.2)
    folder.rename(file.parent)


def by_link(file: Path, data: bytes) -> None:
    """Write through a symbolic link that is a note of the book as well."""
    link = file.with_name("Linked.md")
    if not link.is_symlink():
        link.symlink_to(file.name)
    with link.open("wb") as opened:
        opened.write(data)


STYLES: Final[tuple[Save, ...]] = (
    in_place,
    by_rename,
    with_backup,
    like_vim,
    like_emacs,
    in_bursts,
    anew,
    like_syncthing,
    in_other_case,
    with_its_folder,
    by_link,
    like_git,
)


class Followed:
    """A book with a watcher, checked whenever that says so."""

    def __init__(self, root: Path, watcher: Watcher) -> None:
        self.root = root
        self.file = root / "content/contacts/Bo.md"
        self.watcher = watcher
        self.live = LiveBook(self.open)
        self.last = self.live.refresh()

    def open(self) -> Workspace:
        """Open the book."""
        return open_workspace(self.root, today=date.fromisoformat(DAY))

    def settle(self) -> None:
        """Check after each batch, until nothing changes any more."""
        wait = PATIENCE
        while changed := self.watcher.wait(timeout=wait):
            self.last = self.live.refresh(changed)
            wait = 0.3

    def is_fresh(self) -> bool:
        """Whether the last check says what a fresh one does."""
        fresh = build_book(self.open())
        return self.last.diagnostics == fresh.diagnostics


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    """Return a book that is watched by the system's means."""
    root = write_files(tmp_path_factory.mktemp("watched") / "book", BOOK)
    with watch(root / "content", root / "airbook.toml") as watcher:
        yield Followed(root, watcher)


@pytest.mark.parametrize("save", STYLES, ids=lambda save: save.__name__)
def test_after_any_save_the_list_is_a_fresh_one(followed: Followed, save: Save) -> None:
    """What is said once all is quiet is what a new check says, by the system's word."""
    assert not followed.watcher.polling
    name = f"Nobody {save.__name__}"
    save(followed.file, f"[[{name}]]\n".encode())
    followed.settle()
    assert followed.is_fresh()
    assert name in str(followed.last.diagnostics)


def test_reading_a_book_is_no_change_of_it(followed: Followed) -> None:
    """Else one check would start the next for ever."""
    followed.live.refresh()
    build_book(followed.open())
    assert followed.watcher.wait(timeout=0.3) == frozenset()
    (followed.root / "content/.obsidian").mkdir(exist_ok=True)
    (followed.root / "content/.obsidian/workspace.json").write_text("{}")
    (followed.root / "elsewhere.md").write_text("beside the notes")
    assert followed.watcher.wait(timeout=0.3) == frozenset()


def test_what_changes_nothing_is_not_said_again(followed: Followed) -> None:
    """A file that is saved as it was makes no new list; settings do."""
    last = followed.live.refresh()
    followed.file.write_bytes(followed.file.read_bytes())
    assert followed.watcher.wait(timeout=PATIENCE) == {followed.file}
    assert followed.live.refresh() is last
    (followed.root / "airbook.toml").write_text('titel = "x"')
    assert followed.watcher.wait(timeout=PATIENCE) == {followed.root / "airbook.toml"}
    assert "settings-key" in str(followed.live.refresh().diagnostics[0])


def test_what_changes_while_one_is_busy_is_one_batch(followed: Followed) -> None:
    """Never more than one at work and one that waits; each within its time."""
    paths = {followed.file.with_name(f"Busy {number}.md") for number in range(30)}
    for path in paths:
        path.touch()
    sleep(0.5)
    assert followed.watcher.wait(timeout=PATIENCE) == paths
    started = monotonic()
    while monotonic() - started < watching.LONGEST + 1:
        followed.file.write_bytes(b"never quiet")
        sleep(0.01)
        if followed.watcher.wait(timeout=0):
            break
    else:
        pytest.fail("somebody who never stops writing was waited for")


def test_by_looking_the_same_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot tell what changes, the folder is looked at."""
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.1)
    root = write_files(tmp_path / "book", BOOK)
    with watch(root / "content", root / "airbook.toml", polling=True) as watcher:
        assert watcher.polling
        followed = Followed(root, watcher)
        for save in (in_place, by_rename, with_its_folder):
            save(followed.file, f"[[Nobody {save.__name__}]]\n".encode())
            followed.settle()
            assert followed.is_fresh()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE])
def test_without_watches_to_give_the_folder_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A full table of the system is no failure; any other error is one."""

    def full() -> BaseObserver:
        raise OSError(number, "no")

    monkeypatch.setattr(watching, "_telling", full)
    with watch(tmp_path) as watcher:
        assert watcher.reason == "the system has no more watches to give"
    number = errno.EACCES
    with pytest.raises(OSError, match="no"), watch(tmp_path):
        pass


def test_a_system_that_stops_telling_is_noticed(tmp_path: Path) -> None:
    """Then the folder is looked at from now on, and checked once at once."""
    with watch(tmp_path) as watcher:
        observer = watcher._observer
        assert observer
        observer.stop()
        observer.join()
        assert watcher.wait(timeout=PATIENCE) == {tmp_path.resolve()}
        assert watcher.reason == "the system stopped telling what changes"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_ear_that_goes_deaf_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread that hears the system is not among the observer's own."""
    inotify = pytest.importorskip("watchdog.observers.inotify_c")
    monkeypatch.setattr(inotify.InotifyFD, "_instance", None)

    def deaf(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(inotify.InotifyFD, "handle_event", deaf)
    with watch(tmp_path) as watcher:
        (tmp_path / "a.md").touch()
        assert watcher.wait(timeout=PATIENCE) == {tmp_path.resolve()}
        assert watcher.reason == "the system stopped telling what changes"


def test_drives_of_other_systems_are_known() -> None:
    """By the longest mount point that a place lies under, escapes and all."""
    table = (
        "/dev/sda1 / ext4 rw 0 0\nC:\\134 /mnt/c 9p rw 0 0\nbroken\n"
        "nas:/x /mnt/my\\040nas nfs4 rw 0 0\ns /mnt/s fuse.sshfs rw 0 0\n"
        "tmpfs /mnt/c/ram tmpfs rw 0 0\n"
    )
    kinds = {
        place: file_system_of(Path(place), table)
        for place in ("/home/a", "/mnt/c/a", "/mnt/c/ram/a", "/mnt/my nas", "/mnt/s/a")
    }
    assert list(kinds.values()) == ["ext4", "9p", "tmpfs", "nfs4", "fuse.sshfs"]
    remote = [
        place for place, kind in kinds.items() if watching._REMOTE.fullmatch(kind)
    ]
    assert remote == ["/mnt/c/a", "/mnt/my nas", "/mnt/s/a"]
    assert file_system_of(Path("/a"), "") == ""


def test_a_list_follows_each_change_until_ctrl_c(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong meanwhile is a line; on a terminal the old list goes away."""
    book = write_files(tmp_path / "book", BOOK)
    note = book / "content/contacts/Bo.md"
    told: list[int] = []

    def open_book() -> Workspace:
        if note.read_text() == "trouble":
            note.write_text("[[Nobody]]")
            raise OSError("no such luck")
        return open_workspace(book, today=date.fromisoformat(DAY))

    def tell(_: Workspace, result: BuildResult) -> None:
        told.append(len(result.diagnostics))
        if len(told) == 2:
            raise KeyboardInterrupt
        note.write_text("trouble")

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    watch_and_check(open_book, tell, polling=False, quiet=False)
    assert told == [0, 1]
    said = capsys.readouterr()
    assert said.err == ("Watching the notes; Ctrl-C ends this\nairbook: no such luck\n")


class Running:
    """`airbook check --watch` as a process of its own."""

    def __init__(self, book: Path, *options: str) -> None:
        command = [sys.executable, "-m", "generator", "--today", DAY, "check"]
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, "--watch", *options],
            cwd=book,
            env=environment(book),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def until(self, text: str) -> str:
        """Read lines up to one that holds a text; return it."""
        assert self.process.stdout
        said = ""
        for line in self.process.stdout:
            said += line
            if text in line:
                return line
        raise AssertionError(f"it ended without {text}: {said}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def test_the_command_says_a_fresh_list_until_ctrl_c(tmp_path: Path) -> None:
    """A list and a summary line each time, nothing cleared in a pipe, status 0."""
    book = write_files(tmp_path / "book", BOOK)
    with Running(book) as running:
        follow(book, running)


def follow(book: Path, running: Running) -> None:
    """Change the notes of a book, and listen."""
    assert running.until("No problems") == "No problems in 3 notes\n"
    assert "Ctrl-C" in running.until("Watching")
    (book / "content/contacts/Bo.md").write_text("[[Nobody]]\n")
    assert running.until("Nobody").startswith("contacts/Bo.md:1:1: warning: ")
    assert running.until("1 warning") == "1 warning in 3 notes\n"
    (book / "content").rename(book / "away")
    assert "no book" in running.until("airbook: ")
    (book / "away").rename(book / "content")
    (book / "content/contacts/Bo.md").write_text("[[Ana]]\n")
    running.until("No problems")
    assert running.interrupt() == 0


def test_the_command_looks_where_it_is_asked_to(tmp_path: Path) -> None:
    """--poll says so in one line; -q says only what is wrong."""
    book = write_files(tmp_path / "book", {**BOOK, "content/x.md": "[[Nobody]]"})
    with Running(book, "--poll") as running:
        assert running.until("Looking") == (
            "Looking every second: as was asked for; Ctrl-C ends this\n"
        )
        assert running.interrupt() == 0


@pytest.mark.parametrize("options", [("--poll",), ("--watch", "--fix")])
def test_options_that_do_not_go_together(tmp_path: Path, options: tuple[str]) -> None:
    """Wrong usage, said in a line."""
    write_files(tmp_path, BOOK)
    done = airbook("check", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("airbook: --")
