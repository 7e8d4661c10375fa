"""Folder, zip, branch and rsync: the same laws for each, with the real programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING, Final

import pytest

from generator.publish.errors import TargetError
from generator.write.manifest import MANIFEST
from tests.publish.sending import counts, send, texts_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.publish.sending import Texts

FIRST: Final = {
    "index.html": "one",
    "contacts/ana.html": "Ana",
    "contacts/bo.html": "Bo",
    "old/deep/gone.html": "gone",
    "static/a b é.css": "style",
}
SECOND: Final = {
    "index.html": "two",
    "contacts/ana.html": "Ana",
    "contacts/eve.html": "Eve",
    "static/a b é.css": "style",
}
KINDS: Final = ("folder", "zip", "git", "rsync")


class Place:
    """A target of one kind on this machine, and what it holds."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.path = folder / f"place of {kind}"
        suffix = ""
        if kind == "git":
            git("init", "--quiet", "--bare", str(self.path))
            suffix = "#pages"
        self.target = f"{kind}:{self.path}{suffix}"

    def held(self) -> Mapping[str, str]:
        """Return the text of every file there but the manifest."""
        if self.kind == "zip":
            with zipfile.ZipFile(self.path) as opened:
                names = sorted(set(opened.namelist()) - {MANIFEST})
                return {name: opened.read(name).decode() for name in names}
        if self.kind == "git":
            listed = git(*self.at, "ls-tree", "-r", "-z", "--name-only", "pages")
            names = sorted(set(listed.split("\0")) - {"", MANIFEST})
            return {name: git(*self.at, "show", f"pages:{name}") for name in names}
        return texts_in(self.path)

    @property
    def at(self) -> tuple[str, str]:
        """What tells git which repository."""
        return "--git-dir", str(self.path)


def git(*arguments: str) -> str:
    """Run git as somebody else would."""
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        who |= {f"GIT_{role}_NAME": "Zoe", f"GIT_{role}_EMAIL": "zoe@example.org"}
    done = subprocess.run(  # noqa: S603 - a list
        ["git", *arguments],  # noqa: S607
        env={**os.environ, **who},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Return an empty target of each kind."""
    if request.param in {"git", "rsync"} and not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    return Place(request.param, tmp_path)


def test_a_target_becomes_equal_to_the_site(place: Place) -> None:
    """The first time, after a change, and with nothing to do."""
    assert counts(send(place.target, FIRST)) == (5, 0, 0, 0)
    assert place.held() == FIRST
    assert counts(send(place.target, SECOND)) == (1, 1, 2, 2)
    assert place.held() == SECOND
    assert counts(send(place.target, SECOND)) == (0, 0, 0, 4)
    assert place.held() == SECOND


def test_looking_changes_nothing(place: Place, tmp_path: Path) -> None:
    """Neither an empty target nor one that holds a site."""
    before = state_of(tmp_path)
    assert counts(send(place.target, FIRST, dry=True)) == (5, 0, 0, 0)
    assert state_of(tmp_path) == before
    send(place.target, FIRST)
    before = state_of(tmp_path)
    assert counts(send(place.target, SECOND, dry=True)) == (1, 1, 2, 2)
    assert state_of(tmp_path) == before


def test_nothing_to_do_writes_nothing(place: Place, tmp_path: Path) -> None:
    """No file there gets another date."""
    send(place.target, FIRST)
    before = state_of(tmp_path)
    send(place.target, FIRST)
    assert state_of(tmp_path) == before


def state_of(folder: Path) -> Mapping[str, tuple[int, bytes]]:
    """Return date and bytes of everything below a folder."""
    return {
        file.relative_to(folder).as_posix(): (
            file.lstat().st_mtime_ns,
            file.read_bytes() if file.is_file() else b"",
        )
        for file in (folder, *folder.rglob("*"))
    }


@pytest.mark.parametrize("kind", ["folder", "rsync"])
def test_foreign_files_in_a_folder_stay(kind: str, tmp_path: Path) -> None:
    """Those of a host, a repository, a neighbour; in folders of ours too."""
    place = Place(kind, tmp_path)
    foreign = {
        ".git/config": "[core]",
        "CNAME": "example.org",
        ".nojekyll": "",
        "contacts/mine.txt": "mine",
        "old/deep/mine.txt": "mine",
        "photos/me.txt": "me",
    }
    put(place.path, foreign)
    send(place.target, FIRST)
    send(place.target, SECOND)
    assert place.held() == {**SECOND, **foreign}
    send(place.target, {"index.html": "alone"})
    assert place.held() == {"index.html": "alone", **foreign}


def put(folder: Path, texts: Texts) -> None:
    """Write texts below a folder."""
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", ["folder", "rsync"])
@pytest.mark.parametrize("text", ["one", "mine"])
def test_a_foreign_file_in_the_way_is_refused(
    kind: str, text: str, tmp_path: Path
) -> None:
    """Even one with the same bytes: a later publish would take it away."""
    place = Place(kind, tmp_path)
    put(place.path, {"index.html": text})
    before = state_of(tmp_path)
    with pytest.raises(TargetError, match=r"index\.html is there and is not from"):
        send(place.target, FIRST)
    assert state_of(tmp_path) == before


@pytest.mark.parametrize("kind", ["folder", "rsync"])
def test_folders_that_become_empty_go(kind: str, tmp_path: Path) -> None:
    """And those of others that are empty stay."""
    place = Place(kind, tmp_path)
    (place.path / "empty").mkdir(parents=True)
    send(place.target, FIRST)
    send(place.target, SECOND)
    folders = {one.name for one in place.path.rglob("*") if one.is_dir()}
    assert folders == {"empty", "contacts", "static"}


def test_a_damaged_manifest_is_refused(place: Place, tmp_path: Path) -> None:
    """Nobody can say then what is ours."""
    if place.kind in {"folder", "rsync"}:
        put(place.path, {MANIFEST: "{"})
    elif place.kind == "zip":
        with zipfile.ZipFile(place.path, "w") as opened:
            opened.writestr(MANIFEST, "{")
    else:
        commit_by_hand(place, tmp_path / "clone", {MANIFEST: "{"})
    with pytest.raises(TargetError, match=r"\.airbook-site\.json in .* is damaged"):
        send(place.target, FIRST)


def commit_by_hand(place: Place, clone: Path, texts: Texts) -> None:
    """Add a commit to the branch as its owner might."""
    git("clone", "--quiet", str(place.path), str(clone))
    at = ("-C", str(clone))
    if git(*at, "ls-remote", "origin", "pages"):
        git(*at, "checkout", "--quiet", "pages")
    else:
        git(*at, "checkout", "--quiet", "--orphan", "pages")
    put(clone, texts)
    git(*at, "add", "--all")
    git(*at, "commit", "--quiet", "--message", "by hand")
    git(*at, "push", "--quiet", "origin", "pages")


def test_a_site_without_the_manifest_is_a_first_one(tmp_path: Path) -> None:
    """With rsync as with a folder, a place that is yet to be made is empty."""
    for kind in ("folder", "rsync"):
        place = Place(kind, tmp_path)
        assert counts(send(place.target, {}, dry=True)) == (0, 0, 0, 0)
        assert not place.path.exists()
