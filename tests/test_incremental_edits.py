"""After any edit whatsoever, a build leaves what a clean build of the same leaves."""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator import cli
from tests.books import DAY, airbook, files_of, times_of, write_files
from tests.edits import (
    CACHE_SORTS,
    EVERY_SORT,
    SITE_SORTS,
    SORTS,
    START,
    Edit,
    apply_edit,
    cache_files,
)
from tests.sampling import sampled
from tests.serve.test_watching import STYLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.serve.test_watching import Save

CACHED: Final = True
"""Whether a build keeps a cache below `.airbook`."""

SEQUENCES: Final = len(sampled(range(300), 40))
ALONE: Final = len(sampled(range(60), 60))
DAYS: Final = (
    ("--today", DAY),
    ("--today", "2026-03-03"),
    ("--today", "2026-07-01"),
    ("clock", "1772409600"),  # 2 March, not pinned
)
MOMENTS: Final = (1, 3, 8, 200)
"""Before which of the calls that save a file a build is made, from 0."""
PLACES: Final = ("site", "site", "site", "other", "share")
"""Where to: the output of the settings, one given by hand, and what `share` sees."""


@pytest.fixture(scope="module", autouse=True)
def _data_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what belongs to the user's data away from the real one."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp("home")))
        yield


@dataclass(frozen=True, slots=True)
class Step:
    """Some edits, then a build as on a day.

    Attributes:
        edits: What is changed before it.
        day: One of `DAYS`, by its number.
        place: One of `PLACES`.
    """

    edits: tuple[Edit, ...] = ()
    day: int = 0
    place: str = "site"


def given_day(number: int) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the options and the variables that say a day."""
    name, value = DAYS[number]
    if name == "clock":
        return (), {"SOURCE_DATE_EPOCH": value}
    return (name, value), {}


def build_by_click(root: Path, *options: str, day: int = 0) -> None:
    """Run the command within this process; it must succeed."""
    given, env = given_day(day)
    arguments = ["-C", str(root), *given, "--quiet", "build", *options]
    done = CliRunner(env=env).invoke(cli.airbook, arguments)
    assert done.exit_code == 0, done.output


def build_alone(root: Path, *options: str, day: int = 0) -> None:
    """Run the command as a process of its own; it must succeed."""
    given, env = given_day(day)
    done = airbook(*given, "--quiet", "build", *options, cwd=root, env=env)
    assert done.returncode == 0, done.stderr


def assert_clean(
    root: Path, step: Step, build: Callable[..., None] = build_by_click
) -> None:
    """Hold the site after a build against that of the same notes built anew."""
    options = () if step.place == "site" else ("--output", step.place)
    if step.place == "share":
        options = (*options, "--audience", "share")
    build(root, *options, day=step.day)
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / "clean"
        made = shutil.ignore_patterns(".airbook", *PLACES)
        shutil.copytree(root, clean, symlinks=True, ignore=made)
        build(clean, *options, day=step.day)
        wanted, found = files_of(clean / step.place), files_of(root / step.place)
    assert found.keys() == wanted.keys()
    assert [path for path, data in found.items() if data != wanted[path]] == []


def begun(folder: Path) -> Path:
    """Return a book below a folder, built once."""
    root = write_files(folder / "book", START)
    build_by_click(root)
    return root


edits = st.builds(
    Edit,
    st.sampled_from([*SORTS, *SITE_SORTS, *(CACHE_SORTS if CACHED else ())]),
    st.integers(0, 60),
    st.integers(0, 60),
)
steps = st.builds(
    Step,
    st.lists(edits, min_size=1, max_size=3).map(tuple),
    st.sampled_from(range(len(DAYS))),
    st.sampled_from(PLACES),
)


@settings(
    max_examples=SEQUENCES,
    # Without shrinking, which takes minutes where each try is a dozen builds.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=2, max_size=4))
def test_after_any_edits_a_build_equals_a_clean_one(sequence: list[Step]) -> None:
    """Whatever changes in the book, its site or its cache, byte for byte."""
    with tempfile.TemporaryDirectory() as folder:
        root = begun(Path(folder))
        for step in sequence:
            for edit in step.edits:
                apply_edit(root, edit)
            assert_clean(root, step)


def test_between_processes_of_their_own_a_build_equals_a_clean_one(
    tmp_path: Path,
) -> None:
    """Nothing that a process keeps in mind hides what another would miss."""
    chance = random.Random(12)  # noqa: S311 - the same each time
    root = begun(tmp_path)
    for _ in range(ALONE):
        for _ in range(3):
            sort = chance.choice(list(EVERY_SORT))
            apply_edit(root, Edit(sort, chance.randrange(60), chance.randrange(60)))
        assert_clean(root, Step((), chance.randrange(len(DAYS))), build_alone)


def state_of(root: Path) -> dict[str, tuple[bytes, int]]:
    """Return the bytes of every file of a book, and when it was changed."""
    times = times_of(root)
    return {path: (data, times[path]) for path, data in files_of(root).items()}


@pytest.mark.parametrize("sort", [*SORTS, *SITE_SORTS])
def test_every_sort_of_edit_changes_something(
    built: Path, tmp_path: Path, sort: str
) -> None:
    """Of six edits of a sort at least two do, or the tests here would be idle."""
    done = 0
    for number in range(6):
        root = tmp_path / str(number)
        shutil.copytree(built, root)
        before = state_of(root)
        apply_edit(root, Edit(sort, number + 1, number + 2))
        done += state_of(root) != before
    assert done >= 2


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book that was built once; it is copied and not changed."""
    return begun(tmp_path_factory.mktemp("built"))


def test_a_damaged_cache_is_a_clean_build(built: Path, tmp_path: Path) -> None:
    """However it is damaged, the next build is right and the one after it, too."""
    for number, sort in enumerate(CACHE_SORTS):
        root = shutil.copytree(built, tmp_path / str(number))
        assert bool(cache_files(root)) is CACHED
        apply_edit(root, Edit("keep cache", 0, 0))
        apply_edit(root, Edit("word", number, number))
        build_by_click(root)
        before = state_of(root)
        apply_edit(root, Edit(sort, number, number + 1))
        if CACHED and sort != "keep cache":
            assert state_of(root) != before, sort
        build_by_click(root)
        apply_edit(root, Edit("line", number, number))
        assert_clean(root, Step())


@pytest.mark.parametrize("folder", [".airbook", "site"])
def test_a_folder_from_a_backup(built: Path, tmp_path: Path, folder: str) -> None:
    """Neither an old cache beside a newer site is believed, nor the other way round."""
    root = shutil.copytree(built, tmp_path / "book")
    note = root / "content/contacts/Bo Li.md"
    build_by_click(root)
    before = note.read_bytes()
    (root / folder).mkdir(exist_ok=True)
    backup = shutil.copytree(root / folder, tmp_path / "backup")
    for text in (b"Another text.\n", before):
        note.write_bytes(text)
        build_by_click(root)
        shutil.rmtree(root / folder)
        shutil.copytree(backup, root / folder)
        assert_clean(root, Step())


@pytest.mark.parametrize("save", STYLES, ids=lambda save: save.__name__)
def test_however_an_editor_saves(
    built: Path, tmp_path: Path, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Builds in the midst of a save do no harm: the next one equals a clean one."""
    root = shutil.copytree(built, tmp_path / "book")
    note = root / "content/contacts/Bo Li.md"
    with monkeypatch.context() as patch:
        builds = between_calls(patch, lambda: build_by_click(root))
        for text in ("[[Nobody]]\n", "[[Olena]] \n"):  # of the same size
            save(note, text.encode())
    assert next(builds) > 0
    assert_clean(root, Step())


def between_calls(patch: pytest.MonkeyPatch, act: Callable[[], None]) -> Iterator[int]:
    """Do something before some calls that change files; count how often it was done."""
    calls, done, busy = count(), count(), False

    def before(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal busy
            if not busy and next(calls) in MOMENTS:
                busy = True
                act()
                next(done)
                busy = False
            return real(*arguments, **named)

        return call

    for name in ("write_bytes", "rename", "replace", "unlink", "open"):
        patch.setattr(Path, name, before(getattr(Path, name)))
    return done


def test_what_changes_during_a_build_is_seen_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note that is saved while pages are written, in the same size and time."""
    root = begun(tmp_path)
    apply_edit(root, Edit("line", 1, 0))
    real, edits = Path.replace, count()

    def replace(self: Path, target: Path) -> Path:
        if next(edits) == 0:
            apply_edit(root, Edit("in secret", 1, 3))
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        build_by_click(root)
    assert next(edits) > 0
    assert_clean(root, Step())
