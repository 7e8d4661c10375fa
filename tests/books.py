"""Whole books for tests: copied, built by the real command, read back as bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT: Final = Path(__file__).parent.parent
SAMPLE: Final = ("content", "airbook.toml")
DAY: Final = "2026-03-02"
# Runs before the command does: its clock then shows another day.
OTHER_CLOCK: Final = """
import datetime, os, time

import generator.model  # its records are of real days, whatever the clock shows

_real_date, _real_datetime = datetime.date, datetime.datetime
_now = _real_datetime.fromisoformat(os.environ["OTHER_CLOCK"]).timestamp()


class _Meta(type):
    def __instancecheck__(cls, one):
        return isinstance(one, cls.__mro__[1])


class date(_real_date, metaclass=_Meta):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(_now)


class datetime_(_real_datetime, metaclass=_Meta):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_now, tz)

    today = utcnow = now


datetime.date, datetime.datetime = date, datetime_
time.time = lambda: _now
time.time_ns = lambda: int(_now * 1e9)
"""


def airbook(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own, whatever its exit status."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env=environment(cwd, env),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a command: ours, with a home that holds nothing."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("AIRBOOK", "COV_", "GITHUB_", "LC_", "XDG_"))
    }
    paths = [str(ROOT), *filter(None, [kept.get("PYTHONPATH")])]
    own = {"PYTHONPATH": os.pathsep.join(paths), "HOME": str(home), **(more or {})}
    return {**kept, **own}


def build(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Build a book as on the pinned day; it must succeed without a traceback."""
    done = airbook("--today", DAY, *arguments, "build", cwd=cwd, env=env)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done


def build_by_clock(book: Path, clock: str, *options: str) -> Path:
    """Build a book while the clock shows another time; return where the site is."""
    fake = book.parent / "fake"
    fake.mkdir(exist_ok=True)
    (fake / "sitecustomize.py").write_text(OTHER_CLOCK, encoding="utf-8")
    env = {"PYTHONPATH": os.pathsep.join([str(fake), str(ROOT)]), "OTHER_CLOCK": clock}
    site = book.parent / f"site of {clock[:10]} {len(options)}"
    done = airbook("--output", site, *options, "build", cwd=book, env=env)
    assert done.returncode == 0, done.stderr
    return site


def copy_sample(folder: Path) -> Path:
    """Copy the sample book into a folder, without its site."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy2(ROOT / "airbook.toml", folder)
    return folder


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write texts and bytes by path below a folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder by path."""
    return {path: (folder / path).read_bytes() for path in paths_of(folder)}


def paths_of(folder: Path) -> list[str]:
    """Return the path of every file below a folder, dotfiles too, in order."""
    return sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file()
    )


def times_of(folder: Path) -> dict[str, int]:
    """Return when every file and folder was changed, in nanoseconds."""
    return {
        file.relative_to(folder).as_posix(): file.lstat().st_mtime_ns
        for file in (folder, *folder.rglob("*"))
    }


def pages_of(files: Iterable[str]) -> list[str]:
    """Return those paths that are pages."""
    return [path for path in files if path.endswith(".html")]


def commands_of(group: click.Group) -> dict[str, click.Command]:
    """Return the commands of a group by name, as they are declared."""
    context = click.Context(group)
    names = dict.fromkeys([*getattr(group, "lazily", ()), *group.commands])
    found = {name: group.get_command(context, name) for name in names}
    return {name: one for name, one in found.items() if one}
