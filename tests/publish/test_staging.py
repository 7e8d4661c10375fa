"""The private folder where a site waits, and what would change at the target."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.difference import (
    Difference,
    check_deletions,
    compare,
    in_order,
)
from generator.publish.errors import TargetError
from generator.publish.headers import header_files
from generator.publish.staging import private_folder, stage, unstage

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_nobody_else_may_look_and_nothing_stays(place: Path) -> None:
    """However it ends."""
    with private_folder() as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        stage([("a/b.html", b"x")], folder)
    assert list(place.iterdir()) == []
    with pytest.raises(IsADirectoryError), private_folder() as folder:
        folder.write_text("x")
    assert list(place.iterdir()) == []


def test_what_a_killed_run_left_is_swept(place: Path) -> None:
    """Not that of a run that is at work, nor what only has such a name."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    dead = place / f"airbook-publish-{process.pid}-abc_1"
    alive = place / f"airbook-publish-{os.getpid()}-abc_2"
    others = place / "airbook-publish-notes"
    for folder in (dead, alive, others):
        folder.mkdir()
        (folder / "page.html").write_text("Ana")
    (place / f"airbook-publish-{process.pid}-link").symlink_to(others)
    (place / "airbook-publish-99999999999999999999-abc").mkdir()
    with private_folder():
        assert not dead.exists()
        assert (alive / "page.html").exists()
        assert (others / "page.html").exists()


def test_staged_files_can_be_read_by_a_host(place: Path) -> None:
    """Whatever the mask says: a copy takes over their modes."""
    asset = place / "asset"
    asset.write_bytes(b"asset")
    asset.chmod(0o600)
    old = os.umask(0o077)
    try:
        staged = stage([("a/b.html", b"page"), ("p.png", asset)], place)
    finally:
        os.umask(old)
    modes = {
        one.relative_to(staged.folder).as_posix(): stat.S_IMODE(one.stat().st_mode)
        for one in staged.folder.rglob("*")
    }
    assert modes == {"a": 0o755, "a/b.html": 0o644, "p.png": 0o644}
    assert {path: read() for path, read in staged.files.items()} == {
        "a/b.html": b"page",
        "p.png": b"asset",
    }
    assert staged.size(staged.paths) == 9


def test_files_are_added_and_taken_away(place: Path) -> None:
    """As for the last files of an encrypted site."""
    first = stage([("a", b"1")], place)
    second = stage([("b", b"2"), ("a", b"3")], place, onto=first.paths)
    assert second.paths == ("a", "b")
    assert second.read("a") == b"3"
    unstage(second, ["b"])
    assert [one.name for one in second.folder.iterdir()] == ["a"]


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "", ".airbook-site.json"])
def test_a_path_that_leads_out_is_refused(place: Path, path: str) -> None:
    """No page has one; if one had, it would not be written."""
    with pytest.raises(ValueError, match="no path of a site"):
        stage([(path, b"")], place)


def test_counts_say_what_would_change() -> None:
    """Each path once."""
    there = {"same": True, "other": False, "gone": False}
    ours = frozenset({"same", "other", "gone", "gone by hand"})
    found = compare(["same", "other", "new"], ours, there)
    assert found == Difference(
        added=("new",), changed=("other",), removed=("gone",), unchanged=1
    )
    assert str(found) == "+1 ~1 -1"
    assert not Difference(unchanged=3)


PATHS = st.frozensets(st.sampled_from("abcdefgh"))


@given(
    new=PATHS,
    ours=PATHS,
    there=st.dictionaries(st.sampled_from("abcdefgh"), st.booleans()),
)
def test_only_what_is_ours_is_changed_or_removed(
    new: frozenset[str], ours: frozenset[str], there: dict[str, bool]
) -> None:
    """And when all is done, all of the site is there and nothing else of ours."""
    try:
        found = compare(new, ours, there)
    except TargetError:
        assert (new & there.keys()) - ours
        return
    assert {*found.changed, *found.removed} <= ours
    after = (there.keys() | set(found.added)) - set(found.removed)
    assert new <= after
    assert after - new == there.keys() - new - ours
    assert len(found.added) + len(found.changed) + found.unchanged == len(new)


def removing(removed: int, kept: int) -> Difference:
    gone = tuple(f"{number}.html" for number in range(removed))
    return Difference(removed=gone, unchanged=kept)


@pytest.mark.parametrize(
    ("removed", "kept", "fine"),
    [(20, 0, True), (21, 0, False), (21, 21, True), (22, 21, False), (0, 0, True)],
)
def test_most_of_a_site_does_not_go_by_mistake(
    removed: int, kept: int, *, fine: bool
) -> None:
    """More than twenty files and more than half need a word."""
    difference = removing(removed, kept)
    if fine:
        check_deletions(difference)
        return
    with pytest.raises(TargetError, match=f"add --allow-deletions {removed}") as error:
        check_deletions(difference)
    assert error.value.exit_status == 1
    with pytest.raises(TargetError):
        check_deletions(difference, allowed=removed - 1)
    check_deletions(difference, allowed=removed)


def test_data_with_new_names_is_not_lost() -> None:
    """A new key gives every file of an encrypted site another name."""
    old, new = (
        [f"d/{one:032x}.js" for one in numbers]
        for numbers in (range(50), range(50, 98))
    )
    difference = Difference(
        added=tuple(new), removed=(*old, "ui.js"), changed=("h.js",)
    )
    assert difference.lost == 3
    check_deletions(difference)


def test_pages_leave_behind_what_they_name() -> None:
    """New before old, pages last, the header of an encrypted site behind them."""
    paths = ("index.html", "h.js", "new.html", "new.js", "old.js", "z.html")
    assert in_order(paths, {"index.html", "old.js", "h.js"}) == (
        *("new.js", "new.html", "z.html"),
        *("old.js", "index.html", "h.js"),
    )


def test_the_host_says_what_the_page_says_and_more() -> None:
    """The policy is the page's own; nobody may put it into a frame."""
    page = (
        b"""<meta http-equiv="Content-Security-Policy" content="default-src 'none';">"""
    )
    made = header_files(page)
    assert made["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    assert made["_headers"].decode() == (
        "/*\n"
        "  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\n"
        "  Cross-Origin-Opener-Policy: same-origin\n"
        "  Cross-Origin-Resource-Policy: same-origin\n"
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()\n"
        "  Referrer-Policy: no-referrer\n"
        "  X-Content-Type-Options: nosniff\n"
        "  X-Frame-Options: DENY\n"
        "  X-Robots-Tag: noindex, nofollow, noarchive\n"
    )
    with pytest.raises(ValueError, match="no Content-Security-Policy"):
        header_files(b"<title>x</title>")
