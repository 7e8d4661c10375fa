"""What a developer installs is pinned, what is released can be made again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.books import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCKED: Final = ROOT / "tests/locked.txt"
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES: Final = ("generator", "content", "templates", ".readme")
FILES: Final = ("pyproject.toml", "README.md", "LICENSE", "airbook.toml")


def wanted() -> Iterator[Requirement]:
    """Yield what the project asks for, its development set among it."""
    extras = PROJECT["project"]["optional-dependencies"]
    for line in (
        *PROJECT["project"]["dependencies"],
        *extras["test"],
        *extras["encrypt"],
    ):
        one = Requirement(line)
        if one.name != PROJECT["project"]["name"]:
            yield one


def locked() -> dict[str, list[Requirement]]:
    """Return the pinned versions by name; some differ from system to system."""
    found: dict[str, list[Requirement]] = {}
    text = LOCKED.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            one = Requirement(line.partition(" --hash")[0])
            found.setdefault(canonicalize_name(one.name), []).append(one)
    return found


def test_everything_that_is_asked_for_is_locked() -> None:
    """Each pinned version fits what the project says."""
    pins = locked()
    for one in wanted():
        fitting = [
            pin
            for pin in pins.get(canonicalize_name(one.name), [])
            if not pin.marker or pin.marker.evaluate(default_environment())  # type: ignore[arg-type]
        ]
        assert fitting, f"{one.name} is not in {LOCKED.name}"
        for pin in fitting:
            (version,) = (spec.version for spec in pin.specifier)
            assert one.specifier.contains(version), f"{pin} does not fit {one}"


def test_every_locked_file_has_its_hash() -> None:
    """A package that was changed on its way is not installed."""
    text = LOCKED.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            assert re.search(r" --hash=sha256:[0-9a-f]{64}", line), line


def wheel_of(folder: Path, *, late: bool) -> bytes:
    """Build the wheel from a copy of the sources; return its bytes."""
    for name in SOURCES:
        shutil.copytree(
            ROOT / name,
            folder / name,
            ignore=shutil.ignore_patterns("__pycache__", ".airbook"),
            copy_function=shutil.copyfile,
        )
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / name)
    if late:
        for file in folder.rglob("*"):
            os.utime(file, (2_000_000_000, 2_000_000_000))
    subprocess.run(
        (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"),
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1772409600"},
        check=True,
        capture_output=True,
    )
    (built,) = (folder / "out").glob("*.whl")
    return built.read_bytes()


def test_a_wheel_can_be_made_again(tmp_path: Path) -> None:
    """The same sources make the same bytes, whenever they were checked out."""
    first = wheel_of(tmp_path / "one", late=False)
    assert wheel_of(tmp_path / "another, ünï", late=True) == first


def test_a_wheel_brings_all_that_it_needs(tmp_path: Path) -> None:
    """Templates, scripts and the sample lie in it."""
    (tmp_path / "wheel.whl").write_bytes(wheel_of(tmp_path / "sources", late=False))
    with zipfile.ZipFile(tmp_path / "wheel.whl") as opened:
        names = set(opened.namelist())
    for part in ("templates", "content"):
        inside = "_templates" if part == "templates" else "_sample"
        for file in (ROOT / part).rglob("*"):
            if file.is_file() and not file.name.startswith("."):
                path = file.relative_to(ROOT / part).as_posix()
                assert f"generator/{inside}/{path}" in names


def test_the_public_checks_are_sound() -> None:
    """What runs where the project is public is looked at by a checker, offline."""
    checker = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    if checker is None:
        pytest.skip("there is no zizmor")
    done = subprocess.run(  # noqa: S603 - a checker beside Python
        (checker, "--offline", "--no-progress", "--persona=pedantic", ".github"),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
