"""A build that is killed or refused something harms nothing, and the next mends it."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

import pytest

from generator.write import MANIFEST
from generator.write.lock import LOCK
from generator.write.manifest import TEMPORARY
from tests.books import airbook, environment, write_files
from tests.crashes.injecting import ERRORS, KILL, calls_in, faults, run_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.crashes.injecting import Fault

BUILD: Final = ("--today", "2026-03-02", "build")
PUBLISH: Final = (
    *("--today", "2026-03-02", "publish", "folder:public"),
    *("--unencrypted", "--yes"),
)
OURS: Final = frozenset({MANIFEST, LOCK})
PIXEL: Final = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def book(notes: int) -> Mapping[str, str]:
    """Return the texts of a book before it is changed."""
    texts = {"airbook.toml": 'title = "Before"\n', "content/plan.md": "A plan.\n"}
    for number in range(notes):
        texts[f"content/contacts/person-{number}.md"] = f"""---
name: Person {number}
organization: "[[Place {number % 7}]]"
---
## Log

- 2026-02-{number % 27 + 1:02} asked
"""
    return texts


def changed(texts: Mapping[str, str]) -> Mapping[str, str]:
    """Return the texts of the book as they are when the fault comes."""
    after = dict(texts)
    del after["content/plan.md"]
    after["content/contacts/person-0.md"] += "- 2026-03-01 replied\n"
    after["content/aims.md"] = "Aims, and a picture: ![](aims.gif)\n"
    return after


class Scene:
    """A book that was built, then changed; its sites before and after."""

    def __init__(
        self,
        base: Path,
        notes: int,
        command: Sequence[str] = BUILD,
        site: str = "site",
    ) -> None:
        self.base = base
        self.command = command
        self.site = site
        before = book(notes)
        write_files(base / "before", before)
        assert airbook(*command, cwd=base / "before").returncode == 0
        self.old = files(base / "before" / site)
        after = changed(before)
        write_files(base / "after", after)
        (base / "after/content/aims.gif").write_bytes(PIXEL)
        shutil.copytree(base / "after", base / "clean")
        assert airbook(*command, cwd=base / "clean").returncode == 0
        self.new = files(base / "clean" / site)
        shutil.copytree(base / "before" / site, base / "after" / site)
        mine = {"CNAME": "mine", "contacts/mine/x.txt": "x"}
        write_files(base / "after" / site, mine)
        self.foreign = {"CNAME": b"mine", "contacts/mine/x.txt": b"x"}
        self.notes = files(base / "after/content")

    def fresh(self, name: str) -> Path:
        """Return a copy of the book on which nothing has happened yet."""
        return shutil.copytree(self.base / "after", self.base / name)

    def check(self, folder: Path) -> None:
        """After the fault: whole files only. After the next run: a clean build."""
        now = files(folder / self.site)
        assert {path: now.get(path) for path in self.foreign} == self.foreign
        for path, data in now.items():
            if path not in OURS | self.foreign.keys() and TEMPORARY not in path:
                assert data in {self.old.get(path), self.new.get(path)}, path
        assert files(folder / "content") == self.notes
        done = airbook(*self.command, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert files(folder / self.site) == {**self.new, **self.foreign}
        assert files(folder / "content") == self.notes
        strays = [path for path in folder.rglob(".airbook-*") if path.name != MANIFEST]
        assert strays == []
        shutil.rmtree(folder)


def files(folder: Path) -> Mapping[str, bytes]:
    """Return the bytes of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A small book, with every sort of change to its site."""
    return Scene(tmp_path_factory.mktemp("crashes"), notes=6)


def strike(scene: Scene, fault: Fault, name: str) -> None:
    """Let a fault happen in a build and look at what it left."""
    folder = scene.fresh(name)
    done = run_with(fault, scene.command, folder)
    if fault.what != KILL:
        assert "Traceback" not in done.stderr, fault
        assert done.returncode in {0, 3}, (fault, done.stderr)
        assert done.returncode == 0 or done.stderr.count("airbook: ") == 1, fault
    scene.check(folder)


def points(scene: Scene, *what: str) -> list[Fault]:
    """Return every fault at the calls that a build of the book makes in its site."""
    folder = scene.fresh("counted")
    watched = folder / scene.site
    found = calls_in(scene.command, folder, watched, scene.base / "calls.log")
    shutil.rmtree(folder)
    assert found.keys() >= {"write", "rename", "fsync", "unlink"}
    return list(faults(found, what))


def test_a_fault_in_a_build_harms_nothing(scene: Scene) -> None:
    """Killed, the disk full or broken, access denied: at calls of every sort."""
    every = points(scene, KILL, *ERRORS)
    chosen = random.Random(8).sample(every, 7)  # noqa: S311 - the same each time
    for number, fault in enumerate(chosen):
        strike(scene, fault, f"fault{number}")


def test_a_build_that_is_killed_at_any_time(scene: Scene) -> None:
    """Whenever the process ends, the next build makes the site whole."""
    killed_at_random(scene, 2)


def killed_at_random(scene: Scene, times: int) -> None:
    """Kill so many builds after a while that nobody chose."""
    chance = random.Random(9)  # noqa: S311 - the same each time
    for number in range(times):
        folder = scene.fresh(f"killed{number}")
        with subprocess.Popen(  # noqa: S603 - our own command
            (sys.executable, "-m", "generator", *scene.command),
            cwd=folder,
            env=environment(folder, None),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(chance.uniform(0.3, 1.5))
            process.kill()
        scene.check(folder)


def test_two_builds_at_once(scene: Scene) -> None:
    """One writes; the other writes as well, or says who is at work."""
    assert raced(scene, 2) >= 0


def raced(scene: Scene, pairs: int) -> int:
    """Start so many pairs of builds; return how many were told to wait."""
    told = 0
    for number in range(pairs):
        folder = scene.fresh(f"pair{number}")
        both = [
            subprocess.Popen(  # noqa: S603 - our own command
                (sys.executable, "-m", "generator", *scene.command),
                cwd=folder,
                env=environment(folder, None),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            for _ in range(2)
        ]
        for process in both:
            _, said = process.communicate(timeout=300)
            if process.returncode:
                assert process.returncode == 3, said
                assert "another airbook is at work" in said, said
                told += 1
        assert files(folder / "site") == {**scene.new, **scene.foreign}
        scene.check(folder)
    return told
