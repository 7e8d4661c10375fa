"""Whatever lies in an output, only what Airbook made is changed or removed."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.write.manifest import MANIFEST, folders_of
from generator.write.refusal import OutputRefusedError
from generator.write.run import write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Made = Mapping[str, str]
    Seen = Mapping[str, str]

# Few names, so that what is foreign and what is ours often meet.
NAMES: Final = st.sampled_from(["a", "b", "A", "é", "e\u0301", ".git", "x.html"])
PATHS: Final = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
SITES: Final = st.dictionaries(PATHS, st.sampled_from(["1", "2"]), max_size=5)
FOREIGN: Final = st.lists(
    st.tuples(PATHS, st.sampled_from(["file", "folder", "link", "lost", "up"])),
    max_size=5,
)


def without_clashes(site: Made) -> dict[str, Callable[[], bytes]]:
    """Return a site in which no path is both a file and a folder."""
    kept = {
        path: text
        for path, text in site.items()
        if not any(other.startswith(f"{path}/") for other in site)
    }
    return {path: text.encode for path, text in kept.items()}


def lay(foreign: list[tuple[str, str]], out: Path, elsewhere: Path) -> None:
    """Put somebody else's files, folders and links into an output."""
    for path, sort in foreign:
        target = out / path
        with suppress(FileExistsError, NotADirectoryError):
            if not target.parent.resolve().is_relative_to(out):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            if sort == "folder":
                target.mkdir()
            elif sort == "file":
                target.open("x").close()
            else:
                leads = {"link": elsewhere, "lost": Path("nowhere"), "up": Path("..")}
                target.symlink_to(leads[sort])


def seen(folder: Path) -> Seen:
    """Return what lies where, without following links."""
    found = {}
    for top, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(top, name)
            where = path.relative_to(folder).as_posix()
            if path.is_symlink():
                found[where] = f"-> {path.readlink()}"
            else:
                found[where] = "folder" if path.is_dir() else path.read_text()
    return found


@settings(max_examples=60)
@given(SITES, SITES, FOREIGN)
def test_nothing_foreign_is_ever_touched(
    first: Made, then: Made, foreign: list[tuple[str, str]]
) -> None:
    """Between two runs of any sites, and again with an empty one."""
    old, new = without_clashes(first), without_clashes(then)
    with tempfile.TemporaryDirectory() as name:
        base = Path(name).resolve()
        out, elsewhere = base / "site", base / "elsewhere"
        elsewhere.mkdir()
        for inside in ("a", "x.html"):
            (elsewhere / inside).write_text("mine")
        outside = seen(elsewhere)
        write_site(old, out)
        ours = seen(out)
        lay(foreign, out, elsewhere)
        shared = folders_of(frozenset(old)) | folders_of(frozenset(new))
        theirs = {
            path: what
            for path, what in seen(out).items()
            if path not in ours and not (what == "folder" and path in shared)
        }
        before = seen(out)
        for site in (new, {}, new):
            try:
                write_site(site, out)
            except OutputRefusedError:
                assert seen(out) == before
            now = seen(out)
            assert {path: now.get(path) for path in theirs} == theirs
            assert seen(elsewhere) == outside
            before = now
        assert set(seen(base)) - {f"site/{path}" for path in seen(out)} == {
            *("site", "elsewhere", "elsewhere/a", "elsewhere/x.html"),
        }


def test_an_output_that_is_a_link_is_written_where_it_leads(tmp_path: Path) -> None:
    """The link stays, and only what is ours is removed there."""
    real = tmp_path / "real"
    real.mkdir()
    (real / "mine").write_text("mine")
    (tmp_path / "site").symlink_to(real)
    write_site({"a.html": "1".encode}, tmp_path / "site")
    assert set(seen(real)) == {"mine", "a.html", MANIFEST}
    write_site({}, tmp_path / "site")
    assert set(seen(real)) == {"mine", MANIFEST}
    assert (tmp_path / "site").is_symlink()


@pytest.mark.parametrize("leads", ["book", "book/content", ".", "book/.."])
def test_a_link_hides_no_output_that_would_do_harm(tmp_path: Path, leads: str) -> None:
    """The book, its notes and what holds them, by whatever name."""
    content = tmp_path / "book/content"
    content.mkdir(parents=True)
    (tmp_path / "book/site").symlink_to(tmp_path / leads)
    with pytest.raises(OutputRefusedError):
        write_site({}, tmp_path / "book/site", root=tmp_path / "book", content=content)
    shutil.rmtree(content)
    assert set(seen(tmp_path)) == {"book", "book/site"}


def test_a_name_that_changes_its_case_is_removed_before_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk takes both for one file, the new one would be removed."""
    out = tmp_path / "site"
    write_site({"Ana.html": "1".encode}, out)
    steps: list[str] = []
    real_unlink, real_replace = Path.unlink, Path.replace

    def unlink(self: Path, *, missing_ok: bool = False) -> None:
        steps.append(f"- {self.name}")
        real_unlink(self, missing_ok=missing_ok)

    def replace(self: Path, target: Path) -> Path:
        steps.append(f"+ {target.name}")
        return real_replace(self, target)

    monkeypatch.setattr(Path, "unlink", unlink)
    monkeypatch.setattr(Path, "replace", replace)
    write_site({"ana.html": "1".encode}, out)
    assert [one for one in steps if one.lower().endswith("ana.html")] == [
        "- Ana.html",
        "+ ana.html",
    ]
