"""The same notes and the same day make the same bytes, on whatever machine."""

from __future__ import annotations

import os
import random
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.books import DAY, ROOT, airbook, build, copy_sample, files_of, paths_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Runs before the command does: its clock then shows another day.
OTHER_CLOCK = """
import datetime, os, time

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

PLACES = {
    "here": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
    "a much longer place, ünï": {
        "TZ": "America/Los_Angeles",
        "PYTHONHASHSEED": "4242",
        "LC_ALL": "C",
    },
}


def copy_shuffled(source: Path, target: Path, seed: int) -> None:
    """Copy files in another order and with other times than they have."""
    chance = random.Random(seed)
    paths = paths_of(source)
    chance.shuffle(paths)
    for path in paths:
        copy = target / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((source / path).read_bytes())
        when = chance.randrange(0, 2_000_000_000)
        os.utime(copy, (when, when))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return sites of the sample that were built in unlike surroundings."""
    base = tmp_path_factory.mktemp("reproducible")
    book = copy_sample(base / "book")
    built = []
    for seed, (name, env) in enumerate(PLACES.items()):
        copy_shuffled(book, base / name, seed)
        build(cwd=base / name, env=env)
        built.append(base / name / "site")
    return built


def test_same_bytes(sites: list[Path]) -> None:
    """Time zone, hash seed, locale, file order, file times: nothing shows."""
    one, other = map(files_of, sites)
    assert list(one) == list(other)
    assert [path for path in one if one[path] != other[path]] == []
    assert "index.html" in one


def machine_paths(sites: list[Path]) -> Iterator[str]:
    """Yield what no page may hold: where the book, the program and home lie."""
    yield from (str(site.parent) for site in sites)
    yield from (str(path) for path in (ROOT, Path.home(), Path(sys.prefix)))


def test_no_path_of_the_machine(sites: list[Path]) -> None:
    """No built byte says where on the disk the book, the program or home lie."""
    wanted = [path.encode() for path in machine_paths(sites)]
    for site in sites:
        for path, content in files_of(site).items():
            assert [one for one in wanted if one in content] == [], path


def build_by_other_clock(book: Path, clock: str, *options: str) -> dict[str, bytes]:
    """Build a book while the clock shows another time."""
    fake = book.parent / "fake"
    fake.mkdir(exist_ok=True)
    (fake / "sitecustomize.py").write_text(OTHER_CLOCK, encoding="utf-8")
    env = {"PYTHONPATH": os.pathsep.join([str(fake), str(ROOT)]), "OTHER_CLOCK": clock}
    site = book.parent / f"site of {date.fromisoformat(clock[:10])} {len(options)}"
    done = airbook("--output", site, *options, "build", cwd=book, env=env)
    assert done.returncode == 0, done.stderr
    return files_of(site)


def test_nothing_from_the_clock(sites: list[Path]) -> None:
    """A build with --today is the same in 1999 and in 2038."""
    book = sites[0].parent
    expected = files_of(sites[0])
    for clock in ("1999-12-31T23:59:58", "2038-01-20T03:00:00"):
        assert build_by_other_clock(book, clock, "--today", DAY) == expected


def test_the_clock_is_read_without_a_day(sites: list[Path]) -> None:
    """Without --today a build is as of the day that the clock shows."""
    book = sites[0].parent
    one = build_by_other_clock(book, "2026-03-02T12:00:00")
    other = build_by_other_clock(book, "2026-03-09T12:00:00")
    assert one["follow-ups/index.html"] != other["follow-ups/index.html"]
    same_day = build_by_other_clock(book, "2026-03-02T23:00:00")
    assert same_day == one
