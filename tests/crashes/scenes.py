"""Books on which a command is about to fail, and what must hold once it has."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final, Protocol

from generator.edit.traces import LAST
from generator.write.lock import LOCK
from generator.write.manifest import MANIFEST, TEMPORARY
from generator.write.temporary import NEW
from tests.books import airbook, environment, files_of, write_files
from tests.crashes.injecting import KILL, calls_in, faults, run_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.crashes.injecting import Fault

DAY: Final = ("--today", "2026-03-02")
PIXEL: Final = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
WHO: Final = re.compile(
    r"airbook: another airbook is at work in .+: process \d+ on .+, since .+; wait"
)
# An edit whose note the other one has edited in the meantime.
OVERTAKEN: Final = "has changed since it was read; nothing was edited"
_TEMPORARY: Final = frozenset({TEMPORARY, NEW, LOCK})


class Scene(Protocol):
    """A book that is copied for each fault."""

    @property
    def command(self) -> Sequence[str]:
        """What is run in the copy."""

    def fresh(self, name: str) -> Path:
        """Return a copy of the book on which nothing has happened yet."""

    def check(self, folder: Path, status: int | None) -> None:
        """Look at what a fault has left, and at what the next run makes of it.

        Args:
            folder: The copy.
            status: What the command ended with; none: it was killed.
        """


class BuildScene:
    """A book that was built and then changed; its sites before and after."""

    output = "book/site"
    command: Sequence[str] = (*DAY, "-C", "book", "build")

    def __init__(self, base: Path, notes: int) -> None:
        self.base = base
        old, new = _texts(notes), _changed(_texts(notes))
        self.old, self.new = self._site("before", old), self._site("clean", new)
        self.foreign = {"CNAME": b"mine", "contacts/mine/x.txt": b"x"}
        after = base / "after"
        write_files(after / "book", new)
        shutil.copytree(base / "before" / self.output, after / self.output)
        write_files(after / self.output, self.foreign)
        self.notes = files_of(after / "book/content")

    def _site(self, name: str, texts: Mapping[str, str | bytes]) -> dict[str, bytes]:
        folder = write_files(self.base / name / "book", texts).parent
        done = airbook(*self.command, cwd=folder)
        assert done.returncode == 0, done.stderr
        return files_of(folder / self.output)

    def fresh(self, name: str) -> Path:
        """Return a copy with a site as it was before the notes changed."""
        return shutil.copytree(self.base / "after", self.base / name)

    def check(self, folder: Path, status: int | None = None) -> None:
        """After the fault: whole files only. After the next run: a clean build."""
        del status
        now = files_of(folder / self.output)
        assert {path: now.get(path) for path in self.foreign} == self.foreign
        for path in now.keys() - self.foreign.keys() - {MANIFEST}:
            if path.rpartition("/")[2] not in _TEMPORARY:
                assert now[path] in {self.old.get(path), self.new.get(path)}, path
        assert files_of(folder / "book/content") == self.notes
        done = airbook(*self.command, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert files_of(folder / self.output) == {**self.new, **self.foreign}
        assert files_of(folder / "book/content") == self.notes
        assert not temporary_in(folder)
        shutil.rmtree(folder)


class PublishScene(BuildScene):
    """The same for a folder that the book is published to."""

    output = "public"
    command = (
        *(*DAY, "-C", "book", "publish", "folder:../public"),
        *("--unencrypted", "--yes"),
    )


class EditScene:
    """A book in which `check --fix` edits several notes in several folders."""

    command: Sequence[str] = (*DAY, "-C", "book", "check", "--fix")

    def __init__(self, base: Path, notes: int) -> None:
        self.base = base
        texts = {"airbook.toml": "", "content/contacts/Ana Lima.md": ""}
        for number in range(notes):
            folder = "interviews" if number % 2 else "interviews/more"
            mark = "\ufeff" if number % 3 == 0 else ""
            text = f"{mark}---\nwith: Ana Lima\ndate: 2026-02-03\n---\n{number}\n"
            ends = "\r\n" if number % 5 == 0 else "\n"
            texts[f"content/{folder}/{number}.md"] = text.replace("\n", ends)
        write_files(base / "after/book", texts)
        self.old = files_of(base / "after/book/content")
        fix = b"with: Ana Lima", b'with: "[[Ana Lima]]"'
        self.new = {path: data.replace(*fix) for path, data in self.old.items()}

    def fresh(self, name: str) -> Path:
        """Return a copy in which nothing is mended."""
        return shutil.copytree(self.base / "after", self.base / name)

    def check(self, folder: Path, status: int | None = None) -> None:
        """All notes old or all new, at the latest when any command has run."""
        content = folder / "book/content"
        now = files_of(content)
        for path in now:
            if path.rpartition("/")[2] not in _TEMPORARY:
                assert now[path] in {self.old.get(path), self.new.get(path)}, path
        assert status is None or now in (self.old, self.new)
        listed = airbook("-C", "book", "list", "interviews", cwd=folder)
        assert listed.returncode == 0, listed.stderr
        assert files_of(content) in (self.old, self.new)
        assert not temporary_in(folder)
        if files_of(content) != self.new:
            mended = airbook(*self.command, cwd=folder)
            assert mended.returncode == 0, mended.stderr
        assert files_of(content) == self.new
        undone = airbook("-C", "book", "undo", cwd=folder)
        assert undone.returncode == 0, undone.stderr
        assert files_of(content) == self.old
        assert not temporary_in(folder)
        state = {path.name for path in (folder / "book/.airbook").iterdir()}
        assert state <= {".gitignore", LAST}
        shutil.rmtree(folder)


class RenameScene(EditScene):
    """A book in which a note moves and notes in several folders follow."""

    command = (*DAY, "-C", "book", "rename", "Ana Lima", "Ana Silva", "--yes")

    def __init__(self, base: Path, notes: int) -> None:
        self.base = base
        texts = {
            "airbook.toml": "",
            "content/contacts/Ana Lima.md": "# Ana Lima\n## Log\n- 2026-02-01 asked\n",
            "content/contacts/Bo Chen.md": "## Log\n- 2026-02-02 asked\n",
        }
        for number in range(notes):
            folder = "interviews" if number % 2 else "interviews/more"
            text = "---\nwith: '[[Ana Lima]]'\n---\n[[Ana Lima#Log]] [[Bo Chen]]\n"
            ends = "\r\n" if number % 5 == 0 else "\n"
            texts[f"content/{folder}/{number}.md"] = text.replace("\n", ends)
        write_files(base / "after/book", texts)
        self.old = files_of(base / "after/book/content")
        done = airbook(*self.command, cwd=self.fresh("done"))
        assert done.returncode == 0, done.stderr
        self.new = files_of(base / "done/book/content")
        assert self.new.keys() != self.old.keys()


class MergeScene(RenameScene):
    """The same, where two notes become one."""

    command = (*DAY, "-C", "book", "merge", "Bo Chen", "Ana Lima", "--yes")


class MakeScene:
    """A folder that `init --sample` makes a book of, where some files are already."""

    command = (*DAY, "init", "--sample", "book")

    def __init__(self, base: Path) -> None:
        self.base = base
        self.mine = {"airbook.toml": b"# mine\n", "content/contacts/me.md": b"mine\n"}
        write_files(base / "after/book", self.mine)
        made = self.fresh("clean")
        assert airbook(*self.command, cwd=made).returncode == 0
        self.whole = files_of(made / "book")

    def fresh(self, name: str) -> Path:
        """Return a folder that is no book yet."""
        return shutil.copytree(self.base / "after", self.base / name)

    def check(self, folder: Path, status: int | None = None) -> None:
        """Every file that is there is whole; the command run again makes the rest."""
        del status
        for path, data in files_of(folder / "book").items():
            if path.rpartition("/")[2] not in _TEMPORARY:
                assert data == self.whole[path], path
        done = airbook(*self.command, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert files_of(folder / "book") == self.whole
        assert not temporary_in(folder)
        shutil.rmtree(folder)


def _texts(notes: int) -> dict[str, str | bytes]:
    """Return the files of a book before it is changed."""
    texts: dict[str, str | bytes] = {
        "airbook.toml": 'title = "Before"\n',
        "content/plan.md": "A plan.\n",
    }
    for number in range(notes):
        texts[f"content/contacts/person-{number}.md"] = f"""---
name: Person {number}
organization: "[[Place {number % 7}]]"
---
## Log

- 2026-02-{number % 27 + 1:02} asked
"""
    return texts


def _changed(texts: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """Return the files of the book as they are when the fault comes."""
    after = dict(texts)
    del after["content/plan.md"]
    after["content/contacts/person-0.md"] = "---\nname: Nobody\n---\n"
    after["content/aims.md"] = "Aims, and a picture: ![](aims.gif)\n"
    after["content/aims.gif"] = PIXEL
    return after


def temporary_in(folder: Path) -> list[Path]:
    """Return what looks as if it had only been there for a while."""
    kept = {MANIFEST, ".airbook"}
    return [one for one in folder.rglob(".airbook*") if one.name not in kept]


def points(scene: Scene, *what: str) -> list[Fault]:
    """Return every fault at the calls that the command makes in the copy."""
    folder = scene.fresh("counted")
    found = calls_in(scene.command, folder, folder, folder.with_suffix(".log"))
    shutil.rmtree(folder)
    assert found.keys() >= {"write", "fsync", "unlink"}
    return list(faults(found, what))


def strike(scene: Scene, fault: Fault, name: str) -> None:
    """Let a fault happen in the command and look at what it left."""
    folder = scene.fresh(name)
    done = run_with(fault, scene.command, folder)
    if fault.what == KILL:
        scene.check(folder, None)
        return
    assert "Traceback" not in done.stderr, (fault, done.stderr)
    assert done.returncode in {0, 3}, (fault, done.stderr)
    assert done.stderr.count("airbook: ") == (done.returncode == 3), fault
    scene.check(folder, done.returncode)


def _started(scene: Scene, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own command
        (sys.executable, "-m", "generator", *scene.command),
        cwd=folder,
        env=environment(folder, None),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def killed_at_random(scene: Scene, times: int, seed: int = 9) -> int:
    """Kill so many runs, each second one soon after it began to write.

    Returns:
        How many were killed before they had ended.
    """
    chance = random.Random(seed)  # noqa: S311 - the same each time
    killed, takes = 0, _seconds(scene)
    for number in range(times):
        folder = scene.fresh(f"killed{number}")
        with _started(scene, folder) as process:
            if number % 2:
                _wait_for_lock(folder, process)
                time.sleep(chance.uniform(0, 0.1 * takes))
            else:
                time.sleep(chance.uniform(0, takes))
            process.kill()
        killed += process.returncode != 0
        scene.check(folder, None)
    return killed


def _seconds(scene: Scene) -> float:
    folder = scene.fresh("timed")
    began = time.perf_counter()
    with _started(scene, folder) as process:
        process.wait(300)
    shutil.rmtree(folder)
    return time.perf_counter() - began


def _wait_for_lock(folder: Path, process: subprocess.Popen[str]) -> None:
    places = [folder / place / LOCK for place in ("book/site", "book/.airbook", "out")]
    while process.poll() is None and not any(one.exists() for one in places):
        time.sleep(0.0005)


def raced(scene: Scene, pairs: int) -> int:
    """Start so many pairs of runs; return how many were told to wait, and by whom."""
    told = 0
    for number in range(pairs):
        folder = scene.fresh(f"pair{number}")
        both = [_started(scene, folder) for _ in range(2)]
        said = [one.communicate(timeout=300)[1] for one in both]
        statuses = [one.returncode for one in both]
        assert sorted(statuses) in ([0, 0], [0, 3]), said
        for status, text in zip(statuses, said, strict=True):
            if status:
                assert WHO.search(text) or OVERTAKEN in text, text
                told += bool(WHO.search(text))
        assert not temporary_in(folder)
        scene.check(folder, None)
    return told
