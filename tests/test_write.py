"""Writing a site: only ours is touched, and a killed run is finished by the next."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.write.lock import LOCK
from generator.write.manifest import MANIFEST, TEMPORARY
from generator.write.records import Writing, Written
from generator.write.refusal import OutputRefusedError
from generator.write.run import write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.stamps import Stamp
    from generator.write.records import Content

Texts = dict[str, str]


class KilledError(BaseException):
    """Stands for the end of the process at this very step."""


def site(texts: Texts) -> dict[str, Content]:
    def made(text: str) -> Callable[[], bytes]:
        return text.encode

    return {path: made(text) for path, text in texts.items()}


def held(folder: Path) -> Mapping[str, bytes]:
    """Return every file of a folder, and every folder with no bytes."""
    return {
        path.relative_to(folder).as_posix(): b"" if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def test_first_run_writes_all_and_second_nothing(tmp_path: Path) -> None:
    """A run with the same site again leaves every file, manifest too, untouched."""
    out = tmp_path / "site"
    texts = {"index.html": "a", "contacts/ana.html": "b"}
    assert write_site(site(texts), out) == Written(added=2)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert write_site(site(texts), out) == Written(unchanged=2)
    assert times == {path: path.stat().st_mtime_ns for path in out.rglob("*")}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """Changed, added and removed files are counted; empty folders go."""
    out = tmp_path / "site"
    write_site(site({"a.html": "1", "b.html": "1", "x/y/z.html": "1"}), out)
    before = (out / "a.html").stat().st_mtime_ns
    done = write_site(site({"a.html": "1", "b.html": "2", "c.html": "3"}), out)
    assert done == Written(added=1, changed=1, unchanged=1, removed=1)
    assert (out / "a.html").stat().st_mtime_ns == before
    assert not (out / "x").exists()


def test_a_file_changed_by_hand_is_made_right_again(tmp_path: Path) -> None:
    """The bytes on the disk count, not what the manifest believes."""
    out = tmp_path / "site"
    write_site(site({"a.html": "1"}), out)
    (out / "a.html").write_text("2")
    assert write_site(site({"a.html": "1"}), out) == Written(changed=1)
    assert (out / "a.html").read_text() == "1"


def test_assets_are_copied_and_compared_by_their_bytes(tmp_path: Path) -> None:
    """A file of the same size with other bytes is copied anew."""
    asset, out = tmp_path / "photo.png", tmp_path / "site"
    asset.write_bytes(b"one")
    assert write_site({"p.png": asset}, out) == Written(added=1)
    assert write_site({"p.png": asset}, out) == Written(unchanged=1)
    asset.write_bytes(b"two")
    assert write_site({"p.png": asset}, out) == Written(changed=1)
    asset.write_bytes(b"three")
    assert write_site({"p.png": asset}, out) == Written(changed=1)
    assert (out / "p.png").read_bytes() == b"three"


def test_foreign_files_stay(tmp_path: Path) -> None:
    """A folder that is not empty is fine as long as nothing collides."""
    out = tmp_path / "site"
    (out / "x").mkdir(parents=True)
    (out / ".gitkeep").touch()
    (out / "x" / "mine.txt").write_text("mine")
    write_site(site({"x/a.html": "1"}), out)
    assert write_site({}, out) == Written(removed=1)
    assert set(held(out)) == {".gitkeep", "x", "x/mine.txt", MANIFEST}


@pytest.mark.parametrize("path", ["index.html", "x/index.html"])
def test_a_foreign_file_in_the_way_is_refused(tmp_path: Path, path: str) -> None:
    """Nothing at all is written then."""
    out = tmp_path / "site"
    foreign = out / path.partition("/")[0]
    out.mkdir()
    foreign.write_text("mine")
    before = held(out)
    with pytest.raises(OutputRefusedError, match="not from Airbook"):
        write_site(site({"a.html": "1", path: "1"}), out)
    assert held(out) == before


@pytest.mark.parametrize("inside", ["", "y.txt"])
def test_a_foreign_folder_in_the_way_is_refused(tmp_path: Path, inside: str) -> None:
    """Even an empty one: Airbook did not make it."""
    out = tmp_path / "site"
    (out / "a.html").mkdir(parents=True)
    if inside:
        (out / "a.html" / inside).touch()
    with pytest.raises(OutputRefusedError, match="not from Airbook"):
        write_site(site({"a.html": "1"}), out)


def test_a_link_in_the_way_is_refused(tmp_path: Path) -> None:
    """Writing through a link would write outside."""
    out, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "x").symlink_to(elsewhere)
    with pytest.raises(OutputRefusedError, match="not from Airbook"):
        write_site(site({"x/a.html": "1"}), out)
    assert held(elsewhere) == {}


def test_nothing_is_removed_through_a_link(tmp_path: Path) -> None:
    """A folder of ours that became a link is somebody else's folder now."""
    out, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    write_site(site({"x/a.html": "1"}), out)
    (out / "x").rename(elsewhere)
    (out / "x").symlink_to(elsewhere)
    assert write_site({}, out) == Written()
    assert (elsewhere / "a.html").exists()


def test_a_file_may_become_a_folder_and_back(tmp_path: Path) -> None:
    """What is ours and in the way is removed first."""
    out = tmp_path / "site"
    file, folder = {"a": "1"}, {"a/b/c": "2", "a/d": "3"}
    write_site(site(file), out)
    assert write_site(site(folder), out) == Written(added=2, removed=1)
    assert write_site(site(file), out) == Written(added=1, removed=2)
    assert (out / "a").read_text() == "1"


def test_a_folder_with_foreign_files_does_not_become_a_file(tmp_path: Path) -> None:
    """They would be lost."""
    out = tmp_path / "site"
    write_site(site({"a/b": "1"}), out)
    (out / "a" / "mine").touch()
    with pytest.raises(OutputRefusedError, match="not from Airbook"):
        write_site(site({"a": "1"}), out)
    assert (out / "a" / "b").exists()


@pytest.mark.parametrize("where", [".", "content", "content/x", "..", "/", "~"])
def test_outputs_that_would_do_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The book, its notes, what holds them, home and the disk are refused."""
    home, root = tmp_path / "home", tmp_path / "books" / "mine"
    content = root / "content"
    content.mkdir(parents=True)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    out = Path(where).expanduser() if where == "~" else root / where
    with pytest.raises(OutputRefusedError):
        write_site(site({"a": "1"}), out, root=root, content=content)
    assert held(root) == {"content": b""}
    assert held(home) == {}


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """It is somebody's file."""
    (tmp_path / "site").touch()
    with pytest.raises(OutputRefusedError, match="is a file"):
        write_site({}, tmp_path / "site")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"made_by": "Airbook", "finished": 1, "files": []}',
        '{"made_by": "Hugo", "finished": true, "files": ["a"]}',
        '{"made_by": "Airbook", "finished": true, "files": [1]}',
        '{"made_by": "Airbook", "finished": true, "files": ["../mine"]}',
        '{"made_by": "Airbook", "finished": true, "files": ["/etc/passwd"]}',
    ],
)
def test_a_manifest_that_cannot_be_trusted(tmp_path: Path, text: str) -> None:
    """Nothing is removed by it, and nothing written."""
    out = tmp_path / "site"
    out.mkdir()
    (tmp_path / "mine").touch()
    (out / MANIFEST).write_text(text)
    with pytest.raises(OutputRefusedError, match="damaged"):
        write_site(site({"a": "1"}), out)
    assert (tmp_path / "mine").exists()
    assert set(held(out)) == {MANIFEST}


@pytest.mark.parametrize("path", ["", "/a", "a//b", "../a", "a/./b", MANIFEST])
def test_a_site_never_leaves_its_folder(tmp_path: Path, path: str) -> None:
    """Such a path is a fault of ours, found before anything is written."""
    with pytest.raises(ValueError, match="no path of a site"):
        write_site(site({path: "1"}), tmp_path / "site")
    assert held(tmp_path) == {}


def test_a_path_cannot_be_file_and_folder(tmp_path: Path) -> None:
    """It is found before anything is written."""
    with pytest.raises(ValueError, match="both a file and a folder"):
        write_site(site({"a": "1", "a/b": "1"}), tmp_path / "site")
    assert held(tmp_path) == {}


OLD: Texts = {
    "same.html": "same",
    "changed.html": "old",
    "gone/deep/x.html": "gone",
    "file": "becomes a folder",
    "folder/x.html": "becomes a file",
}
NEW: Texts = {
    "same.html": "same",
    "changed.html": "new",
    "added/y.html": "new",
    "file/z.html": "new",
    "folder": "new",
}
LAST: Texts = {"same.html": "same", "folder/x.html": "again"}
# Not of the site: what the runs keep for themselves.
OURS = frozenset({MANIFEST, LOCK})
STEPS = (
    (Path, "replace"),
    (Path, "unlink"),
    (Path, "write_bytes"),
    (Path, "rmdir"),
    (Path, "mkdir"),
    (os, "fsync"),
    (shutil, "copyfile"),
    (json, "dump"),
)


def kill_at(monkeypatch: pytest.MonkeyPatch, step: int, *, after: bool) -> list[str]:
    """Let the process end before or after the step with this number."""
    taken: list[str] = []

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **kwargs: Any) -> Any:
            taken.append(name)
            if len(taken) == step and not after:
                if name == "write_bytes":
                    real(args[0], args[1][:1])
                raise KilledError
            done = real(*args, **kwargs)
            if len(taken) == step:
                raise KilledError
            return done

        return act

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, watched(name, getattr(owner, name)))
    return taken


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("first", [None, OLD])
@pytest.mark.parametrize("then", [OLD, NEW, LAST, {}])
def test_killed_at_any_step(
    tmp_path: Path, *, after: bool, first: Texts | None, then: Texts
) -> None:
    """Each file is wholly old or new; the next run makes a clean site of any kind."""
    clean = tmp_path / "clean"
    write_site(site(then), clean)
    step = 0
    while True:
        step += 1
        out = tmp_path / f"site{step}"
        if first is not None:
            write_site(site(first), out)
        (out / "mine").mkdir(parents=True)
        (out / "mine" / "x.txt").write_text("mine")
        with pytest.MonkeyPatch.context() as patch:
            taken = kill_at(patch, step, after=after)
            try:
                write_site(site(NEW), out)
            except KilledError:
                killed = True
            else:
                killed = False
        for path, data in held(out).items():
            if (out / path).is_file() and TEMPORARY not in path and path not in OURS:
                texts = {(first or {}).get(path), NEW.get(path), "mine"}
                assert data.decode() in texts, (step, taken)
        write_site(site(then), out)
        (out / "mine" / "x.txt").unlink()
        (out / "mine").rmdir()
        assert held(out) == held(clean), (step, taken)
        if not killed:
            break
    assert step > 10


def many(text: str = "1") -> Texts:
    """Return a site of so many files that several processes write it."""
    return {f"x{n % 7}/page {n}.html": f"{text} {n}" for n in range(250)}


def test_two_processes_write_what_one_does(tmp_path: Path) -> None:
    """The same counts, the same bytes; cold, after changes, and after losses."""
    one, two = tmp_path / "one", tmp_path / "two"
    changed = {**many(), "x1/page 1.html": "other", "new.html": "new"}
    changed.pop("x2/page 2.html")
    for texts in (many(), changed, many("2"), many("2")):
        done = [
            write_site(site(texts), out, how=Writing(jobs=jobs))
            for out, jobs in ((one, 1), (two, 2))
        ]
        assert done[0] == done[1]
        assert held(one) == held(two)
        for out in (one, two):
            (out / "x3/page 3.html").unlink()


def test_several_processes_touch_nothing_that_is_the_same(tmp_path: Path) -> None:
    """No file, no folder, no manifest."""
    out = tmp_path / "site"
    write_site(site(many()), out)
    times = {path: path.stat().st_mtime_ns for path in (out, *out.rglob("*"))}
    done = write_site(site(many()), out, how=Writing(jobs=2))
    assert done == Written(unchanged=250)
    assert times == {path: path.stat().st_mtime_ns for path in (out, *out.rglob("*"))}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_cannot_be_made_ends_the_run(tmp_path: Path, jobs: int) -> None:
    """Whichever process meets it; the next run finishes the work."""

    def refuse() -> bytes:
        raise PermissionError(13, "no", "page 249")

    out = tmp_path / "site"
    broken = {**site(many()), "x4/page 249.html": refuse}
    with pytest.raises(PermissionError) as caught:
        write_site(broken, out, how=Writing(jobs=jobs))
    assert caught.value.filename == "page 249"
    write_site(site(many()), out, how=Writing(jobs=jobs))
    assert {path for path in held(out) if path.endswith(".tmp")} == set()
    assert len([path for path in held(out) if path.endswith(".html")]) == 250


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_known_is_not_made(tmp_path: Path, jobs: int) -> None:
    """Unless the file has another stamp than it had."""
    out, stamps = tmp_path / "site", {}

    def see(path: str, _: str, stamp: Stamp) -> None:
        stamps[path] = stamp

    write_site(site(many()), out, how=Writing(jobs=jobs, seen=see))
    assert len(stamps) == 250
    (out / "x0/page 0.html").write_text("by hand")

    def never() -> bytes:
        raise AssertionError

    sealed = {**dict.fromkeys(many(), never), "x0/page 0.html": b"1 0".strip}
    done = write_site(sealed, out, how=Writing(jobs=jobs, known=dict(stamps)))
    assert done == Written(changed=1, unchanged=249)


def test_what_other_processes_found_comes_back(tmp_path: Path) -> None:
    """Whatever is brought after each batch, from wherever it was made."""
    made: list[str] = []
    back: list[str] = []

    def make(path: str) -> Callable[[], bytes]:
        def content() -> bytes:
            made.append(path)
            return path.encode()

        return content

    def brought() -> list[str]:
        taken, made[:] = made[:], []
        return taken

    how = Writing(jobs=2, brought=brought, bring=back.extend, shared=made.clear)
    write_site({path: make(path) for path in many()}, tmp_path / "site", how=how)
    assert sorted(back) == sorted(many())


def test_temporary_files_of_other_processes_are_swept(tmp_path: Path) -> None:
    """A run that was cut off leaves one for each; what looks alike stays."""
    out = tmp_path / "site"
    write_site(site({"x/a.html": "1"}), out)
    left = ".airbook-site.4711.tmp"
    (out / MANIFEST).write_text(
        (out / MANIFEST).read_text().replace('"finished": true', '"finished": false')
    )
    for name in (left, f"x/{left}", "x/.airbook-site.mine.tmp"):
        (out / name).touch()
    write_site(site({"x/a.html": "1"}), out)
    assert set(held(out)) == {"x", "x/a.html", "x/.airbook-site.mine.tmp", MANIFEST}


def test_a_few_large_files_are_made_in_several_processes(tmp_path: Path) -> None:
    """The same comes of it as in one; where all is the same, nothing is touched."""
    one, two = tmp_path / "one", tmp_path / "two"
    large = {f"{name}.html": name * (1 << 19) for name in "abcd"}
    begun: list[None] = []
    how = Writing(jobs=2, shared=lambda: begun.append(None))
    for texts in (large, {**large, "b.html": "b"}, {**large, "new.html": "n"}):
        assert write_site(site(texts), two, how=how) == write_site(site(texts), one)
        assert held(one) == held(two)
    assert len(begun) == 2  # the first run does not know yet that they are large
    times = {path: path.stat().st_mtime_ns for path in (two, *two.rglob("*"))}
    assert write_site(site(texts), two, how=how) == Written(unchanged=5)
    assert times == {path: path.stat().st_mtime_ns for path in (two, *two.rglob("*"))}
