"""The same notes and the same day make the same bytes, on whatever machine."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.books import (
    DAY,
    ROOT,
    airbook,
    build,
    build_by_clock,
    copy_sample,
    files_of,
    paths_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    chance = random.Random(seed)  # noqa: S311 - the same each time
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


def test_nothing_from_the_clock(sites: list[Path]) -> None:
    """A build with --today is the same in 1999 and in 2038."""
    book = sites[0].parent
    expected = files_of(sites[0])
    for clock in ("1999-12-31T23:59:58", "2038-01-20T03:00:00"):
        assert files_of(build_by_clock(book, clock, "--today", DAY)) == expected


def test_the_clock_is_read_without_a_day(sites: list[Path]) -> None:
    """Without --today a build is as of the day that the clock shows."""
    book = sites[0].parent
    one = files_of(build_by_clock(book, "2026-03-02T12:00:00"))
    other = files_of(build_by_clock(book, "2026-03-09T12:00:00"))
    assert one["follow-ups/index.html"] != other["follow-ups/index.html"]


def test_the_day_comes_from_the_epoch_of_the_sources(tmp_path: Path) -> None:
    """A build in a reproducible surrounding is of the day that it is told."""
    book = copy_sample(tmp_path / "book")
    pinned = airbook("due", "--today", DAY, cwd=book)
    epoch = airbook("due", cwd=book, env={"SOURCE_DATE_EPOCH": "1772409600"})
    assert pinned.returncode == epoch.returncode == 0
    assert epoch.stdout == pinned.stdout
    other = airbook("due", cwd=book, env={"SOURCE_DATE_EPOCH": "soon"})
    assert other.returncode == 0
    assert other.stdout != pinned.stdout
